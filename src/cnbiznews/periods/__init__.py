"""Dates and periods: years, quarters, half-years, months, days, times of day and ranges of them."""

from cnbiznews.periods.dates import MAYBE_DATE, DateMatch, read_date

__all__ = ["MAYBE_DATE", "DateMatch", "read_date"]
