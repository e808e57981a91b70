"""What is no name of a company, and what is one though no list has it: a sentence for each, of all kinds of news."""

from pathlib import Path

import pytest

from cnbiznews import find_companies
from cnbiznews.companies.plausible import is_compared, is_local_good, is_place, is_thing

CASES = Path(__file__).parents[1] / "cases/companies"
NONE = (CASES / "none.txt").read_text(encoding="utf-8").splitlines()
UNLISTED = [line.split("\t") for line in (CASES / "unlisted.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("text", NONE)
def test_no_company(text: str) -> None:
    assert [found.text for found in find_companies(text)] == []


@pytest.mark.parametrize(("name", "text"), UNLISTED)
def test_unlisted_company(name: str, text: str) -> None:
    assert name in [found.text for found in find_companies(text)]


@pytest.mark.parametrize(
    "name", ["按月", "按年则", "按季", "逐月", "年减", "月增", "季减", "较上月", "比去年", "青禾累计", "青禾同比"]
)
def test_times_of_comparison_are_no_names(name: str) -> None:
    assert is_compared(name)


@pytest.mark.parametrize("name", ["青禾", "月月红", "季风", "年丰", "按键"])
def test_times_inside_names_are(name: str) -> None:
    assert not is_compared(name)


@pytest.mark.parametrize(
    "name", ["增城", "临平新城", "杭州余杭区", "天水围", "內湖", "青岛港", "平陆运河", "雅万高铁", "滨海新区", "葵涌"]
)
def test_bare_places(name: str) -> None:
    assert is_place(name.replace("內", "内"))


@pytest.mark.parametrize("name", ["余杭农商行", "青禾", "增城青禾", "临平城投", "青禾新城控股"])
def test_names_with_a_place_are_no_places(name: str) -> None:
    assert not is_place(name)


def test_goods() -> None:
    assert is_thing("布伦特原油期货") and is_thing("国庆黄金") and is_local_good("寿光蔬菜")
    assert not (is_thing("青禾黄金") or is_local_good("寿光青禾") or is_local_good("寿光银行"))


def test_a_time_of_comparison_is_not_spread_over_a_text() -> None:
    text = "住宅售价指数报290点，按月下跌1.2%，按年则跌13%。\n租金指数报190点，按月升0.9%；注册量按月减少8%。"
    assert [found.text for found in find_companies(text)] == []


def test_a_district_is_not_spread_by_a_firm_named_after_it() -> None:
    text = "临平城投发行10亿元公司债。临平出让三宗地块，临平新城一宗流拍。"
    assert [found.text for found in find_companies(text)] == ["临平城投"]


@pytest.mark.parametrize(
    ("text", "expect"),
    [
        ("港股青禾国际(01999.HK)中期溢利升18%。", ["青禾国际"]),
        ("至2024年末蓝岭电器门店达300家。", ["蓝岭电器"]),
        ("去年底白石科技员工达300人。", ["白石科技"]),
        ("中国航线运价每吨下跌1.5美元。", []),
        ("滨江集团前三季度销售额800亿元，滨江GDP增长7%。", ["滨江集团"]),
        ("贸易商称，每吨进口矿涨了20元。", []),
        ("当地农业部门称，收购价涨了4元。", []),
    ],
)
def test_where_a_name_begins_and_ends(text: str, expect: list[str]) -> None:
    assert [found.text for found in find_companies(text)] == expect
