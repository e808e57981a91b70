"""A domain of one's own: measures, cue words, frames and companies the packaged ones don't know, from files.

A made-up column about shared reading rooms. What it needs is written to four small files first; in life they are kept
beside the program.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

import cnbiznews as cb
from cnbiznews.companies import Gazetteer, default_gazetteer
from cnbiznews.facts import Frames
from cnbiznews.metrics import Lexicon

TEXT = "静轩书房8月开放座席1.2万个，翻座率3.4次，较上月暴走12%。预约候补比高达5:1，人气值登顶全国第二。"

METRICS = (
    "canonical\taliases\tcategory\tdefault_unit\tpolarity\tgloss\n"
    "翻座率\t座席周转率\treading\t次\tpositive\tseat turnover\n"
    "人气值\t\treading\t\tpositive\tpopularity\n"
)
CUES = "surface\tkind\tvalue\tbasis\n暴走\tchange\tup\n登顶\trank\n"
FRAMES = """
[[frame]]
id = "candidates-per-seat"
before = "compare reach?"
figure = "ratio"
role = "level"
metric = "=候补比"
example = "静轩书房预约候补比高达5:1。"
"""
COMPANIES = "name\tkind\taliases\n静轩书房\tbrand\t静轩\n"


def extractor(folder: Path) -> cb.Extractor:
    """Write the four files and return an extractor that knows them beside the packaged ones."""
    for name, content in {
        "metrics.tsv": METRICS,
        "cues.tsv": CUES,
        "frames.toml": FRAMES,
        "companies.tsv": COMPANIES,
    }.items():
        (folder / name).write_text(content, encoding="utf-8")
    return cb.Extractor(
        lexicon=Lexicon.load(folder / "metrics.tsv"),
        frames=Frames.load(folder / "frames.toml", cues=folder / "cues.tsv"),
        gazetteer=default_gazetteer() | Gazetteer.from_tsv(folder / "companies.tsv"),
    )


def show(title: str, found: cb.Extraction) -> None:
    print(title)
    for fact in found.facts:
        cells = (fact.company, fact.metric, fact.role, fact.value, fact.unit, fact.direction, fact.basis, fact.period)
        print("  " + " | ".join(str(cell or "") for cell in cells))


with TemporaryDirectory() as name:
    show("As packaged:", cb.extract(TEXT))
    show("With the files of the domain:", extractor(Path(name)).extract(TEXT))

    (Path(name) / "cues.tsv").write_text(CUES + "腰斩\tslump\tdown\n", encoding="utf-8")
    try:
        Frames.load(cues=Path(name) / "cues.tsv")
    except cb.CnBizNewsError as error:
        print("A mistake in a file:\n  " + str(error).replace(name, "…"))
