"""The public finder: any script and width, spans in the text that was passed in."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

finders = pytest.importorskip("cnbiznews.finders", reason="needs the script component", exc_type=ImportError)

PAIRS = [
    ("騰訊控股與京東外賣合作，臺積電獲蘋果公司訂單。", "腾讯控股与京东外卖合作，台积电获苹果公司订单。"),
    ("據鉅亨網報導，聯發科與華碩簽約。", "据钜亨网报导，联发科与华硕签约。"),
    ("白石科技有限公司（下稱「白石」）獲融資，白石將擴產。", "白石科技有限公司（下称“白石”）获融资，白石将扩产。"),
]  # fmt: skip


@pytest.mark.parametrize(("traditional", "simplified"), PAIRS)
def test_both_scripts_give_the_same(traditional: str, simplified: str) -> None:
    def found(text: str) -> list[tuple[str, str, int]]:
        return [(c.canonical, c.kind, c.end - c.start) for c in finders.find_companies(text)]

    assert found(traditional) == found(simplified)
    assert found(simplified)


def test_full_width_letters() -> None:
    [found] = finders.find_companies("ＪＤ．ｃｏｍ發布財報")
    assert (found.text, found.canonical, found.start) == ("ＪＤ．ｃｏｍ", "京东", 0)


@given(st.text(st.characters(exclude_categories=()), max_size=60))
@settings(max_examples=60, deadline=None)
def test_any_string(text: str) -> None:
    for company in finders.find_companies(text):
        assert text[company.start : company.end] == company.text
