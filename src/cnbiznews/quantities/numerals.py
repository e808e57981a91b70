"""Reading numerals exactly: Arabic, Chinese, financial, colloquial and mixed forms.

:func:`read_numeral` is the kernel of the scan: it reads the longest well-formed numeral at a position, in one pass.
Most are bare Arabic figures and are read here; all others by :mod:`cnbiznews.quantities.numeral_reader`.
"""

from __future__ import annotations

from decimal import Decimal

from cnbiznews.quantities.digits import BIG, LONGEST, SMALL
from cnbiznews.quantities.numeral_reader import ARABIC, Numeral, NumeralReader, goes_on

__all__ = ["read_numeral"]

# What can follow an Arabic number and go on with it.
_CONTINUE = frozenset([*SMALL, *BIG, "点", "多", "余", "来", "几", "个"])


def read_numeral(text: str, start: int, largest: int = 12) -> Numeral | None:
    """Read the longest well-formed numeral that begins at ``start`` (plain characters).

    ``largest`` is the power of ten of the largest magnitude taken for one: 兆 in running text, where 京, 正 and 载 are
    nearly always something else.

    >>> read_numeral("约3亿5000万元", 1)[:3]
    (8, Decimal('350000000'), Decimal('350000000'))
    >>> read_numeral("三四十元", 0)[:3], read_numeral("数十亿", 0)[:3]
    ((3, Decimal('30'), Decimal('40')), (3, Decimal('2000000000'), Decimal('10000000000')))
    """
    first = text[start : start + 1]
    if first and first in "0123456789.":
        match = ARABIC.match(text, start)
        if match is None:
            return None
        after = match.end()
        following = text[after : after + 1]
        if following not in _CONTINUE and not (following in (" ", "\n") and goes_on(text, after)):  # most of them
            figures = match.group()
            if len(figures) > LONGEST:
                return None
            value = Decimal(figures.replace(",", "").replace(" ", ""))
            return Numeral(after, value, value, 0, "", len(figures) if figures.isdigit() else 0, False, True, False)
    return NumeralReader(text, start, largest).read()
