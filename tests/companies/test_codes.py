"""Stock codes in brackets: which brackets hold one, and what the name in front is."""

import pytest

from cnbiznews.companies.codes import code_behind, coded_mentions

CODES = (
    "（600519）|(600519.SH)|（SZ:000001）|(SH600519)|（00700.HK）|(0700.HK)|（NYSE：BABA）|(NASDAQ: AAPL)|(AAPL-US)"
    "|(6244-TW)|(2330.TW)|（股票代码：601127）|（证券代码 002594.SZ）|（300750，股吧）|（纳斯达克：JD；港交所：9618）"
    "|(AAPL.O)|（AAPL）"
)
OTHERS = "（2023年） （以下简称） (12) （百万元） （2023） (iOS) （+86） （） (a,b)"


@pytest.mark.parametrize("code", CODES.split("|"))
def test_codes(code: str) -> None:
    assert code_behind("青禾" + code, 2)


@pytest.mark.parametrize("bracket", OTHERS.split())
def test_other_brackets(bracket: str) -> None:
    assert not code_behind("青禾" + bracket, 2)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("网通厂青禾 (3596-TW) 今日", ["青禾"]),
        ("、青禾（600000）、白石（000002）", ["青禾", "白石"]),
        ("由青禾科技-W（09999.HK）持有", ["青禾科技-W"]),
        ("以及其余各家大型国有控股上市公司之中的那一家（600000）", []),  # too long for a name
        ("上市公司（600000）", []),
        ("2023（600000）", []),
    ],
)
def test_names_in_front(text: str, names: list[str]) -> None:
    assert [mention.text for mention in coded_mentions(text, set())] == names


def test_known_names_are_left_alone() -> None:
    assert list(coded_mentions("青禾（600000）", {2})) == []
