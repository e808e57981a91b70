"""Judgements on a string that stands where a name would: is it one at all?"""

from __future__ import annotations

import re
from functools import cache

from cnbiznews.companies.words import (
    Words,
    around,
    characters,
    common,
    cues,
    ending_words,
    generic,
    longest_prefix,
    longest_suffix,
    not_names,
    places,
    things,
)

__all__ = [
    "after_period",
    "begins_title",
    "behind_title",
    "has_quantity",
    "has_stop",
    "is_compared",
    "is_generic",
    "is_local_good",
    "is_no_firm",
    "is_place",
    "is_technique",
    "is_thing",
    "last_stop",
    "looks_like_person",
    "partly_generic",
    "soft_stops",
    "stop_before",
]

_NO_FIRM = re.compile(
    r"(?:指|指数|期指|板块|概念|概念股|股|[率价额量类值]|期货|收入|收益|营收|业绩|利润|业务|成本|油|金|银|铜|铝|ETF|方面|部门|机构|委员会|政府|法院"
    r"|[季年中]报|官网站?|出品方|总监.*|监事.*|经理.*|总裁.*|主任.*|董事.*|主管.*|教授.*|研究员.*|分析师.*|秘书.*|负责人.*|发言人.*|院长.*|局长.*|会长.*"
    r"|[美日韩英法德中港台A-Z]股|汇率|美元|欧元|日元|人民币|债|券|品|产品|商品|渠道|大区|地区|[省市县区州国])\Z|^(?:联合|品牌)?(?:创[始办]人|主理人)|^(?:未达|惟前|今|昨|本|上|下|前|后|同|年|月|日|其|该|此|个|不|有|无|最|全|总|均|已|将|再|又|曾|仍|还|也|都)"
)

_QUANTITY = re.compile(
    r"[0-9][年月日万亿家个股季周次]|[一二三四五六七八九十两数几再][年月日天万亿家个笔只批份宗起款项次届轮]"
    r"|\A[十百千万亿]+[台部辆件只套册张份股米斤升桶户家吨人次元]\Z|第[0-9一二三四][季期届]|\A(?:前?[一二三四]季|前三季)|\A[0-9]{2}Q[1-4]|\A[1-4]Q[0-9]{2}|财季|(?:暑期|春节|国庆|五一|中秋|元旦|贺岁|端午|清明)档|[上下]半年|财年|\A[二两三四五六七八九十]大|[一两三四五六七八九十几][城省市县区]\Z"
)
# What a figure is compared with, or in which steps it goes: no name begins or ends with that, nor holds 较上月.
_COMPARED = re.compile(
    r"[较比][上去前同]|\A(?:[按逐][年月季周日]|[年月季周日][增减升跌降]|同比|环比|累计|较)"
    r"|(?:[按逐][年月季周日]|[年月季周][增减升跌降]|同比|环比|累计|[年月季]则|较)\Z"
)
_PERIOD = re.compile(
    r"(?:第?[一二三四1-4]季度|第[一二三四1-4]季|前[三3]季度?|[上下]半年|[0-9]{2,4}年|[0-9]{1,2}月份?"
    r"|全年|[今去前]年|[本上当首]季度?|[本上]年度|(?<=[年月季度周])[末底初])+"
)
_TITLE = re.compile(
    r"(?:总裁|经理|董事长?|董座|CEO|CFO|CTO|COO|创始人|创办人|主席|主任|行长|执行长|记者|编辑|作者|分析师|教授|院长|部长|局长|会长|律师|负责人|代表人|主理人|合伙人|工程师|店长|店主|老板|主播|导演)"
    r"[：|丨 ]*\Z"
)
_LONGEST_TITLE = 6
_LONGEST_TRADE = 3  # characters of a line of business that ends with 业
_EACH = ("每", "各", "该", "某")


@cache
def stops(*, nouns: bool = True) -> Words:
    """Return the words that end a name which is read from right to left.

    ``nouns`` says whether those count that may stand in the name of a business unit: 平台, 客户.
    """
    found = cues("stop") | cues("soft-stop")
    return Words(found | cues("noun-stop") | cues("soft-noun-stop") if nouns else found)


@cache
def soft_stops() -> Words:
    """Return those of the words that end names which are also characters of names: 和, 家."""
    return Words(cues("soft-stop") | cues("soft-noun-stop"))


@cache
def _plain_words() -> Words:
    return Words(word for word in generic() | ending_words() if len(word) > 1)


def stop_before(text: str, end: int, floor: int = 0, *, nouns: bool = True) -> str:
    """Return the longest word that ends names and itself ends at ``end``, or "".

    A soft one inside a common word is none: 家 in 家电, 商 in 电商.

    >>> stop_before("入股了青禾", 3), stop_before("白石家电", 3)
    ('了', '')
    """
    word = longest_suffix(text, end, stops(nouns=nouns), floor)
    if word in soft_stops():
        start = end - len(word)
        if longest_prefix(text, start, _plain_words()) or longest_suffix(text, end, _plain_words(), floor):
            return ""
    return word


def last_stop(text: str, left: int, end: int) -> int:
    """Return the place behind the last word that ends names between ``left`` and ``end``, else ``left``.

    A name has two characters or more.
    """
    return next((at for at in range(end - 2, left, -1) if stop_before(text, at, left)), left)


def is_generic(name: str) -> bool:
    """Tell whether a would-be name consists of common words only.

    >>> is_generic("互联网科技"), is_generic("青禾科技")
    (True, False)
    """
    return _consists_of(name, common())


