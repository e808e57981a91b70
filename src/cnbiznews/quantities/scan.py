"""The scan: one pass over the text, a small hand-written grammar at every numeral.

    [cue] [currency] numeral [magnitude] [unit] [cue]          超 5.2 万 个
    numeral [unit] connector numeral unit                      10% - 15%, 10 到 20 亿元
    numeral 、 numeral 和 numeral unit                         12、15和20亿元

The text is only visited where a numeral can begin; each look there is of bounded length, so the scan is linear.
"""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from cnbiznews.errors import NumberError
from cnbiznews.periods import read_date
from cnbiznews.quantities.lexicon import TRIGGERS, cue_after, cue_before, money_after, money_before, names, words
from cnbiznews.quantities.model import Number, Quantity, plain
from cnbiznews.quantities.numerals import EXACT, Numeral, read_numeral, to_plain_characters
from cnbiznews.quantities.units import Unit, currency_before, find_unit

__all__ = ["parse_quantity", "scan"]

# Runs of numerals that no text is made of; reading them would only cost time.
_NOISE = re.compile(r"[0-9〇零一二两三四五六七八九十百千万亿兆点.,]{201}[0-9〇零一二两三四五六七八九十百千万亿兆点.,]*")
_TRIGGER = re.compile(f"[{TRIGGERS}]")
_DIGITS = re.compile(r"[0-9][0-9.,]*")
_TOKEN_AFTER = re.compile(r"[0-9A-Za-z]*(?:[-.+][0-9A-Za-z]+){0,4}")
_LETTERS_BEFORE = re.compile(r"[A-Za-z][A-Za-z0-9]*[-. ]?$")
_MAYBE_DATE = re.compile(
    r"[0-9〇零一二三四五六七八九十廿卅两]{1,4} ?(?:[年月日号季时点财度QH:：/至到~～、和)）—–-]|个月|个季|年)|半年|[0-9]{4}[./-]"
)
_CLASS_WORD = re.compile("[个]?(?:线)(?!上|下|索|路|程|性|缆)")
_MAGNITUDE_CLASS = re.compile("级(?!别|差)")
_AND_BELOW = re.compile("[及和]以[下上](?:级别|城市)?|以[下上]")
_RANGE = re.compile(" ?(?:[(（]含[)）])? ?(?:--|——|[-–—~～〜−至到]) ?")
_LIST = re.compile(" ?[、/和及与或] ?")
_RATIO = re.compile(" ?[:：比] ?")
_FILLER = re.compile("(?:全[市国省行球县区年]|每[一-龥]{1,2}|[:：]|了|为|有|人民币|其)$")
_PERIOD_BEFORE = re.compile("(?:近|前|过去|未来|最近)$")
_NOT_BEFORE_FRONT = tuple("目之此以日年提当先午空生")
_THOUSANDS = {"k": 3, "K": 3, "w": 4, "M": 6, "million": 6, "mn": 6, "billion": 9, "bn": 9, "trillion": 12}
_ENGLISH = re.compile(" ?(million|mn|billion|bn|trillion)(?![A-Za-z])")
_URL_BEFORE = re.compile(r"(?:https?:|www\.|=[\"'])[!-~]{0,150}$")
_URL_REST = re.compile("[!-~]+")
_STATED = re.compile("(?:是|为|等于|数字)$")
_STATED_END = re.compile("[不而却这那，。,.；;！? ]|$")
_LABEL_BEFORE = re.compile("(?:附录|附表|附件|附图|图表|[。，（(\n]图|[。，（(\n]表)$")
_NOTHING = re.compile("")
_SLASH = re.compile("/([1-9][0-9]{0,2})(?![0-9./%元万亿年月])")
_THERE_IS = re.compile("[一-龥]{0,3}?[里中]?(就有|便有|就会有|才有)")
_YEAR_FOLLOWS = re.compile("[、和与及/](?:19|20)[0-9]{2}(?:年|[、和与及])")
_MORE_AFTER_UNIT = re.compile("[多余](?!少|数|元|方|种|家|个|次|项|名|位|亿|万)")
_HALF_AFTER_UNIT = re.compile("半(?!导|年|数|径|场|程|月|天|小|个|价|夜|路|挂|强)")
_PERCENT_NOT = tuple("立为本功熟长交都员果绩品分人见因堆群全衣语名败")
_FOLD_NOT = tuple("叠返磨腾射旧线损合价算现")
_COUNTED = re.compile(
    "的?(?:[用客租商农]?户|人|会员|粉丝|消费者|网民|受众|读者|观众|次|播放|下载|访问|流量|台|辆|件|单|吨|度|股|平方|参数|终端|设备|日活|月活|年活)"
)
_ONE_KEEP = re.compile("(?:仅有?|唯一?|只剩|只有[^，。；、]{0,6}|只)$")
_ONE_TIME_NOT = tuple("这那某同每有另上下前后第哪整任统")


