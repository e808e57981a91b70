"""Unlisted names given away by what stands around them: quotes, roles and acts, announcements, share moves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache

from cnbiznews.companies.codes import coded_mentions
from cnbiznews.companies.learned import default_model
from cnbiznews.companies.listed import SUM
from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import (
    has_quantity,
    has_stop,
    is_generic,
    is_no_firm,
    is_thing,
    looks_like_person,
    partly_generic,
    stop_before,
)
from cnbiznews.companies.sources import source_mentions
from cnbiznews.companies.words import (
    Words,
    around,
    common_nouns,
    cue_in_front,
    cues,
    ending_words,
    find_roles,
    generic,
    latin_endings,
    longest_prefix,
    longest_suffix,
    not_names,
    regions,
    roles,
    trades,
    without_adverbs,
)

__all__ = ["told_mentions"]

_HANZI = "\u4e00-\u9fff"
_NAME = re.compile(rf"[{_HANZI}A-Za-z0-9]+")
_SHORT, _LONG = 4, 7  # characters of a quoted name that may hold 和 and the like; behind a founder's, in front of one
_LETTERS = re.compile(r"[(（][A-Za-z][A-Za-z0-9 .&'-]*[)）]")  # 青禾（Qinghe）
_TELLING = 3  # characters of a word for what it is that leaves little else to stand behind it
_MOST = 7  # characters of a name between two cues
# A name in quotes, the noun in front of it, or the verb behind it.
_QUOTED = re.compile(rf"“([{_HANZI}A-Za-z0-9·&.\- ]{{2,14}})”")
_CONCEPT = re.compile(
    r"(?:[率价额量值]|利润|收入|费用|成本|收益|资产|负债|模式|计划|战略|工程|节|体系|理念|精神|指数|大会|论坛|行动|效应|经济|时代|革命|概念|生态|闭环|引擎)\Z"
)
_LATIN = re.compile(
    r"[A-Za-z](?<![A-Za-z0-9&.'/@_-].)(?:(?<=[A-Z])|(?<=[a-z])[a-z]{3,15}(?=品牌))[A-Za-z0-9&'-]*"
    r"(?: [A-Z][A-Za-z0-9&'-]*){0,3}(?![A-Za-z0-9@/_]|\.[A-Z])"
)
# Behind capitals alone, which are a term or an event as often, these say nothing: AIGC公司.
_LOOSE = frozenset({"公司", "集团", "品牌", "业绩", "官方", "官网", "总部", "中国区", "方面", "股份", "投资"})
_DAYS = "周[一二三四五六日天]"
_WHENS = (
    "最新", "日前", "近日", "今日", "昨日", "今天", "昨天", "昨晚", _DAYS, f"本{_DAYS}", f"上{_DAYS}",
    r"昨[(（][0-9]{1,2}日?[)）]日?", r"今[(（][0-9]{1,2}日?[)）]日?",
    "早间", "晚间", "午间", "盘前", "盘后", "上午", "下午", "凌晨", "深夜", "晚",
    "正式", "官方", "首次", "再次", "已", "将", "拟",
)  # fmt: skip
_WHEN = "|".join(_WHENS)
_QUOTE_VERBS = re.compile(rf"(?:{_WHEN}){{0,4}}(?:宣布|完成|获得?|获投|(?:联合|品牌)?创始人|CEO|董事长)")
# “青禾荟”APP会员: what can be used
_QUOTED_APP = re.compile(r"(?:官方)?(?:APP|App|app|客户端|小程序|会员店)")
# 楼下的厂子叫“青禾”
_NAMED = re.compile(r"(?:公司|企业|厂子?|店铺?|品牌|平台|网站|团队|工作室|馆)(?:名字?)?(?:就|都)?叫(?:做|作)?\Z")
_NAMED_REACH = 8
_SHOPS = frozenset("店馆铺坊")  # with these end the nouns for a shop: 夫妻店“青禾记”
# “有青禾的”创始人: there marks leave no doubt where the name ends.
_FOUNDED = re.compile(r"(?:联合|品牌)?(?:创始人|主理人)")
_SCHEME = re.compile(r"[”]?(?:计划|模式|活动|项目|频道|专区|专场|标签|标准|认证|会场|节)")  # what is no shop
# “青禾记”门店增至300家, “青禾记”收入同比增长
_EARNS = re.compile(
    r"(?:(?:全国|全球|线下|直营|加盟)?(?:门店|直营店|加盟店|加盟商|月活)(?:总?数量?)?(?:已|增至|增加|达|突破|超|近|约|[0-9])"
    r"|(?:收入|营收)(?:首次|突破|达|为|增|同比|按年|年增|则|[0-9]))"
)
_SAME_ROW = ("", "、", "和", "与", "及")  # what stands between quoted names that one noun is said of
# “青禾记”上线不足一年
_LAUNCHED = re.compile(r"上线(?:不足|不到|仅|才|至今|以来|后|[0-9一二三四五六七八九十两半])")
# “青禾小馆”“白石小面”两个品牌
_QUOTED_BRANDS = re.compile(
    r"(?:[、和与及]?“[^“”\n]{2,12}”){0,5}等?(?:[两二三四五六七八九十多]|[0-9]{1,2})?[个大款]?"
    rf"(?!的)[{_HANZI}]{{0,6}}?品牌"
)
_ACTS = re.compile(
    rf"(?:{_WHEN}){{0,2}}(?:宣布|官宣|表示|上线|推出|完成[^，。；\n]{{0,12}}融资|获[^，。；\n]{{0,12}}[融投]资|(?:联合)?创始人|计划|发布公告|正式上市"
    r"|递交|递表|向港交所|披露|公布|回应|透露|否认|承认)"
)
# 竞争对手青禾同期收入下降, 副线品牌青禾首次盈利
_FARES = re.compile(
    r"则|指出|预估|预期|调查|统计|第?[一二三四1-4]季|前[23二三]季|[本上]季|[0-9]{1,2}月|抢进|进军|登陆|进驻"
    r"|料|将目标价|入股|[升跌涨挫](?:逾|近|约)?[0-9]|同期|首次|[上下]半年|[去今]年|(?:前三|第?[一二三四])季度|的(?:门店|直播间|[毛净]利率|营收|收入|销量|客单价|估值|市值|市占率|份额|产能|订单|会员|用户|员工|股价)|销售额|成交额|营收|收入|亏损|盈利|扭亏"
)
_WHICH = frozenset("该其各多些此本某")
_PEERS = ("同业", "同行", "同系", "对手", "大行")  # short words for what it is that leave as little else
_REPORTS = (
    "公告(?:称|显示|[，：])", "股价(?<![招配新转]股价)", "招股书",
    *(rf"{act}[^，。；\n]{{0,12}}(?:财报|业绩|年报|季报|月报)" for act in ("发布", "公布", "披露")),
    "公布[^，。；\n]{0,8}营收", "中期[多少]赚", "全年[多少]赚", "多赚", "少赚", "回应称(?<!方回应称)",
    *(rf"{act}[^，。；\n]{{0,12}}(?:融资|投资)" for act in ("完成", "获", "宣布完成", "宣布获")),
    "成立于", "创立于", "创办于", "总部位于", "总部设在", "创始人", "联合创始人", "递表", "向港交所", "通过港交所聆讯",
    r"是(?:一?家|国内|全球|中国)[^，。；\n]{0,16}(?:公司|企业|平台|品牌|厂商|机构|服务商)",
)  # fmt: skip
# At most places nothing of all this can begin, as the next character tells. (So each must begin with a plain one.)
_NEXT = "".join(sorted({word[0] for word in (*_WHENS, *_REPORTS)}))
_REPORTING = re.compile(
    rf"[，。；：、\n”]([{_HANZI}A-Za-z0-9]{{2,6}}?)(?=[{_NEXT}])(?:{_WHEN}){{0,3}}(?={'|'.join(_REPORTS)})"
)
# 收购青禾35%股权, 持有白石的股份
_STAKE = re.compile(
    rf"(?:收购|入股|受让|转让|持有|出售|认购|增持|减持|质押|竞得|买下|获得)(?:了|其所?持有?的|所持有?的?)?([{_HANZI}A-Za-z0-9]{{2,8}}?)"
    r"(?:(?:约|近|剩余|合计|全部|另外|余下)?[0-9.]{1,7}%的?|的)(?:股权|股份|股票|控股权|控制权)"
)
# 一家名为青禾的公司
_CALLED = re.compile(
    rf"(?:名为|名叫|叫做?)[“]?([{_HANZI}A-Za-z0-9]{{2,8}}?)[”]?的[^，。；\n]{{0,12}}?(?:公司|企业|平台|品牌|厂商|机构|团队|应用|店|馆|厂|网站|小程序|作坊|农场|工作室)"
)
# 青禾烘焙北京区域经理
_OFFICERS = r"(?:区域|大区|地区|片区)(?:[运招][营商]|销售)?(?:副?总?经理|负责人|总监)"
_MANAGED = re.compile(rf"[，。；：、\n“”]([{_HANZI}A-Za-z0-9]{{2,10}}?){_OFFICERS}")
# 青禾相关负责人表示, 青禾品牌总监
_HEADED = re.compile(
    rf"[，。；：\n]([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=[相有业品项负财执营技发董总副行首C])(?<![委局办处会部司院厅署社所队校站村镇兼及])"
    r"(?:(?:相关|有关)?(?:业务|品牌|项目)?负责人|品牌(?:总监|经理|方)|[财执营技][务行运术]长|发言人|董事长|副?总经理|副?总裁|CEO|CFO|行政总裁)"
    rf"(?=[{_HANZI}]{{0,4}}?(?:表示|告诉|透露|介绍|坦言|直言|认为|指出|回应|强调|解释|称|说))"
)
# 外资买超青禾1,250张
_TRADED = re.compile(rf"[买卖]超([{_HANZI}]{{2,5}}?)[0-9][0-9,.]{{0,8}}万?张")
# 青禾门店突破500家, 青禾今年开出120家新店
_OPENS = re.compile(
    rf"[，。；：\n]([{_HANZI}A-Za-z0-9]{{2,6}}?)(?=[门今去上下已新在])(?:门店(?:总?数量?)?(?:已|现)?(?:突破|达|超|增至|近|有)"
    r"|在(?:全国|国内|海外|全球|内地|中国)(?:共|已)?(?:拥有|开出|开设|开有|设有)了?(?:超过?|近|约|逾)?[0-9]{1,5}余?[家间]"
    r"|(?:今年|去年|[上下]半年)?已?新?开(?:出|设|了)?[0-9]{1,5}家)"
)
# 青禾方面称, 青禾（下称“公司”）, 青禾注册资本由1000万元
_STANDS_ALONE = re.compile(
    rf"[，。；：\n]([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=[方（(注])(?:方面(?:称|表示|回应|透露|介绍|指出|坦言|解释|认为)"
    r"|[（(](?:以?下简?称|简称)|注册资本(?:由|从|为|增))"
)
# 谴责青禾证券并罚款
_BLAMED = re.compile(rf"(?:谴责|公开批评)([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=并|及|违反|[，。])")
# 青禾App月活突破百万
_USED = re.compile(
    rf"[，。；：、\n]([{_HANZI}]{{2,5}}?)(?=(?:App|APP|小程序)(?:的)?(?:[月日]活|用户|注册|下载|会员|上线|累计|新增|订单|交易))"
)
# 他创办的青禾去年卖出三万台
_BEGUN = re.compile(
    rf"(?:创办|创立)[的了]([{_HANZI}A-Za-z0-9]{{2,6}}?)(?=去年|今年|已|目前|如今|卖出|开出|获得|完成|年销|月销|[，。、])"
)
# 与青禾签署战略合作协议
_SIGNED_WITH = re.compile(
    rf"[与和同]([{_HANZI}A-Za-z0-9]{{2,6}}?)(?:正式)?(?:签署了?|达成了?|签订了?)(?:全面|深度|年度|独家)?(?:战略)?(?:合作|框架)"
)
# 青禾9月营收, at the head of a clause
_MONTHLY = re.compile(
    rf"[，。；：\n]([{_HANZI}]{{2,4}}?)(?=[今去前第上下全0-9一二三四五六七八九十])(?:今年)?(?:"
    r"(?:前?[0-9一二三四五六七八九十]{1,2}月|(?:前[23二三]|第?[一二三四])季)(?:合并|单月|自结)?(?:营收|净利|获利)"
    r"|(?:[上下]半年|[去今前]年|全年|(?:前三|第?[一二三四1-4])季度|20[0-9]{2}年)的?(?:实现)?(?:营收|营业收入|归?母?净利))"
)
_TOLD_BEHIND = (_MONTHLY, _MANAGED, _HEADED, _USED, _TRADED, _OPENS)  # of these no persons are said
# 由青禾创投独家投资, 由白石代工
_BACKED = re.compile(
    rf"由([{_HANZI}A-Za-z0-9]{{2,6}}?)(?:独家|联合|共同|继续|全资|正式)?"
    r"(?:领投|跟投|参投|投资|收购|接盘|操盘|代建|承建|代工|出品|独代|承销|保荐)(?!的|人|者|方|额|额度|组合)"
)
# 、青禾锐创跟投
_INVESTOR = re.compile(
    rf"(?:由|(?<![{_HANZI}A-Za-z0-9]))([{_HANZI}A-Za-z0-9]{{4,6}}?)(?:独家|联合|共同|继续|战略){{0,2}}(?=领投|跟投|参投)"
)
# *ST青禾: shares of a firm in trouble
_TROUBLED = re.compile(
    rf"(?<![A-Za-z*])S?\*?ST([{_HANZI}]{{2}}(?:(?![近约逾超占])[{_HANZI}](?=[^{_HANZI}A-Za-z]|股价|股票|公告|跌|涨|\Z))?)(?![A-Za-z])"
)
# 青禾家居旗下床垫品牌白石全渠道销售额
_OWN_BRAND = re.compile(
    rf"旗下[{_HANZI}]{{0,6}}品牌([{_HANZI}A-Za-z0-9]{{2,5}}?)(?:(?:全渠道|线上|线下|全网|全球|国内|海外|则|也|同期|单店){{0,2}}"
    r"(?:GMV|销售额|成交额|营收|收入|销量|门店|订单|市占|净利|毛利|同比|增速|上线|亮相|入驻|开出|登陆|(?:首|新)店)|[，。、；])"
)
# 旗下青禾、白石, if 白石 is known
_OWNED = re.compile(rf"旗下(?:的|有|拥有)?([{_HANZI}A-Za-z0-9]{{2,5}})[、和与]")
# 青禾能源：与国家电网签订合同, in a digest of announcements: several lines begin like that.
_DIGEST = re.compile(
    rf"\n[●•◆■*\- ]{{0,4}}([{_HANZI}A-Za-z0-9]{{3,8}})[：:]"
    r"(?=与|拟|预计|上半年|前[0-9三]|第?[一二三四]季度|[0-9]{1,2}月|20[0-9]{2}年|控股股东|[大股]股?东|实控人|实际控制人|董事|(?:全资|控股)?子公司|公司|签|中标|收到|获|终止|筹划|股票"
    r"|控制权|[归净营]|完成|发布|向|因|被|遭|回购|[增减]持|定增|收购|出售|首次)"
)
# 监管局对青禾旅行网处以罚款
_FINED = re.compile(rf"对([{_HANZI}A-Za-z0-9]{{3,10}}?)(?:处以|处罚|罚款|罚没|没收|开出|立案|采取|出具|作出|实施)")
_MOVES = "[涨跌][逾超近约幅达]?[0-9]"
_MOVED = re.compile(_MOVES)
_MOVING = re.compile(
    rf"[，。；：、\n](?!累计|合计)([{_HANZI}A-Za-z]{{2,6}}?)(?<![上下连价量额率])(?:股价)?"
    rf"(?:大|微|收|暴|连|上|下|盘前|盘后|累计|小幅)?{_MOVES}"
)


def told_mentions(text: str, owners: Sequence[tuple[int, int]], doubtful: Collection[str] = ()) -> list[Mention]:
    """Return mentions of unlisted names by what stands around them.

    Args:
        text: reading text.
        owners: spans of known names; what begins (for sources: ends) with one is left to it.
        doubtful: those of them that are also common words.
    """
    starts = {start for start, end in owners if text[start:end] not in doubtful}
    ends = {end for _, end in owners}
    sure_ends = {end for start, end in owners if text[start:end] not in doubtful}
    return [
        *_quoted(text, ends),
        *_latin(text),
        *_between(text, starts),
        *_reporting(text, starts),
        *_backing(text, starts),
        *_investors(text, dict(owners)),
        *_troubled(text, starts),
        *_own_brands(text, starts),
        *_digested(text, starts),
        *_moving(text, starts),
        *source_mentions(text, starts, ends),
        *coded_mentions(text, sure_ends),
    ]


@cache
def _nouns_in_front() -> Words:
    """The nouns that stand in front of a quoted name."""
    return Words(roles() | trades("shop"))


def _quoted(text: str, ends: Collection[int]) -> Iterator[Mention]:
    row, stop = "", -1  # the noun in front of the quotes before, and where these end
    for match in _QUOTED.finditer(text):
        name = match.group(1)
        noun = longest_suffix(text, match.start(), _nouns_in_front())
        if not noun and stop >= 0 and text[stop : match.start()] in _SAME_ROW:
            noun = row
        row, stop = noun, match.end()
        founded = len(name) <= _LONG and _FOUNDED.match(text, match.end())
        does = (
            founded
            or _QUOTE_VERBS.match(text, match.end())
            or _NAMED.search(text, max(0, match.start() - _NAMED_REACH), match.start())
        )
        brand = (
            _QUOTED_APP.match(text, match.end())
            or _QUOTED_BRANDS.match(text, match.end())
            or _LAUNCHED.match(text, match.end())
            or (_EARNS.match(text, match.end()) and not is_thing(name))
            or (text[match.start() - 1 : match.start()] in _SHOPS and match.start() not in ends)
            or (_is_named_like_a_shop(name) and not _SCHEME.match(text, match.end()))
        )
        if not (noun or does or brand) or is_generic(name) or name in not_names():
            continue
        if _CONCEPT.search(name):
            continue
        if name[0] == " " or name[-1] == " " or has_quantity(name):
            continue
        # Behind a word for a firm or a shop, marks leave no doubt where the name ends: 公司“光和谦成”, 商家“青青家”.
        firm = noun.endswith("公司") or noun in trades("shop")
        if has_stop(name) and not founded and not (firm and len(name) <= _SHORT):
            continue
        kind = "brand" if noun.endswith(("品牌", *trades("shop"))) or not (noun or does) else "company"
        yield Mention(match.start(1), match.end(1), name, kind, "", None, 0.7 if noun else 0.65, "context")


def _is_named_like_a_shop(name: str) -> bool:
    """Tell whether a quoted name ends like that of a shop or a service: “青禾严选”, “白石客栈”."""
    word = longest_suffix(name, len(name), trades("called"), 2)
    trade = name.removesuffix(word)
    return word != "" and not partly_generic(trade) and not is_thing(trade)


def _latin(text: str) -> Iterator[Mention]:
    """Latin names that end like a firm's, or stand between what is said of firms and of nothing else."""
    for match in _LATIN.finditer(text):
        name = match.group()
        words = name.split(" ")
        if len(words) > 1 and words[-1] in latin_endings():
            yield Mention(match.start(), match.end(), name, "company", "", None, 0.85)
        elif (
            _is_latin_name(name)
            and not longest_suffix(text, match.start(), around("products"))
            and (cue_in_front(text, match.start()) == "before" or _party_behind(text, match.end(), name))
        ):
            brand = text.startswith("品牌", match.end()) or text.endswith("品牌", 0, match.start())
            kind = "brand" if brand else "company"
            yield Mention(match.start(), match.end(), name, kind, "", None, 0.7, "context")


