"""Facts: the rows a financial reader would write, linked from mentions by readable frames and stated rules."""

from __future__ import annotations

from cnbiznews.facts.draft import Attempt
from cnbiznews.facts.frames import Frame, Frames, default_frames
from cnbiznews.facts.link import link
from cnbiznews.facts.model import Fact

__all__ = ["Attempt", "Fact", "Frame", "Frames", "default_frames", "link"]
