"""What a mention grows into with the words behind it: 谷歌公司, 天眼查App, 青禾外卖, 京东社交电商业务部."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from cnbiznews.companies.gazetteer import Entry, Gazetteer
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.names import plain, split_name, without_share_class
from cnbiznews.companies.plausible import has_stop
from cnbiznews.companies.words import (
    Words,
    boundary_after,
    countries,
    cue_behind,
    ending_words,
    endings,
    longest_prefix,
    longest_suffix,
    not_names,
    roles,
    trades,
    units,
)

__all__ = ["grow", "is_settled", "with_brands", "with_translations"]

_APP = re.compile(r"(?:官方)?(?:APP|App|app|客户端)(?![A-Za-z])")
# What goes on behind a unit's name shows that the word was only part of another one: 京东图书馆, 京东家电城.
_GOES_ON = frozenset("商品类业者员门城级化率量额费价券节区场馆站票证馆界圈史学用税林师长股盘线车")
# Behind these stands what their analysts look at: 中泰证券医药首席分析师.
_ANALYSTS = ("证券", "银行", "基金", "期货", "研究")
_SHOP = "商城"  # 京东商城 is 京东
# Lines of business that stand behind a firm's name only as part of another's: 摩根士丹利证券.
_FINANCE = frozenset({"证券", "信托", "创投", "资管", "期货"})
# Words that follow an institution to name a part of it, which goes under the name of the whole.
_PARTS = Words({"研究院", "研究中心", "研究所"})
_GROUPS = Words({"集团", "子集团"})
# With these a firm that everybody knows without calls itself, though they name a line of business: 青禾科技集团.
_WHOLE = frozenset({"科技集团", "商贸集团", "实业集团", "工贸集团"})
# What an academy has for a field: 中科院金属所 is its 金属研究所.
_INSTITUTE = re.compile(r"[\u4e00-\u9fff]{2,6}?所(?=[，。、；）“”\n的和与]|博士|教授|研究员|团队|\Z)")
_OFFICE = re.compile(
    r"[\u4e00-\u9fff]{2,4}?(?:司|局|厅|(?<=[计理])处)(?![长机法部理置罚])|[\u4e00-\u9fff]{0,6}?(?:分行|支行)"
)
# What makes the site or the service of a paper: 证券时报网, 证券时报e公司, MoneyDJ新闻.
_SITE = re.compile(r"网(?![络站友民点上红页])|e公司|中文网|(?<=[A-Za-z])新闻(?!稿|部|中心|发)")
# The exchanges whose short names have four characters at most.
_MAINLAND, _SHORT_NAME = ("SSE:", "SZSE:", "BSE:"), 4
# Marks that lost characters leave.
_LOST = "\ufffd"
_DAMAGE = re.compile(r"\ufffd[\ufffd?]*")
_PLATFORM = re.compile(r"([\u4e00-\u9fff]{3,6}?)平台")
# 欧莱雅中国总裁, 沃尔玛中国净销售额: the part of a firm that is in China; abroad it is named with its site or studio.
# What airlines fly at home and abroad, no business of theirs: 国航国际航线.
_ROUTES = re.compile(r"国[际内](?:及地区)?(?:航[线班]|客运|货运|旅客|运力|长?[短]?航?线)")
# A firm that sells, or buys abroad, for its owner: 青禾重卡销售公司.
_SELLER = re.compile(r"(?:进出口|国际贸易|销售)(?:有限责任|有限|总)?公司")
# A branch of an association for a field: 青禾协会商用车分会.
_CHAPTER = re.compile(r"[\u4e00-\u9fff]{2,10}?(?:分会|专委会|专业委员会|工作委员会)")
_LOCAL = re.compile(
    r"中国(?=[、，。；：]|(?:总裁|副总裁|CEO|首席|董事|总经理|方面|宣布|表示|透露|官网|官方|净?销售额|净?营收|收入|业绩|门店|同店))"
)
_BRACKETED_PART = re.compile(r"[(（](?:中国|大中华|亚太|海外|国际)区[)）]")  # 青禾酒店（中国区）
_PLACED = ("站", "工作室")
_SUBSIDIARY = "子公司"
# Who or what does the business in front of it for a firm: 青禾|电商负责人, 青禾|直播间.
_STAFF = ("间", "负责人", "总监", "主管", "团队", "渠道", "部", "运营", "总经理")
# What makes a brand of a name that is spelt out elsewhere: 声浪FM.
_TAGGED = re.compile(r"[A-Z]{2,5}(?![A-Za-z0-9-])")
# Registered forms behind a short name (longest first), and what makes a branch of a firm.
_TAILS = (
    "投控",
    "集团股份有限公司",
    "控股有限公司",
    "集团有限公司",
    "股份有限公司",
    "有限责任公司",
    "集团公司",
    "股份公司",
    "有限公司",
    "集团",
    "股份",
    "公司",
    "控股",
)
_TAIL_HEADS = frozenset(tail[0] for tail in _TAILS)
_BRANCH = re.compile(r"[\u4e00-\u9fff]{0,8}?(?:分公司|分行|支行|营业部|办事处)")
# 持有京东股份: shares of a firm, not a firm called so.
_SHARES = re.compile(r"(?:持|购|买|售|卖|让|押|增发|发行|所|其)[^，。；]{0,6}$")
_NAMED_UNIT = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]{0,10}?(?:事业群|事业部|业务部|业务群|业务中心|子集团|集团)")


def grow(text: str, mention: Mention) -> Mention:
    """Return the mention with what belongs to it on its right: 谷歌公司, 京东零售子集团, 天眼查App, 青禾外卖."""
    if (plain_text := without_share_class(mention.text)) != mention.text:
        mention.end -= len(mention.text) - len(plain_text)
        mention.text = plain_text
    entry = mention.entry
    name = mention.canonical or (entry.name if entry else mention.text)
    if entry and (mention.text.startswith(entry.name) or mention.text in entry.name):
        name = plain(mention.text)  # 易方达财富, though the gazetteer says 易方达基金
    end = mention.end
    if text.startswith(_LOST, end):
        return _restored(text, mention) or mention
    if mention.kind in ("company", "brand") and (bracket := _BRACKETED_PART.match(text, end)):
        return _grown(text, mention, bracket.end(), plain(mention.text) + bracket.group(), mention.kind)
    if not text[end : end + 1].isalnum():
        return mention  # all that names grow into begins with a letter, a figure or a hanzi
    if mention.kind == "gov":
        office = _OFFICE.match(text, end)
        if office and not has_stop(office.group(), nouns=False):
            # A department goes under its ministry, an office elsewhere is one of its own: 央行上海分行.
            whole = "" if office.group().endswith(("司", "厅")) else (entry.name if entry else name) + office.group()
            return _grown(text, mention, office.end(), whole or name, "gov", same=not whole)
        return mention
    chapter = _CHAPTER.match(text, end) if mention.kind == "other-org" else None
    if chapter and not has_stop(chapter.group(), nouns=False):
        return _grown(text, mention, chapter.end(), mention.text + chapter.group(), "other-org")
    if mention.kind in ("company", "other-org") and (part := longest_prefix(text, end, _PARTS)):
        return _grown(text, mention, end + len(part), name, mention.kind, same=True)
    institute = _INSTITUTE.match(text, end) if mention.kind == "other-org" else None
    if institute and not has_stop(institute.group(), nouns=False):
        field = institute.group().removesuffix("所").removesuffix("研究")
        return _grown(text, mention, institute.end(), name + field + "研究所", "other-org")
    if mention.kind == "media" and (site := _SITE.match(text, end)):
        canonical = name + site.group() if site.group() == "e公司" else ""
        return _grown(text, mention, site.end(), canonical, "media", same=True)
    if mention.kind not in ("company", "brand"):
        return mention
    if mention.kind == "brand" and (group := longest_prefix(text, end, _GROUPS)):
        end += len(group)
        mention = _grown(text, mention, end, name, "brand", same=True)
    if unit := _named_unit(text, end):
        if entry and unit in _WHOLE:
            return _grown(text, mention, end + len(unit), name, mention.kind)
        # A group within the group goes under its bare name: 京东零售子集团 is 京东零售.
        return _grown(text, mention, end + len(unit), name + unit.replace("子集团", "").removesuffix("集团"), "brand")
    if app := _APP.match(text, end):
        return _grown(text, mention, app.end(), name if mention.kind == "brand" else name + "APP", "brand")
    if _ROUTES.match(text, end):
        return mention
    if mention.kind == "company":
        if seller := _SELLER.match(text, end):
            return _grown(text, mention, seller.end(), plain(mention.text) + seller.group(), "company")
        for tail in _TAILS if text[end : end + 1] in _TAIL_HEADS else ():
            if text.startswith(tail, end) and not mention.text.endswith(tail) and not _loose(text, mention, tail):
                own = entry is not None and (
                    mention.text in (entry.name, plain(entry.name))
                    or mention.text + tail in entry.surfaces
                    or (entry.name.isascii() and mention.text in entry.aliases)
                )
                plainly = tail in ("公司", "集团公司")
                return _grown(text, mention, end + len(tail), "", "company", own or plainly)
        if _LOCAL.match(text, end):
            return _grown(text, mention, end + 2, name + "中国", "company")
        if part := _part_abroad(text, mention):
            return _grown(text, mention, end + len(part), name + part, "company")
        tag = _TAGGED.match(text, end) if mention.evidence == "memory" and not entry else None
        if tag and tag.group() not in not_names() and text.count(mention.text + tag.group()) > 1:
            return _grown(text, mention, tag.end(), mention.text + tag.group(), "brand")
        branch = _BRANCH.match(text, end)
        if branch and not has_stop(branch.group(), nouns=False):
            return _grown(text, mention, branch.end(), name + branch.group(), "company")
    elif entry and text.startswith("小程序", end) and entry.parent and entry.name.startswith(entry.parent):
        return _grown(text, mention, end + 3, name, "brand")
    return _with_unit(text, mention, name)


def _part_abroad(text: str, mention: Mention) -> str:
    """Return the country (with the site or studio) that names a part of a firm: 亚马逊|德国站, 子公司青禾|越南."""
    country = longest_prefix(text, mention.end, countries())
    stop = mention.end + len(country)
    if not country:
        return ""
    if place := next((place for place in _PLACED if text.startswith(place, stop)), ""):
        return country + place
    return country if text.endswith(_SUBSIDIARY, 0, mention.start) and boundary_after(text, stop) else ""


def with_brands(
    text: str, mentions: Sequence[Mention], hits: Sequence[tuple[int, int, Entry]], gazetteer: Gazetteer
) -> list[Mention]:
    """Join an owner with the name of its brand behind it where that name alone is a common word: 腾讯元宝, 百度文心."""
    brands = {
        start: (end, entry) for start, end, entry in hits if entry.parent and text[start:end] in gazetteer.ambiguous
    }
    joined = []
    for mention in mentions:
        end, brand = brands.get(mention.end, (0, None))
        if brand and mention.entry and mention.entry.name == brand.parent:
            joined.append(_grown(text, mention, end, plain(mention.text) + text[mention.end : end], "brand"))
    taken = {at for mention in joined for at in range(mention.start, mention.end)}
    return sorted([*joined, *(m for m in mentions if m.start not in taken)], key=lambda mention: mention.start)


def with_translations(text: str, mentions: Sequence[Mention]) -> list[Mention]:
    """Join the two names of one firm, in letters and in characters, where they stand side by side."""
    joined: list[Mention] = []
    for mention in mentions:
        before = joined[-1] if joined else None
        if (
            before
            and before.end == mention.start
            and before.entry
            and before.entry == mention.entry
            and before.text.isascii() != mention.text.isascii()
        ):
            joined[-1] = _grown(text, before, mention.end, "", before.kind, same=True)
        else:
            joined.append(mention)
    return joined


def _restored(text: str, mention: Mention) -> Mention | None:
    """Return the mention with a damaged rest: 圆通�?��?�, which can be 圆通速递 only.

    A lost character leaves one to three marks. One lost character may as well have been a comma, so it takes two.
    """
    damage, entry = _DAMAGE.match(text, mention.end), mention.entry
    if not damage or not entry:
        return None
    lengths = {len(damage.group()) / marks + len(mention.text) for marks in (1, 2, 3)}
    whole = [
        name
        for name in entry.surfaces
        if name.startswith(mention.text) and len(name) >= len(mention.text) + 2 and len(name) in lengths
    ]
    if not whole:
        return None
    restored = _grown(text, mention, damage.end(), "", mention.kind, same=True)
    restored.origin = max(whole, key=lambda name: name in entry.full)
    return restored


def _loose(text: str, mention: Mention, tail: str) -> bool:
    """Tell whether a tail isn't part of the name: 苹果公司高管 has one, 持有苹果股份 and 苹果控股子公司 have none."""
    behind = text[mention.end + len(tail) : mention.end + len(tail) + 2]
    if tail == "股份":
        return bool(_SHARES.search(text, max(0, mention.start - 8), mention.start)) or behind[:1] == "占"
    if tail == "控股":
        return behind in ("股东", "子公") or (behind not in ("", "有限") and not boundary_after(text, mention.end + 2))
    return tail == "集团" and behind[:1] == "军"


