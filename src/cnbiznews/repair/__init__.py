"""Repair of damaged text: undo what encodings, escapes and careless programs did to it; leave clean text alone.

Damage is a *channel*, a function from clean to damaged text (:mod:`cnbiznews.repair.channels`). Repair is its inverse:
it proposes originals whose image under the channel is what stands there, and takes the best only if it is better than
leaving the text alone by a margin. What can't be undone is reported by :func:`diagnose`.
"""

from __future__ import annotations

from cnbiznews.repair.findings import Diagnosis, Finding
from cnbiznews.repair.inverse import diagnose, repair, repair_bytes

__all__ = ["Diagnosis", "Finding", "diagnose", "repair", "repair_bytes"]
