"""Properties of the finder: any text will do, spans are valid, what stands around a sentence changes nothing in it."""

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

import cnbiznews as cb
from cnbiznews import metrics
from cnbiznews.metrics import default_lexicon

CASES = Path(__file__).parents[1] / "cases/metrics/mentions.jsonl"
SENTENCES = [json.loads(line)["text"] for line in CASES.read_text(encoding="utf-8").splitlines()]
SURFACES = sorted(default_lexicon().entries)
# Any character at all, lone surrogates too; and texts made of the words the finder looks for.
ANYTHING = st.text(st.characters(exclude_categories=()))
WORDS = st.lists(
    st.one_of(
        st.sampled_from(SURFACES), st.sampled_from(list("的了为至约，。、3日每5%亿元年月 \n")), st.text(max_size=2)
    )
).map("".join)


@given(st.one_of(ANYTHING, WORDS))
def test_spans_are_valid_and_in_order(text: str) -> None:
    end = 0
    for metric in cb.find_metrics(text):
        assert end <= metric.start < metric.end <= len(text)
        assert metric.text == text[metric.start : metric.end]
        end = metric.end


@given(WORDS)
def test_names_are_at_least_two_characters_and_hold_no_mark(text: str) -> None:
    for metric in metrics.scan(text):
        assert len(metric.written) >= 2
        assert not set(metric.written) & set("，。；：！？\n")


@given(st.sampled_from(SENTENCES), st.sampled_from(SENTENCES))
def test_sentences_do_not_touch_each_other(first: str, second: str) -> None:
    def names(text: str) -> list[str]:
        return [metric.written for metric in cb.find_metrics(text)]

    stop = "" if first.endswith("。") else "。"
    assert names(f"{first}{stop}\n{second}") == names(first) + names(second)


@given(st.sampled_from(SENTENCES))
def test_a_larger_number_changes_no_name(text: str) -> None:
    def names(text: str) -> list[str]:
        return [metric.written for metric in cb.find_metrics(text)]

    assert names(text.replace("5%", "55%").replace("亿元", "0亿元")) == names(text)


def test_time_grows_with_the_text_alone() -> None:
    # Counted in work, not in seconds: the surfaces found in a text repeated n times are n times as many.
    text = "归属于上市公司股东的净利润每用户平均平均平均平均日均使用时长3日复购率，"
    one = len(metrics.scan(text))
    assert len(metrics.scan(text * 500)) == 500 * one
    assert metrics.scan("平均" * 20_000) == []
    assert metrics.scan("每" * 20_000) == []
    assert max(len(metric.written) for metric in metrics.scan("率" * 20_000)) < 40
