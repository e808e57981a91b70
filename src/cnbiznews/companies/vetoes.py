"""Vetoes: what the model takes for a name, and is none: places, goods, persons, phrases, kinds of firms."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import ascii_uppercase

from cnbiznews.companies.learned import default_model
from cnbiznews.companies.names import split_name
from cnbiznews.companies.plausible import (
    behind_title,
    has_quantity,
    has_stop,
    is_compared,
    is_local_good,
    is_place,
    is_technique,
    is_thing,
    looks_like_person,
    partly_generic,
)
from cnbiznews.companies.words import (
    around,
    characters,
    cue_behind,
    cue_in_front,
    cues,
    ending_words,
    endings,
    longest_prefix,
    longest_suffix,
    not_names,
    places_at_home,
    regions,
    roles,
    trades,
)
from cnbiznews.matching import Matcher

__all__ = [
    "ends_like_a_name",
    "has_form",
    "has_trade",
    "is_doubtful",
    "is_no_name",
    "is_no_trade",
    "kind_of_name",
    "persons_among",
    "things_among",
]

# Addresses, damage, figures, small letters, acronyms, parks, teams, schools and loans are no names of firms.
_NO_NAME = re.compile(
    r"[/@\\\ufffd]|\.[a-z]|\A[^A-Z\u4e00-\u9fff]+\Z|\A[A-Z]{2,4}\Z"
    r"|(?:公园|[球战]队|[中小美哲文医]学|贷|(?<!超)市|加工业|制造业|[新老旧]厂|地区|大区|业务|渠道|板块|者|们|几国|多国|(?<![石日家])化)\Z"
)
_LATIN_GOES_ON = re.compile(r"(?<=[A-Za-z]) ?[A-Z]")
_THING = re.compile(
    r"[”》]?(?:计划(?=[”》，。；、：的是已等和与]|\Z)|战略|项目|行动|工程|活动|大会|论坛|节|指数|会议|事件|大赛|票房|影片|主场|客场|赛区|联赛)"
)
# Behind the name of a kind of thing: those who make it, and the market for it.
_KIND_OF_THING = ("研发商", "制造商", "生产商", "厂商", "企业", "赛道", "行业", "市场规模", "品类", "价格战")
_COUNTED = re.compile(r"[约超近逾]?[0-9][0-9,.]*[余多]?[万亿]?[余多]?[只台件吨辆套个块片瓶颗部双支条箱盒]")
_MADE = ("交付", "出货", "生产", "销售", "采购", "卖出", "下线", "出口", "进口", "研发", "量产", "制造")
_OF_ALL = re.compile(r"全球|国内|海外|境内|境外|.?各")
_SAYS = re.compile(
    r"[^，。；]{0,2}(?:回应|表示|称|说|化名|认为|指出|介绍|坦言|透露|强调|解释|告诉|直言|看来|预计|写道|担任|出任|负责|创业|为法定代表人|（)"
)
_NAMED = 0.85  # so sure the model must be of a name of common words that ends like a firm's
_LONGEST_TRADE = 3  # characters of a trade name in front of a line of business


def is_doubtful(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a guess looks like a person, consists of common words, or is a term in quotes."""
    name = text[start:end]
    if text[start - 1 : start] == "“" and text[end : end + 1] == "”":
        return not _is_firm_around(text, start - 1, end + 1)
    if looks_like_person(name):
        return True
    formed = ends_like_a_name(name) and cue_in_front(text, start) == "before"  # 平台海豚科技
    if formed or (sure >= _NAMED and _ends_like_a_firm(name)):
        return False
    return default_model().vocabulary.covers(name)


def is_no_name(text: str, start: int, end: int, sure: float) -> bool:
    """Tell whether a guess is an address, a term, an event, a place or a person."""
    name = text[start:end]
    named = sure >= _NAMED and _ends_like_a_firm(name)
    return bool(
        _NO_NAME.search(name)
        or (text.startswith("“", end) and longest_suffix(name, len(name), roles()))
        or _THING.match(text, end)
        or _LATIN_GOES_ON.match(text, end)
        or cue_behind(text, end) == "not-after"
        or (not named and is_thing(name.lstrip(ascii_uppercase) or name))  # CBOT大豆
        or is_technique(name)
        or name in not_names()
        or name in roles()
        or _begins_like_a_verb(name)
        or _is_clause(name)
        or has_quantity(name)
        or is_compared(name)
        or _begins_term(text, start, end)
        or (not named and (is_place(name) or is_local_good(name)) and not _is_firm_around(text, start, end))
        or _OF_ALL.match(name)
        or (name.endswith("投资") and text[end : end + 1].isdigit())
        or (text[start - 1 : start] == "由" and name.endswith("控股"))  # 由青禾控股的
        or (_is_place(name) and text.startswith(("的", "市", "县", "区", "等地", "周边", "附近", "一带", "当地"), end))
        or (_is_foreign(name) and not _is_firm_around(text, start, end))
        or _begins_like_a_clause(name)
        or (name[0].isascii() and longest_suffix(text, start, around("products")))
    )


