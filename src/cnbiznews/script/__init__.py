"""Script and normalisation: OpenCC's conversions exactly, a business layer over them, one form per character.

:func:`convert` gives what OpenCC gives. :func:`to_simplified` and :func:`to_traditional` add what business news needs
(names, 帳→账). :func:`normalize` unifies width, punctuation, spaces and variants; :func:`reading_view` is the policy of
it that the finders use. All results that are an :class:`~cnbiznews.alignment.AlignedText` know where they come from.
"""

from __future__ import annotations

from cnbiznews.script.alternatives import Alternative, alternatives
from cnbiznews.script.conversion import Converter, convert, convert_many
from cnbiznews.script.detection import Script, detect_script
from cnbiznews.script.normalization import normalize, reading_view
from cnbiznews.script.simple import to_simplified, to_traditional

__all__ = [
    "Alternative", "Converter", "Script", "alternatives", "convert", "convert_many", "detect_script", "normalize",
    "reading_view", "to_simplified", "to_traditional",
]  # fmt: skip
