"""English: what is read otherwise than it is written: numbers, dates, times, money, units, abbreviations."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipelines.voice.narrator.numerals import cardinal, digits, mixed, ordinal, roman, year
from pipelines.voice.narrator.spans import Rule, Span, spans
from pipelines.voice.narrator.tables import table

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBERED = "Chapter|Part|Act|Scene|Volume|Book|Section|Phase|Type|Appendix|War|Canto|Figure|Table|Level|Stage|Class"
_SITE = (
    r"\b(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+(?:com|org|net|edu|gov|io|uk|de|cn))\b[^\s,;]*?(?=[.,;!?]?(?:\s|$))"
)
_TELEPHONE = r"(?<![\d-])(?:(?:\+?\d{1,3}[- ])?\(?\d{3}\)?[- ]\d{3}[- ]\d{4}|\d{3}-\d{4})\b"


def read_out(text: str) -> list[Span]:
    """The text, with each piece as a voice has to be told it."""
    return spans(text, _rules())


@cache
def _rules() -> tuple[Rule, ...]:
    """The first that matches counts, hence the narrower ones first."""
    data = table("english")
    months = "|".join((*_MONTHS, *(rf"{short}\b\.?" for short in data["months"])))
    half = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b(?P<dot>\.?))"
    scales = "|".join(sorted(data["scales"], key=len, reverse=True))
    longer = "|".join(scale for scale in data["scales"] if len(scale) > 1)
    units = "|".join(sorted(map(re.escape, data["units"]), key=len, reverse=True))
    signs = "".join(map(re.escape, data["currencies"]))
    rules: list[tuple[str, Any]] = [
        (_SITE, _site),
        (rf"([{signs}])\s?({_NUMBER})(?:\s?({scales})\b)?", _money),
        (r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", lambda m: _date(int(m[1]), int(m[2]), int(m[3]))),
        (r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", _slashed),
        (rf"\b(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?{half}?(?!\d)", _time),
        (rf"\b(\d{{1,2}}){half}", _hour),
        (rf"\b(?P<month>{months})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)", _month_day),
        (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{months})(?=\W|$)", _day_month),
        (rf"([-−]?)({_NUMBER})\s?%", lambda m: f"{_minus(m[1])}{mixed(m[2])} percent"),
        (rf"([-−]?)({_NUMBER})\s?°\s?([CF]\b)?", _degrees),
        (r"\b(\d+(?:,\d{3})*)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1].replace(",", "")))),
        (r"(?<!\w)['’]?(\d{1,3}0)s\b", _decade),
        (_TELEPHONE, lambda m: digits(m[0])),
        (r"\b(\d+)\s(\d)/(\d{1,2})\b", lambda m: f"{cardinal(int(m[1]))} and {_fraction(m[2], m[3])}"),
        (r"\b(\d{1,3})/(\d{1,3})\b(?!/)", lambda m: _fraction(m[1], m[2])),
        (r"\b(1\d{3}|20\d{2})\s?[-–]\s?(1\d{3}|20\d{2})\b", lambda m: f"{year(int(m[1]))} to {year(int(m[2]))}"),
        (rf"\b({_NUMBER})\s?[-–]\s?({_NUMBER})\b(?![-–])", lambda m: f"{mixed(m[1])} to {mixed(m[2])}"),
        (rf"([-−]?)\b({_NUMBER})\s?({units})(?![\w²³/])", _unit),
        (rf"\b({_NUMBER})\s?({longer})\b", lambda m: f"{mixed(m[1])} {data['scales'][m[2]]}"),
        (r"\b(1[1-9]\d{2}|20\d{2})(?!,?\d|\.\d)(?:['’]s)?\b", _year),
        (rf"(?<![\w.])([-−]?)({_NUMBER})(?![\w])", lambda m: f"{_minus(m[1])}{mixed(m[2])}"),
        (r"\d[\d.,]*\d|\d", _inside),
        (rf"\b((?i:{_NUMBERED}))\s+([IVXLC]+)\b", lambda m: (n := roman(m[2])) and f"{m[1]} {cardinal(n)}"),
        (r"\b([A-Z][a-z]+)\s+((?:X{0,3})(?:IX|IV|V?I{2,3}|VI|V?I{2,3}|X{1,3}))\b", _king),
        (r"\bSt\.(?=\s+[A-Z])", lambda m: "Saint"),
        (r"\bSt\.", lambda m: _ended("street", m)),
        *((rf"\b{re.escape(short)}(?=\s?\d)", _always(full)) for short, full in data["before_number"].items()),
        *((rf"(?<!\w){re.escape(short)}", _shortened(full)) for short, full in data["short"].items()),
        *((rf"\b{short}\.(?=\s)", _always(full)) for short, full in data["months"].items()),
        (r"#(?=\d)", lambda m: "number "),
        *((re.escape(sign), _spaced(words)) for sign, words in data["symbols"].items()),
        (r"(?<=\w)/(?=\w)", lambda m: " "),
        (r"[*_~^|<>\\{}\[\]#`]+", lambda m: " "),
    ]  # fmt: skip
    return tuple((re.compile(pattern), spoken) for pattern, spoken in rules)


def _always(words: str) -> Any:
    return lambda match: words


def _spaced(words: str) -> Any:
    return lambda match: f" {words} "


def _shortened(words: str) -> Any:
    return lambda match: _ended(words, match)


def _ended(words: str, match: re.Match[str]) -> str:
    """The words, with the full stop that ends the sentence as well where the abbreviation stands at its end."""
    is_last = not match.string[match.end() :].strip(" \n\"'”’)")
    return f"{words}." if match[0].endswith(".") and is_last else words


def _minus(sign: str) -> str:
    return "minus " if sign else ""


def _inside(match: re.Match[str]) -> str:
    """A number with letters at it, which are read by themselves: v2, 221B."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"{' ' * before.isalpha()}{mixed(match[0])}{' ' * after.isalpha()}"


