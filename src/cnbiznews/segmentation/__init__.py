"""Chinese word segmentation that works offline, for those who want words; extraction needs none.

The model is a distribution of its own (``cnbiznews-segmentation-gsd``, CC BY-SA 4.0) and is found when installed.
``python -m cnbiznews.segmentation train`` makes one from a segmented corpus, ``evaluate`` measures it.
"""

from cnbiznews.segmentation.packing import ModelError, pack, unpack
from cnbiznews.segmentation.segmenter import Segmenter, load, model_file, plain

__all__ = ["ModelError", "Segmenter", "load", "model_file", "pack", "plain", "unpack"]
