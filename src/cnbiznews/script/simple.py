"""To simplified, to traditional: the conversions most people want, with the business layer on."""

from __future__ import annotations

from cnbiznews.alignment import AlignedText
from cnbiznews.errors import ConfigError
from cnbiznews.script.conversion import convert

__all__ = ["simplify", "to_simplified", "to_traditional"]

_REGIONS = ("tw", "hk")


def to_simplified(text: str, region: str | None = None, phrases: bool = False, script: str = "auto") -> str:
    """Return ``text`` in simplified characters, with terms and names as business news has them.

    Args:
        text: text in any script; what is simplified already stays.
        region: ``"tw"`` or ``"hk"`` if the text is known to be from there.
        phrases: whether words of the region become those of the mainland, too (軟體 -> 软件); Taiwan's by default.
        script: ``"auto"`` to tell the script of each line, or ``"traditional"``, ``"simplified"``.

    Raises:
        ConfigError: there is no such region or script; the message lists the valid ones.

    >>> to_simplified("應收帳款隨著營收成長"), to_simplified("乾照光電的軟體", phrases=True)
    ('应收账款随着营收成长', '乾照光电的软件')
    """
    if region not in (None, *_REGIONS):
        raise ConfigError("region", region, _REGIONS)
    source = region or ("tw" if phrases else "t")
    config = f"{source}2s{'p' if phrases else ''}"
    return convert(text, config, business=True, script=script).text


def simplify(aligned: AlignedText) -> AlignedText:
    """Do what :func:`to_simplified` does by default, aligned; no character moves."""
    return convert(aligned, "t2s", business=True)


def to_traditional(text: str, region: str | None = None, phrases: bool = False, script: str = "auto") -> str:
    """Return ``text`` in traditional characters, with terms and names as business news has them.

    Args:
        text: text in any script; lines that are traditional already only get the forms of the region.
        region: ``"tw"`` (Taiwan), ``"hk"`` (Hong Kong) or ``None`` (OpenCC's standard).
        phrases: whether the words of the region are used, too (软件 -> 軟體); Taiwan's by default.
        script: ``"auto"`` to tell the script of each line, or ``"traditional"``, ``"simplified"``.

    Raises:
        ConfigError: there is no such region or script; the message lists the valid ones.

    >>> to_traditional("余先生的账户余额", "tw"), to_traditional("软件", "tw", phrases=True)
    ('余先生的賬戶餘額', '軟體')
    """
    if region not in (None, *_REGIONS):
        raise ConfigError("region", region, _REGIONS)
    target = region or ("tw" if phrases else "t")
    config = f"s2{target}{'p' if phrases else ''}"
    return convert(text, config, business=True, script=script).text
