"""Places where nothing is left of the original. They are pointed out, never guessed.

* U+FFFD: a decoder met bytes it could not read, and threw them away.
* 锟斤拷: such text was written in UTF-8 and read as GBK once more; between the pieces of it stand hanzi that are made
  of halves (锟矫伙拷, 锟叫★拷). 烫烫烫 and 屯屯屯: memory that was never written, shown as GBK.
* Runs of question marks: a charset that had no such characters was asked to show them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cnbiznews.repair.findings import Finding

__all__ = ["lost_findings"]

# 锟 and 拷 frame what was lost; between two frames there may be one half-read character.
_KUN = re.compile("(?:锟斤拷|锟[^\x00-\x7f]{1,2}拷|斤拷|[^\x00-\x7f]拷|锟[^\x00-\x7f]?)+")
_MEMORY = re.compile("烫{3,}|屯{3,}|葺{4,}|铪{3,}")
_REPLACED = re.compile("\ufffd+(?:[^\n\ufffd]{1,3}\ufffd+)*")
# Question marks that begin a word: nobody asks before having said something.
_QUESTIONS = re.compile(r"(?:(?<=^)|(?<=[\n\s\d|,:：，;；>]))\?{4,}(?![?])")


def lost_findings(text: str) -> Iterator[Finding]:
    """Yield the places where information is gone.

    >>> [finding.text for finding in lost_findings("公司2024年锟斤拷锟斤拷增长，烫烫烫")]
    ['锟斤拷锟斤拷', '烫烫烫']
    """
    if "锟斤拷" in text or text.count("锟") > 1:
        for match in _KUN.finditer(text):
            if "拷" in match[0]:
                yield _finding(match, "锟斤拷: U+FFFD read as GBK")
    if "烫烫烫" in text or "屯屯屯" in text or "葺葺葺葺" in text or "铪铪铪" in text:
        for match in _MEMORY.finditer(text):
            yield _finding(match, "unwritten memory read as GBK")
    if "\ufffd" in text:
        for match in _REPLACED.finditer(text):
            yield _finding(match, "bytes that could not be decoded")
    if "????" in text:
        for match in _QUESTIONS.finditer(text):
            yield _finding(match, "characters a charset could not hold")


def _finding(match: re.Match[str], kind: str) -> Finding:
    return Finding(*match.span(), match[0], kind, "lost")
