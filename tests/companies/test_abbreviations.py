"""Acronyms with what they stand for."""

import pytest

from cnbiznews.companies import find_abbreviations


@pytest.mark.parametrize(
    ("text", "short", "expansions"),
    [
        ("WMS（仓储管理系统）上线", "WMS", ("仓储管理系统",)),
        ("WMS(仓储管理系统)上线", "WMS", ("仓储管理系统",)),
        ("CDP(Customer Data Platform,客户数据平台)", "CDP", ("Customer Data Platform", "客户数据平台")),
        ("仓储管理系统（WMS）上线", "WMS", ("仓储管理系统",)),
        ("客户数据平台（Customer Data Platform，CDP）", "CDP", ("客户数据平台", "Customer Data Platform")),
        ("人工智能（AI）技术", "AI", ("人工智能",)),
        ("Data Management Platform (DMP)", "DMP", ("Data Management Platform",)),
        ("基于位置的服务（LBS）", "LBS", ("基于位置的服务",)),
    ],
)
def test_found(text: str, short: str, expansions: tuple[str, ...]) -> None:
    [found] = find_abbreviations(text)
    assert (found.short, found.expansions) == (short, expansions)
    assert text[found.start : found.end] == short
    assert {text[start:end] for start, end in found.spans} == {short, *expansions}


@pytest.mark.parametrize(
    "text", ["苹果（AAPL）涨", "GDP（同比）", "时间（10:30）", "PLUS（见下图）", "（WMS）", "CEO（左）", ""]
)
def test_nothing(text: str) -> None:
    assert find_abbreviations(text) == []
