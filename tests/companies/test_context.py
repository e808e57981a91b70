"""Names given away by what stands behind them: every word that does is reached, with and without a time in front."""

import pytest

from cnbiznews import companies

REPORTS = """
公告称获批 公告显示增持 公告， 股价走高 招股书更新 发布三季度财报 公布全年业绩 披露年报 完成新一轮融资
获数千万元投资 宣布完成首轮融资 宣布获新一轮投资 成立于2014年 创立于广州 创办于广州 总部位于广州 总部设在广州
创始人王明 联合创始人王明 递表 向港交所递交资料 通过港交所聆讯 是一家科技公司 是国内知名品牌
"""
TIMES = """
最新 日前 近日 今日 昨日 今天 昨天 昨晚 周一 本周二 上周五 早间 晚间 午间 盘前 盘后 上午 下午 凌晨 深夜 晚
正式 官方 首次 再次 已 将 拟
"""


def names(text: str) -> list[str]:
    return [found.text for found in companies.scan(text, model=False)]


@pytest.mark.parametrize("report", REPORTS.split())
def test_what_reports_is_a_company(report: str) -> None:
    assert "青禾澄" in names(f"天气转凉，青禾澄{report}。")


@pytest.mark.parametrize("time", TIMES.split())
def test_a_time_may_stand_between(time: str) -> None:
    assert "青禾澄" in names(f"天气转凉，青禾澄{time}公告称获批。")