def _site(match: re.Match[str]) -> str:
    return match[1].replace("-", " dash ").replace(".", " dot ")


def _money(match: re.Match[str]) -> str:
    one, many, cent, cents = table("english")["currencies"][match[1]]
    whole, _, part = match[2].replace(",", "").partition(".")
    if match[3]:
        return f"{mixed(match[2])} {table('english')['scales'][match[3]]} {many}"
    if len(part) not in (0, 2):
        return f"{mixed(match[2])} {many}"
    small = int(part or 0)
    told = f"{cardinal(int(whole))} {one if int(whole) == 1 else many}" if int(whole) or not small else ""
    rest = f"{cardinal(small)} {cent if small == 1 else cents}" if small else ""
    return " and ".join(filter(None, (told, rest)))


def _date(of_year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{_MONTHS[month - 1]} {ordinal(day)}, {year(of_year)}"


def _slashed(match: re.Match[str]) -> str | None:
    """The American order, unless only the other one can be."""
    first, second, of_year = int(match[1]), int(match[2]), int(match[3])
    return _date(of_year, first, second) or _date(of_year, second, first)


def _halves(match: re.Match[str]) -> str:
    """a.m. and p.m., with the full stop that ends a sentence."""
    if not match["half"]:
        return ""
    return _ended(" A.M" if match["half"] in "Aa" else " PM", match)


def _time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    if not minute and not match["half"]:
        told = f"{cardinal(hour)} o'clock" if 0 < hour <= 12 else f"{cardinal(hour)} hundred"
    else:
        told = f"{cardinal(hour)}{_minutes(minute)}"
    seconds = f" and {cardinal(int(match[3]))} seconds" if match[3] else ""
    return f"{told}{seconds}{_halves(match)}"


def _minutes(minute: int) -> str:
    if not minute:
        return ""
    return f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"


def _hour(match: re.Match[str]) -> str | None:
    return f"{cardinal(int(match[1]))}{_halves(match)}" if int(match[1]) <= 24 else None


def _month(name: str) -> str:
    return str(table("english")["months"].get(name.rstrip("."), name))


def _month_day(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    return f"{_month(match['month'])} {ordinal(day)}" if 1 <= day <= 31 else None


def _day_month(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    is_told = match.string[: match.start()].rstrip().lower().endswith("the")
    return f"{'' if is_told else 'the '}{ordinal(day)} of {_month(match['month'])}"


def _degrees(match: re.Match[str]) -> str:
    scale = {"C": " Celsius", "F": " Fahrenheit"}.get(match[3] or "", "")
    return f"{_minus(match[1])}{mixed(match[2])} {'degree' if match[2] == '1' else 'degrees'}{scale}"


def _decade(match: re.Match[str]) -> str | None:
    number = int(match[1])
    if number % 10 or (number > 99 and not number >= 1000):
        return None
    told = year(number) if number > 99 else cardinal(number)
    return f"{told[:-1]}ies" if told.endswith("y") else f"{told}s"


def _fraction(top: str, bottom: str) -> str:
    upper, lower = int(top), int(bottom)
    if not 2 <= lower <= 20 or not upper:
        return f"{cardinal(upper)} over {cardinal(lower)}"
    one = {2: "half", 4: "quarter"}.get(lower) or ordinal(lower)
    many = {2: "halves"}.get(lower) or f"{one}s"
    return f"{cardinal(upper)} {one if upper == 1 else many}"


def _unit(match: re.Match[str]) -> str:
    one, many = table("english")["units"][match[3]]
    return f"{_minus(match[1])}{mixed(match[2])} {one if match[2] == '1' else many}"


def _year(match: re.Match[str]) -> str | None:
    """A number of four digits is a year, unless so many of something are told."""
    after = match.string[match.end() :]
    if re.match(r"\s+(?:[a-z]+\s)?[a-z]+s\b(?<!was)(?<!is)(?<!has)", after) and not re.search(
        r"\b(?:in|since|by|until|from|year|of|before|after|during)\s+$", match.string[: match.start()], re.IGNORECASE
    ):
        return None
    return year(int(match[1])) + ("'s" if match[0].endswith("s") else "")


def _king(match: re.Match[str]) -> str | None:
    number = roman(match[2])
    return f"{match[1]} the {ordinal(number)}" if number else None
