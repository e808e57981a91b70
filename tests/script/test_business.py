"""The business layer: sentences with ambiguous characters, and that it harms nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnbiznews import resources
from cnbiznews.script import convert, detect_script, names, to_simplified, to_traditional

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "cases/script/business.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_case(case: dict[str, str]) -> None:
    assert str(convert(case["text"], case["config"], business=True)) == case["expect"], case["why"]


@pytest.mark.parametrize("case", [case for case in CASES if case["config"].endswith("2s")], ids=lambda case: case["id"])
def test_what_is_simplified_stays(case: dict[str, str]) -> None:
    assert to_simplified(case["expect"]) == case["expect"]


def test_the_simple_functions_have_it_on() -> None:
    assert to_simplified("應收帳款") == "应收账款"
    assert to_simplified("智慧型手機", phrases=True) == "智能手机"
    assert to_simplified("軟體", "tw", phrases=True) == "软件"
    assert to_traditional("余先生的余额") == "余先生的餘額"
    assert to_traditional("软件里", "tw", phrases=True) == "軟體裡"
    assert to_traditional("软件里", "hk") == "軟件裏"
    assert str(convert("應收帳款", "t2s")) == "应收帐款", "exact conversion has it off"


@pytest.mark.parametrize(
    "text",
    [
        "著名经济学家撰写的专著显著影响市场。",
        "王昇与刘乾出席，昇腾芯片与乾崑智驾发布。",
        "公司营收同比增长22.4%，账面余额充足，沉着应对。",
        "慰藉、狼藉、瞭望、徵音。",
    ],
)
def test_simplified_text_stays(text: str) -> None:
    assert to_simplified(text) == text or detect_script(text).script == "neither"


@pytest.mark.parametrize("text", ["后里廠區的營收與里長關係", "范圍、余先生說：干預市場", "這裡的面板與麵粉"])
def test_traditional_text_stays(text: str) -> None:
    assert to_traditional(text) == text or "裡" in text
    assert to_traditional(text, "tw").count("範") == text.count("範")


def test_lines_have_scripts_of_their_own() -> None:
    assert to_traditional("后里廠區擴建\n后来扩建") == "后里廠區擴建\n後來擴建"
    assert to_simplified("著名专家\n隨著營收") == "著名专家\n随着营收"


def test_script_can_be_told() -> None:
    assert to_simplified("著手") == "着手"
    assert to_simplified("著手", script="simplified") == "著手"
    assert to_traditional("后面廠區", script="simplified") == "後面廠區"


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("余先生表示", ["余"]),
        ("其余先生表示", []),
        ("董事长范明称", ["范明"]),
        ("示范明确", []),
        ("由于总部搬迁", []),
        ("，于总表示", ["于"]),
        ("总经理于海外出差", []),
        ("创始人于小川，", ["于小川"]),
        ("公司于五月公布", []),
        ("业余时间", []),
        ("五分钟先生", []),
        ("王岳表示", ["王岳"]),
        ("山岳表示", []),
        ("钟某、涂某某", ["钟", "涂"]),
        ("秘书长钟彬先生", ["钟彬"]),
        ("余小伟、范志敏和于洋等人", ["余小伟", "范志敏", "于洋"]),
        ("于董事会上", []),
        ("范本说明", []),
        ("钟伟表示", ["钟伟"]),
        ("，余波未平", []),
        ("皇家马德里说", []),
    ],
)
def test_names(text: str, expect: list[str]) -> None:
    assert [text[start:end] for start, end in names.find(text)] == expect


def test_phrases_are_well_formed() -> None:
    for row in resources.table("script/phrases.tsv"):
        assert row["way"] in ("t2s", "s2t"), row
        assert row["kind"] in ("term", "name", "person"), row
        assert len(row["simplified"]) == len(row["traditional"]), row
    sides = [
        (row["traditional" if row["way"] == "t2s" else "simplified"], row["way"])
        for row in resources.table("script/phrases.tsv")
    ]
    assert len(sides) == len(set(sides))


def test_words_are_well_formed() -> None:
    rows = resources.table("script/words_tw.tsv")
    assert {row["way"] for row in rows} <= {"both", "to_tw", "to_cn"}
    for way, side in (("to_tw", "mainland"), ("to_cn", "taiwan")):
        words = [row[side] for row in rows if row["way"] in ("both", way)]
        assert len(words) == len(set(words)), [word for word in words if words.count(word) > 1]


@given(
    st.text(st.sampled_from("余范于总先生表示，。帳著乾隆简體鉅亨網5只签\n\ud800😀")),
    st.sampled_from(["t2s", "s2tw", "tw2sp", "s2hkp"]),
)
def test_any_text(text: str, config: str) -> None:
    converted = convert(text, config, business=True)
    assert converted.source == text
    for at in range(len(converted)):
        start, end = converted.source_span(at, at + 1)
        assert 0 <= start <= end <= len(text)
    if config == "t2s":
        assert len(converted) == len(text)


@given(st.text())
def test_any_unicode(text: str) -> None:
    assert to_simplified(to_simplified(text)) is not None
    assert to_traditional(text, "tw", phrases=True) is not None
    detect_script(text)
