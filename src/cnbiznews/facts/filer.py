"""Whose text it is where a firm speaks of itself: 我们升级了平台, 我们建议派发股息."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cnbiznews.companies import Company

__all__ = ["filer_of"]

# Not in direct speech, which others report.
_QUOTED = re.compile(r"“[^”\n]*”?")
_TWICE = 2


def filer_of(text: str, companies: Iterable[Company]) -> str | None:
    """Return the firm a text in the first person is of: the only one named, or the one all others are named after.

    Args:
        text: the reading text.
        companies: what is named in it; brands say nothing of who speaks.
    """
    if _QUOTED.sub("", text).count("我们") < _TWICE:
        return None
    firms = {company.canonical for company in companies if company.kind == "company"}
    name = min(firms, key=len, default=None)
    return name if name is not None and all(firm.startswith(name) for firm in firms) else None
