"""Digits that are names: codes, labels, models, lone years."""

from __future__ import annotations

import re

from cnbiznews.quantities.items import Item
from cnbiznews.quantities.lexicon import STARTS, cue_before
from cnbiznews.quantities.units import currency_before, find_unit, is_letter

__all__ = ["code_end", "is_code", "is_really_name", "is_year"]

_TOKEN_AFTER = re.compile(r"[0-9A-Za-z]*(?:[-.+][0-9A-Za-z]+){0,4}")
_LABEL_BEFORE = re.compile("(?:附录|附表|附件|附图|图表|[。，（(\n]图|[。，（(\n]表)$")
_NOTHING = re.compile("")
_SLASH = re.compile("/([1-9][0-9]{0,2})(?![0-9./%元万亿年月])")
_THERE_IS = re.compile("[一-龥]{0,3}?[里中]?(就有|便有|就会有|才有)")
_CONTACT_BEFORE = re.compile(
    "(?:邮编|电话|传真|热线|客服|手机|代[码号]|[编工尾票]号|车牌|航班|许可证|备案号|号码|附?注释?|脚注|规则|条例|指引)"
    "[为是：: ]{0,2}$"
)
_JOINTS = "至到和与或及比"
_FIGURE_BEFORE = "为是达到至共约超近比得分第"
_VERSION_BEFORE = re.compile("(?:版本|文号|证号|批文|[〔〕]|号-)$")
_VERSION_AFTER = re.compile("[时版模战阶系产]")
_YEAR_FOLLOWS = re.compile("[、和与及/](?:19|20)[0-9]{2}(?:年|[、和与及])")
_MORE_AFTER_UNIT = re.compile("[多余](?!少|数|元|方|种|家|个|次|项|名|位|亿|万)")
_HALF_AFTER_UNIT = re.compile("半(?!导|年|数|径|场|程|月|天|小|个|价|夜|路|挂|强)")
_PERCENT_NOT = tuple("立为本功熟长交都员果绩品分人见因堆群全衣语名败")
_FOLD_NOT = tuple("叠返磨腾射旧线损合价算现")
_COUNTED = re.compile(
    "的?(?:[用客租商农]?户|人|会员|粉丝|消费者|网民|受众|读者|观众|次|播放|下载|访问|流量|台|辆|件|单|吨|度|股|平方|参数|终端|设备|日活|月活|年活)"
)
_YEAR_FOLLOWS = re.compile("[、和与及/](?:19|20)[0-9]{2}(?:年|[、和与及])")
_JOINED = frozenset("〇零一二两三四五六七八九十百千万亿点分几")
_DASHED = re.compile(r"(?:-[0-9]{1,8}){1,4}")


def is_really_name(text: str, word: str, end: int) -> bool:
    """Names of digits alone (618) are names only where nothing makes a quantity of them (618亿元)."""
    if word[0] in "百千万亿" and cue_before(text, end - len(word)) and find_unit(text, end - len(word) + 1):
        return False  # 上万家, 近百度
    if word[0] in STARTS and len(word) > 1:
        counted = find_unit(text, end - len(word) + 1)
        if counted is not None and counted[0] > end:  # 四平 in 四平方米
            return False
    if word[-1] == "分" and text[end : end + 1] == "之":  # 万分 in 万分之五
        return False
    if word[-1] in _JOINED and text[end : end + 1] in STARTS:  # 二百五 in 二百五十, 一点 in 一点五
        return False
    if not ("0" <= word[-1] <= "9"):
        return not (word[-1].isascii() and text[end : end + 1].isascii() and text[end : end + 1].isalnum())
    following = text[end : end + 1]
    if following in ("-", "~", "至", "到") and "0" <= text[end + 1 : end + 2] <= "9":
        return False  # 618-619家
    if following and (following in "0123456789.,%万亿千百" or following == "年"):
        return following in ".," and not "0" <= text[end + 1 : end + 2] <= "9"
    if word[0] not in "0123456789":
        return True
    unit = find_unit(text, end)
    return unit is None or unit[1].ordinal or unit[1].unit is None or following in "期大节日活"


