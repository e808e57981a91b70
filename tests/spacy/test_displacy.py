"""displaCy's options and the rows under the text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
import spacy
from spacy import displacy

from cnbiznews.show.displacy import entity_options, render, span_options
from cnbiznews.show.palette import KINDS

from .conftest import pipeline
from .test_pipeline import DAMAGED, TEXT

if TYPE_CHECKING:
    from spacy.language import Language


def test_every_label_of_the_seeds_has_the_colour_of_its_kind(nlp: Language, seeds: dict[str, str]) -> None:
    colours = entity_options()["colors"]
    for doc in nlp.pipe(seeds.values()):
        for kind in KINDS.values():
            assert {colours.get(span.label_) for span in doc.spans[kind.plural]} <= {kind.colour}


def test_the_options_are_fresh_each_time() -> None:
    entity_options()["colors"].clear()
    assert entity_options()["colors"]


def test_displacy_takes_the_options() -> None:
    nlp = pipeline({}, "cnbiznews_quantities", annotate_ents=True)
    doc = nlp(TEXT)
    html = displacy.render(doc, style="ent", options=entity_options(), jupyter=False)
    assert html.count("background: " + KINDS["quantity"].colour) == 3
    html = displacy.render(doc, style="span", options=span_options("quantities"), jupyter=False)
    assert KINDS["quantity"].colour in html


@pytest.mark.parametrize("style", ["ent", "span"])
@pytest.mark.parametrize("which", ["nlp", "plain_nlp"])
def test_the_rows_stand_under_the_text(style: str, which: str, request: pytest.FixtureRequest) -> None:
    nlp: Language = request.getfixturevalue(which)
    html = render(nlp(DAMAGED), style=style)  # type: ignore[arg-type]
    text, table = html.split("<table", 1)
    assert all(kind.colour in text for kind in KINDS.values())
    cells = re.sub(r"<[^>]*>", " ", table).split()
    assert {"京东", "营业收入", "同比"} & set(cells)


def test_text_is_escaped_and_a_doc_without_results_is_shown(nlp: Language) -> None:
    assert "<b>" not in render(nlp("营收<b>5亿元</b>&增长3%"))
    styles: tuple[Literal["ent"], Literal["span"]] = ("ent", "span")
    for style in styles:
        assert "今天" in re.sub(r"<[^>]*>|\s", "", render(nlp("今天天气不错"), style=style))
        render(nlp(""), style=style)


def test_without_facts_there_is_no_table() -> None:
    nlp = pipeline({}, "cnbiznews_companies")
    assert "<table" not in render(nlp(TEXT))
    with pytest.raises(ValueError, match="CB001"):
        render(spacy.blank("zh")(TEXT))
