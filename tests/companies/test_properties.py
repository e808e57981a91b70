"""What holds for every text: spans, renaming, repeated calls, odd input, and work that grows with the text only."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnbiznews import companies
from cnbiznews.companies import find_abbreviations

# Known under one name only, so that they can stand for each other.
NAMES = ["京东", "拼多多", "特斯拉", "美团", "海底捞", "比亚迪", "泡泡玛特", "联想", "英伟达", "腾讯"]
SENTENCES = [
    "{}今日发布财报，营收同比增长12%。",
    "36氪获悉，{}与杭州青禾科技有限公司达成合作。",
    "{}股价走高，王小明表示满意。",
    "据青禾财经报道，{}、蓝岭创投等机构跟投。",
    "在物流环节，{}投入了大量资金。",
    "国家统计局公布数据，市场规模扩大，{}受益。",
    "{}CEO称，平台业务部将整合。",
]
WORDS = "京东 有限公司 集团 （以下简称“ ”） 据 报道 苹果 、 和 由 领投 等机构 杭州 青禾 科技 旗下 公司 APP 外卖"
MARKS = "。 Apple Capital ( ) 业务部 市 讯 获悉， 更名为 7 亿 ·"
PIECES = [*WORDS.split(), *MARKS.split(), " ", "\n"]


def check(text: str) -> None:
    found = companies.scan(text)
    end = 0
    for company in found:
        assert end <= company.start < company.end <= len(text)
        assert company.text == text[company.start : company.end]
        assert company.canonical
        assert company.kind in ("company", "brand", "media", "gov", "other-org")
        assert 0 < company.confidence <= 1
        end = company.end
    assert companies.scan(text) == found


@given(st.text(st.characters(exclude_categories=())))
@settings(max_examples=150, deadline=None)
def test_any_string(text: str) -> None:
    check(text)
    find_abbreviations(text)


@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join))
@settings(max_examples=250, deadline=None)
def test_any_heap_of_pieces(text: str) -> None:
    check(text)
    find_abbreviations(text)


@given(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=5), st.sampled_from(NAMES), st.sampled_from(NAMES))
@settings(max_examples=120, deadline=None)
def test_renaming(sentences: list[str], one: str, other: str) -> None:
    """Another name throughout gives the same mentions, under the other name."""
    text = "".join(sentences).replace("{}", one)
    renamed = "".join(sentences).replace("{}", other)
    assert [c.start for c in companies.scan(text, model=False) if c.text == one] == [
        at for at in range(len(text)) if text.startswith(one, at)
    ]
    first, second = companies.scan(text, model=False), companies.scan(renamed, model=False)
    assert [(c.text.replace(one, "X"), c.canonical.replace(one, "X"), c.kind) for c in first] == [
        (c.text.replace(other, "X"), c.canonical.replace(other, "X"), c.kind) for c in second
    ]


HEAPS = "京东 有限公司 、 （ “ a 据 集团公司 青禾科技、 （以下简称“青禾”） 宣布 。（ 和 1亿欧"


@pytest.mark.parametrize("piece", [*HEAPS.split(), "\n", " ", "A "])
def test_work_grows_with_the_text(piece: str) -> None:
    """Four times the text takes at most some four times the calls of functions."""

    def calls(length: int) -> int:
        text = piece * (length // len(piece))
        count = 0

        def tally(_frame: object, event: str, _arg: object) -> None:
            nonlocal count
            count += event in ("call", "c_call")

        sys.setprofile(tally)
        try:
            companies.scan(text)
        finally:
            sys.setprofile(None)
        return count

    companies.scan(piece)  # the lexicons are read
    assert calls(16_000) < 5 * calls(4_000) + 2_000