class _Item(NamedTuple):
    """A numeral with what belongs to it on the right."""

    start: int
    numeral: Numeral
    low: Number
    high: Number
    end: int
    unit: Unit | None
    name: str | None  # the unit as reported
    more: bool
    ratio: bool = False


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
        self.found: list[Quantity] = []
        self.no_list = 0  # up to here the numbers are known to form no list with a shared unit
        self.done = 0  # end of the last quantity: nothing may reach back over it

    # Each visit returns where to go on, always after the place visited.

    def visit(self, at: int) -> int:
        text = self.text
        first = text[at]
        if noise := _NOISE.match(text, at):
            return noise.end()
        if hit := names().find(text, at):
            start, end, word, kind = hit
            if self._really_name(word, end):
                return self._name(max(start, self.done), end) if kind == "name" else max(end, at + 1)
        if first in "双倍番余数半两三四二一几":
            if hit := words()[0].find(text, at):
                return self._word(*hit[:3])
            if first in "双倍番余":
                return at + 1
        before = text[at - 1] if at else "\n"
        digit = "0" <= first <= "9"
        if first == ".":
            if (before.isalnum() or before in ".。%") or not "0" <= text[at + 1 : at + 2] <= "9":
                return at + 1
        if digit and (
            (before.isascii()
            and before.isalpha())
            or before in "_#@=&?/"
            or (before == "-"
            and at > 1
            and _is_letter(text[at - 2]))
        ):
            return self._after_letter(at)
        return self._number(at, before)

    def _number(self, at: int, before: str) -> int:
        """A place where a number or date may stand."""
        text = self.text
        first = text[at]
        digit = "0" <= first <= "9"
        if (
            _MAYBE_DATE.match(text, at)
            or before in ("第", "(", "（")
            or (text[at : at + 4].isdigit() and text[at + 4 : at + 5] in tuple("QH"))
        ) and (date := self._date(at, before)):
            return date
        if first == "半":
            return self._half(at)
        if first == "参" and text[at + 1 : at + 2] not in "拾佰仟":
            return at + 1
        if first in "几数" and (unit := self._several(at)):
            return unit
        item = self._item(at)
        if item is None:
            if digit:
                match = _DIGITS.match(text, at)
                return match.end() if match else at + 1
            return at + 1
        return self._quantity(at, item, before)

    # -- what is no quantity -------------------------------------------------------------------------------------

    def _really_name(self, word: str, end: int) -> bool:
        """Names of digits alone (618) are names only where nothing makes a quantity of them (618亿元)."""
        if (
            word[0] in "百千万亿"
            and cue_before(self.text, end - len(word))
            and find_unit(self.text, end - len(word) + 1)
        ):
            return False  # 上万家, 近百度
        if word[-1] == "分" and self.text[end : end + 1] == "之":  # 万分 in 万分之五
            return False
        if word[-1] in _JOINED and self.text[end : end + 1] in _STARTS:  # 二百五 in 二百五十, 一点 in 一点五
            return False
        if not ("0" <= word[-1] <= "9"):
            return not (
                word[-1].isascii() and self.text[end : end + 1].isascii() and self.text[end : end + 1].isalnum()
            )
        following = self.text[end : end + 1]
        if following and (following in "0123456789.,%万亿千百" or following == "年"):
            return following in ".," and not "0" <= self.text[end + 1 : end + 2] <= "9"
        if word[0] not in "0123456789":
            return True
        unit = find_unit(self.text, end)
        return unit is None or unit[1].ordinal or unit[1].unit is None or following in "期大节日活"

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
            item = self._item(at)
            if item is not None:
                return self._quantity(at, item, text[currency[0] - 1] if currency[0] else "")
        if letters in ("TOP", "NO.", "NO", "TOP-"):
            numeral = read_numeral(text, at)
            if numeral:
                top = letters.startswith("TOP")
                return self._emit(
                    Quantity(
                        start,
                        numeral.end,
                        "",
                        "ordinal",
                        None if top else numeral.low,
                        numeral.low,
                        numeral=(at, numeral.end),
                    )
                )
        if letters == "FY" and re.match("20[0-9]{2}(?![0-9])", text[at : at + 5]):
            return self._emit(
                Quantity(start, at + 4, "", "date", written=(text[at : at + 4], None), numeral=(at, at + 4))
            )
        if letters in ("Q", "H") and text[at] in "1234" and not text[at + 1 : at + 2].isalnum():
            return self._emit(
                Quantity(start, at + 1, "", "date", written=(letters + text[at], None), numeral=(at, at + 1))
            )
        match = _TOKEN_AFTER.match(text, at)
        return self._name(start, max(match.end() if match else at, at + 1))

    # -- special forms -------------------------------------------------------------------------------------------

    def _word(self, start: int, end: int, word: str) -> int:
        kind, low, high, unit = words()[1][word]
        if start < self.done:
            return end
        return self._bounded(start, start, end, end, kind, low, low if high is None else high, unit, None, high is None)

    def _date(self, at: int, before: str) -> int | None:
        date = read_date(self.text, at)
        if date is None or date.start < self.done:
            return None
        return self._emit(
            Quantity(date.start, date.end, "", "date", written=(date.low, date.high), numeral=(at, date.end), iso=None)
        )

    def _half(self, at: int) -> int:
        """半年, 半个小时, 半天."""
        text = self.text
        if at and text[at - 1] in "一大过多近上下后前":
            return at + 1
        if text[at + 1 : at + 2] == "成" and text[at + 2 : at + 3] not in _PERCENT_NOT:
            return self._bounded(at, at, at + 1, at + 2, "percent", Decimal(5), Decimal(5), "%", None, False)
        found = find_unit(text, at + 1)
        if found is None or found[1].type not in ("duration", "measure", "percent") or text[at + 1] in "点分方度":
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

    def _item(self, at: int) -> _Item | None:
        text = self.text
        numeral = read_numeral(text, at)
        if numeral is None:
            return None
        return self._tail(at, numeral)

    def _tail(self, at: int, numeral: Numeral) -> _Item:
        """What belongs to the numeral on its right: 分之, 成, 折, unit, 多, 半, colloquial money."""
        text = self.text
        end = numeral.end
        low: Number = numeral.low
        high: Number = numeral.high
        more = bool(numeral.more)
        following = text[end : end + 1]
        if following == " " and (text[end + 1 : end + 2].isalpha() or text[end + 1 : end + 2] in "%元"):
            spaced = find_unit(text, end + 1)
            if spaced is not None:
                return self._with_unit(at, numeral, spaced[0], spaced[1], more)
        if (
            following == "/"
            and (slash := _SLASH.match(text, end))
            and numeral.digits
            and 0 < numeral.low < int(slash[1])
        ):
            value = Fraction(numeral.low) / int(slash[1])
            return _Item(at, numeral, value, value, slash.end(), Unit(None, "fraction"), None, more)
        if (
            following == "又"
            and (below := read_numeral(text, end + 1)) is not None
            and text.startswith("分之", below.end)
        ):
            above = read_numeral(text, below.end + 2)
            if above is not None and below.low:
                mixed = Fraction(numeral.low) + Fraction(above.low) / Fraction(below.low)
                return _Item(at, numeral, mixed, mixed, above.end, Unit(None, "fraction"), None, more)
        if (
            following == "分"
            and text.startswith("分之", end)
            and (above := read_numeral(text, end + 2)) is not None
            and low
        ):
            return self._fraction(at, numeral, above)
        if following == "成" and text[end + 1 : end + 2] not in _PERCENT_NOT and high <= 10:
            end += 1
            low, high = EXACT.multiply(numeral.low, 10), EXACT.multiply(numeral.high, 10)
            if text[end : end + 1] == "半":
                return _Item(
                    at, numeral, EXACT.add(low, 5), EXACT.add(high, 5), end + 1, Unit("%", "percent"), "%", more
                )
            tail = read_numeral(text, end)
            if (
                tail is not None
                and tail.end == end + 1
                and text[end] in "一二三四五六七八九"
                and find_unit(text, tail.end) is None
            ):
                return _Item(
                    at,
                    numeral,
                    EXACT.add(low, tail.low),
                    EXACT.add(high, tail.low),
                    tail.end,
                    Unit("%", "percent"),
                    "%",
                    more,
                )
            if text[end : end + 1] in ("多", "余"):
                return _Item(at, numeral, low, high, end + 1, Unit("%", "percent"), "%", True)
            return _Item(at, numeral, low, high, end, Unit("%", "percent"), "%", more)
        if following == "折" and text[end + 1 : end + 2] not in _FOLD_NOT:
            pair = numeral.low != numeral.high and text[end - 2] in "一二三四五六七八九"
            if pair:  # 八九折 is a range, 八五折 one price
                low, high = EXACT.multiply(numeral.low, 10), EXACT.multiply(numeral.high, 10)
            elif high < 10:
                low = high = EXACT.multiply(numeral.low, 10)
            return _Item(at, numeral, low, high, end + 1, Unit("折", "percent"), "折", more)
        if following == "番" and self.text[max(0, at - 2) : at].rstrip("了").endswith("翻"):
            start = at - (2 if text[at - 1] == "了" else 1)
            if low == int(low) and low < 20:
                low = high = Decimal(2 ** int(low))
                return _Item(start, numeral, low, high, end + 1, Unit("倍", "multiple"), "倍", more)
        if following == "级" and numeral.implicit and numeral.power >= 4:
            return _Item(at, numeral, low, high, end, None, None, more)
        if following == "个" and text[end + 1 : end + 2] in ("多", "半"):
            found = find_unit(text, end + 2)
            if found is not None and found[1].type == "duration":
                if text[end + 1] == "多":
                    return _Item(at, numeral, low, high, found[0], found[1], found[1].unit, True)
                half = Decimal("0.5")
                return _Item(
                    at,
                    numeral,
                    EXACT.add(numeral.low, half),
                    EXACT.add(numeral.high, half),
                    found[0],
                    found[1],
                    found[1].unit,
                    more,
                )
            if text[end + 1] == "半" and low == high:
                half = EXACT.add(numeral.low, Decimal("0.5"))
                return _Item(at, numeral, half, half, end + 2, find_unit(text, end)[1], "个", more)
        if found := find_unit(text, end):
            return self._with_unit(at, numeral, found[0], found[1], more)
        if numeral.arabic and (word := _ENGLISH.match(text, end)):
            power = _THOUSANDS[word[1]]
            low, high = _scaled(numeral.low, power), _scaled(numeral.high, power)
            return _Item(
                at,
                numeral._replace(end=word.end(), low=low, high=high, power=power, digits=0),
                low,
                high,
                word.end(),
                None,
                None,
                more,
            )
        if (
            following in _THOUSANDS
            and following
            and numeral.arabic
            and not _is_letter(text[end + 1 : end + 2])
            and not text[end + 1 : end + 2].isdigit()
        ):
            power = _THOUSANDS[following]
            low, high = _scaled(numeral.low, power), _scaled(numeral.high, power)
            scaled = numeral._replace(end=end + 1, low=low, high=high, power=power, digits=0)
            found = find_unit(text, end + 1)
            return (
                self._with_unit(at, scaled, *found, more)
                if found
                else _Item(at, scaled, low, high, end + 1, None, None, more)
            )
        return _Item(at, numeral, low, high, end, None, None, more)

    def _fraction(self, at: int, below: Numeral, above: Numeral) -> _Item:
        """百分之三, 三分之一."""
        scale = (
            {100: ("%", 1), 1000: ("‰", 10), 10000: ("‱", 100)}.get(int(below.low))
            if below.low == int(below.low)
            else None
        )
        if scale is not None and below.implicit:
            low = EXACT.divide(above.low, scale[1])
            high = EXACT.divide(above.high, scale[1])
            return _Item(at, above, low, high, above.end, Unit(scale[0], "percent"), scale[0], bool(above.more))
        return _Item(
            at,
            above,
            Fraction(above.low) / Fraction(below.low),
            Fraction(above.high) / Fraction(below.low),
            above.end,
            Unit(None, "fraction"),
            None,
            bool(above.more),
        )

    def _with_unit(self, at: int, numeral: Numeral, end: int, unit: Unit, more: bool) -> _Item:
        text = self.text
        low: Number = numeral.low
        high: Number = numeral.high
        if unit.unit == "‰":
            low, high = EXACT.divide(numeral.low, 10), EXACT.divide(numeral.high, 10)
        name = unit.unit
        if unit.minor > 1:
            low, high, name = EXACT.divide(numeral.low, unit.minor), EXACT.divide(numeral.high, unit.minor), "元"
            if unit.minor == 10 and low == high:
                end, low = self._small_change(end, low)
                high = low
        elif unit.type == "money" and unit.code == "CNY" and low == high and text[end - 1] in "块元圆":
            end, low = self._small_change(end, numeral.low)
            high = low
        following = text[end : end + 1]
        if following == "半" and low == high and unit.type != "count" and _HALF_AFTER_UNIT.match(text, end):
            low = high = EXACT.add(numeral.low, Decimal("0.5"))
            end += 1
        elif unit.unit in ("米", "度") and following in _DECIMAL_TAIL and low == high and following:
            tail = read_numeral(text, end)
            if tail is not None and tail.end == end + 1 and find_unit(text, tail.end) is None and not numeral.arabic:
                low = high = EXACT.add(numeral.low, EXACT.divide(tail.low, 10))
                end += 1
        elif following in ("多", "余") and following and _MORE_AFTER_UNIT.match(text, end) and unit.type != "money":
            more = True
            end += 1
        if unit.type == "duration" and low == high and unit.unit in _FINER and not more:
            end, low, name = self._finer(end, low, unit.unit)
            high = low
        if following == "/" and (per := self._denominator(end + 1)):
            name = f"{name}/{text[end + 1 : per]}"
            end = per
        return _Item(at, numeral, low, high, end, unit, name, more)

    def _finer(self, end: int, value: Decimal, unit: str) -> tuple[int, Decimal, str]:
        """一小时30分钟, 1年3个月: one length of time, told in its smaller unit."""
        text = self.text
        while unit in _FINER:
            at = end + 1 if text[end : end + 1] in ("零", "又") else end
            if text[at : at + 1] not in _STARTS or not text[at : at + 1]:
                break
            numeral = read_numeral(text, at)
            if numeral is None or numeral.low != numeral.high or numeral.more or numeral.power > 3:
                break
            finer = next(
                ((word, size, name) for word, size, name in _FINER[unit] if text.startswith(word, numeral.end)), None
            )
            if finer is None or numeral.low >= finer[1]:
                break
            value = EXACT.add(EXACT.multiply(value, finer[1]), numeral.low)
            end, unit = numeral.end + len(finer[0]), finer[2]
        return end, value, unit

    def _small_change(self, end: int, value: Decimal) -> tuple[int, Decimal]:
        """三块五, 五元八角二分."""
        text = self.text
        for _ in range(2):
            if not "一" <= text[end : end + 1] <= "龥" and not "0" <= text[end : end + 1] <= "9":
                break
            numeral = (
                read_numeral(text, end) if text[end] in "零一二三四五六七八九壹贰叁肆伍陆柒捌玖0123456789" else None
            )
            if numeral is None or numeral.power or numeral.high >= 10:
                break
            following = text[numeral.end : numeral.end + 1]
            if following in ("角", "毛", "分") and following:
                value = EXACT.add(value, EXACT.divide(numeral.low, 100 if following == "分" else 10))
                end = numeral.end + 1
                if text[end : end + 1] == "钱":
                    end += 1
            elif (
                text[end - 1] in "块角毛"
                and find_unit(text, numeral.end) is None
                and (numeral.end == end + 1 or text[end] == "零")
            ):
                share = 10 if text[end - 1] == "块" and text[end] != "零" else 100
                return numeral.end, EXACT.add(value, EXACT.divide(numeral.low, share))
            else:
                break
        return end, value

    def _denominator(self, at: int) -> int | None:
        """End of what stands after the stroke of 元/吨, 万件/日."""
        found = find_unit(self.text, at)
        if found is not None:
            return found[0]
        return at + 1 if self.text[at : at + 1] in tuple("人户年月日天时秒次") else None

    def _quantity(self, at: int, item: _Item, before: str) -> int:
        """Decide what the numeral at ``at`` is, together with its neighbours."""
        text = self.text
        if before == "第":
            return self._ordinal(at, item)
        if item.unit is None and (ratio := self._ratio(at, item)):
            return ratio
        if item.unit is None and self._is_code(at, item):
            return self._name(at, self._code_end(item.numeral.end))
        if before == "每" and (ratio := self._rate(at, item)):
            return ratio
        items = self._chain(item)
        if len(items) > 1:
            return self._several_items(at, items)
        if before == "前" and text[max(0, at - 2) : at - 1] not in _NOT_BEFORE_FRONT:
            return self._front(at, item)
        if item.unit is None and item.numeral.digits == 4 and self._is_year(at, item.numeral.end):
            return self._emit(
                Quantity(at, item.end, "", "date", written=(text[at : item.end], None), numeral=(at, item.end))
            )
        if self._means_nothing(at, item):
            return item.end
        return self._single(at, item)

    def _is_year(self, at: int, end: int) -> bool:
        """Are four lone digits a year (2015、2016年, a column head)?"""
        text = self.text
        if not "1990" <= text[at:end] <= "2039":
            return False
        if _YEAR_FOLLOWS.match(text, end):
            return True
        before, following = text[at - 1 : at], text[end : end + 1]
        return (
            text[at:end] != "2000"
            and before in ("", "\n", "\t", " ", "《", "（", "(")
            and following in ("", "\n", "\t", " ", "）", ")")
        )

    def _single(self, at: int, item: _Item) -> int:
        unit = item.unit
        kind = unit.type if unit else self._type_of_bare(at, item)
        name = item.name
        start = item.start
        end = item.end
        low, high = item.low, item.high
        sign_at, negative = self._sign(start)
        if negative:
            low, high = -high, -low
        start = sign_at
        if (
            self.text[end : end + 1] == "级"
            and item.numeral.implicit
            and item.numeral.power >= 4
            and (unit is None or unit.type == "money")
        ):
            high = EXACT.multiply(item.numeral.low, 10)
            return self._emit(
                Quantity(start, end + 1, "", "range-class", low, high, unit="元", numeral=(at, item.numeral.end))
            )
        if unit is None or unit.type == "money":
            if currency := currency_before(self.text, start):
                if unit is None or unit.unit == "元":
                    kind, name, unit = "money", currency[1].unit, currency[1]
                if not "一" <= self.text[currency[0]] <= "龥":
                    start = max(currency[0], self.done)
        if unit is None and name is None:
            if (
                (item.numeral.power >= 8
                and self._means_money(start, end))
                or (
                    item.numeral.power >= 4
                    and not _COUNTED.match(self.text, end)
                    and money_before(self.text, max(self.done, start - 5), start)
                )
            ):
                kind, name = "money", "元"
        code = unit.code if unit else ("CNY" if kind == "money" else None)
        return self._bounded(start, at, item.numeral.end, end, kind, low, high, name, code, item.more, item)

    def _means_money(self, start: int, end: int) -> bool:
        """Is a bare large number an amount: 投入400亿, 超数亿融资, and in a row of amounts?"""
        text = self.text
        if money_after(text, end):
            return True
        if _COUNTED.match(text, end):
            return False
        clause = max(text.rfind(mark, max(0, start - 24), start) for mark in "。；\n\t！？")
        if (
            self.found
            and self.found[-1].type == "money"
            and self.found[-1].start > clause
            and self.found[-1].start > start - 24
        ):
            return True
        return money_before(text, max(clause + 1, start - 16), start)

    def _sign(self, at: int) -> tuple[int, bool]:
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
        if before and "一" <= before <= "龥" and before not in "为是至到达约跌降增率长及和与由从负升幅涨利":
            return at, False
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
        item: _Item | None = None,
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
        quantity_low: Number | None = low
        quantity_high: Number | None = high
        low_closed = high_closed = True
        if low == high:
            if bound in (">", ">="):
                quantity_high, low_closed = None, bound == ">="
            elif bound in ("<", "<="):
                quantity_low, high_closed = None, bound == "<="
        return self._emit(
            Quantity(
                start,
                end,
                "",
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
            )
        )

    def _cue_before(self, start: int, item: _Item | None) -> tuple[int, str, str] | None:
        """(start, words, bound) of the cues before a number, fillers such as 约为每吨 included."""
        text = self.text
        at = start
        if at and text[at - 1] == " ":
            at -= 1
        cue = cue_before(text, at)
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

    def _means_nothing(self, at: int, item: _Item) -> bool:
        """Is the numeral an article (一家公司), or a lone digit that counts nothing?"""
        text = self.text
        numeral = item.numeral
        if numeral.arabic:
            return False
        length = numeral.end - at
        unit = item.unit
        if length == 1:
            character = text[at]
            if character in _FINANCIAL and (unit is None or unit.type == "count"):
                return True
            if unit is None:
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
                return (
                    unit.type == "measure"
                    and (item.end - at == 2 or text[at - 1 : at] in _ONE_TIME_NOT)
                    and unit.unit not in ("吨", "斤", "亩", "米", "岁")
                )
            if character == "二" and unit.type == "count" and unit.unit in _PLACES:
                return self._ordinal_row(at, item)
        return length == 2 and unit is None and numeral.digits == 2  # 三四, 九九: not even a number of two digits

    def _ordinal_row(self, at: int, item: _Item) -> bool:
        self._emit(
            Quantity(at, item.end, "", "ordinal", item.low, item.high, unit=item.name, numeral=(at, item.numeral.end))
        )
        return True

    def _ordinal(self, at: int, item: _Item) -> int:
        """第3名, 第一."""
        text = self.text
        unit = item.unit if item.unit is not None and item.unit.type in ("count", "duration") else None
        end = item.end if unit else item.numeral.end
        low, high = item.numeral.low, item.numeral.high
        name = unit.unit if unit else None
        start = at - 1
        if text.endswith("倒数", 0, start):
            start, low, high = start - 2, -high, -low
        return self._emit(
            Quantity(max(start, self.done), end, "", "ordinal", low, high, unit=name, numeral=(at, item.numeral.end))
        )

    def _ratio(self, at: int, item: _Item) -> int | None:
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
        return self._emit(
            Quantity(at, right.end, "", "ratio", value, value, numeral=(at, right.end), written=(written, None))
        )

    def _rate(self, at: int, item: _Item) -> int | None:
        """每9个人就有1个人: one in nine."""
        text = self.text
        match = _THERE_IS.match(text, item.end)
        if match is None or item.unit is None or not item.high:
            return None
        part = self._item(match.end())
        if part is None or part.unit is None or part.name != item.name or part.low > item.low:
            return None
        end = part.end
        noun = text[item.end : match.start(1)]
        if noun and text.startswith(noun, end):
            end += len(noun)
        written = f"{plain(part.low)}/{plain(item.low)}"
        value = Fraction(part.low) / Fraction(item.low)
        return self._emit(
            Quantity(at - 1, end, "", "ratio", value, value, numeral=(at, part.numeral.end), written=(written, None))
        )

    def _front(self, at: int, item: _Item) -> int:
        """前10名, 前八 (at most), 前两周 (a duration)."""
        if item.unit is not None and item.unit.type == "duration":
            return self._bounded(
                at, at, item.numeral.end, item.end, "duration", item.low, item.high, item.name, None, item.more, item
            )
        if item.unit is not None and item.unit.type != "count":
            return self._single(at, item)
        return self._emit(
            Quantity(
                at - 1, item.end, "", "ordinal", None, item.numeral.high, unit=item.name, numeral=(at, item.numeral.end)
            )
        )

    def _type_of_bare(self, at: int, item: _Item) -> str:
        following = self.text[item.end : item.end + 1]
        return "count" if "一" <= following <= "龥" or item.numeral.power else "measure"

    # -- codes -----------------------------------------------------------------------------------------------------

    def _is_code(self, at: int, item: _Item) -> bool:
        """Digits without a unit that are a name: 600519, (00293), iPhone 12, 3D, 400-820-8888, 1. at the start of a line."""
        text = self.text
        numeral = item.numeral
        end = numeral.end
        following = text[end : end + 1]
        if not numeral.arabic:
            return following in ("、", "．") and self._line_start(at) and len(text[at:end]) <= 3 and not numeral.power
        if numeral.power:
            return False
        before = text[at - 1] if at else "\n"
        if _is_letter(following) or (following == "." and _is_letter(text[end + 1 : end + 2])):
            return True
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
        if numeral.digits >= 4 and before in "(（" and following in ")）.":
            return True
        if numeral.digits == 6 and (text[max(0, at - 3) : at].endswith(("代码", "码", "代码：", "代码:"))):
            return True
        if numeral.digits >= 7 and numeral.end - at == numeral.digits and not cue_before(text, at):
            return True
        if following in "、." and following and self._line_start(at) and numeral.digits in (1, 2):
            return True
        return following in ("-", "－") and "0" <= text[end + 1 : end + 2] <= "9" and self._dashes(end) >= 2

    def _line_start(self, at: int) -> bool:
        for back in range(at, max(-1, at - 12), -1):
            if back == 0 or self.text[back - 1] in "\n\t":
                return True
            if self.text[back - 1] not in " •·-*":
                return False
        return False

    def _dashes(self, end: int) -> int:
        match = re.compile(r"(?:-[0-9]{1,8}){1,4}").match(self.text, end)
        return match.group().count("-") if match else 0

    def _code_end(self, end: int) -> int:
        match = _TOKEN_AFTER.match(self.text, end)
        return match.end() if match else end

    # -- ranges and lists ------------------------------------------------------------------------------------------

    def _chain(self, item: _Item) -> list[tuple[str, _Item]]:
        """The numbers that hang together with the first: [("", first), ("range" or "list", next) …]."""
        text = self.text
        chain: list[tuple[str, _Item]] = [("", item)]
        last = item
        while len(chain) < 40:
            end = last.end
            if match := _RANGE.match(text, end):
                link = "range"
            elif last.unit is None and end > self.no_list and (match := _LIST.match(text, end)):
                link = "list"
            elif (
                last.unit is None
                and last.numeral.vague
                and text[end : end + 1] in ("几", "数")
                and read_numeral(text, end) is not None
            ):
                link, match = "range", _NOTHING.match(text, end)  # 几百几千家
            else:
                break
            at = match.end() if match else end
            character = text[at : at + 1]
            if link == "list" and character == "第":
                break
            if character in "-−" and character and link == "list":
                at += 1
                character = text[at : at + 1]
            if not character or character not in _STARTS:
                break
            if _MAYBE_DATE.match(text, at) and read_date(text, at) is not None:
                break
            numeral = read_numeral(text, at)
            if numeral is None:
                break
            following = self._tail(at, numeral)
            if (
                following.unit is None
                and last.unit is not None
                and last.unit.type == "percent"
                and last.end == last.numeral.end
                and last.name == "%"
            ):
                following = following._replace(unit=last.unit, name="%")  # 百分之三至五
            if link == "range" and not self._makes_range(last, following):
                break
            chain.append((link, following))
            last = following
            if link == "range":
                break
        if (
            len(chain) > 1
            and chain[-1][1].unit is None
            and chain[-1][0] == "list"
            and not (chain[-1][1].numeral.power and self._approximates(chain))
        ):
            self.no_list = chain[-1][1].end
            return chain[:1]
        return chain

    def _makes_range(self, left: _Item, right: _Item) -> bool:
        """Do two numbers with a dash, 至 or 到 between them make one range?"""
        if left.unit is not None and (
            right.unit is None or left.unit.type != right.unit.type or left.name != right.name
        ):
            return False
        return left.low < right.high

    def _carried(self, left: _Item, right: _Item) -> int | None:
        """Power of ten that the left number takes over from the right one (10到20亿)."""
        power = right.numeral.power
        if left.unit is not None or left.numeral.power >= 4 or not power or power <= left.numeral.power:
            return None
        if power < 4 and left.numeral.power:
            return None
        ones = EXACT.multiply(left.numeral.high, Decimal(10) ** power)
        return power if ones <= right.numeral.high else None

    def _several_items(self, at: int, chain: list[tuple[str, _Item]]) -> int:
        text = self.text
        first = chain[0][1]
        last = chain[-1][1]
        if (len(chain) == 2 and chain[1][0] == "range") or self._approximates(chain):
            power = self._carried(first, last) or 0
            low, high = first.low, last.high
            if power and isinstance(low, Decimal):
                low = _scaled(low, power)
            elif first.unit is None and last.unit is not None and last.unit.minor > 1 and isinstance(low, Decimal):
                low = EXACT.divide(low, last.unit.minor)
            if first.unit is None and last.name == "%" and last.numeral.end + 1 < last.end and isinstance(low, Decimal):
                low = EXACT.multiply(low, 10) if text[last.numeral.end] == "成" else low
            start, negative = self._sign(first.start)
            if negative:
                low = -low
            unit = last.unit
            kind = unit.type if unit else "measure"
            name, code = last.name, unit.code if unit else None
            if (unit is None or unit.type == "money") and (currency := currency_before(text, start)):
                if unit is None or unit.unit == "元":
                    kind, name, code = "money", currency[1].unit, currency[1].code
                if not "一" <= text[currency[0]] <= "龥":
                    start = max(currency[0], self.done)
            if unit is not None and unit.ordinal and name == "线":
                end = last.end
                if below := _AND_BELOW.match(text, end):
                    end = below.end()
                return self._emit(
                    Quantity(start, end, "", "range-class", low, high, unit="线", numeral=(at, last.numeral.end))
                )
            return self._bounded(start, at, last.numeral.end, last.end, kind, low, high, name, code, last.more, last)
        power = last.numeral.power
        for _, member in chain[:-1]:
            low, high = member.low, member.high
            if power and not member.numeral.power and isinstance(low, Decimal) and isinstance(high, Decimal):
                low, high = _scaled(low, power), _scaled(high, power)
            start, negative = self._sign(member.start)
            if negative:
                low, high = -high, -low
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

    def _approximates(self, chain: list[tuple[str, _Item]]) -> bool:
        """5、6万 and 三、四线: two neighbouring digits with a comma between them are one rough number."""
        if len(chain) != 2 or chain[1][0] != "list":
            return False
        first, last = chain[0][1], chain[1][1]
        if self.text[first.end] != "、" or first.numeral.power or first.low != first.high or first.low >= 10:
            return False
        mantissa = last.numeral.low.scaleb(-last.numeral.power, EXACT)
        return mantissa == first.low + 1

    def _emit(self, quantity: Quantity) -> int:
        """Report a quantity, with its text; returns where the scan goes on."""
        start, end = max(quantity.start, self.done), quantity.end
        object.__setattr__(quantity, "start", start)
        object.__setattr__(quantity, "text", self.source[start:end])
        self.found.append(quantity)
        self.done = end
        return end


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


def _scaled(value: Decimal, power: int) -> Decimal:
    return EXACT.multiply(value, Decimal(10**power))


# 二 (not 两) before one of these names the second of them.
_PLACES = frozenset(["次", "套", "级", "期", "代", "线", "手", "审", "季", "环", "等", "类", "轮", "版", "楼", "号", "房", "线", "维"])
_DECIMAL_TAIL = frozenset("一二三四五六七八九")
# Units of time with the finer ones that may follow: (word, how many make one, unit).
_FINER = {
    "年": (("个月", 12, "月"),),
    "天": (("个小时", 24, "小时"), ("小时", 24, "小时")),
    "小时": (("分钟", 60, "分钟"), ("分", 60, "分钟")),
    "分钟": (("秒钟", 60, "秒"), ("秒", 60, "秒")),
}
_FINANCIAL = frozenset("壹贰叁肆伍陆柒捌玖拾佰仟")
_JOINED = frozenset("〇零一二两三四五六七八九十百千万亿点分几")
_STARTS = frozenset("0123456789〇零一二两三四五六七八九十百千万亿几数壹贰叁肆伍陆柒捌玖拾.")
