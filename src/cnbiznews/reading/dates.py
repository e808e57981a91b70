"""The day of publication, as pages write it."""

from __future__ import annotations

import datetime
import re

__all__ = ["find_date"]

_DATE = re.compile(
    r"(?<![0-9])((?:19|20)[0-9]{2})\s?(?:[-/.．]\s?([01]?[0-9])\s?[-/.．]\s?([0-3]?[0-9])|年\s?([01]?[0-9])\s?月\s?([0-3]?[0-9])\s?[日號号]"
    r"|([01][0-9])([0-3][0-9]))(?![0-9])"
)
_ENGLISH = re.compile(r"\b([0-3]?[0-9]) (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]* ((?:19|20)[0-9]{2})\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_SECONDS = re.compile(r"\s*(1[0-9]{9})(?:[0-9]{3})?\s*")
_CHINA = datetime.timezone(datetime.timedelta(hours=8))


def find_date(text: str) -> datetime.date | None:
    """Return the first day that a piece of text names in full; seconds since 1970 count as China's time.

    >>> find_date("2022-05-27 16:48:36 +0800"), find_date("2025年10月31日 来源：网界")
    (datetime.date(2022, 5, 27), datetime.date(2025, 10, 31))
    >>> find_date("Fri, 27 May 2022 08:48:36 GMT"), find_date("1653641316"), find_date("5月27日")
    (datetime.date(2022, 5, 27), datetime.date(2022, 5, 27), None)
    """
    if seconds := _SECONDS.fullmatch(text):
        return datetime.datetime.fromtimestamp(int(seconds[1]), _CHINA).date()
    for match in _DATE.finditer(text):
        year, month, day = (int(group) for group in match.groups() if group)
        try:
            return datetime.date(year, month, day)
        except ValueError:
            continue
    if english := _ENGLISH.search(text):
        try:
            return datetime.date(int(english[3]), _MONTHS.index(english[2]) + 1, int(english[1]))
        except ValueError:
            return None
    return None
