"""How far two written periods are apart."""

from __future__ import annotations

import pytest

from cnbiznews.periods.steps import step


@pytest.mark.parametrize(
    ("earlier", "later", "expected"),
    [
        ("二季度末", "第三季度", "quarter"),
        ("2024年四季度", "2025年一季度", "quarter"),
        ("4Q24", "1Q25", "quarter"),
        ("12月", "1月", "month"),
        ("5月份", "今年6月份", "month"),
        ("上半年", "下半年", "half"),
        ("去年", "今年", "year"),
        ("2023年上半年", "2024年上半年", "year"),
        ("一季度", "三季度", None),
        ("9月初", "10月", None),  # a moment
        ("2023年二季度", "2024年三季度", None),
        ("2024年", "今年", None),  # which year the present one is stands nowhere
        ("1-5月", "6月", None),
        ("上半年", "三季度", None),
        ("目前", "此前", None),
        ("", "今年", None),
    ],
)
def test_step(earlier: str, later: str, expected: str | None) -> None:
    assert step(earlier, later) == expected