def _is_latin_name(name: str) -> bool:
    return len(name) > 2 and name not in not_names() and not any(char.isdigit() for char in name)


def _party_behind(text: str, end: int, name: str) -> bool:
    cue = longest_prefix(text, end, cues("party"))
    return bool(cue) and not (name.isupper() and cue in _LOOSE)


def _between(text: str, starts: set[int]) -> Iterator[Mention]:
    """A name between a word for what it is and what it does: 烘焙品牌青禾小厨宣布, 开发商白石表示."""
    for role, begin in find_roles(text):
        if begin - role < 2 or begin in starts or longest_prefix(text, begin, roles()):
            continue  # 连锁|餐厅: the name stands behind the other word
        for end in range(begin + 2, min(begin + _MOST, len(text)) + 1):
            name = text[begin:end]
            if not _NAME.fullmatch(name):
                break
            telling = begin - role >= _TELLING or _is_telling(text, role, begin)
            fares = telling and not SUM.search(name) and _FARES.match(text, end)
            bracket = _LETTERS.match(text, end)
            if fares or _ACTS.match(text, bracket.end() if bracket else end):
                end = without_adverbs(text, begin, end)  # 青禾|上周宣布
                if not (is_no_firm(text[begin:end]) or _is_phrase(text[begin:end])):
                    noun = text[role:begin]
                    kind = "brand" if noun.endswith("品牌") else "other-org" if noun.endswith("机构") else "company"
                    yield Mention(begin, end, text[begin:end], kind, "", None, 0.65, "context")
                break