def is_thing(name: str) -> bool:
    """Tell whether a would-be name that nothing but its place speaks for consists of common nouns only.

    >>> is_thing("千兆光纤"), is_thing("千兆青禾")
    (True, False)
    """
    return _consists_of(name, things())


def _consists_of(name: str, words: Words) -> bool:
    rest = name
    while rest:
        word = longest_prefix(rest, 0, words) or longest_prefix(rest, 0, ending_words())
        if not word:
            return False
        rest = rest[len(word) :]
    return True


def is_compared(name: str) -> bool:
    """Tell whether a would-be name begins or ends with what a figure is compared with.

    >>> is_compared("按月"), is_compared("青禾累计"), is_compared("青禾")
    (True, True, False)
    """
    return bool(_COMPARED.search(name))


def is_place(name: str) -> bool:
    """Tell whether a would-be name is a place and no more, or a work or a hall.

    >>> is_place("余杭"), is_place("杭州余杭区"), is_place("余杭科技"), is_place("平陆运河")
    (True, True, False, True)
    """
    if longest_suffix(name, len(name), around("works")):
        return True
    at = len(longest_prefix(name, 0, places()))
    while 0 < at < len(name):
        word = longest_prefix(name, at, places()) or longest_prefix(name, at, around("of_places"))
        at = at + len(word) if word else 0
    return at > 0


def is_local_good(name: str) -> bool:
    """Tell whether a would-be name is a place and what is made there: 海宁|袜业, 寿光|蔬菜.

    >>> is_local_good("海宁袜业"), is_local_good("寿光蔬菜"), is_local_good("海宁农商行"), is_local_good("青禾袜业")
    (True, True, False, False)
    """
    good = name[len(longest_prefix(name, 0, places())) :]
    if not 1 < len(good) < len(name):
        return False
    if good[-1] == "业" and len(good) <= _LONGEST_TRADE:
        return True
    return is_thing(good) and not longest_suffix(good, len(good), ending_words())


def partly_generic(trade: str) -> bool:
    """Tell whether a would-be trade name begins or ends with a common word of two characters or more."""
    return len(longest_prefix(trade, 0, generic())) > 1 or len(longest_suffix(trade, len(trade), generic())) > 1


def has_stop(name: str, *, nouns: bool = True) -> bool:
    """Tell whether a word that ends names stands anywhere in a would-be name."""
    return any(stop_before(name, end, nouns=nouns) for end in range(1, len(name) + 1))


def has_quantity(name: str) -> bool:
    """Tell whether a number with a word for what is counted stands in a would-be name.

    >>> has_quantity("七笔公司"), has_quantity("七匹青禾")
    (True, False)
    """
    return bool(_QUANTITY.search(name)) or _is_counted(name)


def after_period(text: str, start: int, end: int) -> int:
    """Return the place behind the periods that stand at ``start`` in front of a would-be name: 第三季|海外事业部.

    >>> after_period("第三季海外事业部", 0, 8), after_period("2024年末青禾科技", 5, 10), after_period("四季青禾", 0, 4)
    (3, 6, 0)
    """
    period = _PERIOD.match(text, start, end)
    return period.end() if period and end - period.end() > 1 else start


def _is_counted(name: str) -> bool:
    """Tell whether a would-be name begins with what is counted one by one: 每克黄金."""
    return name[:1] in _EACH and bool(longest_prefix(name, 1, around("counted")))


def looks_like_person(name: str) -> bool:
    """Tell whether a name of two or three characters begins with a surname and doesn't end like a firm's.

    >>> looks_like_person("王小明"), looks_like_person("深产投")
    (True, False)
    """
    return 2 <= len(name) <= 3 and name[0] in characters("surnames") and name[-1] not in characters("firm_ends")


def behind_title(text: str, start: int) -> bool:
    """Tell whether a title of a person stands in front of ``start``.

    >>> behind_title("青禾董事长周立白", 5), behind_title("青禾股份", 2)
    (True, False)
    """
    return bool(_TITLE.search(text, max(0, start - _LONGEST_TITLE), start))


def begins_title(text: str, start: int, end: int) -> bool:
    """Tell whether a would-be name is but the beginning of the title of a work: 《青禾|小镇》.

    >>> begins_title("《青禾小镇》", 1, 3), begins_title("《青禾》", 1, 3)
    (True, False)
    """
    return text[start - 1 : start] == "《" and text[end : end + 1] != "》"


def is_technique(name: str) -> bool:
    """Tell whether a would-be name is a technique with what is made by it: AI电源, OLED 面板."""
    technique = longest_prefix(name, 0, not_names())
    return technique != "" and technique.isascii() and not name[len(technique) :].isascii()


def is_no_firm(name: str, *, persons: bool = True) -> bool:
    """Tell whether what stands where a firm would is an index, a price, a sector, an office, a person.

    ``persons`` says whether persons can stand there.
    """
    if (
        name.isdigit()
        or is_thing(name)
        or name in not_names()
        or name in cues("adverb")
        or (persons and looks_like_person(name))
        or has_stop(name)
        or has_quantity(name)
        or is_compared(name)
        or is_place(name)
        or is_technique(name)
    ):
        return True
    ending = longest_suffix(name, len(name), ending_words())
    trade = name[: -len(ending)] if ending and len(name) - len(ending) > 1 else name
    return bool(_NO_FIRM.search(name)) or partly_generic(trade)
