"""How often a row or a name is right when one word of a sentence is tried against all others that may stand there.

python -m benchmarks.accuracy_tables [--show N]
"""

from __future__ import annotations

import argparse
import random
import tomllib
from collections.abc import Iterator
from pathlib import Path

from cnbiznews import resources
from cnbiznews.companies import scan as companies
from cnbiznews.extraction import Extractor

WORDS = tomllib.loads(Path(__file__).with_name("tables.toml").read_text(encoding="utf-8"))
FIRM, RIVAL = "格力电器", "宁德时代"
NAMES = 1500  # of the listed ones, drawn at random, the same each time
Try = tuple[str, bool]  # a sentence, and whether it is read right

_EXTRACTOR = Extractor()


def changes() -> Iterator[Try]:
    """Verbs of change against bases: direction, basis and measure."""
    bases = {word: basis for basis, words in WORDS["bases"].items() for word in words.split()} | {"": None}
    for direction, verbs in WORDS["changes"].items():
        for verb in verbs.split():
            for base, basis in bases.items():
                for text, measure in (
                    (f"{FIRM}三季度空调销量120万台，{base}{verb}12.5%。", "销量"),
                    (f"三季度，{FIRM}净利润{base}{verb}12.5%，毛利率35%。", "净利润"),
                ):
                    rows = [fact for fact in _EXTRACTOR.extract(text).facts if fact.value == "12.5"]
                    found = [(row.company, row.metric, row.role, row.direction, row.basis) for row in rows]
                    yield text, found == [(FIRM, measure, "change", direction, basis)]


def times() -> Iterator[Try]:
    """Times in four places: every row is of that time."""
    for time in WORDS["times"]["words"].split():
        for text in (
            f"{time}，{FIRM}营收为12.5亿元，同比增长5.3%。",
            f"{FIRM}{time}营收12.5亿元，净利润2.1亿元。",
            f"{time}{FIRM}实现净利润2.1亿元。",
            f"{FIRM}公告，{time}公司营收为12.5亿元，同比增长5.3%。",
        ):
            yield text, {(fact.company, fact.period) for fact in _EXTRACTOR.extract(text).facts} == {(FIRM, time)}


def parts() -> Iterator[Try]:
    """Parts of a business in five places: they narrow the measure."""
    for part in WORDS["parts"]["words"].split():
        for text, measure, firm in (
            (f"{FIRM}前三季度{part}收入12.5亿元，同比增长5.3%。", "收入", FIRM),
            (f"前三季度，{FIRM}营收300亿元，其中{part}收入12.5亿元，占比5.3%。", "收入", FIRM),
            (f"分业务看，{part}实现营收12.5亿元，同比增长5.3%。", "营收", None),
            (f"{FIRM}{part}毛利率为12.5%，同比提升5.3个百分点。", "毛利率", FIRM),
            (f"其中，{part}营业收入同比增长12.5%，占总营收的5.3%。", "营业收入", None),
        ):
            rows = [fact for fact in _EXTRACTOR.extract(text).facts if fact.value in ("12.5", "1250000000")]
            yield text, [(row.company, row.subject, row.metric) for row in rows] == [(firm, part, measure)]


def names() -> Iterator[Try]:
    """Names of listed firms in seven places: the whole name is found."""
    listed = [row["name"] for row in resources.table("companies/companies.tsv")]
    for name in random.Random(1).sample(listed, NAMES):
        for text in (
            f"{name}前三季度营收12.5亿元，同比增长5.3%。",
            f"受此影响，{name}股价大跌8%。",
            f"{name}一季度净利润为3.2亿元，同比下降11%。",
            f"公告称，{name}拟以8亿元收购青禾科技51%的股权。",
            f"与{name}、白石集团等同行相比，公司规模仍小。",
            f"去年{name}研发投入达到2亿元，{name}毛利率为35%。",
            f"数据显示，{name}在国内的市场份额为12%，位居第三。",
        ):
            yield text, name in {company.text for company in companies(text)}


def in_front() -> Iterator[Try]:
    """Words in front of a name, without a mark between: the name begins where it does."""
    for word in WORDS["in-front"]["words"].split():
        for firm in WORDS["firms"]["words"].split():
            text = f"{word}{firm}销量达到240.9万台，同比增长5%。"
            yield text, firm in {company.text for company in companies(text)}


def dealings() -> Iterator[Try]:
    """What a firm does with another one: the figure that follows is the first one's."""
    for words in WORDS["dealings"]["words"].split():
        for text in (
            f"{FIRM}{words}，毛利率为35%。",
            f"三季度，{FIRM}{words}，营收同比增长5%。",
            f"{FIRM}宣布{words}，公司营收为12亿元。",
        ):
            yield text, [fact.company for fact in _EXTRACTOR.extract(text).facts] == [FIRM]


def sayings() -> Iterator[Try]:
    """Who says it, and beside whom: whose figure it is."""
    for firm, key in ((FIRM, "own"), (RIVAL, "rival")):
        for frame in WORDS["sayings"][key].split():
            text = frame.format(m="毛利率为35%。" if "”" in frame else "毛利率为35%")
            text += "" if text.endswith(("。", "】")) else "。"
            yield text, [fact.company for fact in _EXTRACTOR.extract(text).facts] == [firm]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--show", type=int, default=0, help="print so many sentences of each table that are not right")
    options = parser.parse_args()
    for table in (changes, times, parts, names, in_front, dealings, sayings):
        tried = list(table())
        wrong = [text for text, right in tried if not right]
        print(f"{table.__name__:10s} {1 - len(wrong) / len(tried):.3f}   ({len(tried) - len(wrong)} of {len(tried)})")
        for text in wrong[: options.show]:
            print("    ", text)