def _with_unit(text: str, mention: Mention, name: str) -> Mention:
    """Return the mention with a service, shop format or line of business behind it: 青禾外卖, 青禾资本."""
    end, entry = mention.end, mention.entry
    if mention.kind == "company" and (named := _PLATFORM.match(text, end)) and _is_business(named.group(1)):
        return _grown(text, mention, named.end(), name + named.group(), "brand")
    if mention.text.endswith(_ANALYSTS):
        return mention
    if is_settled(text, mention) or longest_prefix(text, end, trades("term")):
        return mention  # 青禾电器|汽车业务, 青禾|资本开支
    known = (entry.full, *entry.aliases) if entry else ()
    word = longest_prefix(
        text, end, units("any") if mention.kind == "brand" and not _is_bare(mention) else units("company")
    )
    stop = end + len(word)
    goes_on = text[stop : stop + 1] in _GOES_ON and not text.startswith("门店", stop)
    # 储能 is a business of its own, but in 储能出货 it is what is shipped.
    goes_on = goes_on or (word in trades("goods") and bool(longest_prefix(text, stop, trades("traded"))))
    # 青禾|工业|机器人: what the line of business makes, or the business itself, is no firm.
    goes_on = goes_on or (entry is not None and bool(longest_prefix(text, stop, trades("made"))))
    goes_on = goes_on or (word in trades("act") and text[stop : stop + 1].isdigit())
    goes_on = goes_on or (word in trades("side") and text.startswith(_STAFF, stop))  # who does it in a firm
    if word and not goes_on and (len(word) > 1 or boundary_after(text, stop)):
        if app := _APP.match(text, stop):
            stop = app.end()
        elif text.startswith("小程序", stop):
            stop += 3
        if any(word in other for other in known) or (_is_bare(mention) and word in ending_words()):
            return _grown(text, mention, stop, "", mention.kind, same=True)  # 青禾速递 is the fuller name of 青禾
        canonical = name if word == _SHOP else name + word
        return _grown(text, mention, stop, canonical, mention.kind if word == _SHOP else "brand")
    if word:
        return mention
    word = longest_prefix(text, end, _businesses())
    stop = end + len(word)
    if mention.kind == "brand":
        # 绿源农牧营收 is said of another firm than the one whose brand 绿源 is.
        other = word and endings()[word].group == "industry" and cue_behind(text, stop) == "after"
        return _grown(text, mention, stop, name + word, "company") if other else mention
    fuller = word and _is_bare(mention) and endings()[word].group == "industry"
    if not word or not (fuller or word in _FINANCE or boundary_after(text, stop)):
        return mention
    # A verb or a noun of its own, but in a list of firms, or behind a word for one: 、京东投资、; 子公司青禾软件.
    listed = text[mention.start - 1 : mention.start] == "、" and text[stop : stop + 1] in "、，等"
    if endings()[word].group == "vague" and not (listed or longest_suffix(text, mention.start, roles())):
        return mention
    if word in trades("act") and text[stop : stop + 1].isdigit():
        return mention  # 向青禾|投资20亿元
    same = _is_bare(mention) or any(word in other for other in known)
    return _grown(text, mention, stop, "" if same else name + word, "company", same)


