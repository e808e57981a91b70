"""Companies, brands, media houses and other institutions: a gazetteer, a grammar of names, a memory of the document."""

from __future__ import annotations

from cnbiznews.companies.abbreviations import Abbreviation, find_abbreviations
from cnbiznews.companies.gazetteer import Entry, Gazetteer, default_gazetteer
from cnbiznews.companies.model import Company
from cnbiznews.companies.scan import scan

__all__ = ["Abbreviation", "Company", "Entry", "Gazetteer", "default_gazetteer", "find_abbreviations", "scan"]