def _begins_term(text: str, start: int, end: int) -> bool:
    """Tell whether a guess ends with the beginning of a term of accounting: 青禾资本|开支."""
    word = longest_suffix(text, end, ending_words(), start)
    return bool(word) and bool(longest_prefix(text, end - len(word), trades("term")))


def _ends_like_a_firm(name: str) -> bool:
    """Tell whether a name that may consist of common words is one by its place and its end: 陕西|汽车, 天地|控股."""
    word = longest_suffix(name, len(name), ending_words())
    front, group = name.removesuffix(word), endings()[word].group if word else ""
    if group in ("legal", "group"):
        return len(front) > 1 and front not in regions()
    return group in ("industry", "local") and front in regions()


def has_form(name: str) -> bool:
    """Tell whether a name ends like a firm's, and not with what follows common words as often: 财产险公司."""
    word = longest_suffix(name, len(name), ending_words())
    return word not in ("", "公司", "集团") and endings()[word].group in ("legal", "group", "industry")


def _is_clause(name: str) -> bool:
    """Tell whether a guess is an authority with the firm and the verb in front: 青禾被|市场监管局."""
    office = len(name) - len(longest_suffix(name, len(name), ending_words()))
    verb = longest_suffix(name, office, around("before_office"))
    return kind_of_name(name) == "gov" and (bool(verb) or has_stop(name, nouns=False))


def _begins_like_a_verb(name: str) -> bool:
    """Tell whether a guess begins with what follows names, and is none: 同比|微增."""
    return max(len(longest_prefix(name, 0, cues(group))) for group in ("adverb", "weak-after")) > 1


def _begins_like_a_clause(name: str) -> bool:
    """Tell whether a guess is a word for when or how, and what a firm is called: 届时|集团, 随后|公司."""
    region, trade, industry, form = split_name(name)
    if region or trade == name:
        return False  # 上海|通用
    if not form and industry != "银行":
        return trade in around("no_trades")
    return is_no_trade(trade, bare=form == "公司" and not industry)


def is_no_trade(trade: str, *, bare: bool) -> bool:
    """Tell whether what stands in front of 公司, 集团 or 银行 names no firm, but says when, how or of what kind.

    后来集团, 届时科技公司; and what consists of common words in front of a ``bare`` 公司: 空壳公司, 油气公司.
    """
    words = default_model().vocabulary
    return trade in around("no_trades") or words.follows(trade) or (bare and words.covers(trade))


def _is_place(name: str) -> bool:
    """Tell whether a guess is a city with its province, or people and things of one: 山东寿光."""
    rest = name
    while place := longest_prefix(rest, 0, places_at_home()):
        rest = rest[len(place) :]
    return len(rest) < len(name) and 1 <= len(rest) <= 3 and not ends_like_a_name(name)


def _is_foreign(name: str) -> bool:
    """Tell whether a name is written by its sound, as those of foreign persons, teams and towns are."""
    return len(name) > 2 and all(char in characters("foreign") for char in name)


def _is_firm_around(text: str, start: int, end: int) -> bool:
    """Tell whether beside a name stands what is said of firms and not of persons."""
    said = _SAYS.match(text, end) or text.startswith("宣布", end)
    return cue_in_front(text, start) == "before" or (cue_behind(text, end) == "after" and not said)


def persons_among(text: str, names: Iterable[str]) -> set[str]:
    """Return those of the names that are persons: a surname, two or three characters, and a verb of saying or a title
    beside them in any place."""
    likely = [
        name for name in names if (looks_like_person(name) or _is_nickname(name)) and kind_of_name(name) == "company"
    ]
    return {
        likely[number]
        for start, end, number in Matcher(likely).find(text)
        if _SAYS.match(text, end) or behind_title(text, start)
    }


def things_among(text: str, names: Iterable[str]) -> set[str]:
    """Return those of the names that are kinds of things: who makes them, or how many are made, stands beside them."""
    likely = [name for name in names if not ends_like_a_name(name)]
    return {
        likely[number]
        for start, end, number in Matcher(likely).find(text)
        if text.startswith(_KIND_OF_THING, end) or (text.endswith(_MADE, 0, start) and _COUNTED.match(text, end))
    }


def _is_nickname(name: str) -> bool:
    return len(name) == 2 and name[0] in characters("nicknames")


def has_trade(name: str) -> bool:
    """Tell whether a guess is a name that is no common word, with a line of business: 青禾燃气."""
    parts = split_name(name)
    trade, business = parts.trade, endings().get(parts.industry)
    if business is None or business.group not in ("industry", "line") or not 1 < len(trade) <= _LONGEST_TRADE:
        return False
    return not (partly_generic(trade) or default_model().vocabulary.covers(trade))


def ends_like_a_name(name: str) -> bool:
    """Tell whether a name ends with a word that ends names: 青禾|科技."""
    return bool(longest_suffix(name, len(name), ending_words()))


def kind_of_name(name: str) -> str:
    """Return the kind of what a name is of, as its last word tells."""
    word = longest_suffix(name, len(name), ending_words())
    return endings()[word].kind if word and len(word) < len(name) else "company"
