"""Sphinx configuration: the Markdown pages of this folder, and the reference made from the docstrings."""

project = "cnbiznews"
author = "The cnbiznews team"
copyright = "2026, the cnbiznews team"
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "alabaster"
myst_heading_anchors = 3
myst_enable_extensions = ["colon_fence"]
# Pages link to files of the repository (examples, data) that are not part of the built site.
# `type` is the name of an attribute of several classes and of a built-in.
suppress_warnings = ["myst.xref_missing", "myst.header", "ref.python"]
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_mock_imports = ["spacy", "spacy_pkuseg", "hypothesis", "pandas", "polars", "pyarrow"]