def is_settled(text: str, mention: Mention) -> bool:
    """Tell whether a known firm's name is none that lines of business are put behind: it has one of its own, or is the
    short name of four characters that a mainland exchange lists it by (贵州茅台).

    Groups of that name may still have what most groups have, a fund or an arm for capital or property.
    """
    if mention.entry is None or mention.kind != "company":
        return False
    if longest_prefix(text, mention.end, trades("arm")) or text.startswith("基金", mention.end):
        return False
    if split_name(mention.text).industry:
        return True
    listed = any(ticker.startswith(_MAINLAND) for ticker in mention.entry.tickers)
    return listed and len(mention.text) == _SHORT_NAME and not longest_prefix(mention.text, 0, countries())


def _is_bare(mention: Mention) -> bool:
    """Tell whether a mention is an unlisted name without a line of business: it may be short for one with it."""
    return mention.entry is None and not split_name(mention.origin or mention.text).industry


@cache
def _businesses() -> Words:
    """The lines of business that make another firm of an owner's name: 资本, 地产."""
    return Words(word for word, ending in endings().items() if ending.group in ("industry", "weak", "vague", "local"))


def _grown(text: str, mention: Mention, end: int, canonical: str, kind: str, same: bool = False) -> Mention:
    """Return a longer mention: of the same company, or (with ``canonical``, or without an entry) of another one."""
    entry = mention.entry if same or mention.kind == kind == "gov" else None
    evidence = mention.evidence if same or not canonical else "unit"
    origin = mention.origin if same else ""
    return Mention(
        mention.start, end, text[mention.start : end], kind, canonical, entry,
        mention.confidence - (0 if same else 0.05), evidence, True, origin,
    )  # fmt: skip


def _named_unit(text: str, end: int) -> str:
    """Return the named unit behind an owner (社交电商业务部, 智能集团), or ""."""
    found = _NAMED_UNIT.match(text, end)
    if not found or text[found.end() : found.end() + 1] in ("门", "军", "化") or text.startswith("公司", found.end()):
        return ""
    unit = found.group()
    if unit == "集团" or has_stop(unit, nouns=False):
        return ""
    if unit.endswith("集团") and not _is_business(unit.removesuffix("集团").removesuffix("子")):
        return ""
    return unit


@cache
def _business_words() -> Words:
    return Words(ending_words() | units("company") | {"数字", "大", "文娱", "创新", "子"})


def _is_business(text: str) -> bool:
    """Tell whether a text is nothing but words for lines of business: 智能, 国际数字商业, 云智能."""
    while text:
        word = longest_prefix(text, 0, _business_words())
        if not word:
            return False
        text = text[len(word) :]
    return True
