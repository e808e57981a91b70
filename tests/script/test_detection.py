"""Which script a text is written in."""

from __future__ import annotations

import pytest

from cnbiznews.script import detect_script


@pytest.mark.parametrize(
    ("text", "script", "region"),
    [
        ("京东集团营收增长，净利润下降。", "simplified", None),
        ("鴻海集團營收成長，這裡的產線擴建。", "traditional", "tw"),
        ("集團在會議裏説明，衞星業務擴張。", "traditional", "hk"),
        ("鴻海集團營收", "traditional", None),
        ("台灣的資訊軟體品質", "traditional", "tw"),
        ("晶圓廠第三季的訂單回升，三大法人買超台股", "traditional", "tw"),
        ("新台幣貶值，外資賣超", "traditional", "tw"),
        ("集團純利按年增長一成，派末期息每股五仙", "traditional", "hk"),
        ("台灣與港鐵的軟件", "traditional", "hk"),
        ("台灣遊客乘搭港鐵，公車公司的軟體", "traditional", "tw"),
        ("峰會現場的人群與床位增長", "traditional", None),
        ("鴻海集團营收增长，净利潤", "mixed", None),
        ("小米", "neither", None),
        ("Apple 100%", "neither", None),
        ("", "neither", None),
    ],
)
def test_script(text: str, script: str, region: str | None) -> None:
    found = detect_script(text)
    assert (found.script, found.region) == (script, region)


def test_shares_and_evidence() -> None:
    found = detect_script("營營收长")
    assert found.simplified == pytest.approx(1 / 3)
    assert found.traditional == pytest.approx(2 / 3)
    assert found.evidence == (("營", 2), ("长", 1))
    assert sum(count for _, count in found.evidence) == 3
