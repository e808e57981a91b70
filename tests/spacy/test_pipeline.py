"""The components in a pipeline: results, spans, entities, and agreement with the plain functions."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.util import registry

import cnbiznews
from cnbiznews.errors import ConfigError
from cnbiznews.spacy.analysis import PipelineError

from .conftest import COMPONENTS, pipeline

if TYPE_CHECKING:
    from spacy.language import Language

TEXT = "京东二季度营业收入达3567亿元，同比增长22.4%。"
DAMAGED = "京東(dōng)二季度營(yíng)業(yè)收入達３５６７億元，同比增長２２.４％。"


def test_every_factory_works_by_name_alone() -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("cnbiznews_quantities")
    doc = nlp(TEXT)
    assert [(span.text, span.label_) for span in doc.spans["quantities"]] == [
        ("二季度", "DATE"),
        ("3567亿元", "MONEY"),
        ("22.4%", "PERCENT"),
    ]
    assert doc._.quantities == tuple(cnbiznews.find_quantities(TEXT))


def test_results_count_in_the_original_input(nlp: Language) -> None:
    doc = nlp(DAMAGED)
    assert doc.text == TEXT
    assert doc._.source_text == DAMAGED
    [company] = doc.spans["companies"]
    assert (company.text, company.kb_id_, company._.source, company._.source_text) == ("京东", "京东", (0, 2), "京東")
    for key in ("quantities", "companies", "metrics", "facts"):
        for span, found in zip(doc.spans[key], getattr(doc._, key), strict=True):
            assert span._.source == (found.start, found.end)
            assert DAMAGED[found.start : found.end] == getattr(found, "text", found.evidence if key == "facts" else "")
    assert doc[0]._.source == (0, 1)


def test_the_order_of_components_and_what_is_missing_do_not_matter() -> None:
    facts = pipeline({}, *COMPONENTS)(TEXT)._.facts
    assert facts
    for components in (COMPONENTS[::-1], COMPONENTS[3:], (COMPONENTS[3], COMPONENTS[1])):
        assert pipeline({}, *components)(TEXT)._.facts == facts


@pytest.mark.parametrize("which", ["nlp", "plain_nlp"])
def test_facts_equal_those_of_extract_on_the_seeds(
    which: str, request: pytest.FixtureRequest, seeds: dict[str, str]
) -> None:
    nlp: Language = request.getfixturevalue(which)
    for text in seeds.values():
        expect = cnbiznews.extract(text)
        doc = nlp(text)
        assert doc._.facts == expect.facts
        assert doc._.quantities == expect.quantities
        assert doc._.companies == expect.companies
        assert doc._.metrics == expect.metrics


def test_facts_equal_those_of_extract_with_words_kept_whole(seeds: dict[str, str], model: str) -> None:
    kept = ["quantities", "companies", "metrics"]
    nlp = pipeline({"segmenter": "pkuseg", "model": model, "keep": kept}, *COMPONENTS)
    for text in seeds.values():
        expect = cnbiznews.extract(text)
        doc = nlp(text)
        assert doc._.facts == expect.facts
        for key in ("quantities", "companies"):
            exact = [span for span in doc.spans[key] if len(span) == 1]
            assert len(exact) == len(getattr(expect, key)), "each one is a single token"


def test_an_empty_text_has_no_results(nlp: Language) -> None:
    for text in ("", " ", "\n\n\t"):
        doc = nlp(text)
        assert doc._.facts == ()
        assert not doc.spans["facts"]


@given(st.text(alphabet="京东營收３亿5.%增长\n \t\u3000(a)é\x00\ud800<>&", max_size=30))
def test_no_text_breaks_a_pipeline(text: str) -> None:
    nlp = _NLP
    doc = nlp(text)
    assert doc._.source_text == text
    for key in ("quantities", "companies", "metrics", "facts"):
        assert len(doc.spans[key]) == len(getattr(doc._, key))
    for token in doc:
        start, end = token._.source
        assert 0 <= start <= end <= len(text)


_NLP = pipeline({}, *COMPONENTS)


# Tokens against mentions


def words(*cuts: str) -> Any:
    @registry.misc("cnbiznews_tests.words")  # type: ignore[untyped-decorator]
    def make() -> Any:
        return lambda text: list(cuts) if "".join(cuts) == text else [text]

    return {"@misc": "cnbiznews_tests.words"}


@pytest.mark.parametrize(
    ("mode", "cuts", "expect"),
    [
        ("expand", ("营收达", "35亿元", "。"), ["35亿元"]),
        ("contract", ("营收达", "35亿元", "。"), ["35亿元"]),
        ("expand", ("营收", "达35", "亿", "元。"), ["达35亿元。"]),
        ("contract", ("营收", "达35", "亿", "元。"), ["亿"]),
        ("expand", ("营收达35亿元。",), ["营收达35亿元。"]),
        # It covers no token: contracting would lose it, so all tokens it touches are taken.
        ("contract", ("营收达35亿元。",), ["营收达35亿元。"]),
        ("contract", ("营收达35", "亿元。"), ["营收达35亿元。"]),
    ],
)
def test_no_token_boundary_loses_a_mention(mode: str, cuts: tuple[str, ...], expect: list[str]) -> None:
    nlp = pipeline({"segmenter": words(*cuts)}, "cnbiznews_quantities", alignment_mode=mode)
    doc = nlp("".join(cuts))
    assert [span.text for span in doc.spans["quantities"]] == expect
    assert [found.text for found in doc._.quantities] == ["35亿元"], "the mention itself stays exact"


# Entities


def with_rules(overwrite: bool) -> Language:
    nlp = pipeline({})
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"label": "RULE", "pattern": [{"TEXT": "5"}, {"TEXT": "亿"}]}])  # type: ignore[attr-defined]
    for name in ("cnbiznews_quantities", "cnbiznews_companies"):
        nlp.add_pipe(name, config={"annotate_ents": True, "overwrite_ents": overwrite})
    return nlp


@pytest.mark.parametrize(
    ("overwrite", "expect"),
    [
        (False, [("腾讯", "COMPANY"), ("5亿", "RULE"), ("3%", "PERCENT")]),
        (True, [("腾讯", "COMPANY"), ("35亿元", "MONEY"), ("3%", "PERCENT")]),
    ],
)
def test_entities_of_others_stay_unless_told_otherwise(overwrite: bool, expect: list[tuple[str, str]]) -> None:
    doc = with_rules(overwrite)("腾讯投入35亿元，增长3%。")
    assert [(span.text, span.label_) for span in doc.ents] == expect
    assert [span.text for span in doc.spans["quantities"]] == ["35亿元", "3%"], "the spans are all there"


def test_entities_are_left_alone_by_default(nlp: Language) -> None:
    assert nlp(TEXT).ents == ()


# Errors


def test_a_doc_without_analysis_says_what_to_add(nlp: Language) -> None:
    doc = spacy.tokens.Doc(nlp.vocab, words=["营收"])
    with pytest.raises(PipelineError, match=r'\[CB001\].*nlp.add_pipe\("cnbiznews_facts"\)'):
        _ = doc._.facts


def test_a_component_that_did_not_run_is_named() -> None:
    doc = pipeline({}, "cnbiznews_quantities")(TEXT)
    with pytest.raises(PipelineError, match=r'\[CB002\].*nlp.add_pipe\("cnbiznews_facts"\)'):
        _ = doc._.facts


def test_a_wrong_config_names_what_is_valid() -> None:
    with pytest.raises(cnbiznews.CnBizNewsError, match="'cnbiznews_facts' 'strict'; valid are: expand, contract"):
        pipeline({}, "cnbiznews_facts", alignment_mode="strict")
    with pytest.raises(ValueError, match="span_key"):
        pipeline({}, "cnbiznews_facts", span_key="x")
    with pytest.raises(ValueError, match="annotate_ents"):
        pipeline({}, "cnbiznews_quantities", annotate_ents="maybe")


def test_an_extension_taken_by_others_is_named_with_the_remedy() -> None:
    # In a process of its own: extensions are global.
    code = """
import spacy
from spacy.tokens import Doc
Doc.set_extension("facts", default=None)
try:
    spacy.blank("zh").add_pipe("cnbiznews_facts")
except ValueError as error:
    print(error)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "[CB003]" in run.stdout
    assert "Doc.remove_extension('facts')" in run.stdout


def test_the_entry_point_module_loads_nothing_heavy() -> None:
    code = """
import sys, spacy
before = set(sys.modules)
spacy.blank("en")
ours = sorted(name for name in sys.modules if name.startswith("cnbiznews"))
print(ours)
assert not {"regex", "pandas", "spacy_pkuseg"} & (set(sys.modules) - before)
"""
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "['cnbiznews', 'cnbiznews.spacy', 'cnbiznews.spacy.records']"


@pytest.mark.parametrize("name", ["cnbiznews_quantities", "cnbiznews_facts"])
def test_spans_have_a_key(name: str) -> None:
    with pytest.raises(ConfigError, match=rf"spans_key of the component '{name}'"):
        pipeline({}, name, spans_key="")
