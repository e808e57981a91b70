"""Firms whose names begin with a place, in front of an authority: the verb and the firm are no part of its name."""

import pytest

from cnbiznews import companies

FIRMS = [
    "贵州茅台", "重庆啤酒", "上海家化", "北京银行", "广州酒家", "山西汾酒", "青岛啤酒", "四川长虹", "安徽合力",
    "上海莱士", "宁德时代", "杭州青禾科技有限公司", "海澜水产有限公司",
]  # fmt: skip
VERBS = [
    "遭", "被", "获", "向", "经", "收到", "已被", "因违规被", "近日遭", "拟向", "与", "由", "对", "就此事向", "不服",
    "配合",
]  # fmt: skip
OFFICES = [
    "证监会", "市场监管局", "税务局", "财政部", "发改委", "消协", "国资委", "中消协", "商务局", "市政府",
    "国家税务总局", "深圳证监局", "上海市市场监管局", "省国资委", "人民法院",
]  # fmt: skip


@pytest.mark.parametrize("firm", FIRMS)
def test_firm_and_office_are_apart(firm: str) -> None:
    for verb in VERBS:
        for office in OFFICES:
            text = f"{firm}{verb}{office}约谈。"
            found = companies.scan(text, model=False)
            assert found[0].text == firm, text
            begin = len(firm) + len(verb)
            assert all((c.start, c.end) == (begin, begin + len(office)) for c in found[1:]), text
