"""Reading, as laws: nothing is lost, everything is found again in the source, nothing breaks."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnbiznews.errors import ReadError
from cnbiznews.reading import Article, decode, read

WORDS = st.text("京东营收增长净利润5亿元%，。", min_size=1, max_size=12)
_PIECES = """< > & &amp; &#20140; <p> </p> <b> </b> <br> <td> <tr> <table> </table> <!-- --> <script> </script> <a href=
" ' # ## ** * _ ` ``` [ ]( ) ![ | --- - 1. • \\n \\r\\n 京东 营收5亿元。 增长， 3% <html> <body> <![CDATA[ ]]> <?xml
<title> title: date: <ul> <li> <div> <pre>"""
_SPACES = [" ", "\u3000", "\n", "\n\n", "\r\n", "\t", "\0", "\ufeff", "\ud800"]
PIECES = st.sampled_from([*_PIECES.split(), *_SPACES])
SOURCES = st.lists(PIECES, max_size=30).map("".join)


def check(article: Article) -> None:
    """Every block has text; blocks are in order; every character has a source."""
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text)
        at = block.end
        assert article.text[block.start : block.end].strip() or "\0" in article.text
        for start, end in block.cells:
            assert 0 <= start <= end <= len(article.text)
    for position, char in enumerate(article.text):
        start, end = article.content.source_span(position, position + 1)
        assert start < end
        original = article.source[start:end]
        assert char in original or char.isspace() or "&" in original


@given(SOURCES)
@example("<table><tr><td>京东</table><td>")
@example("---\ntitle: \n---\n")
def test_any_text_is_read(source: str) -> None:
    article = read(source)
    assert article.source == source
    check(article)


@given(st.text(max_size=80), st.sampled_from(["auto", "text", "markdown", "html"]))
def test_any_string_is_read_in_any_format(source: str, format: str) -> None:
    check(read(source, format=format))


@given(st.binary(max_size=200) | SOURCES.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        check(read(data))
    except ReadError as error:
        assert str(error)


def bare(text: str) -> str:
    return re.sub(r"\s+", "", text)


@given(st.lists(WORDS, min_size=1, max_size=6), st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]))
def test_plain_text_loses_nothing(lines: list[str], separator: str) -> None:
    source = separator.join(lines)
    article = read(source)
    assert bare(article.text) == bare(source)
    assert bare("".join(article.text[block.start : block.end] for block in article.blocks)) == bare(source)


@st.composite
def trees(draw: st.DrawFn, depth: int = 3) -> tuple[str, str]:
    """A piece of HTML, and the text in it."""
    if depth == 0 or draw(st.booleans()):
        word = draw(WORDS)
        return word, word
    name = draw(st.sampled_from(["p", "div", "b", "span", "ul", "li", "h2", "td", "tr", "table", "blockquote", "x-y"]))
    children = [draw(trees(depth=depth - 1)) for _ in range(draw(st.integers(0, 3)))]
    closing = f"</{name}>" if draw(st.integers(0, 9)) else ""
    return f"<{name}>{''.join(part for part, _ in children)}{closing}", "".join(text for _, text in children)


@given(trees())
def test_markup_loses_nothing(tree: tuple[str, str]) -> None:
    source, text = tree
    assert bare(read(source).text) == text


@given(WORDS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32", "gb18030", "big5hkscs", "hz"]))
def test_what_is_encoded_is_decoded(words: str, encoding: str) -> None:
    text = f"公司前三季度经营情况：{words}"
    try:
        data = text.encode(encoding)
    except UnicodeEncodeError:
        return
    assert decode(data).text == text


@given(WORDS, st.sampled_from(["utf-8", "gb18030", "big5", "utf-16-le", "utf-16-be", "utf-32-le"]), st.integers(1, 3))
def test_a_cut_character_takes_no_other_with_it(words: str, encoding: str, cut: int) -> None:
    text = f"前三季全市企平均收入{words}"
    try:
        characters = [char.encode(encoding) for char in text]
    except UnicodeEncodeError:
        return
    if cut >= len(characters[-1]):
        return
    found = decode(b"".join(characters)[:-cut])
    assert (found.text, found.cut) == (text[:-1], len(characters[-1]) - cut)


UNITS = ["<div>", "<b>", "<table><tr><td>", "<!--", "<script>", '<p a="', "<", "&#1", "[a](", "**a ", "`a ", "|a|b\n"]
UNITS += [
    "a\tb\n",
    "a  1  2\n",
    "京东\n",
    "1. a\n",
    "```\n",
    "---\n",
    "\\r\\n",
    "<a href=x>",
    "<![CDATA[",
    "> ",
    "<x:y>",
    "<style>",
    "<script>'\\'",
    '<script>a<p "`',
    "<script></script",
]


@pytest.mark.parametrize("unit", UNITS)
def test_endless_repetition_is_read(unit: str) -> None:
    blocks = read(unit * 3000 + "京东").blocks
    assert all(block.start < block.end for block in blocks)
