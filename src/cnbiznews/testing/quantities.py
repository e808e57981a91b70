"""Generated quantities: text, and what it means."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from hypothesis import strategies as st

from cnbiznews.quantities import format_number

__all__ = ["Phrase", "quantities", "sentences"]


class Phrase(NamedTuple):
    """A quantity in words, with the values of the wire format."""

    text: str
    type: str
    value: Decimal
    value2: Decimal | None
    bound: str
    unit: str | None


# Unit as written, unit reported, type.
_UNITS = (
    ("家", "家", "count"),
    ("人次", "人次", "count"),
    ("辆", "辆", "count"),
    ("万吨", "吨", "measure"),
    ("平方米", "平方米", "measure"),
    ("元", "元", "money"),
    ("亿元", "元", "money"),
    ("万美元", "美元", "money"),
    ("亿港元", "港元", "money"),
    ("%", "%", "percent"),
    ("个百分点", "百分点", "points"),
    ("倍", "倍", "multiple"),
    ("个月", "月", "duration"),
    ("小时", "小时", "duration"),
)
_MAGNITUDES = {"万": 4, "亿": 8}
_CUES = (
    ("", "", "="),
    ("超", "", ">"),
    ("超过", "", ">"),
    ("逾", "", ">"),
    ("突破", "", ">"),
    ("至少", "", ">="),
    ("不低于", "", ">="),
    ("不到", "", "<"),
    ("不足", "", "<"),
    ("不超过", "", "<="),
    ("约", "", "~"),
    ("接近", "", "~"),
    ("", "以上", ">"),
    ("", "以下", "<"),
    ("", "左右", "~"),
)
_LINKS = ("-", "至", "到", "~")
_LEADS = ("公司表示，该指标为", "其中", "记者获悉，目前已达", "据介绍，", "对此，管理层称")
_TAILS = ("，情况良好。", "。", "，这是后话。", "；随后公布。")


@st.composite
def quantities(draw: st.DrawFn) -> Phrase:
    """Return a strategy for phrases such as 超5.2万家, 10%-15% or 约三百二十吨, each with its meaning.

    >>> from hypothesis import find
    >>> find(quantities(), lambda phrase: phrase.bound == ">" and phrase.unit == "家").text
    '超1家'
    """
    written, unit, kind = draw(st.sampled_from(_UNITS))
    style = draw(st.sampled_from(("plain", "grouped", "chinese")))
    places = draw(st.sampled_from((0, 1, 2))) if style != "chinese" and unit not in ("家", "人次", "辆") else 0
    low = Decimal(draw(st.integers(1, 999_999))).scaleb(-places).normalize()
    low = low.quantize(Decimal(1)) if low == low.to_integral_value() else low
    if style == "chinese":
        low = Decimal(draw(st.integers(3, 9_999)))
        written = {"亿元": "元", "万吨": "吨", "万美元": "美元", "亿港元": "港元"}.get(written, written)
    factor = Decimal(10 ** _MAGNITUDES.get(written[0], 0))
    if style == "chinese" or not draw(st.booleans()):
        before, after, bound = draw(st.sampled_from(_CUES))
        text = f"{before}{format_number(low, style)}{written}{after}"
        return Phrase(text, kind, low * factor, None, bound, unit)
    high = low + draw(st.integers(1, 50))
    repeated = written if draw(st.booleans()) else ""
    text = f"{format_number(low, style)}{repeated}{draw(st.sampled_from(_LINKS))}{format_number(high, style)}{written}"
    return Phrase(text, kind, low * factor, high * factor, "range", unit)


@st.composite
def sentences(draw: st.DrawFn) -> tuple[str, Phrase, int]:
    """Return a strategy for (sentence, the phrase in it, its offset); nothing else in the sentence is a quantity."""
    phrase = draw(quantities())
    lead = draw(st.sampled_from(_LEADS))
    return lead + phrase.text + draw(st.sampled_from(_TAILS)), phrase, len(lead)
