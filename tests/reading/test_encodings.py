"""Encodings: told from the bytes alone, with and without help, whole and cut."""

from __future__ import annotations

import pytest

from cnbiznews import resources
from cnbiznews.errors import ReadError
from cnbiznews.reading import decode

SIMPLIFIED = "青禾食品今日发布三季报，营业收入12.5亿元，同比增长18.3%。"
TRADITIONAL = "青禾食品今日發布三季報，營業收入12.5億元，同比增長18.3%。"


@pytest.mark.parametrize(
    ("encoding", "name"),
    [(name, name) for name in ("utf-8", "gb18030", "hz", "utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")]
    + [("utf-8-sig", "utf-8"), ("gb2312", "gb18030"), ("gbk", "gb18030"), ("utf-16", "utf-16-le")],
)
@pytest.mark.parametrize("text", [SIMPLIFIED, "青禾食品", "营收5亿", f"<p>{SIMPLIFIED}</p>\r\n" * 3000])
def test_simplified(text: str, encoding: str, name: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding, found.cut) == (text, name, 0)


@pytest.mark.parametrize(
    ("encoding", "name"), [("big5", "big5"), ("cp950", "big5"), ("gbk", "gb18030"), ("utf-8", "utf-8")]
)
@pytest.mark.parametrize("text", [TRADITIONAL, "青禾食品公司", "營收5億元", f"<p>{TRADITIONAL}</p>\n" * 3000])
def test_traditional(text: str, encoding: str, name: str) -> None:
    found = decode(text.encode(encoding))
    assert (found.text, found.encoding) == (text, name)


def test_hong_kong() -> None:
    text = "公司喺香港嘅營業額增長5%，佢哋話，「嚟緊嗰季會更好」。"
    assert decode(text.encode("big5hkscs")) == decode(text.encode("big5hkscs"), "big5-hkscs")
    assert decode(text.encode("big5hkscs")).text == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain ASCII, 12.5%",
        "a",
        "\n",
        "Résumé: café, 3 €",
        "𠮷野家的門店，增加了㐂字。",
        "~{ is no escape",
        "１２３４５",
    ],
)
def test_utf8_stays_utf8(text: str) -> None:
    found = decode(text.encode())
    assert (found.text, found.encoding) == (text, "utf-8")


@pytest.mark.parametrize("damage", ["latin-1", "cp1252", "gb18030"])
def test_text_that_was_damaged_before_it_was_stored_stays_as_it_is(damage: str) -> None:
    damaged = SIMPLIFIED.encode().decode(damage, "replace")
    assert decode(damaged.encode()).text == damaged


def test_western_text() -> None:
    text = "Le chiffre d'affaires a progressé de 5 % à 12,5 millions d'euros, très au-delà des prévisions."
    assert decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("code", [b"\x80", b"\xa2\xe3"])
def test_the_euro_in_gbk(code: bytes) -> None:
    data = "营收".encode("gbk") + code + "5亿元，同比增长，创新高".encode("gbk")
    assert decode(data).text.startswith("营收€5亿元")


def test_the_codes_on_which_tables_of_big5_differ() -> None:
    assert decode("達‧芬奇的營收約10～20億元，‧".encode("cp950")).text.startswith("達‧芬奇的營收約10～20億元，")
    assert decode("• 營收增長，同比上升".encode("big5")).text == "• 營收增長，同比上升"


def test_broken_bytes_inside_cost_only_themselves() -> None:
    data = SIMPLIFIED.encode()
    broken = data[:30] + b"\xff" + data[30:]
    assert decode(broken).text == SIMPLIFIED.encode()[:30].decode() + "\ufffd" + data[30:].decode()


# Declarations


PAGE = '<html><head><meta charset="{}"></head><body><p>{}</p></body></html>'


@pytest.mark.parametrize(("declared", "encoding"), [("gb2312", "gbk"), ("big5", "big5"), ("utf-8", "utf-8")])
def test_a_right_declaration(declared: str, encoding: str) -> None:
    text = PAGE.format(declared, "青禾")
    assert decode(text.encode(encoding)).text == text


@pytest.mark.parametrize(
    ("declared", "encoding"), [("utf-8", "gbk"), ("gb2312", "utf-8"), ("big5", "gbk"), ("x", "gbk")]
)
def test_a_wrong_declaration(declared: str, encoding: str) -> None:
    text = PAGE.format(declared, SIMPLIFIED)
    assert decode(text.encode(encoding)).text == text


def test_a_declaration_decides_what_is_open() -> None:
    assert (
        decode('<?xml version="1.0" encoding="shift_jis"?><a>売上高は増加した</a>'.encode("shift_jis")).encoding
        == "cp932"
    )


@pytest.mark.parametrize("told", ["gbk", "GB2312", "text/html; charset=gb2312", 'charset="GBK"', "cp936"])
def test_what_the_caller_says(told: str) -> None:
    assert decode("青".encode("gbk"), told).text == "青"


@pytest.mark.parametrize("told", ["utf-8", "big5", "ISO-8859-1", "utf-16"])
def test_what_the_caller_says_wrongly(told: str) -> None:
    data = SIMPLIFIED.encode("gbk") + b"\xb0\xa1"
    assert decode(data, told).text.startswith("青禾") or told in ("utf-16", "big5")


def test_single_bytes_are_believed_where_they_make_sense() -> None:
    assert decode("Café".encode("latin-1"), "latin-1").text == "Café"


@pytest.mark.parametrize("told", ["no-such-encoding", "", "rot13", "hex", "charset=nothing"])
def test_a_name_that_no_encoding_has(told: str) -> None:
    with pytest.raises(ReadError, match="is no known encoding"):
        decode(b"abc", told)


# What is no text


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "PDF"),
        (b"PK\x03\x04\x14\0\x06\0\x08\0", "ZIP"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "PNG"),
    ],
)
def test_known_kinds_of_files_are_named(data: bytes, kind: str) -> None:
    with pytest.raises(ReadError, match=kind):
        decode(data)


def test_binary_data() -> None:
    with pytest.raises(ReadError, match="binary"):
        decode(bytes(range(256)) * 20)
    with pytest.raises(ReadError, match="binary"):
        decode(b"\0" * 1000)


def test_a_few_nuls_are_no_binary_data() -> None:
    text = f"\0{SIMPLIFIED}\0\0"
    assert decode(text.encode("gbk")).text == text


def test_large_inputs_are_judged_by_more_than_their_head() -> None:
    text = "<script>var x = 1;</script>\n" * 20_000 + SIMPLIFIED
    assert decode(text.encode("gbk")).text == text


def test_the_table_of_characters_names_each_once() -> None:
    rows = resources.table("reading/characters.tsv")
    characters = "".join(row["characters"] for row in rows)
    assert len(characters) == len(set(characters)) > 5000
    assert [int(row["nats"]) for row in rows] == sorted(int(row["nats"]) for row in rows)
