"""The scan: one pass over the text, a small hand-written grammar at every numeral.

    [cue] [currency] numeral [magnitude] [unit] [cue]          超 5.2 万 个
    numeral [unit] connector numeral unit                      10% - 15%, 10 到 20 亿元
    numeral 、 numeral 和 numeral unit                         12、15和20亿元

The text is only visited where a numeral can begin; each look there is of bounded length, so the scan is linear.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from cnbiznews.errors import NumberError
from cnbiznews.periods import MAYBE_DATE, duration_iso, iso, read_date
from cnbiznews.quantities.chains import carried_power, is_approximation, read_chain
from cnbiznews.quantities.codes import code_end, is_code, is_really_name, is_year
from cnbiznews.quantities.items import PERCENT_NOT, Item, negative_of, read_item, scaled
from cnbiznews.quantities.lexicon import STARTS, TRIGGERS, cue_after, cue_before, money_after, money_before, words
from cnbiznews.quantities.lexicon import names as names_index
from cnbiznews.quantities.model import Number, Quantity, plain
from cnbiznews.quantities.numerals import EXACT, read_numeral, to_plain_characters
from cnbiznews.quantities.units import Unit, currency_before, find_unit, first_characters, is_letter

__all__ = ["parse_quantity", "scan"]

# Runs of numerals that no text is made of; reading them would only cost time.
_NOISE = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆点.,]{201}[0-9〇零一二两三四五六七八九十百千万亿兆点.,]*")
_NOISY = frozenset("0123456789〇零一二两三四五六七八九十百千万亿兆点.,")
_TRIGGER = re.compile(f"[{TRIGGERS}]")
_DIGITS = re.compile(r"[0-9][0-9.,]*")
_TOKEN_AFTER = re.compile(r"[0-9A-Za-z]*(?:[-.+][0-9A-Za-z]+){0,4}")
_URL_BEFORE = re.compile(r"(?:https?:|www\.|=[\"'])[!-~]{0,150}$")
_URL_REST = re.compile("[!-~]+")

# 一, 数 and 零 are mostly parts of words; what must stand beside them to make a second look worth while.
_LONELY = frozenset("一数零")
_AFTER_ONE = frozenset("涨跌升降半家个成折比、分又至到~-—–～和 ")
_BEFORE_ONE = tuple("仅只唯有剩翻又钟时天年月周日第")
_AFTER_ZERO = frozenset("点元圆个年月")
# 一 before a measure word is a number only after these; before a time it is an article after those.
_ONE_KEEP = re.compile("(?:仅有?|唯一?|只剩|只有[^，。；、]{0,6}|只)$")
_ONE_TIME_NOT = tuple("这那某同每有另上下前后第哪整任统的又新")
# 四涨一跌: how many went up and how many down.
_UPS_AND_DOWNS = re.compile("[一二两三四五六七八九][涨跌升降][一二两三四五六七八九][涨跌升降]")
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
# A lone digit is a number where it is said to be one: 答案是五。
_STATED = re.compile("(?:是|为|等于|数字)$")
_STATED_END = re.compile("[不而却这那，。,.；;！? ]|$")
# 二 (not 两) before one of these names the second of them.
_PLACES = frozenset("次套级期代线手审季环类轮版楼号房维")
# 百城千村: bare magnitudes before these are figures of speech.
_PLACES_TO_BE = frozenset("城市县镇乡村国省区校企店州")
_HALF_YEARLY = ("半年度", "半年报", "半年线")
# 前 is part of another word after these (目前, 此前).
_NOT_BEFORE_FRONT = tuple("目之此以日年提当先午空生")

_AND_BELOW = re.compile("[及和]以[下上](?:级别|城市)?|以[下上]")
_RATIO = re.compile(" ?[:：比] ?")
_THERE_IS = re.compile("[一-龥]{0,3}?[里中]?(就有|便有|就会有|才有)")
# Words that may stand between a cue and its number (约为每吨), and between two bounds of one number (大于12且小于50).
_FILLER = re.compile("(?:全[市国省行球县区年]|每[一-龥]{1,2}|[:：]|了|为|是|有|人民币|其)$")
_AND = re.compile("(?:的?同时|并且?|且|而)?")
# What a bare large number counts when it is no money, right after it or between it and the amount before it.
_COUNTED = re.compile(
    "的?(?:[用客租商农]?户|人|会员|粉丝|消费者|网民|受众|读者|观众|次|播放|下载|访问|流量|台|辆|件|单|吨|度|股|平方"
    "|参数|终端|设备|日活|月活|年活)"
)
_PEOPLE = re.compile("用户|客户|会员|粉丝|人口|人次|人数|日活|月活|下载|播放|访问|流量|销量|出货|产量|订单量|件量")
_SIGNED = ("money", "percent", "points", "multiple")


def scan(reading: str, *, names: bool = False) -> list[Quantity]:
    """Find every quantity in a reading text.

    Args:
        reading: the text; simplified characters (full-width digits and traditional numerals are understood, too).
        names: report digits that belong to names (618, 36氪), too, as type "name".

    Returns:
        The quantities in order, with offsets into ``reading``.

    >>> [(q.text, q.type, q.value, q.value2, q.bound, q.unit) for q in scan("超5.2万个品牌增长10%-15%")]
    [('超5.2万个', 'count', Decimal('52000'), None, '>', '个'),
     ('10%-15%', 'percent', Decimal('10'), Decimal('15'), 'range', '%')]
    """
    scanner = _Scanner(reading, names)
    search = _TRIGGER.search
    text = scanner.text
    at = 0
    while match := search(text, at):
        at = scanner.visit(match.start())
    return scanner.found


def parse_quantity(text: str) -> Quantity:
    """Read the whole of ``text`` as one quantity.

    Raises:
        NumberError: it is none, or holds more than one; ``position`` is where reading stopped.

    >>> parse_quantity("三四十元").to_dict()["value2"], parse_quantity("一").value
    ('40', Decimal('1'))
    """
    plain = to_plain_characters(text)
    start = len(plain) - len(plain.lstrip())
    stop = len(plain.rstrip())
    found = scan(text)
    for quantity in found:
        if quantity.start <= start and quantity.end >= stop:
            return quantity
    numeral = read_numeral(plain, start) if start < stop else None
    if numeral is not None and numeral.end >= stop and not numeral.more:
        low, high = numeral.low, numeral.high
        return Quantity(start, stop, text[start:stop], "count", low, high, numeral=(start, stop))
    position = found[0].end if found and found[0].start <= start else (numeral.end if numeral else start)
    raise NumberError(text, min(position, len(text)), "not one quantity")


class _Scanner:
    """One scan: the text (plain characters, same offsets as the source) and what was found so far."""

    def __init__(self, source: str, names: bool) -> None:
        self.source = source
        self.text = to_plain_characters(source)
        self.names = names
        self.name_index = names_index()
        self.after_several = first_characters(frozenset({"duration"}))
        self.after_one = (
            first_characters(frozenset({"duration", "money", "percent", "multiple", "measure"})) | _AFTER_ONE
        )
        self.found: list[Quantity] = []
        self.no_list = 0  # up to here the numbers are known to form no list with a shared unit
        self.done = 0  # end of the last quantity: nothing may reach back over it

    # Each visit returns where to go on, always after the place visited.

    def visit(self, at: int) -> int:
        text = self.text
        first = text[at]
        if first in _LONELY and self._is_idle(first, at):
            return at + 1
        if text[at + 200 : at + 201] in _NOISY and (noise := _NOISE.match(text, at)):
            return noise.end()
        if hit := self.name_index.find(text, at):
            start, end, word, kind = hit
            if is_really_name(self.text, word, end):
                return self._name(max(start, self.done), end) if kind == "name" else max(end, at + 1)
        if first in "双倍番余数半两三四二一几":
            if hit := words()[0].find(text, at):
                return self._word(*hit[:3])
            if first in "双倍番余":
                return at + 1
        before = text[at - 1] if at else "\n"
        digit = "0" <= first <= "9"
        if first == "." and (before.isalnum() or before in ".。%" or not "0" <= text[at + 1 : at + 2] <= "9"):
            return at + 1
        if digit and (
            (before.isascii() and before.isalpha())
            or before in "_#@=&?/"
            or (before == "-" and at > 1 and is_letter(text[at - 2]))
        ):
            return self._after_letter(at)
        if digit and before in "·•" and text[at - 2 : at - 1].isdigit():  # 5·12
            match = _DIGITS.match(text, at)
            return self._name(at, match.end() if match else at + 1)
        return self._number(at, before)

    def _is_idle(self, first: str, at: int) -> bool:
        """Quick look at the most frequent characters that mean nothing: 一 in 一些, 数 in 数据, 零 in 零售."""
        following = self.text[at + 1 : at + 2]
        if self.names or following in STARTS:
            return False
        if first == "一":
            return following not in self.after_one and self.text[at - 1 : at] not in _BEFORE_ONE
        if first == "数":
            return following not in self.after_several and self.text[at - 1 : at] != "位"
        return following not in _AFTER_ZERO and self.text[at - 1 : at] != "第"

    def _number(self, at: int, before: str) -> int:
        """A place where a number or date may stand."""
        text = self.text
        first = text[at]
        digit = "0" <= first <= "9"
        if (
            MAYBE_DATE.match(text, at)
            or before in ("第", "(", "（")
            or (text[at : at + 4].isdigit() and text[at + 4 : at + 5] in tuple("QH"))
        ) and (date := self._date(at)):
            return date
        if first == "半":
            return self._half(at)
        if first == "参" and text[at + 1 : at + 2] not in "拾佰仟":
            return at + 1
        if first in "几数" and (unit := self._several(at)):
            return unit
        item = read_item(self.text, at)
        if item is None:
            if digit:
                match = _DIGITS.match(text, at)
                return match.end() if match else at + 1
            return at + 1
        return self._quantity(at, item, before)

    # -- what is no quantity -------------------------------------------------------------------------------------

    def _name(self, start: int, end: int) -> int:
        if self.names:
            self.found.append(Quantity(start, end, self.source[start:end], "name"))
        self.done = max(self.done, end)
        return end

    def _after_letter(self, at: int) -> int:
        """A digit right after a letter: a model, a code (SU7, PD-1) - unless the letters are a currency or TOP."""
        text = self.text
        if text[at - 2 : at] in ("\\n", "\\r", "\\t"):  # a line break that was never unescaped
            return self._number(at, "\n")
        if url := _URL_BEFORE.search(text, max(self.done, at - 160), at):
            match = _URL_REST.match(text, at)
            return match.end() if match and url else at + 1
        start = at
        while (
            start > self.done
            and start > at - 12
            and text[start - 1].isascii()
            and (text[start - 1].isalnum() or text[start - 1] in "-.")
        ):
            start -= 1
        letters = text[start:at].upper()
        if not letters:
            return self._number(at, text[at - 1])
        if currency := currency_before(text, at):
            item = read_item(self.text, at)
            if item is not None:
                return self._quantity(at, item, text[currency[0] - 1] if currency[0] else "")
        if letters in ("TOP", "NO.", "NO", "TOP-"):
            numeral = read_numeral(text, at)
            if numeral:
                top = letters.startswith("TOP")
                return self._emit(
                    start, numeral.end, "ordinal", None if top else numeral.low, numeral.low, numeral=(at, numeral.end)
                )
        if letters == "FY" and re.match("20[0-9]{2}(?![0-9])", text[at : at + 5]):
            return self._emit(start, at + 4, "date", written=(text[at : at + 4], None), numeral=(at, at + 4))
        if letters in ("Q", "H") and text[at] in "1234" and not text[at + 1 : at + 2].isalnum():
            return self._emit(start, at + 1, "date", written=(letters + text[at], None), numeral=(at, at + 1))
        match = _TOKEN_AFTER.match(text, at)
        return self._name(start, max(match.end() if match else at, at + 1))

    # -- special forms -------------------------------------------------------------------------------------------

    def _word(self, start: int, end: int, word: str) -> int:
        kind, low, high, unit = words()[1][word]
        if start < self.done:
            return end
        return self._bounded(start, start, end, end, kind, low, low if high is None else high, unit, None, high is None)

    def _date(self, at: int) -> int | None:
        date = read_date(self.text, at)
        if date is None or date.start < self.done:
            return None
        is_day = self.text[date.end - 1] in "日号"
        return self._emit(
            date.start,
            date.end,
            "date",
            numeral=(at, date.end),
            iso=iso(date.low, date.high, is_day),
            written=(date.low, date.high),
        )

    def _half(self, at: int) -> int:
        """半年, 半个小时, 半天."""
        text = self.text
        if (at and text[at - 1] in "一大过多近上下后前") or text.startswith(_HALF_YEARLY, at):
            return at + 1
        if text[at + 1 : at + 2] == "成" and text[at + 2 : at + 3] not in PERCENT_NOT:
            return self._bounded(at, at, at + 1, at + 2, "percent", Decimal(5), Decimal(5), "%", None, False)
        found = find_unit(text, at + 1)
        if found is None or found[1].type not in ("duration", "measure") or text[at + 1] in "点分方度":
            return at + 1
        end, unit = found
        half = Decimal("0.5")
        more = text[end : end + 1] == "多"
        return self._bounded(at, at, at + 1, end + more, unit.type, half, half, unit.unit, None, more)

    def _several(self, at: int) -> int | None:
        """数年, 几个月: from two up to the next order."""
        text = self.text
        found = find_unit(text, at + 1)
        if found is None or found[1].type != "duration" or text[at - 1 : at] in tuple("这那前近好无总指参人户天次多少"):
            return None
        end, unit = found
        return self._bounded(at, at, at + 1, end, "duration", Decimal(2), Decimal(10), unit.unit, None, False)

    # -- numbers ---------------------------------------------------------------------------------------------------

    def _quantity(self, at: int, item: Item, before: str) -> int:
        """Decide what the numeral at ``at`` is, together with its neighbours."""
        text = self.text
        if before == "第":
            return self._ordinal(at, item)
        if item.unit is None and (ratio := self._ratio(at, item)):
            return ratio
        if item.unit is None and is_code(self.text, at, item):
            return self._name(at, code_end(self.text, item.numeral.end))
        if item.unit is not None and (
            (item.unit.unit == "世纪" and text[item.numeral.end] != "个")
            or (item.unit.unit == "年" and text[item.end : item.end + 1] == "代")
        ):
            return self._name(at, item.end)  # 20世纪90年代
        if before == "每" and (ratio := self._rate(at, item)):
            return ratio
        items, self.no_list = read_chain(text, item, self.no_list)
        if len(items) > 1:
            return self._several_items(at, items)
        if before == "前" and text[max(0, at - 2) : at - 1] not in _NOT_BEFORE_FRONT:
            return self._front(at, item)
        if item.unit is None and item.numeral.digits == 4 and is_year(self.text, at, item.numeral.end):
            return self._emit(at, item.end, "date", written=(text[at : item.end], None), numeral=(at, item.end))
        if self._means_nothing(at, item):
            return item.end
        return self._single(at, item)

    def _single(self, at: int, item: Item) -> int:
        unit = item.unit
        kind = unit.type if unit else self._type_of_bare(item)
        name = item.name
        start = item.start
        end = item.end
        low, high = item.low, item.high
        start, negative = self._sign(start, unit)
        if negative:
            low, high = negative_of(high), negative_of(low)
        if (
            self.text[end : end + 1] == "级"
            and item.numeral.implicit
            and item.numeral.power >= 4
            and (unit is None or unit.type == "money")
        ):
            high = EXACT.multiply(item.numeral.low, 10)
            return self._emit(start, end + 1, "range-class", low, high, unit="元", numeral=(at, item.numeral.end))
        if name == "线" and unit is not None and low != high:
            return self._city_class(start, at, item, low, high)
        if unit is not None and unit.ordinal and self._is_place(at, item):
            return self._emit(start, end, "ordinal", low, high, unit=name, numeral=(at, item.numeral.end))
        start, unit = self._currency(start, unit)
        if unit is not None and unit.type == "money" and item.unit is not unit:
            kind, name = "money", unit.unit
        if unit is None and self._means_money(start, item):
            kind, name = "money", "元"
        code = unit.code if unit else None
        return self._bounded(start, at, item.numeral.end, end, kind, low, high, name, code, item.more, item)

    def _currency(self, start: int, unit: Unit | None) -> tuple[int, Unit | None]:
        """Start and unit of an amount with a currency before it: signs and codes belong to it, words do not."""
        if unit is None or unit.type == "money":
            currency = currency_before(self.text, start)
            if currency is not None:
                if unit is None or unit.unit == "元":
                    unit = currency[1]
                if not "一" <= self.text[currency[0]] <= "龥":
                    start = max(currency[0], self.done)
        return start, unit

    def _means_money(self, start: int, item: Item) -> bool:
        """Is a bare large number an amount: 投入400亿, 超数亿融资, and in a row of amounts?"""
        text, end = self.text, item.end
        if item.numeral.power < 4 or _COUNTED.match(text, end):
            return False
        if money_before(text, max(self.done, start - 5), start):
            return True
        if item.numeral.power < 8:
            return False
        if money_after(text, end):
            return True
        clause = max(text.rfind(mark, max(0, start - 24), start) for mark in "。；\n\t！？")
        if self.found and self.found[-1].type == "money" and self.found[-1].start > max(clause, start - 24):
            return _PEOPLE.search(text, self.found[-1].end, start) is None
        return money_before(text, max(clause + 1, start - 16), start)

    def _sign(self, at: int, unit: Unit | None = None) -> tuple[int, bool]:
        """Start of the number with its sign, and whether it is negative."""
        text = self.text
        if at <= self.done:
            return at, False
        if text[at - 1] in "的下" and text[max(self.done, at - 2) : at] in ("负的", "零下"):
            return at - 2, True
        if text[at - 1] not in "-−负+▲△":
            return at, False
        sign = text[at - 1]
        if sign == "负":
            return at - 1, True
        before = text[at - 2] if at >= 2 else ""
        if at - 2 < self.done and self.done and at - 2 >= 0 and self.done == at - 1:
            return at, False
        if before and ((before.isalnum() and not ("一" <= before <= "龥")) or before in "%)-）"):
            return at, False
        if before and "一" <= before <= "龥" and (unit is None or unit.type not in _SIGNED):
            return at, False  # 苏-57, but 净利润-0.8亿元
        return at - 1, sign in "-−▲△"

    def _bounded(
        self,
        start: int,
        numeral_start: int,
        numeral_end: int,
        end: int,
        kind: str,
        low: Number,
        high: Number,
        unit: str | None,
        code: str | None,
        more: bool,
        item: Item | None = None,
    ) -> int:
        """Read the cues around a number, and report it."""
        text = self.text
        bound = ""
        cue_span: tuple[int, int] | None = None
        if more:
            bound = "~" if item is not None and item.numeral.more == "来" else ">"
        if following := cue_after(text, end):
            if not bound or following.bound != "~":
                bound = following.bound
            cue_span = (end, end + len(following.text))
            end += len(following.text)
        elif text[end : end + 3] in ("（含）", "(含)") and (following := cue_after(text, end + 3)):
            bound = following.bound
            cue_span = (end, end + 3 + len(following.text))
            end = cue_span[1]
        before = self._cue_before(start, item)
        if before is not None:
            cue_start, word, cue_bound = before
            if kind == "duration" and word in ("近", "最近", "前", "过去", "未来"):
                if word == "近" and not self._window(high, unit):
                    bound = bound or "~"
            elif cue_bound != "~" or not bound:
                bound = cue_bound
            start, cue_span = cue_start, (cue_start, cue_start + len(word))
        if bound in ("<", "<=", ">", ">=") and low == high and self._closes(start, bound, low, unit):
            return self._close(end, bound, low, unit, numeral_end)
        quantity_low: Number | None = low
        quantity_high: Number | None = high
        low_closed = high_closed = True
        if low == high:
            if bound in (">", ">="):
                quantity_high, low_closed = None, bound == ">="
            elif bound in ("<", "<="):
                quantity_low, high_closed = None, bound == "<="
        return self._emit(
            start,
            end,
            kind,
            quantity_low,
            quantity_high,
            low_closed,
            high_closed,
            bound == "~",
            unit,
            code,
            (numeral_start, numeral_end),
            cue_span,
            duration_iso(low, unit) if kind == "duration" and low == high and isinstance(low, Decimal) else None,
        )

    def _closes(self, start: int, bound: str, value: Number, unit: str | None) -> bool:
        """Does a bound follow an opposite one, with which it makes an interval (大于12小于50)?"""
        if not self.found or self.found[-1].unit not in (unit, None) or not _AND.fullmatch(self.text, self.done, start):
            return False
        last = self.found[-1]
        if bound[0] == "<":
            return last.high is None and last.low is not None and last.low < value
        return last.low is None and last.high is not None and last.type != "ordinal" and last.high > value

    def _close(self, end: int, bound: str, value: Number, unit: str | None, numeral_end: int) -> int:
        """Give the last quantity its other end."""
        last = self.found[-1]
        closed = bound.endswith("=")
        span = (last.numeral[0] if last.numeral else last.start, numeral_end)
        text = self.source[last.start : end]
        if bound[0] == "<":
            both = replace(last, end=end, text=text, unit=unit, high=value, high_closed=closed, numeral=span)
        else:
            both = replace(last, end=end, text=text, unit=unit, low=value, low_closed=closed, numeral=span)
        self.found[-1] = both
        self.done = end
        return end

    def _cue_before(self, start: int, item: Item | None) -> tuple[int, str, str] | None:
        """(start, words, bound) of the cues before a number, fillers such as 约为每吨 included."""
        text = self.text
        at = start
        if at and text[at - 1] == " ":
            at -= 1
        cue = cue_before(text, at)
        if cue is None and (currency := currency_before(text, at)):
            cue = cue_before(text, currency[0])
            at = currency[0] if cue else at
        if cue is None:
            for word in ("过去", "未来", "最近", "前"):
                if text.endswith(word, 0, at) and at - len(word) >= self.done:
                    if word == "前" and text[max(0, at - 2) : at - 1] in _NOT_BEFORE_FRONT:
                        return None
                    return (
                        (at - len(word), word, "")
                        if item is not None and item.unit is not None and item.unit.type == "duration"
                        else None
                    )
            for _ in range(3):
                filler = _FILLER.search(text, max(self.done, at - 4), at)
                if filler is None:
                    return None
                at = filler.start()
                cue = cue_before(text, at)
                if cue is not None:
                    break
            if cue is None or cue.text in ("上", "过", "最高", "最低", "破", "<", ">"):
                return None
        begin = at - len(cue.text)
        if begin < self.done:
            return None
        if cue.text in ("上", "过") and not (item is not None and item.numeral.implicit):
            return None
        bound = cue.bound
        if further := cue_before(text, begin):
            further_begin = begin - len(further.text)
            if further_begin >= self.done and further.text not in ("上", "过"):
                if further.bound != "~":
                    bound = further.bound
                begin = further_begin
        return begin, text[begin:start].strip(), bound

    def _window(self, value: Number, unit: str | None) -> bool:
        """Is 近 + this time a window that ends now (近两年), and no estimate (近二十年)?"""
        if unit in ("小时", "分钟", "秒", "个小时"):
            return False
        return value <= 10 or unit not in ("年", "周年")

    def _means_nothing(self, at: int, item: Item) -> bool:
        """Is the numeral an article (一家公司), or a lone digit that counts nothing?"""
        text = self.text
        numeral = item.numeral
        if numeral.arabic:
            return False
        length = numeral.end - at
        unit = item.unit
        if length == 1:
            character = text[at]
            if character in _FINANCIAL and (unit is None or unit.type != "money"):
                return True
            if unit is None:
                if _UPS_AND_DOWNS.match(text, at) or _UPS_AND_DOWNS.match(text, max(0, at - 2)):
                    return False
                if character in "十百千万亿兆":
                    if text[item.end : item.end + 1] == "级" and character in "亿万":
                        return False
                    return self._cue_before(at, item) is None or character == "十"
                return not (
                    character in "二三四五六七八九"
                    and _STATED.search(text, max(0, at - 2), at)
                    and _STATED_END.match(text, item.end)
                )
            if character == "一":
                if unit.type == "count":
                    rate = self.done == at and self.found and self.found[-1].type == "duration"
                    return not rate and not _ONE_KEEP.search(text, max(0, at - 9), at)
                if unit.type == "duration":
                    return (
                        text[at - 1 : at] in _ONE_TIME_NOT
                        or text[item.end : item.end + 1] == "一"
                        or unit.unit in ("天", "日", "夜")
                    )
                if unit.unit == "元" and text[item.end - 1] == "块":  # 一块屏幕
                    return "一" <= text[item.end : item.end + 1] <= "龥"
                return (
                    unit.type == "measure"
                    and (item.end - at == 2 or text[at - 1 : at] in _ONE_TIME_NOT)
                    and unit.unit not in ("吨", "斤", "亩", "米", "岁", "升")
                )
            if character in "百千万" and unit.unit in _PLACES_TO_BE and self._cue_before(at, item) is None:
                return True  # 百城千村
            if character == "二" and unit.type == "count" and unit.unit in _PLACES:
                return self._ordinal_row(at, item)
        return length == 2 and unit is None and numeral.digits == 2  # 三四, 九九: not even a number of two digits

    def _is_place(self, at: int, item: Item) -> bool:
        """Does a number before such a unit name one of them (8号, 2期, 十代) and not count them (两期, 三代)?"""
        numeral = item.numeral
        if numeral.power > 1 or item.more or item.low != item.high or item.name == "届":
            return False
        if item.name in ("期", "代", "批次", "轮次", "阶段", "梯队"):
            return numeral.arabic or self.text[at] in "二十"
        return True

    def _ordinal_row(self, at: int, item: Item) -> bool:
        self._emit(at, item.end, "ordinal", item.low, item.high, unit=item.name, numeral=(at, item.numeral.end))
        return True

    def _ordinal(self, at: int, item: Item) -> int:
        """第3名, 第一."""
        text = self.text
        unit = item.unit if item.unit is not None and item.unit.type in ("count", "duration") else None
        end = item.end if unit else item.numeral.end
        low: Number = item.numeral.low
        high: Number = item.numeral.high
        name = unit.unit if unit else None
        start = at - 1
        if text.endswith("倒数", 0, start):
            start, low, high = start - 2, negative_of(high), negative_of(low)
        return self._emit(max(start, self.done), end, "ordinal", low, high, unit=name, numeral=(at, item.numeral.end))

    def _ratio(self, at: int, item: Item) -> int | None:
        """6比4, 1:3."""
        text = self.text
        match = _RATIO.match(text, item.end)
        if match is None or item.numeral.power > 1 or not item.high:
            return None
        right = read_numeral(text, match.end())
        if (
            right is None
            or not right.low
            or right.power > 1
            or right.low != right.high
            or find_unit(text, right.end) is not None
        ):
            return None
        if text[right.end : right.end + 1] in (":", "：", "比", "%", "年", "月") or item.low != item.high:
            return None
        written = f"{plain(item.low)}/{plain(right.low)}"
        value = Fraction(item.low) / Fraction(right.low)
        return self._emit(at, right.end, "ratio", value, value, numeral=(at, right.end), written=(written, None))

    def _rate(self, at: int, item: Item) -> int | None:
        """每9个人就有1个人: one in nine."""
        text = self.text
        match = _THERE_IS.match(text, item.end)
        if match is None or item.unit is None or not item.high:
            return None
        part = read_item(self.text, match.end())
        if part is None or part.unit is None or part.name != item.name or part.low > item.low:
            return None
        end = part.end
        noun = text[item.end : match.start(1)]
        if noun and text.startswith(noun, end):
            end += len(noun)
        written = f"{plain(part.low)}/{plain(item.low)}"
        value = Fraction(part.low) / Fraction(item.low)
        return self._emit(at - 1, end, "ratio", value, value, numeral=(at, part.numeral.end), written=(written, None))

    def _front(self, at: int, item: Item) -> int:
        """前10名, 前八 (at most), 前两周 (a duration)."""
        if item.unit is not None and item.unit.type == "duration":
            return self._bounded(
                at, at, item.numeral.end, item.end, "duration", item.low, item.high, item.name, None, item.more, item
            )
        if item.unit is not None and item.unit.type != "count":
            return self._single(at, item)
        return self._emit(
            at - 1, item.end, "ordinal", None, item.numeral.high, unit=item.name, numeral=(at, item.numeral.end)
        )

    def _type_of_bare(self, item: Item) -> str:
        following = self.text[item.end : item.end + 1]
        return "count" if "一" <= following <= "龥" or item.numeral.power else "measure"

    # -- codes -----------------------------------------------------------------------------------------------------

    # -- ranges and lists ------------------------------------------------------------------------------------------

    def _several_items(self, at: int, chain: list[tuple[str, Item]]) -> int:
        text = self.text
        first = chain[0][1]
        last = chain[-1][1]
        if (len(chain) == 2 and chain[1][0] == "range") or is_approximation(self.text, chain):
            power = carried_power(first, last) or 0
            low, high = first.low, last.high
            if power and isinstance(low, Decimal):
                low = scaled(low, power)
            elif first.unit is None and last.unit is not None and last.unit.minor > 1 and isinstance(low, Decimal):
                low = EXACT.divide(low, last.unit.minor)
            if first.unit is None and last.name == "%" and last.numeral.end + 1 < last.end and isinstance(low, Decimal):
                low = EXACT.multiply(low, 10) if text[last.numeral.end] == "成" else low
            start, negative = self._sign(first.start, last.unit)
            if negative:
                low, high = sorted((negative_of(low), high))
            unit = last.unit
            kind = unit.type if unit else "measure"
            name, code = last.name, unit.code if unit else None
            start, unit = self._currency(start, unit)
            if unit is not None and unit.type == "money" and last.unit is not unit:
                kind, name, code = "money", unit.unit, unit.code
            if name == "线" and unit is not None:
                return self._city_class(start, at, last, low, high)
            return self._bounded(start, at, last.numeral.end, last.end, kind, low, high, name, code, last.more, last)
        power = last.numeral.power
        for _, member in chain[:-1]:
            low, high = member.low, member.high
            if power and not member.numeral.power and isinstance(low, Decimal) and isinstance(high, Decimal):
                low, high = scaled(low, power), scaled(high, power)
            start, negative = self._sign(member.start, last.unit)
            if negative:
                low, high = negative_of(high), negative_of(low)
            unit = last.unit
            kind = unit.type if unit else "measure"
            self._bounded(
                start,
                member.start,
                member.numeral.end,
                member.end,
                kind,
                low,
                high,
                last.name,
                unit.code if unit else None,
                False,
                member,
            )
        return self._single(last.start, last)

    def _city_class(self, start: int, at: int, item: Item, low: Number, high: Number) -> int:
        """三至五线, 二三线及以下."""
        below = _AND_BELOW.match(self.text, item.end)
        end = below.end() if below else item.end
        return self._emit(start, end, "range-class", low, high, unit="线", numeral=(at, item.numeral.end))

    def _emit(
        self,
        start: int,
        end: int,
        kind: str,
        low: Number | None = None,
        high: Number | None = None,
        low_closed: bool = True,
        high_closed: bool = True,
        approximate: bool = False,
        unit: str | None = None,
        currency: str | None = None,
        numeral: tuple[int, int] | None = None,
        cue: tuple[int, int] | None = None,
        iso: str | None = None,
        written: tuple[str, str | None] | None = None,
    ) -> int:
        """Report a quantity; returns where the scan goes on."""
        start = max(start, self.done)
        text = self.source[start:end]
        self.found.append(
            Quantity(
                start, end, text, kind, low, high, low_closed, high_closed,
                approximate, unit, currency, numeral, cue, iso, written,
            )
        )  # fmt: skip
        self.done = end
        return end
