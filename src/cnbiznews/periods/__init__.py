"""Dates and periods: years, quarters, half-years, months, days, times of day and ranges of them."""

from cnbiznews.periods.dates import DateMatch, read_date

__all__ = ["DateMatch", "read_date"]
