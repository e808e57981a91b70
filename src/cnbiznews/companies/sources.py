"""Unlisted sources of news: who reports (据青禾财经报道), who signs, who has learned something (青禾网获悉)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnbiznews.companies.mention import Mention
from cnbiznews.companies.plausible import has_stop, is_generic, is_no_firm, looks_like_person
from cnbiznews.companies.words import around, longest_prefix, no_sources, not_names, regions

__all__ = ["source_mentions"]

_HANZI = "\u4e00-\u9fff"
# What begins with a mark (a class of characters that is searched for quickly) stands behind it, or begins the text:
# a line break is put in front of that.
# Who a report is from.
_SOURCE = r"(?:数据|报告|统计|报道|消息|预测|调研|研究|分析|评级|估算|预计|测算)"
_ACCORDING = re.compile(
    rf"(?:据|根据|援引|引述|来自)([{_HANZI}A-Za-z0-9&]{{2,14}}?)(?:的|发布的|最新|公布的)?({_SOURCE})"
)
_TOLD = re.compile(rf"告诉([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=[，,:：)）|｜\n<]| [|｜]|\Z)")
# 来源：青禾观察者 记者 王明, 来源 | 青禾发布
_FROM = re.compile(
    rf"(?:来源|出处)[ \u3000]?[:：|｜丨][ \u3000]?([{_HANZI}A-Za-z0-9]{{2,8}}?)(?=[，,:：)）|｜·\n< \u3000]|\Z)"
)
# 【青禾周报】10月29日
_HEADED = re.compile(rf"【([{_HANZI}A-Za-z0-9]{{2,8}})】(?=[0-9]{{1,2}}月[0-9]{{1,2}}日)")
_NOTES = r"[报网社台刊])(?:发现|注意到|了解到|梳理|统计|查询)"
_NOTICED, _NOTED = re.compile(rf"([{_HANZI}A-Za-z0-9]{{2,6}}?{_NOTES}"), re.compile(rf"({_NOTES}")
_SIGNED = re.compile(
    rf"[(（](?<=[。！？”…].)(?:来源[:：]?|文章来源[:：]?)?([{_HANZI}A-Za-z0-9]{{2,10}})[)）](?=[ ]{{0,4}}(?:\n|\Z|<))"
)
_REPORT = re.compile(rf"\n[ ]{{0,4}}([{_HANZI}A-Za-z0-9]{{2,8}}?)讯(?=[ ，（(\d])")
# 青禾网 整理：王明, 白石公社出品（微信号：…）
_MADE = re.compile(
    rf"[\n \u3000]([{_HANZI}A-Za-z0-9]{{2,8}}?)"
    rf"(?:[ \u3000]?整理(?=[:：])|(?:出品|原创|首发)(?=[(（ \u3000]))"
)
_ACCOUNT = re.compile(
    rf"“([{_HANZI}]{{2,5}}发布)”|([{_HANZI}]{{2,3}}发布)(?=(?:官方)?(?:微信|公众号|官微|微博|客户端))"
)
_POSTED = re.compile("发布(?:”|(?:官方)?(?:微信|公众号|官微|微博|客户端))")  # what stands in each of these
# 青禾见闻 王明 2025-11-06, 青禾社10月29日讯, 青禾网记者王明
_DATED = re.compile(
    rf"\n[ \u3000]{{0,4}}([{_HANZI}A-Za-z0-9]{{2,10}}?)"
    rf"(?:[ \u3000]{{1,3}}(?:[{_HANZI}]{{2,3}}[ \u3000]{{1,3}})?(?=20[0-9]{{2}}[-/.年])"
    rf"|(?=[0-9]{{1,2}}月[0-9]{{1,2}}日[讯电])|(?=记者))"
)
# 青禾数据报告称, 青禾中台数据显示
_SAYS = "数据显示|统计显示|监测显示|报价显示|报告(?:指出|称|显示)|发布(?:最新)?报告"
_SAID = re.compile(_SAYS)
_SHOWS = re.compile(rf"[。；，”\n]([{_HANZI}A-Za-z0-9]{{2,6}}?)(?:最新|发布的|的一[份项])?(?:{_SAYS})")
# 国家电影局
_STATE = re.compile(rf"国家[{_HANZI}]{{2,7}}?(?:总局|局(?![势面部限长])|署(?![长名])|委员会)")
_LEARNED = re.compile(rf"[\n。|” ][ ]{{0,4}}([{_HANZI}A-Za-z0-9]{{2,6}}?)(?:独家)?获悉[，,]")
_MEDIA_END = re.compile(r"(?:报|网|社|台|刊|新闻|财经|媒体|视频|在线|资讯|评论|观察|周末|传媒|见闻|杂志|日报)\Z")
_GIVEN = 2  # characters in brackets behind a text that are an editor's given name
# What is no source by its form; the words that tell it stand in around.toml.
_NO_SOURCE = re.compile(r"\A各|完$|[0-9]日|\A[a-z]+\Z")


def source_mentions(text: str, starts: set[int], ends: set[int]) -> Iterator[Mention]:
    """Yield the unlisted papers, sites and research houses that a text names as its sources.

    Args:
        text: reading text.
        starts, ends: where known names begin and end; what begins or ends there is left to them.
    """
    for match in _ACCORDING.finditer(text):
        name = match.group(1)
        if match.start(1) in starts or name in not_names() or is_generic(name):
            continue
        if name.isascii() and name[0].isalpha():
            yield Mention(match.start(1), match.end(1), name, "company", "", None, 0.75, "context")
        elif (
            (_MEDIA_END.search(name) or match.group(2) == "报道")
            and len(name) <= 10
            and not _is_no_source(name)
            and not has_stop(name)
        ):
            yield Mention(match.start(1), match.end(1), name, "media", "", None, 0.7, "context")
    for match in _ACCOUNT.finditer(text) if _POSTED.search(text) else ():
        start, end = match.span(match.lastindex or 1)
        if longest_prefix(text, start, regions()):  # the account of a city: “白石发布”
            yield Mention(start, end, text[start:end], "media", "", None, 0.75, "context")
    for match in _STATE.finditer(text):
        if match.start() not in starts and not has_stop(match.group()):
            yield Mention(match.start(), match.end(), match.group(), "gov", "", None, 0.75, "form")
    lines = "\n" + text
    for match in _SHOWS.finditer(lines) if _SAID.search(text) else ():
        name, start, end = match.group(1), match.start(1) - 1, match.end(1) - 1
        if start not in starts and end not in ends and name not in no_sources() and not is_no_firm(name):
            yield Mention(start, end, name, "other-org", "", None, 0.65, "context")
    notices = (_NOTICED,) if _NOTED.search(text) else ()
    for pattern in (_SIGNED, _REPORT, _LEARNED, _MADE, _FROM, _HEADED, _TOLD, *notices, _DATED):
        for match in pattern.finditer(lines):
            name, start, end = match.group(1), match.start(1) - 1, match.end(1) - 1
            if (
                end in ends
                or (pattern is _FROM and start in starts)
                or _is_no_source(name)
                or is_generic(name)
                or (pattern is not _FROM and has_stop(name))
                or name in no_sources()
                or name.isdigit()
                or name in not_names()
                or looks_like_person(name)
                or (pattern in (_TOLD, _HEADED, _DATED) and not _MEDIA_END.search(name))
                or (pattern is _SIGNED and len(name) == _GIVEN and not _MEDIA_END.search(name))
            ):
                continue
            yield Mention(start, end, name, "media", "", None, 0.8, "context")


def _is_no_source(name: str) -> bool:
    """Tell whether what stands where sources do is a note or who wrote it: 图注, 本报记者, 3日."""
    return bool(_NO_SOURCE.search(name)) or any(word in name for word in around("no_source"))