def _is_phrase(name: str) -> bool:
    """Tell whether what stands where a name would is a common word, or ends with a verb or the like: 方面也没有."""
    words = default_model().vocabulary
    if longest_suffix(name, len(name), ending_words()) or not words.covers(name):
        return False
    return len(name) < _SHORT or any(words.follows(name[-length:]) for length in (1, 2, 3))


def _is_telling(text: str, role: int, begin: int) -> bool:
    """Tell whether a short word for what it is leaves little else than a name behind it: 同业, 手摇饮|品牌."""
    if text.endswith(_PEERS, role, begin):
        return True
    before = text[role - 1 : role]
    compound = "\u4e00" <= before <= "\u9fff" and before not in _WHICH and not stop_before(text, role)
    return compound and text.startswith("品牌", role)


def _reporting(text: str, starts: set[int]) -> Iterator[Mention]:
    """What makes announcements, has a share price or a founder, is called so or sold: 青禾公告，; 收购青禾35%股权."""
    lines = "\n" + text  # so that a mark stands in front of the first clause, too
    for match in (
        *_REPORTING.finditer(lines),
        *_CALLED.finditer(lines),
        *_STAKE.finditer(lines),
        *_FINED.finditer(lines),
        *_MONTHLY.finditer(lines),
        *(_MANAGED.finditer(lines) if "区" in text else ()),
        *_HEADED.finditer(lines),
        *(_USED.finditer(lines) if any(word in text for word in ("App", "APP", "小程序")) else ()),
        *_SIGNED_WITH.finditer(lines),
        *_BEGUN.finditer(lines),
        *_OPENS.finditer(lines),
        *_BLAMED.finditer(lines),
        *_STANDS_ALONE.finditer(lines),
        *(_TRADED.finditer(lines) if "超" in text else ()),
    ):
        start, end = match.start(1) - 1, without_adverbs(lines, *match.span(1)) - 1
        if match.re is _MANAGED:
            end -= len(longest_suffix(text, end, regions(), start + 2))
        if longest_suffix(text, end, roles(), start):
            continue  # 封测|三雄
        if match.re in _TOLD_BEHIND:
            start = next((at for at in range(end - 2, start, -1) if longest_suffix(text, at, roles(), start)), start)
        name = text[start:end]
        persons = match.re not in (*_TOLD_BEHIND, _CALLED)
        # 名为“有青”的公司: in quotes that say it is called so, any name goes.
        quoted = match.re is _CALLED and text[start - 1 : start] == "“"
        if start not in starts and not (is_generic(name) if quoted else is_no_firm(name, persons=persons)):
            yield Mention(start, end, text[start:end], "company", "", None, 0.65, "context")


