"""The characters that numerals are made of, and the arithmetic on them."""

from __future__ import annotations

from decimal import Context, Decimal

__all__ = ["BIG", "DIGIT", "DIGITS", "EXACT", "FINANCIAL", "LONGEST", "SMALL", "TENS", "scaled"]

# All arithmetic on what was read goes through this context: exact, and independent of the caller's own.
EXACT = Context(prec=400, Emax=10**6, Emin=-(10**6))

DIGITS = "〇零一二三四五六七八九"
FINANCIAL = "零零壹贰叁肆伍陆柒捌玖"
DIGIT = {character: max(0, i - 1) for forms in (DIGITS, FINANCIAL) for i, character in enumerate(forms)} | {
    "两": 2,
    "俩": 2,
}
SMALL = {"十": 1, "拾": 1, "百": 2, "佰": 2, "千": 3, "仟": 3}
BIG = {"万": 4, "亿": 8, "兆": 12, "京": 16, "垓": 20, "秭": 24, "穰": 28, "沟": 32, "涧": 36, "正": 40, "载": 44}
TENS = {"廿": 2, "卅": 3, "卌": 4}

# Longest numeral that is read; longer runs of digits are codes, and int() would be slow on them.
LONGEST = 200


def scaled(value: Decimal, power: int) -> Decimal:
    """``value`` times ten to the ``power``, without an exponent.

    >>> scaled(Decimal(15), 3)
    Decimal('15000')
    """
    return EXACT.multiply(value, Decimal(10**power))
