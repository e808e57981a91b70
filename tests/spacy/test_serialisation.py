"""Pipelines and Docs through disk, bytes, configs and processes."""

from __future__ import annotations

import pickle
import subprocess
import sys
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc, DocBin
from spacy.util import registry

from cnbiznews import AlignedText
from cnbiznews.companies import Gazetteer
from cnbiznews.spacy.analysis import Analysis, PipelineError
from cnbiznews.spacy.records import decode, encode
from cnbiznews.spacy.tokenizer import ChineseTokenizer

from .conftest import COMPONENTS, pipeline
from .test_pipeline import DAMAGED, TEXT

if TYPE_CHECKING:
    from spacy.language import Language

KINDS = ("quantities", "companies", "metrics", "facts")


def content(doc: Doc) -> dict[str, Any]:
    """All that our components left on a Doc, as comparable values."""
    return {
        "text": doc.text,
        "tokens": [(token.text, token._.source) for token in doc],
        "source": doc._.source_text,
        "entities": [(span.text, span.label_, span.kb_id_) for span in doc.ents],
        **{kind: getattr(doc._, kind) for kind in KINDS},
        **{
            f"{kind} spans": [
                (span.start, span.end, span.label_, span.kb_id_, span._.source, span._.source_text)
                for span in doc.spans[kind]
            ]
            for kind in KINDS
        },
    }


@pytest.fixture(scope="module")
def articles(seeds: dict[str, str]) -> list[str]:
    return [DAMAGED, TEXT, "", seeds["001"], seeds["002"][:1500]]


@pytest.mark.parametrize("which", ["nlp", "plain_nlp"])
def test_a_doc_bin_loses_nothing(which: str, articles: list[str], request: pytest.FixtureRequest) -> None:
    nlp: Language = request.getfixturevalue(which)
    docs = list(nlp.pipe(articles))
    stored = DocBin(docs=docs, store_user_data=True).to_bytes()
    for doc, loaded in zip(docs, DocBin().from_bytes(stored).get_docs(spacy.blank("zh").vocab), strict=True):
        assert content(loaded) == content(doc)


def test_a_doc_survives_bytes_and_pickles(nlp: Language) -> None:
    doc = nlp(DAMAGED)
    assert content(Doc(nlp.vocab).from_bytes(doc.to_bytes())) == content(doc)
    assert content(pickle.loads(pickle.dumps(doc))) == content(doc)
    assert content(doc.copy()) == content(doc)


def test_a_doc_bin_without_user_data_says_what_is_missing(nlp: Language) -> None:
    [doc] = DocBin().from_bytes(DocBin(docs=[nlp(TEXT)]).to_bytes()).get_docs(nlp.vocab)
    assert len(doc.spans["quantities"]) == 3, "the spans are spaCy's own"
    with pytest.raises(PipelineError, match=r"\[CB001\].*store_user_data=True"):
        _ = doc._.quantities


def test_parts_of_a_doc_and_joined_docs_do_not_pass_for_the_whole(nlp: Language) -> None:
    doc = nlp(DAMAGED)
    with pytest.raises(PipelineError, match=r"\[CB005\].*a part of another one"):
        _ = doc[3:8].as_doc(copy_user_data=True)._.facts
    with pytest.warns(UserWarning, match="<Analysis of 43 characters: 3 quantities, 1 companies"):
        joined = Doc.from_docs([doc, doc])
    assert joined is not None
    with pytest.raises(PipelineError, match=r"\[CB001\]"):
        _ = joined._.facts
    part = nlp.get_pipe("cnbiznews_quantities")(doc[3:19].as_doc(copy_user_data=True))
    assert [found.text for found in part._.quantities] == [span.text for span in part.spans["quantities"]]


# Python 3.12 warns of any fork beside threads, those of a numerics library included.
@pytest.mark.filterwarnings("ignore:This process:DeprecationWarning")
def test_several_processes_give_what_one_gives(nlp: Language, articles: list[str]) -> None:
    alone = [content(doc) for doc in nlp.pipe(articles)]
    assert [content(doc) for doc in nlp.pipe(articles, n_process=2, batch_size=2)] == alone


