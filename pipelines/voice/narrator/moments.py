"""Moments: English dates, times and years, as they are read out."""

from __future__ import annotations

import re

from pipelines.voice.narrator.numerals import cardinal, ordinal, year
from pipelines.voice.narrator.spans import ended
from pipelines.voice.narrator.tables import table

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_SHARE = re.compile(r"\b(?:ratio|odds|scale|score|proportion)s?\b[^.!?]{0,20}$", re.IGNORECASE)
"""Before two numbers with a colon that are no time."""
_DATED = re.compile(
    r"\b(?:in|since|by|until|from|year|of|before|after|during|around|circa|AD|A\.D\.)\s+$", re.IGNORECASE
)
"""Before a year."""


def date(of_year: int, month: int, day: int) -> str | None:
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    return f"{MONTHS[month - 1]} {ordinal(day)}, {year(of_year)}"


def slashed(match: re.Match[str]) -> str | None:
    """The American order, unless only the other one can be."""
    first, second, of_year = int(match[1]), int(match[2]), int(match[3])
    return date(of_year, first, second) or date(of_year, second, first)


def time(match: re.Match[str]) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59 or _SHARE.search(match.string[: match.start()]):
        return None
    if not minute and not match["half"]:
        told = f"{cardinal(hour)} o'clock" if 0 < hour <= 12 else f"{cardinal(hour)} hundred"
    else:
        told = f"{cardinal(hour)}{_minutes(minute)}"
    seconds = f" and {cardinal(int(match[3]))} seconds" if match[3] else ""
    return f"{told}{seconds}{_halves(match)}"


def hour_of(match: re.Match[str]) -> str | None:
    return f"{cardinal(int(match[1]))}{_halves(match)}" if int(match[1]) <= 24 else None


def month_day(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    return f"{_month(match['month'])} {ordinal(day)}" if 1 <= day <= 31 else None


def day_month(match: re.Match[str]) -> str | None:
    day = int(match["day"])
    if not 1 <= day <= 31:
        return None
    is_told = match.string[: match.start()].rstrip().lower().endswith("the")
    return f"{'' if is_told else 'the '}{ordinal(day)} of {_month(match['month'])}"


def decade(match: re.Match[str]) -> str | None:
    number = int(match[1])
    if number % 10 or (number > 99 and not number >= 1000):
        return None
    told = year(number) if number > 99 else cardinal(number)
    return f"{told[:-1]}ies" if told.endswith("y") else f"{told}s"


def year_of(match: re.Match[str]) -> str | None:
    """A number of four digits is a year, unless so many of something are told; those of the eleventh century only where
    it is said."""
    after = match.string[match.end() :]
    is_dated = bool(_DATED.search(match.string[: match.start()]))
    is_counted = re.match(r"\s+(?:[a-z]+\s)?[a-z]+s\b(?<!was)(?<!is)(?<!has)", after) is not None
    if not is_dated and (is_counted or int(match[1]) < 1100):
        return None
    return year(int(match[1])) + ("'s" if match[0].endswith("s") else "")


def era(match: re.Match[str]) -> str:
    """44 B.C., 1200 CE."""
    number, letters = int(match["year"]), " ".join(re.findall(r"[A-Z]", match["era"]))
    told = year(number) if number > 999 else cardinal(number)
    return ended(f"{told} {letters}", match) if match[0][0].isdigit() else f"{letters} {told}"


def weekdays(match: re.Match[str]) -> str:
    """Mon.-Fri."""
    first, last = (table("english")["weekdays"][name] for name in match.groups())
    return ended(f"{first} to {last}", match)


def _halves(match: re.Match[str]) -> str:
    """a.m. and p.m., with the full stop that ends a sentence."""
    if not match["half"]:
        return ""
    return ended(" A.M" if match["half"] in "Aa" else " PM", match)


def _minutes(minute: int) -> str:
    if not minute:
        return ""
    return f" oh {cardinal(minute)}" if minute < 10 else f" {cardinal(minute)}"


def _month(name: str) -> str:
    return str(table("english")["months"].get(name.rstrip("."), name))
