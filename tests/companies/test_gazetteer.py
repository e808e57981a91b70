"""The gazetteer: what is packaged, what a user brings, and what is wrong with either."""

from pathlib import Path

import pytest

from cnbiznews import companies, resources
from cnbiznews.companies import Entry, Gazetteer, default_gazetteer
from cnbiznews.companies.model import KINDS
from cnbiznews.errors import LexiconError


def test_packaged_names_are_sound() -> None:
    rows = resources.table("companies/known.tsv")
    names = [row["name"] for row in rows]
    assert len(names) == len(set(names))
    assert {row["kind"] for row in rows} <= set(KINDS)
    aliases = [alias for row in rows for alias in row["aliases"].split("|") if alias]
    assert len(aliases) == len(set(aliases)), "a surface belongs to one entry"
    assert not set(aliases) & set(names)
    assert {row["level"] for row in resources.table("companies/ambiguous.tsv")} == {"name", "word"}
    gazetteer = default_gazetteer()
    assert all(len(surface) > 1 for entry in gazetteer.entries for surface in entry.surfaces)
    assert all(":" in ticker for entry in gazetteer.entries for ticker in entry.tickers)


@pytest.mark.parametrize(
    ("surface", "name", "ident"),
    [
        ("京东集团", "京东", "HKEX:09618"),
        ("工行", "中国工商银行", "SSE:601398"),
        ("腾讯控股", "腾讯", "HKEX:00700"),
        ("央行", "中国人民银行", "中国人民银行"),
        ("nio", "蔚来", "HKEX:09866"),
    ],
)
def test_who_is_who(surface: str, name: str, ident: str) -> None:
    [found] = default_gazetteer().find(surface)
    assert (found[2].name, found[2].id) == (name, ident)


def test_a_users_names_go_first(tmp_path: Path) -> None:
    file = tmp_path / "mine.tsv"
    file.write_text(
        "# mine\nname\tkind\tparent\taliases\ttickers\tambiguous\n"
        "青禾小厨\tbrand\t青禾集团\t青禾厨房|小厨\tTEST:1\t\n京东\tmedia\t\t\t\t\n晨曦\tcompany\t\t\t\tyes\n",
        encoding="utf-8",
    )
    gazetteer = Gazetteer.from_tsv(file) | default_gazetteer()
    found = companies.scan("青禾厨房与京东合作，晨曦微露。晨曦股价上涨。", gazetteer, model=False)
    assert [(c.text, c.canonical, c.kind, c.id) for c in found] == [
        ("青禾厨房", "青禾小厨", "brand", "TEST:1"),
        ("京东", "京东", "media", "京东"),
        ("晨曦", "晨曦", "company", "晨曦"),
        ("晨曦", "晨曦", "company", "晨曦"),
    ]
    alone = Gazetteer.from_tsv(file)
    assert [c.text for c in companies.scan("晨曦微露，景色如画。", alone, model=False)] == []
    assert len(alone) == 3
    assert "青禾厨房" in alone
    assert alone.get("美团") is None


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        ("name\tkind\n青禾\tfirm\n", 2, "kind 'firm' does not exist"),
        ("name\tkind\n\tcompany\n", 2, "'name' is empty"),
        ("name\n青禾\n\n青禾\n", 4, "stands in line 2 already"),
        ("name\taliases\n青禾\t禾\n", 2, "one character only"),
        ("name\n青\n", 2, "one character only"),
        ("name\ttickers\n青禾\t00700\n", 2, "not of the form EXCHANGE:CODE"),
        ("name\tcolour\n青禾\tred\n", 2, "unknown column 'colour'"),
        ("name\n青禾\tcompany\n", 2, "2 cells"),
    ],
)
def test_wrong_lines_are_named(tmp_path: Path, content: str, line: int, says: str) -> None:
    file = tmp_path / "wrong.tsv"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(LexiconError, match=says) as caught:
        Gazetteer.from_tsv(file)
    assert caught.value.line == line
    assert str(file) in str(caught.value)


def test_unreadable_files(tmp_path: Path) -> None:
    with pytest.raises(LexiconError, match="can't be read"):
        Gazetteer.from_tsv(tmp_path / "none.tsv")
    (tmp_path / "bytes.tsv").write_bytes(b"name\n\xff\xfe\xfa\n")
    with pytest.raises(LexiconError, match="can't be read"):
        Gazetteer.from_tsv(tmp_path / "bytes.tsv")


def test_of_two_entries_the_first_has_the_surface() -> None:
    gazetteer = Gazetteer([Entry("甲公司名", aliases=("同名",)), Entry("乙公司名", aliases=("同名",)), Entry("同名")])
    assert gazetteer.get("同名") == Entry("同名")  # a canonical name goes before an alias
    assert Gazetteer(gazetteer.entries[:2]).get("同名") == gazetteer.entries[0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("同意华夏银行的方案", ["华夏银行"]),  # the clipped name gives way
        ("意华与华夏银行", ["意华", "华夏银行"]),
        ("长城汽车销量", ["长城汽车"]),  # a doubtful name that holds a sure one is the longer one
        ("汽车与长城", ["汽车", "长城"]),
    ],
)
def test_sure_names_go_before_doubtful_ones(text: str, expected: list[str]) -> None:
    gazetteer = Gazetteer(
        [Entry("华夏银行"), Entry("意华股份", aliases=("意华",)), Entry("长城汽车"), Entry("长城"), Entry("汽车")],
        ambiguous=["长城", "长城汽车"],
        clipped=["意华"],
    )
    assert [text[start:end] for start, end, _ in gazetteer.find(text)] == expected


def test_a_space_may_stand_between_letters_and_characters() -> None:
    gazetteer = Gazetteer([Entry("SK青禾", aliases=("青禾AI",))])
    assert [entry.name for _, _, entry in gazetteer.find("SK 青禾、SK青禾、青禾 AI")] == ["SK青禾"] * 3