def is_code(text: str, at: int, item: Item) -> bool:
    """Are digits without a unit a name: 600519, (00293), iPhone 12, 3D, 400-820-8888, the 1. of a list?"""
    numeral = item.numeral
    end = numeral.end
    following = text[end : end + 1]
    if not numeral.arabic:
        return following in ("、", "．") and _line_start(text, at) and len(text[at:end]) <= 3 and not numeral.power
    if numeral.power:
        return False
    before = text[at - 1] if at else "\n"
    if is_letter(following) or (following in (".", "-") and is_letter(text[end + 1 : end + 2])):
        return True  # 3D, 300750.SZ, 6244-TW
    if _LABEL_BEFORE.search(text, max(0, at - 3), at):
        return True
    if (
        before == " "
        and at >= 2
        and text[at - 2].isascii()
        and text[at - 2].isalpha()
        and currency_before(text, at) is None
    ):
        return True
    if before in "-+./" and at >= 2 and text[at - 2].isascii() and text[at - 2].isalnum():
        return True
    if before in '“"‘' and following in '”"’' and following:
        return True
    if numeral.digits > 1 and text[at] == "0":
        return True
    if (
        before in "(（"
        and following in (")", "）", ".")
        and (numeral.digits >= 4 or (0 < numeral.digits <= 2 and "\t" not in text[max(0, at - 40) : end + 40]))
    ):
        return True  # a stock code, or the mark of a list or a note
    if numeral.digits and _CONTACT_BEFORE.search(text, max(0, at - 6), at):
        return True
    if following == "》" or (before == "-" and "一" <= text[at - 2 : at - 1] <= "龥"):  # 《…2》, 苏-57
        return True
    if following in ("\ufe0f", "\u20e3"):  # a figure drawn as a key
        return True
    if numeral.digits >= 7 and numeral.end - at == numeral.digits and not cue_before(text, at):
        return True
    if 0 < numeral.digits <= 2 and following in ("、", ".", ")", "）") and _line_start(text, at):
        return True
    if 0 < numeral.digits <= 2 and "一" <= following <= "龥" and following not in _JOINTS and _line_start(text, at):
        return True  # the mark of a note at the head of its line
    if numeral.digits == 1 and following in ("\t", "\n") and "一" <= before <= "龥" and before not in _FIGURE_BEFORE:
        return True  # the mark of a note after a word
    if _VERSION_BEFORE.search(text, max(0, at - 4), at):
        return True
    if text[end - 2 : end] == ".0" and ("一" <= before <= "龥" or _VERSION_AFTER.match(text, end)):
        return True  # 工业4.0, 2.0时代
    if (following in ("·", "•") and text[end + 1 : end + 2].isdigit()) or before in "·•":
        return True
    return following in ("-", "－") and "0" <= text[end + 1 : end + 2] <= "9" and _dashes(text, end) >= 2


def _line_start(text: str, at: int) -> bool:
    for back in range(at, max(-1, at - 12), -1):
        if back == 0 or text[back - 1] in "\n\t":
            return True
        if text[back - 1] not in " •·-*":
            return False
    return False


def _dashes(text: str, end: int) -> int:
    match = _DASHED.match(text, end)
    return match.group().count("-") if match else 0


def code_end(text: str, end: int) -> int:
    match = _TOKEN_AFTER.match(text, end)
    return match.end() if match else end


def is_year(text: str, at: int, end: int) -> bool:
    """Are four lone digits a year (2015、2016年, a column head)?"""
    if not "1990" <= text[at:end] <= "2039":
        return False
    if _YEAR_FOLLOWS.match(text, end):
        return True
    before, following = text[at - 1 : at], text[end : end + 1]
    if text[at:end] == "2000" or following in ("%", "-", "/", ",", ":"):
        return False
    return before in ("", "\n", "\t", " ", "《", "（", "(", "，", "。", "、") and cue_before(text, at) is None
