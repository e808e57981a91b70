"""Dates and periods: years, quarters, half-years, months, days, times of day and ranges of them.

:func:`read_date` reads what is written, :func:`resolve` turns it into days, seen from the day of the article.
"""

from cnbiznews.periods.calendar import duration_iso, iso, resolve
from cnbiznews.periods.dates import MAYBE_DATE, DateMatch, read_date

__all__ = ["MAYBE_DATE", "DateMatch", "duration_iso", "iso", "read_date", "resolve"]
