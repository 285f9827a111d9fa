"""English: what is read otherwise than it is written: numbers, dates, times, money, units, abbreviations."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipelines.voice.narrator import amounts, moments
from pipelines.voice.narrator.numerals import cardinal, mixed, ordinal, year
from pipelines.voice.narrator.spans import Rule, Span, ended, spans
from pipelines.voice.narrator.tables import table

_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_NUMBERED = "Chapter|Part|Act|Scene|Volume|Book|Section|Phase|Type|Appendix|War|Canto|Figure|Table|Level|Stage|Class"
_TOP = "com|org|net|edu|gov|io|uk|de|cn|ai|app|dev|info|fr|jp|tv|eu"
_OVER = r"(?=[.,;:!?)\]]*(?:\s|$|[^\x00-\x7f]))"
_SITE = rf"(?i:\b(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+(?:{_TOP})))\b(?:[/?#:][^\s,;，。；、）]*?)?{_OVER}"
_MAIL = rf"(?i:\b([a-z0-9][\w.+-]*@(?:[a-z0-9-]+\.)+[a-z]{{2,}})){_OVER}"
_TELEPHONE = (
    r"(?<![\d-])(?:(?:\+?\d{1,3}[- ])?\(?\d{3}\)?[- ]\d{3}[- ]\d{4}|\+\d{1,3}(?:[- ]\(?\d{2,5}\)?){2,4}"
    r"|0\d{2,4} \d{3,4} ?\d{3,4}|\d{3}-\d{4})\b"
)
_INITIALS = r"(?<![A-Z]{2} )(?<!\w)(?:IT|US|UK|WHO)(?!\w)(?! [A-Z]{2})"
"""Letters that are words where all is shouted."""
_TITLES = "King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Prince|Saint"


def read_out(text: str) -> list[Span]:
    """The text, with each piece as a voice has to be told it."""
    return spans(text, _rules())


@cache
def _rules() -> tuple[Rule, ...]:
    """The first that matches counts, hence the narrower ones first."""
    rules = [*_addresses(), *_moments(), *_amounts(), *_numbers(), *_names(), *_short(), *_signs()]
    return tuple((re.compile(pattern), spoken) for pattern, spoken in rules)


def _addresses() -> list[tuple[str, Any]]:
    return [(_MAIL, lambda m: amounts.address(m[1])), (_SITE, lambda m: amounts.address(m[1]))]


def _moments() -> list[tuple[str, Any]]:
    data = table("english")
    months = "|".join((*moments.MONTHS, *(rf"{short}\b\.?" for short in data["months"])))
    days = "|".join(sorted(data["weekdays"], key=len, reverse=True))
    half = r"(?:\s?(?P<half>[AaPp])\.?\s?[Mm]\b(?P<dot>\.?))"
    era = r"(?P<era>B\.?C\.?(?:E\.?)?|A\.?D\.?|C\.?E\.?)"
    return [
        (r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b", lambda m: moments.date(int(m[1]), int(m[2]), int(m[3]))),
        (r"\b(\d{1,2})/(\d{1,2})/(\d{4})\b", moments.slashed),
        (r"\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b", lambda m: moments.date(int(m[3]), int(m[2]), int(m[1]))),
        (r"(?<=[\dmM.])\s?[-–]\s?(?=\d{1,2}(?::\d{2}|(?::\d{2})?\s?[ap]\.?m\b))", _always(" to ")),
        (rf"\b(\d{{1,2}}):(\d{{2}})(?::(\d{{2}}))?{half}?(?!\d)", moments.time),
        (rf"\b(\d{{1,2}}){half}", moments.hour_of),
        (rf"\b(?P<month>{months})\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!:)", moments.month_day),
        (rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{months})(?=\W|$)", moments.day_month),
        (rf"\b({days})\.?\s?[-–]\s?({days})\b\.?", moments.weekdays),
        (r"\b(Mon|Tues?|Wed|Thurs?|Fri)\.(?=[\s,])", lambda m: data["weekdays"][m[1]]),
        (rf"\b(?P<year>\d{{1,4}})\s?{era}(?!\w)", moments.era),
        (rf"\b{era}\s?(?P<year>\d{{1,4}})\b", moments.era),
    ]


def _amounts() -> list[tuple[str, Any]]:
    data = table("english")
    signs, codes = "".join(map(re.escape, data["currencies"])), "|".join(data["codes"])
    scales = "|".join(sorted(data["scales"], key=len, reverse=True))
    longer = "|".join(scale for scale in data["scales"] if len(scale) > 1)
    units = "|".join(sorted(map(re.escape, data["units"]), key=len, reverse=True))
    return [
        (rf"([{signs}])\s?({_NUMBER})\s?[-–]\s?[{signs}]?({_NUMBER})(?!\w)", amounts.money_between),
        (rf"([{signs}])\s?(\d+,\d\d(?!\d)|{_NUMBER})(?:\s?({scales})\b)?", amounts.money),
        (rf"\b(?P<code>{codes})\s?(?P<number>{_NUMBER})(?!\w)", amounts.coded),
        (rf"(?<![\w.])(?P<number>{_NUMBER})\s?(?P<code>{codes})\b", amounts.coded),
        (r"(?<![\w.])(\d+)\s?¢", amounts.cents),
        (rf"(?<![\w.-])({_NUMBER})\s?[-–]\s?(?={_NUMBER}\s?(?:[°%]|(?:{units})\b))", lambda m: f"{mixed(m[1])} to "),
        (rf"(?<![\w.])([-−]?)({_NUMBER})\s?%", lambda m: f"{amounts.minus(m[1])}{mixed(m[2])} percent"),
        (rf"(?<![\w.])([-−]?)({_NUMBER})\s?°\s?([CF]\b)?", amounts.degrees),
        (r"(?<![\w.])(\d)['’′](\d{1,2})(?:[\"”″]|''|(?![\w'’]))", amounts.height),
        (r"(?<![\w.])(\d+)\s?ft\.?\s(\d{1,2})\s?in\b", amounts.feet_and_inches),
        (rf"(?<![\w.])([-−]?)({_NUMBER})\s?({units})(?![\w²³/])(?:\.(?=\s+[a-z]))?", amounts.unit),
        (rf"(?<![\w.])({_NUMBER})\s?({longer})\b", amounts.scaled),
        (r"(?<![\w.])(\d+\.\d+)([MB])\b", amounts.scaled),
        (r"(?<![\w.])(\d+)([kKM])(?=\s[a-z]+s\b)", amounts.scaled),
    ]


def _numbers() -> list[tuple[str, Any]]:
    small, raised = table("english")["symbols"], table("english")["raised"]
    return [
        *((rf"(?<=[\w)])\s?{re.escape(sign)}(?!\d)", _always(f" {words}")) for sign, words in raised.items()),
        (r"(?<=[\w)])\s?\^\s?(?=[-−\w(])", _always(" to the power of ")),
        (r"\b(\d+(?:,\d{3})*)(?:st|nd|rd|th)\b", lambda m: ordinal(int(m[1].replace(",", "")))),
        (r"(?<=st|nd|rd|th)[-–](?=\d)", _always(" to ")),
        (r"(?<!\w)['’]?(\d{1,3}0)s\b", moments.decade),
        (_TELEPHONE, amounts.telephone),
        (r"(?<![\w-])\d(?:-\d){2,}\b(?!-)", lambda m: " ".join(cardinal(int(digit)) for digit in m[0].split("-"))),
        (r"(?<![\w.])\d+(?:\.\d+){2,}(?!\w)", lambda m: mixed(m[0])),
        (r"\b(\d+)\s(\d)/(\d{1,2})\b", lambda m: f"{cardinal(int(m[1]))} and {amounts.fraction(m[2], m[3])}"),
        (r"\b(\d+)\s?([½¼¾⅓⅔])", lambda m: f"{cardinal(int(m[1]))} and {small[m[2]]}"),
        (r"\b(\d{1,3})/(\d{1,3})\b(?!/)", amounts.slashed_pair),
        (r"(?<![\d:])(\d+):(\d+)(?![\d:])", lambda m: f"{cardinal(int(m[1]))} to {cardinal(int(m[2]))}"),
        (r"(?<=[\d)])\s[-−–—]\s(?=\d[^=]{0,12}=)", _always(" minus ")),
        (r"(?<=\d)(?:\s[x×]\s|×)(?=\d)", _always(" times ")),
        (r"(?<=\d)x(?=\d)", _always(" by ")),
        (r"\b(1\d{3}|20\d{2})\s?[-–]\s?(1\d{3}|20\d{2})\b", lambda m: f"{year(int(m[1]))} to {year(int(m[2]))}"),
        (rf"\b({_NUMBER})\s?[-–]\s?({_NUMBER})\b(?![-–])", lambda m: f"{mixed(m[1])} to {mixed(m[2])}"),
        (r"\b(1\d{3}|20\d{2})(?!,?\d|\.\d)(?:['’]s)?\b", moments.year_of),
        (rf"(?<![\w.])([-−]?)({_NUMBER})(?!\w|\.\d)", lambda m: f"{amounts.minus(m[1])}{mixed(m[2])}"),
        (r"(?<![A-Za-z])CO(?=2(?!\w))", _always("C O")),
        (r"\d[\d.,]*\d|\d", amounts.inside),
    ]


def _names() -> list[tuple[str, Any]]:
    """What has a number in Roman figures."""
    return [
        (r"^\s*([IVXLC]{2,})(\.?)\s*$", amounts.part_number),
        (rf"\b((?i:{_NUMBERED}))\s+((?![CL]\b)[IVXLC]+|[ivx]{{2,}})\b(?![’'])", amounts.numbered),
        (
            rf"\b(?P<title>(?:{_TITLES})\s+)?(?P<name>[A-Z][a-z]+)\s+"
            r"(?P<number>[XVI]{2,}|[VX]|I(?=[.,;:!?)]|\s+(?:of|died|reigned|ruled|and|had)\b))(?!\w)",
            amounts.ruler,
        ),
        (r"\bWW(I{1,2})\b", lambda m: f"World War {cardinal(len(m[1]))}"),
        (_INITIALS, lambda m: " ".join(m[0])),
        (r"(?<!\w)([A-Z]{1,2})&([A-Z])(?!\w)", lambda m: f"{_letters(m[1])} and {_letters(m[2])}"),
        (r"(?<=[a-z] )A(?![\w'’.&]| [A-Z])", lambda m: _letters(m[0])),
    ]


def _short() -> list[tuple[str, Any]]:
    data = table("english")
    return [
        (r"\bSt\.(?=\s+[A-Z])", _always("Saint")),
        (r"\bSt\.", lambda m: ended("street", m)),
        (r"(?<=[a-z] )Dr\.(?!\s+[A-Z])", lambda m: ended("drive", m)),
        *((rf"\b{re.escape(short)}\s?(?=\d)", _always(f"{full} ")) for short, full in data["before_number"].items()),
        *((rf"\b{re.escape(short)}(?=\s[A-Z])", _always(full)) for short, full in data["before_name"].items()),
        *((rf"(?<!\w){re.escape(short)}", _shortened(full)) for short, full in data["short"].items()),
        *((rf"\b{short}\.(?=\s)", _always(full)) for short, full in data["months"].items()),
    ]


def _signs() -> list[tuple[str, Any]]:
    data = table("english")
    return [
        (r"#(?=\d)", _always("number ")),
        *((rf"(?<=\w)\s{sign}\s(?=[-\w])", _always(f" {words} ")) for sign, words in data["compared"].items()),
        *((re.escape(sign), _spaced(words)) for sign, words in data["symbols"].items()),
        (r"(?<=\w)/(?=\w)", _always(" ")),
        (r"[*_~^|<>\\{}\[\]#`]+", _always(" ")),
    ]


def _letters(text: str) -> str:
    """Each by its name: A by itself would be an article."""
    return " ".join("ay" if letter == "A" else letter for letter in text)


def _always(words: str) -> Any:
    return lambda match: words


def _spaced(words: str) -> Any:
    return lambda match: f" {words} "


def _shortened(words: str) -> Any:
    """In full, parted from what stands at it without a space."""
    return lambda match: ended(words, match) + " " * match.string[match.end() :][:1].isalnum()
