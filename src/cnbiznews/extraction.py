"""From an article to a table: the stages composed.

``read → repair → reading text → quantities, companies, metrics → facts``. Nothing is decided here; this module only
passes the result of one stage to the next, and maps what was found back to the source.
"""

from __future__ import annotations

import json
import os
import pickle
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from cnbiznews import companies, facts, metrics, quantities
from cnbiznews.alignment import AlignedText, altered
from cnbiznews.errors import CnBizNewsError, ConfigError, as_collection, check_option
from cnbiznews.reading import Article, read
from cnbiznews.repair import repair
from cnbiznews.script import reading_view, to_simplified

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow

    from cnbiznews.companies import Company, Gazetteer
    from cnbiznews.facts import Fact, Frames
    from cnbiznews.metrics import Lexicon, Metric
    from cnbiznews.quantities import Quantity
    from cnbiznews.reading import Block

__all__ = ["Extraction", "Extractor", "Failure", "Source", "extract", "extract_many"]

Source = bytes | str | os.PathLike[str] | AlignedText | Article


@dataclass(frozen=True, slots=True)
class Extraction:
    """All that was found in one article. Spans of mentions and facts are offsets into :attr:`source`.

    ``reading`` is the text the finders saw, aligned to the source.
    """

    article: Article
    reading: AlignedText = field(repr=False)
    quantities: tuple[Quantity, ...]
    companies: tuple[Company, ...]
    metrics: tuple[Metric, ...]
    facts: tuple[Fact, ...]

    @property
    def source(self) -> str:
        """The (decoded) text that was passed in; all spans count in it."""
        return self.reading.source

    def to_dicts(self) -> list[dict[str, Any]]:
        """Return the facts as dictionaries with the keys of the wire format.

        >>> [row] = extract("京东二季度营业收入同比增长22.4%。").to_dicts()
        >>> row["company"], row["metric"], row["value"], row["direction"], row["basis"]
        ('京东', '营业收入', '22.4', 'up', 'yoy')
        """
        return [fact.to_dict() for fact in self.facts]

    def to_jsonl(self) -> str:
        """Return the facts as JSON lines, one fact a line."""
        return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in self.to_dicts())

    def to_arrow(self) -> pyarrow.Table:
        """Return the facts as a ``pyarrow.Table`` with the schema of :mod:`cnbiznews.tabular` (needs pyarrow)."""
        from cnbiznews.tabular import to_arrow

        return to_arrow(self.to_dicts())

    def to_pandas(self) -> pandas.DataFrame:
        """Return the facts as a ``pandas.DataFrame``; values are exact ``Decimal`` objects (needs pandas)."""
        from cnbiznews.tabular import to_pandas

        return to_pandas(self.to_dicts())

    def to_polars(self) -> polars.DataFrame:
        """Return the facts as a ``polars.DataFrame`` with decimal columns (needs polars and pyarrow)."""
        from cnbiznews.tabular import to_polars

        return to_polars(self.to_dicts())

    def _repr_html_(self) -> str:
        from cnbiznews.show.html import render

        return render(self)


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that could not be processed: its position among the sources, and what went wrong."""

    index: int
    error: str
    message: str


class Extractor:
    """The configured form of :func:`extract`.

    Args:
        gazetteer: the companies to know (names in either script), instead of the packaged ones.
        lexicon: the metrics to know, instead of the packaged ones.
        frames: the patterns of facts, instead of the packaged ones.
        repair: whether damage is repaired first.

    Raises:
        ArgumentError: one of them is something else: the path of a file, say.

    >>> extractor = Extractor(repair=False)
    >>> [fact.metric for fact in extractor.extract("京东营业收入增长5%。").facts]
    ['营业收入']
    """

    def __init__(
        self,
        *,
        gazetteer: Gazetteer | None = None,
        lexicon: Lexicon | None = None,
        frames: Frames | None = None,
        repair: bool = True,
    ) -> None:
        check_option("gazetteer", gazetteer, companies.Gazetteer, "Gazetteer.from_tsv(path)")
        check_option("lexicon", lexicon, metrics.Lexicon, "Lexicon.load(path)")
        check_option("frames", frames, facts.Frames, "Frames.load(path)")
        self.gazetteer = gazetteer and gazetteer.simplified(to_simplified)
        self.lexicon = lexicon
        self.frames = frames
        self.repair = repair

    def prepare(
        self, source: Source, *, encoding: str | None = None, format: str = "auto"
    ) -> tuple[Article, AlignedText, list[Block]]:
        """Read, repair and normalise ``source``: everything that happens before anything is looked for.

        Returns:
            The article, its reading text (what the finders see) aligned to the source, and the article's blocks with
            their spans in the reading text.

        Raises:
            ReadError: the source can't be read.

        >>> Extractor().prepare("營收５億元")[1].text
        '营收5亿元'
        """
        article = source if isinstance(source, Article) else read(source, encoding=encoding, format=format)
        clean = repair(article.text) if self.repair else AlignedText.identity(article.text)
        view = reading_view(clean)
        blocks = []
        for block in article.blocks:
            start, end = view.text_span(block.start, block.end)
            cells = tuple(view.text_span(*cell) for cell in block.cells)
            blocks.append(altered(block, start=start, end=end, cells=cells))
        return article, article.content.then(view), blocks

    def extract(self, source: Source, *, encoding: str | None = None, format: str = "auto") -> Extraction:
        """Read ``source`` and return everything found in it.

        Args:
            source: bytes in any encoding, text, an :class:`AlignedText` (spans are offsets in its source), the path of
                a file, or an :class:`Article`.
            encoding: the encoding of bytes, where it is known.
            format: how the text is marked up; told from its content by default.

        Raises:
            ReadError: the source can't be read.
        """
        article, reading, blocks = self.prepare(source, encoding=encoding, format=format)
        text = reading.text
        found_quantities = quantities.scan(text)
        found_companies = companies.scan(text, self.gazetteer)
        found_metrics = metrics.scan(text, self.lexicon)
        found_facts = facts.link(text, blocks, found_quantities, found_companies, found_metrics, frames=self.frames)
        return Extraction(
            article=article,
            reading=reading,
            quantities=tuple(found.on_source(reading) for found in found_quantities),
            companies=tuple(found.on_source(reading) for found in found_companies),
            metrics=tuple(found.on_source(reading) for found in found_metrics),
            facts=tuple(found.on_source(reading) for found in found_facts),
        )

    def extract_many(
        self, sources: Iterable[Source], *, workers: int | None = None, progress: bool = False
    ) -> Iterator[Extraction | Failure]:
        """Extract from many sources, in order; a broken one gives a :class:`Failure` and does not stop the rest.

        Args:
            sources: what :meth:`extract` accepts; read lazily, so a generator over millions is fine.
            workers: number of processes; ``None`` or 1 works in this process.
            progress: write a counter to standard error.

        Raises:
            ArgumentError: ``sources`` is a single text, or bytes.
            ConfigError: ``workers`` is no positive whole number.

        An error that ``sources`` itself raises is raised when all results before it have been given.
        """
        as_collection(sources, "sources", "a collection of sources (for one source: extract)")
        if workers is not None and (not isinstance(workers, int) or isinstance(workers, bool) or workers < 1):
            raise ConfigError("number of workers", workers, ["None", "1", "2", "…"])
        results = self._serial(sources) if workers is None or workers == 1 else self._parallel(sources, workers)
        return _counted(results) if progress else results

    def _serial(self, sources: Iterable[Source]) -> Iterator[Extraction | Failure]:
        for index, source in enumerate(sources):
            yield self._attempt(index, source)

    def _attempt(self, index: int, source: Source) -> Extraction | Failure:
        try:
            return self.extract(source)
        except (CnBizNewsError, OSError) as error:
            return Failure(index, type(error).__name__, str(error))

    def _parallel(self, sources: Iterable[Source], workers: int) -> Iterator[Extraction | Failure]:
        # A bounded number of sources is under way at any time, so memory stays flat.
        waiting: deque[tuple[int, Source, Future[Extraction | Failure]]] = deque()
        numbered = enumerate(sources)
        broken: Exception | None = None
        with ProcessPoolExecutor(workers, initializer=_Worker.start, initargs=(self,)) as pool:
            while True:
                while broken is None and len(waiting) < 4 * workers:
                    try:
                        index, source = next(numbered)
                    except StopIteration:
                        break
                    except Exception as error:  # of the sources: what they gave before comes first
                        broken = error
                        break
                    try:
                        future = pool.submit(_Worker.attempt, index, source)
                    except BrokenProcessPool as error:  # a worker died before its result was asked for
                        future = Future()
                        future.set_exception(error)
                    waiting.append((index, source, future))
                if not waiting:
                    if broken is not None:
                        raise broken
                    return
                index, source, future = waiting.popleft()
                try:
                    result = future.result()
                except BrokenProcessPool as error:
                    # The pool is lost with the worker: say so for what was under way and go on alone.
                    lost = [index, *(number for number, _, _ in waiting)]
                    yield from (Failure(number, type(error).__name__, "a worker process died") for number in lost)
                    for number, source in numbered:
                        yield self._attempt(number, source)
                    return
                except Exception:
                    if _can_be_sent(source):
                        raise
                    result = self._attempt(index, source)
                yield result


class _Worker:
    """What a worker process keeps: its extractor comes once, not with every source."""

    extractor: Extractor

    @classmethod
    def start(cls, extractor: Extractor) -> None:
        cls.extractor = extractor

    @classmethod
    def attempt(cls, index: int, source: Source) -> Extraction | Failure:
        return cls.extractor._attempt(index, source)


def _can_be_sent(source: object) -> bool:
    try:
        pickle.dumps(source)
    except Exception:
        return False
    return True


def _counted(results: Iterable[Extraction | Failure]) -> Iterator[Extraction | Failure]:
    import sys

    number = 0
    for number, result in enumerate(results, 1):
        sys.stderr.write(f"\r{number} articles")
        yield result
    sys.stderr.write(f"\r{number} articles done\n")


def extract(source: Source, *, encoding: str | None = None, format: str = "auto") -> Extraction:
    """Read an article and return its quantities, companies, metrics and facts.

    Args:
        source: bytes in any encoding, text (never taken for a path), an :class:`AlignedText` (spans are offsets in its
            source), the path of a file, or an :class:`Article`.
        encoding: the encoding of bytes, where it is known.
        format: how the text is marked up; told from its content by default.

    Raises:
        ReadError: the source can't be read.

    >>> found = extract("京东二季度营业收入3567亿元，同比增长22.4%。")
    >>> [(fact.company, fact.metric, fact.role, str(fact.value), fact.unit) for fact in found.facts]
    [('京东', '营业收入', 'level', '356700000000', '元'), ('京东', '营业收入', 'change', '22.4', '%')]
    """
    return Extractor().extract(source, encoding=encoding, format=format)


def extract_many(
    sources: Iterable[Source], *, workers: int | None = None, progress: bool = False
) -> Iterator[Extraction | Failure]:
    """Extract from many sources, in order; see :meth:`Extractor.extract_many`.

    >>> [len(found.facts) for found in extract_many(["京东营业收入增长5%。", "天气不错。"])]
    [1, 0]
    """
    return Extractor().extract_many(sources, workers=workers, progress=progress)
