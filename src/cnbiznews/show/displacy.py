"""displaCy: colours per kind of mention, and the fact rows under the text.

>>> entity_options()["colors"]["MONEY"]
'#ffe2a8'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from cnbiznews.show.html import render_facts
from cnbiznews.show.palette import KINDS

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["entity_options", "render", "span_options"]

_COLOURS = {label: kind.colour for kind in KINDS.values() for label in kind.labels}


def entity_options() -> dict[str, Any]:
    """Return displaCy's options for ``style="ent"``: a colour for each of the components' labels.

    >>> entity_options()["colors"]["BRAND"]
    '#bfe3ff'
    """
    return {"colors": dict(_COLOURS)}


def span_options(spans_key: str = "quantities") -> dict[str, Any]:
    """Return displaCy's options for ``style="span"`` and one group of ``doc.spans``.

    >>> span_options("companies")["spans_key"]
    'companies'
    """
    return {"spans_key": spans_key, "colors": dict(_COLOURS)}


def render(doc: Doc, style: Literal["ent", "span"] = "ent") -> str:
    """Return the HTML of a Doc with all mentions, and the table of its facts under it.

    Args:
        doc: made by a pipeline with components of cnbiznews; the table is there if ``cnbiznews_facts`` is among them.
        style: ``"ent"`` marks mentions in the text (of overlapping ones the longest), ``"span"`` underlines all.

    >>> import spacy
    >>> nlp = spacy.blank("zh")
    >>> _ = nlp.add_pipe("cnbiznews_companies"), nlp.add_pipe("cnbiznews_facts")
    >>> html = render(nlp("京东二季度营业收入同比增长22.4%。"))
    >>> html.count("<mark"), html.count("<tbody")
    (1, 1)
    """
    from spacy import displacy
    from spacy.util import filter_spans

    spans = sorted(span for group in doc.spans.values() for span in group if span.label_ in _COLOURS)
    if style == "ent":
        shown = [{"start": s.start_char, "end": s.end_char, "label": s.label_} for s in sorted(filter_spans(spans))]
        data: dict[str, Any] = {"text": doc.text, "ents": shown, "title": None}
    else:
        places = [
            {"start_token": s.start, "end_token": s.end, "label": s.label_, "kb_id": "", "kb_url": "#"} for s in spans
        ]
        data = {"text": doc.text, "spans": places, "tokens": [token.text for token in doc]}
    html = displacy.render(data, style=style, manual=True, jupyter=False, options=entity_options())
    found = doc._.cnbiznews
    return html + (render_facts(found.facts) if "facts" in found.mentions else "")