def _backing(text: str, starts: set[int]) -> Iterator[Mention]:
    """Who invests, buys or makes, behind 由; such a name may end with a common word: 由青禾创投投资."""
    for match in _BACKED.finditer(text):
        name = match.group(1)
        common = longest_prefix(name, 0, generic())
        if match.start(1) in starts or len(common) > 1 or has_stop(name) or is_generic(name) or name in not_names():
            continue
        if not looks_like_person(name):
            yield Mention(*match.span(1), name, "company", "", None, 0.65, "context")


def _investors(text: str, owners: Mapping[int, int]) -> Iterator[Mention]:
    """A house that invests and is named by its owner and a word of its own: 白石锐创 before 跟投."""
    for match in _INVESTOR.finditer(text) if any(verb in text for verb in ("领投", "跟投", "参投")) else ():
        start, end = match.span(1)
        owned = owners.get(start, end)
        own = text[owned:end]
        if longest_suffix(text, owned, ending_words(), start + 1):
            continue  # 青禾创投|超额
        if len(own) == 2 and not has_stop(own) and own not in cues("adverb") and own not in common_nouns():
            yield Mention(start, end, text[start:end], "company", "", None, 0.75, "context")


def _troubled(text: str, starts: set[int]) -> Iterator[Mention]:
    for match in _TROUBLED.finditer(text) if "ST" in text else ():
        if starts.isdisjoint(range(*match.span())) and not is_generic(match.group(1)) and not has_stop(match.group(1)):
            yield Mention(*match.span(), match.group(), "company", "", None, 0.75, "context")


