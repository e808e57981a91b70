"""What holds for every text: repair undoes the channels, is idempotent, keeps offsets, and fails on nothing."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cnbiznews.errors import ConfigError, DamageError
from cnbiznews.repair import channels, diagnose, repair, repair_bytes
from cnbiznews.repair.channels import CHANNELS, glossed_gbk
from cnbiznews.testing import Damaged, damaged

SUBJECTS = ("该公司二季度", "上半年集团", "据财报，其零售业务", "受益于消费回暖，平台", "报告期内，物流板块")
VERBS = (
    "实现营业收入{}亿元，",
    "净利润同比增长{}%，",
    "新增门店{}家，",
    "研发投入达到{}万元，",
    "毛利率提升{}个百分点，",
)
TAILS = (
    "高于市场预期。",
    "主要得益于供应链效率的提升。",
    "管理层对全年业绩表示乐观！",
    "较去年同期明显改善；后续仍需观察。",
)

BUSINESS = st.builds(
    lambda subject, verb, number, tail: subject + verb.format(number) + tail,
    st.sampled_from(SUBJECTS),
    st.sampled_from(VERBS),
    st.decimals(1, 999, places=1),
    st.sampled_from(TAILS),
)
TRADITIONAL = (
    "公司對業務進行了調整，營業收入實現穩定增長。",
    "這為門店帶來了規模化的收益，數據顯示會員數量創下新高。",
    "電商平臺與商家聯合發展，優質服務覆蓋全國各個區域。",
)

# Alphabets in which damage is likely.
ODD = (
    st.text(
        st.sampled_from(
            "?。！？；(（)）yèguī業規績家浜鏁版嵁锟斤拷�äº¬Ã¤&#x;\\u4e%E4%B8\ud800\udc00⽤\u200e\ue863 \n京东"
        )
    )
    | st.text()
)


@pytest.mark.parametrize("channel", sorted(CHANNELS))
def test_every_channel_is_undone(channel: str) -> None:
    if channel.startswith("big5"):
        originals = st.sampled_from(TRADITIONAL)
    elif channel == "gb18030 read as shift_jis":
        # Few sentences consist of characters that have one code only.
        originals = st.sampled_from(["员工人数超过三百", "员工人数超过三百人，平均年龄三十岁"])
    elif channel == "surrogate pairs":
        originals = BUSINESS.map(lambda text: text + "😀𠮷")
    else:
        originals = BUSINESS

    # Not every sentence can be read in every wrong encoding.
    @settings(suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
    @given(damaged(originals, [channel]))
    def check(drawn: Damaged) -> None:
        assert repair(drawn.text).text == drawn.original

    check()


@given(st.lists(st.sampled_from(TRADITIONAL), min_size=1, max_size=4).map("\n".join))
def test_glosses_are_undone(text: str) -> None:
    assert repair(glossed_gbk(text, resynchronise=False)).text == text


@given(damaged(BUSINESS), st.lists(BUSINESS, max_size=3), st.lists(BUSINESS, max_size=3))
def test_one_damaged_paragraph_among_clean_ones(drawn: Damaged, before: list[str], behind: list[str]) -> None:
    text = "\n".join([*before, drawn.text, *behind])
    assert repair(text).text == "\n".join([*before, drawn.original, *behind])


@given(ODD)
def test_nothing_is_repaired_twice(text: str) -> None:
    once = repair(text)
    assert repair(once.text).text == once.text
    if not once.changed:
        assert once.text is text


@given(ODD)
def test_offsets_lead_back_to_the_source(text: str) -> None:
    result = repair(text)
    assert result.source == text
    for position in range(len(result.text)):
        start, end = result.source_span(position, position + 1)
        assert 0 <= start <= end <= len(text)
    assert result.text_span(0, len(text)) == (0, len(result.text))


@given(ODD)
def test_findings_lie_in_the_text(text: str) -> None:
    diagnosis = diagnose(text)
    assert diagnosis.repaired.text == repair(text).text
    for finding in diagnosis.findings:
        assert finding.text == text[finding.start : finding.end]
        assert finding.status in ("repaired", "unsure", "lost")


@given(BUSINESS)
def test_clean_sentences_are_left_alone(text: str) -> None:
    assert repair(text).text is text
    assert diagnose(text).clean


@given(st.binary() | BUSINESS.map(lambda text: text.encode("gb18030")) | BUSINESS.map(str.encode))
def test_bytes_of_any_kind(data: bytes) -> None:
    assert isinstance(repair_bytes(data).text, str)


def test_what_could_be_two_characters_is_left_and_reported() -> None:
    damaged = "公司净利润下降。".encode().decode("cp1252", "replace")
    diagnosis = diagnose(damaged)
    [unsure] = diagnosis.unsure
    assert set(unsure.candidates) == {"降", "限"}
    assert diagnosis.repaired.text == "公司净利润下\ufffd。"
    assert not diagnosis.lost


def test_noise_with_question_marks_is_no_damaged_text() -> None:
    chance = random.Random(5)
    noise = "".join(
        chance.choice(("?，", "?。")) if chance.random() < 0.05 else chr(chance.randrange(0x4E00, 0x9FA6))
        for _ in range(3000)
    )
    assert repair(noise).text == noise


@pytest.mark.parametrize(
    ("text", "written", "read"),
    [("数据，", "utf-8", "gb18030"), ("a\ud800", "utf-8", "cp1252"), ("京𠮷", "big5", "gb18030")],
)
def test_what_cannot_be_damaged_is_an_error_of_the_library(text: str, written: str, read: str) -> None:
    with pytest.raises(DamageError) as raised:
        channels.misread(text, written, read)
    assert isinstance(raised.value, UnicodeError)
    assert str(pickle.loads(pickle.dumps(raised.value))) == str(raised.value)


def test_unknown_encodings_are_named() -> None:
    with pytest.raises(ConfigError, match="no-such"):
        channels.misread("京东", "utf-8", "no-such")