def test_processes_that_are_started_afresh_work_too(model: str, tmp_path: Path) -> None:
    # As on macOS and Windows; the start method can't be changed in the process of the tests.
    (tmp_path / "names.tsv").write_text("name\tkind\n珂珞琪\tbrand\n", encoding="utf-8")
    (tmp_path / "script.py").write_text(
        f"""
import multiprocessing
import spacy

if __name__ == "__main__":
    multiprocessing.set_start_method("spawn")
    tokenizer = {{"@tokenizers": "cnbiznews.ChineseTokenizer.v1", "segmenter": "pkuseg", "model": {model!r}}}
    nlp = spacy.blank("zh", config={{"nlp": {{"tokenizer": tokenizer}}}})
    nlp.add_pipe("cnbiznews_companies", config={{"gazetteer": "names.tsv"}})
    nlp.add_pipe("cnbiznews_facts")
    texts = ["京东营业收入增长5%。", "珂珞琪營收３億元。"]
    alone = [(doc.text, doc._.facts, doc._.companies) for doc in nlp.pipe(texts)]
    assert [(doc.text, doc._.facts, doc._.companies) for doc in nlp.pipe(texts, n_process=2)] == alone
    print(*(found.canonical for row in alone for found in row[2]))
""",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, encoding="utf-8", cwd=tmp_path, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["京东", "珂珞琪"]


@pytest.mark.parametrize("segmenter", ["char", list])
def test_a_tokenizer_is_pickled(segmenter: Any) -> None:
    tokenizer = ChineseTokenizer(spacy.blank("zh").vocab, segmenter, keep=["quantities"], repair=False)
    again = pickle.loads(pickle.dumps(tokenizer))
    assert [token.text for token in again(TEXT)] == [token.text for token in tokenizer(TEXT)]
    assert (again.keep, again.repair) == (("quantities",), False)


def test_as_tuples_keeps_the_context(nlp: Language) -> None:
    [(doc, context)] = nlp.pipe([(TEXT, {"id": 7})], as_tuples=True)
    assert context == {"id": 7}
    assert doc._.facts == nlp(TEXT)._.facts


@pytest.mark.parametrize(
    "tokenizer", [None, {}, {"repair": False, "keep": ["quantities"]}, {"segmenter": "pkuseg", "keep": ["companies"]}]
)
def test_a_pipeline_survives_the_disk(
    tokenizer: dict[str, Any] | None, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    if tokenizer and "segmenter" in tokenizer:
        tokenizer = {**tokenizer, "model": request.getfixturevalue("model")}
    nlp = pipeline(tokenizer, *COMPONENTS)
    nlp.to_disk(tmp_path / "pipeline")
    loaded = spacy.load(tmp_path / "pipeline")
    assert loaded.config == nlp.config
    assert loaded.pipe_names == list(COMPONENTS)
    assert content(loaded(DAMAGED)) == content(nlp(DAMAGED))
    again = spacy.util.load_model_from_config(nlp.config, auto_fill=False)
    assert content(again.from_bytes(nlp.to_bytes())(DAMAGED)) == content(nlp(DAMAGED))


def test_the_config_names_all_options() -> None:
    config: dict[str, Any] = dict(pipeline({"keep": ["metrics"]}, *COMPONENTS).config)
    assert config["nlp"]["tokenizer"] == {
        "@tokenizers": "cnbiznews.ChineseTokenizer.v1",
        "segmenter": "char",
        "model": None,
        "keep": ["metrics"],
        "repair": True,
    }
    assert config["components"]["cnbiznews_companies"] == {
        "factory": "cnbiznews_companies",
        "spans_key": "companies",
        "gazetteer": None,
        "annotate_ents": False,
        "overwrite_ents": False,
        "alignment_mode": "expand",
    }


def test_the_pipeline_analysis_knows_what_is_assigned(nlp: Language) -> None:
    found = nlp.analyze_pipes()
    assert found is not None
    assert not any(found["problems"].values())
    for kind in KINDS:
        assert f"doc._.{kind}" in found["summary"][f"cnbiznews_{kind}"]["assigns"]
        assert "doc.spans" in found["summary"][f"cnbiznews_{kind}"]["assigns"]
    assert set(found["attrs"]) >= {"doc._.facts", "doc.ents"}


# Own data


@registry.misc("cnbiznews_tests.gazetteer")  # type: ignore[untyped-decorator]
def _gazetteer() -> Gazetteer:
    return Gazetteer.from_rows([{"name": "珂珞琪", "kind": "brand"}])


def test_own_names_come_from_a_file_or_a_function(tmp_path: Path) -> None:
    file = tmp_path / "names.tsv"
    file.write_text("name\tkind\n珂珞琪\tbrand\n", encoding="utf-8")
    text = "京东与珂珞琪合作。"
    added = pipeline({}, "cnbiznews_companies", gazetteer=str(file))
    assert {found.text for found in added(text)._.companies} >= {"京东", "珂珞琪"}
    replaced = pipeline({}, "cnbiznews_companies", gazetteer={"@misc": "cnbiznews_tests.gazetteer"})
    assert "珂珞琪" in {found.text for found in replaced(text)._.companies}
    replaced.to_disk(tmp_path / "pipeline")
    assert spacy.load(tmp_path / "pipeline")(text)._.companies == replaced(text)._.companies


@pytest.mark.parametrize(
    ("component", "option", "wanted"),
    [
        ("cnbiznews_companies", "gazetteer", "Gazetteer"),
        ("cnbiznews_metrics", "lexicon", "Lexicon"),
        ("cnbiznews_facts", "frames", "Frames"),
    ],
)
def test_own_data_of_a_wrong_kind_are_told_what_is_wanted(component: str, option: str, wanted: str) -> None:
    with pytest.raises(ValueError, match=f"unknown {option} of the component '{component}' 5; valid are.*{wanted}"):
        pipeline({}, component, **{option: 5})
    with pytest.raises(ValueError, match=r"no-such-file\.tsv"):
        pipeline({}, component, **{option: "no-such-file.tsv"})


# Records


class Foreign(Enum):
    ONE = 1


def test_what_is_no_result_is_left_to_others() -> None:
    assert encode(Foreign.ONE) is Foreign.ONE
    assert encode(5, lambda value: value + 1) == 6
    assert decode({"a": 1}) == {"a": 1}
    assert decode({"a": 1}, lambda value: list(value)) == ["a"]
    with pytest.raises(TypeError, match="Foreign can't be stored"):
        encode(Analysis(AlignedText.identity("a"), (), mentions={"facts": (Foreign.ONE,)}))


def test_only_our_own_records_are_made() -> None:
    for name in ("builtins:eval", "os:system", "cnbiznews.resources:blob", "cnbiznews.extraction:NoSuchThing"):
        with pytest.raises(ValueError, match="is no record of cnbiznews"):
            decode({"cnbiznews.record.v1": [["object", name, {}], []]})


def test_a_record_of_another_version_is_named() -> None:
    record = ["object", "cnbiznews.quantities.model:Quantity", {"begin": 1}]
    with pytest.raises(ValueError, match="a Quantity was stored by another version of cnbiznews"):
        decode({"cnbiznews.record.v1": [record, []]})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.decimals(allow_nan=False)
    | st.fractions().map(lambda value: value + Fraction(1, 3)),
    lambda inner: st.lists(inner).map(tuple) | st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(values)
def test_any_value_comes_back_as_it_was(value: Any) -> None:
    whole = Analysis(AlignedText.identity("文本"), (), mentions={"facts": (value,)})
    back = decode(encode(whole))
    assert back == whole
    assert str(back) == str(whole), "types, too"
    assert isinstance(back.mentions["facts"], tuple)


def test_exact_numbers_stay_exact() -> None:
    for value in (Decimal("1.10"), Fraction(1, 9), 10**30, Decimal("1E+3")):
        back = decode(encode(Analysis(AlignedText.identity(""), (), mentions={"facts": (value,)})))
        assert repr(back.mentions["facts"]) == repr((value,))
