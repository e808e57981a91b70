"""A Chinese word segmentation model, data alone (``model.zip``). Load it with ``cnbiznews.segmentation.load()``."""

__version__ = "0.1.0"
