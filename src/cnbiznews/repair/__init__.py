"""Repair of damaged text: undo what encodings, escapes and careless programs did to it; leave clean text alone.

Damage is a *channel*, a function from clean to damaged text (:mod:`cnbiznews.repair.channels`). Repair is its inverse:
it proposes originals whose image under the channel is what stands there, and takes the best only if it is better than
leaving the text alone by a margin. What can't be undone is reported by :func:`diagnose`.
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType

from cnbiznews.alignment import AlignedText
from cnbiznews.repair.findings import Diagnosis, Finding
from cnbiznews.repair.inverse import diagnose, repair, repair_bytes

__all__ = ["Diagnosis", "Finding", "diagnose", "repair", "repair_bytes"]


class _CallablePackage(ModuleType):
    """The package and the function ``cnbiznews.repair`` have one name, so the package can be called."""

    def __call__(self, text: str | AlignedText, *, confidence: float = 0.0) -> AlignedText:
        return repair(text, confidence=confidence)

    def __reduce__(self) -> tuple[object, tuple[str]]:
        # Functions can be sent to worker processes; so can this.
        return import_module, (self.__name__,)


sys.modules[__name__].__class__ = _CallablePackage
