"""What a page says of itself: its title and its day of publication."""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass
from functools import cache
from html import unescape

from cnbiznews import resources
from cnbiznews.reading.dates import find_date
from cnbiznews.reading.element_names import words
from cnbiznews.reading.elements import Element, Page
from cnbiznews.reading.markup import attributes, trimmed

__all__ = ["About", "Title", "about"]

_TITLES = ("og:title", "twitter:title", "articletitle", "headline", "title")
_DATES = words(
    "article:published_time article:create_at article:publish_time og:release_date og:published_time og:time "
    "datepublished pubdate publishdate publish_time publishtime publish-date publication_date dc.date dc.date.issued "
    "dcterms.created weibo:article:create_at bytedance:published_time apub:time date release_date firstpublishedtime "
    "parsely-pub-date sailthru.date cxenseparse:recs:publishtime"
)
_DATED = frozenset({"time", "pubdate", "published", "dc:date"})
_SCRIPTED_DATE = re.compile(
    r"""\bct\s*=\s*["']([0-9]{10})["']"""
    r"""|["'](?:datePublished|pubDate|publish_?[tT]ime|uploadDate)["']\s*[:=]\s*["']([^"']{8,40})["']"""
)
_SCRIPTED_TITLE = re.compile(r"""["']headline["']\s*:\s*["']([^"'\\\n]{4,200})["']""")
_MOST_TITLES = 50  # elements that are looked at
_LONGEST_SCRIPT = 50_000  # characters of a script that are searched
_LONGEST_TITLE = 300  # characters
_SHORT_HEADING = 8  # a first heading shorter than this may be the name of the site


@dataclass(frozen=True, slots=True)
class Title:
    """Where a title stands: the number of its token, and its span in the source."""

    token: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class About:
    """The title and the day of publication of a page, and where the title stands, if it stands in a piece of text."""

    title: str | None
    date: datetime.date | None
    place: Title | None = None


def about(page: Page) -> About:
    """Find the title and the day of a page, in its head, its first heading, or its structured data."""
    named: dict[str, str] = {}
    date: datetime.date | None = None
    headings: list[tuple[str, Title]] = []
    shown: list[tuple[str, Title]] = []
    for element in page.elements:
        if element.name == "meta":
            given = attributes(page.source, page.tokens[element.first])
            key = (given.get("property") or given.get("name") or given.get("itemprop") or "").lower()
            content = " ".join(given.get("content", "").split())
            if key in _TITLES and content:
                named.setdefault(key, content)
            elif key in _DATES:
                date = date or find_date(content)
        elif element.name in _DATED and date is None:
            given = attributes(page.source, page.tokens[element.first])
            date = find_date(given.get("datetime") or _text(page, element))
        elif element.name == "script":
            start = page.tokens[element.first].start
            end = min(page.tokens[element.last - 1].end, start + _LONGEST_SCRIPT)
            if date is None and (match := _SCRIPTED_DATE.search(page.source, start, end)):
                date = find_date(match[1] or match[2])
            if match := _SCRIPTED_TITLE.search(page.source, start, end):
                named.setdefault("headline", match[1])
        elif element.name == "h1" and len(headings) < _MOST_TITLES and not page.held(page.linked, element):
            headings += _title(page, element)
        elif element.name == "title" and len(shown) < _MOST_TITLES:
            shown += _title(page, element)
    title = next((named[key] for key in _TITLES if key in named), None)
    return _chosen(page, title, headings, shown, date)


def _chosen(
    page: Page,
    named: str | None,
    headings: list[tuple[str, Title]],
    shown: list[tuple[str, Title]],
    date: datetime.date | None,
) -> About:
    known = [text for text in (named, *(text for text, _ in shown[:1])) if text]
    for text, place in headings:
        # A short heading that the page does not name as its title is the name of the site.
        if len(text) >= _SHORT_HEADING or not known or any(text in other for other in known):
            return About(text, date, place)
    if not shown:
        return About(named, date)
    text, place = shown[0]
    return About(named or text, date, _headline(page.source, place, named))


def _text(page: Page, element: Element) -> str:
    tokens = page.tokens[element.first : min(element.last, element.first + 50)]
    return "".join(page.source[token.start : token.end] for token in tokens if token.kind == "text")


def _title(page: Page, element: Element) -> list[tuple[str, Title]]:
    for number in range(element.first, min(element.last, element.first + 50)):
        token = page.tokens[number]
        if token.kind == "text" and page.source[token.start : token.end].strip():
            place = Title(number, token.start, token.end)
            text = _text(page, element) if element.name == "h1" else page.source[slice(*_span(page.source, place))]
            return [(" ".join(unescape(text[:_LONGEST_TITLE]).split()), place)]
    return []


def _span(source: str, place: Title) -> tuple[int, int]:
    """Return the span of the headline in the content of a <title>, without the names of section and site behind it."""
    start, end = trimmed(source, place.start, place.end)
    found = _suffix().search(source, start + 4, min(end, start + 500))
    return start, found.start() if found else end


@cache
def _suffix() -> re.Pattern[str]:
    """Return the pattern of what stands behind a headline: the names of section and site."""
    sites = "|".join(map(re.escape, resources.lines("reading/sites.txt")))
    return re.compile(
        rf"\s*(?:[_|｜]|\s[-–—]+\s|--|—{{2}}).*\Z|\s*[-–—]\s*[^-–—，。！？0-9]{{1,12}}(?:{sites})\s*\Z", re.DOTALL
    )


def _headline(source: str, place: Title, named: str | None) -> Title:
    start, end = _span(source, place)
    if named and source.startswith(named, start):
        end = start + len(named)
    return Title(place.token, start, end)