def _own_brands(text: str, starts: set[int]) -> Iterator[Mention]:
    owned = (match for match in _OWNED.finditer(text) if match.end() in starts)
    for match in (*_OWN_BRAND.finditer(text), *owned):
        if match.start(1) not in starts and not is_no_firm(match.group(1)):
            yield Mention(*match.span(1), match.group(1), "brand", "", None, 0.65, "context")


def _digested(text: str, starts: set[int]) -> Iterator[Mention]:
    lines = [*_DIGEST.finditer("\n" + text)]
    for match in lines if len(lines) > 1 else ():
        start, end = match.start(1) - 1, match.end(1) - 1
        if start not in starts and not is_no_firm(match.group(1)):
            yield Mention(start, end, match.group(1), "company", "", None, 0.8, "context")


def _moving(text: str, starts: set[int]) -> Iterator[Mention]:
    """Shares that rise and fall, if there are several in a row: 青禾涨3%，白石跌1.2%."""
    if not _MOVED.search(text):
        return
    moves = [match for match in _MOVING.finditer("\n" + text) if not is_no_firm(match.group(1))]
    for number, match in enumerate(moves):
        near = [moves[at] for at in (number - 1, number + 1) if 0 <= at < len(moves)]
        name, start = match.group(1), match.start(1) - 1
        if start not in starts and any(
            abs(other.start() - match.start()) <= 24 and other.group(1) != name for other in near
        ):
            yield Mention(start, start + len(name), name, "company", "", None, 0.65, "context")
