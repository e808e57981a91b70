"""``cnbiznews companies``: who is mentioned."""

from __future__ import annotations

import argparse

from cnbiznews.cli.mentions import add_listing, list_mentions
from cnbiznews.cli.own import add_own, own_gazetteer

HELP = "List the companies, brands, media houses and authorities that texts mention, with their canonical names."
COLUMNS = ["canonical", "kind", "id"]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the verb's options."""
    add_listing(parser, counted="company")
    add_own(parser, "gazetteer")
    parser.add_argument("--no-model", action="store_true", help="lists and rules only, without the statistical model")


def run(options: argparse.Namespace) -> int:
    """Find, and print in the format asked for."""
    from cnbiznews import companies
    from cnbiznews.companies import Company

    gazetteer = own_gazetteer(options.gazetteer)

    def scan(text: str) -> list[Company]:
        return companies.scan(text, gazetteer, model=not options.no_model)

    columns = ["start", "end", "text", *COLUMNS, "evidence"] if options.all else COLUMNS
    return list_mentions(options, scan, columns, counted=not options.all)
