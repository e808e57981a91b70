"""Chinese numerals that count nothing: articles (一家公司), parts of words, places in an order (二期)."""

from __future__ import annotations

import re

from cnbiznews.quantities.bounds import read_cue_before
from cnbiznews.quantities.items import Item
from cnbiznews.quantities.page import Page

__all__ = ["is_place", "means_nothing"]

# 一 before a measure word is a number only after these; before a time it is an article after those.
_ONE_KEEP = re.compile("(?:仅有?|唯一?|只剩|只有[^，。；、]{0,6}|只)$")
_ONE_TIME_NOT = tuple("这那某同每有另上下前后第哪整任统的又新")
# 一单能赚3元, 一天要接2000通电话: the one is what the figure behind it is per.
_SOLD_BY = frozenset("单件杯台斤瓶盒份袋箱碗")
_PER = "(?:就|也|都|还|只|仅|才|能|要|可以?|得|最多|至少|平均|大约|约|差不多|接近|净|毛|多|少)*"
_PER_ONE = re.compile(
    f"(?![0-9.万千百]+元的){_PER}(?:赚|亏|挣|卖|省|便宜|贵|收|花|补)?[到了掉]?{_PER}[0-9两三四五六七八九十几]+(?:[.点万千百多块毛元]|$)"
)
_PER_DAY = re.compile(
    f"(?:下来)?{_PER}[一-龥]{{0,3}}?[0-9两三四五六七八九十几百千][0-9.多万千百十几]*(?![成等])[一-龥]"
)
# 四涨一跌: how many went up and how many down.
_UPS_AND_DOWNS = re.compile("[一二两三四五六七八九][涨跌升降][一二两三四五六七八九][涨跌升降]")
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
# A lone digit is a number where it is said to be one: 答案是五。
_STATED = re.compile("(?:是|为|等于|数字)$")
_STATED_END = re.compile("[不而却这那，。,.；;！? ]|$")
# 中建三局, 中铁四院: numbered parts of the builders' groups.
_BUILDERS = ("建", "铁", "交", "电", "冶")
_COUNTED_BEFORE = tuple("续共分近前了已出行每")
# Parts of an address, after a part of one.
_ADDRESS = ("层", "房", "楼", "座", "栋", "幢", "单元")
_ADDRESS_BEFORE = ("座", "号", "楼", "栋", "幢", "元")
_PLACED = ("排名", "排在", "排行", "位列", "位居", "名列")
# 二 (not 两) before one of these names the second of them.
_PLACES = frozenset("次套级期代线手审季环类轮版楼号房维")
# 百城千村: bare magnitudes before these are figures of speech.
_PLACES_TO_BE = frozenset("城市县镇乡村国省区校企店州")


def means_nothing(page: Page, at: int, item: Item) -> bool:
    """Is the numeral an article (一家公司), or a lone digit that counts nothing?"""
    text = page.text
    numeral = item.numeral
    if numeral.arabic:
        return False
    if numeral.end - at > 1:  # 三四, 九九: not even a number of two digits
        return numeral.end - at == 2 and item.unit is None and numeral.digits == 2
    character = text[at]
    if character in _FINANCIAL and (item.unit is None or item.unit.type in ("count", "measure", "duration")):
        return True  # 陆家嘴, 伍家岗
    if item.unit is None:
        return not _stands_alone(page, at, item)
    if character == "一":
        return _is_article(page, at, item)
    return (
        character in "百千万"
        and item.unit.unit in _PLACES_TO_BE
        and read_cue_before(page, at, is_implicit=item.numeral.implicit) is None
    )


def _stands_alone(page: Page, at: int, item: Item) -> bool:
    """Is a lone Chinese digit or magnitude without a unit a number?"""
    text, character = page.text, page.text[at]
    if _UPS_AND_DOWNS.match(text, at) or _UPS_AND_DOWNS.match(text, max(0, at - 2)):
        return True
    if text.startswith(("新高", "新低"), item.end):  # 改写三新高
        return character in "两三四五六七八九"
    if character in "十百千万亿兆":
        if character in "亿万" and text[item.end : item.end + 1] == "级":
            return True
        return character != "十" and read_cue_before(page, at, is_implicit=item.numeral.implicit) is not None
    return (
        character in "二三四五六七八九"
        and _STATED.search(text, max(0, at - 2), at) is not None
        and _STATED_END.match(text, item.end) is not None
    )


def _is_article(page: Page, at: int, item: Item) -> bool:
    """Is 一 before a unit an article (一家公司, 有一天, 一块屏幕)?"""
    text, unit = page.text, item.unit
    if unit is None:
        return True
    if unit.type == "count":
        is_rate = page.done == at and page.found and page.found[-1].type == "duration"
        if unit.unit in _SOLD_BY and _PER_ONE.match(text, item.end):
            return text[at - 1 : at] in _ONE_TIME_NOT
        return not is_rate and not _ONE_KEEP.search(text, max(0, at - 9), at)
    if item.low != 1:  # 一天半
        return False
    if unit.type == "duration":
        return (
            text[at - 1 : at] in _ONE_TIME_NOT
            or text[item.end : item.end + 1] == "一"
            or (unit.unit in ("天", "日", "夜") and not (text[item.end - 1] == "天" and _PER_DAY.match(text, item.end)))
        )
    if unit.unit == "元" and text[item.end - 1] == "块":
        return "一" <= text[item.end : item.end + 1] <= "龥"
    return (
        unit.type == "measure"
        and (item.end - at == 2 or text[at - 1 : at] in _ONE_TIME_NOT)
        and unit.unit not in ("吨", "斤", "亩", "米", "岁", "升")
    )


def is_place(page: Page, at: int, item: Item) -> bool:
    """Does a number before a unit name one of them (8号, 2期, 十代, 二次) and not count them (两期, 三代)?"""
    numeral, unit = item.numeral, item.unit
    if unit is None:
        return False
    if unit.unit in ("局", "院", "冶") and page.text[at - 1 : at] in _BUILDERS:
        return True
    if page.text[at] == "二" and numeral.end - at == 1 and unit.type == "count" and unit.unit in _PLACES:
        return True
    if unit.unit in ("位", "名") and page.text.endswith(_PLACED, 0, at):  # 排名4位
        return True
    if unit.unit in _ADDRESS and page.text[at - 1 : at] in _ADDRESS_BEFORE:  # A座15层
        return True
    if not unit.ordinal or numeral.power > 1 or item.more or item.low != item.high or item.name == "届":
        return False
    if item.name == "室":  # 1805室, but 3室2厅
        return numeral.digits >= 3
    if item.name == "期" and numeral.end - at == 1 and page.text[at] in "三四五六":  # 三期投产, but 连续三期
        return page.text[at - 1 : at] not in _COUNTED_BEFORE
    if item.name in ("期", "代", "批次", "轮次", "阶段", "梯队"):
        return numeral.arabic or page.text[at] in "二十"
    return True
