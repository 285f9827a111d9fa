"""Amounts: English money, measures, fractions and other numbers, as they are read out."""

from __future__ import annotations

import re

from pipelines.voice.narrator.numerals import cardinal, digits, mixed, ordinal, roman
from pipelines.voice.narrator.tables import table


def money(match: re.Match[str]) -> str:
    """$3.50, €1,50, $2.5 million."""
    one, many, cent, cents = table("english")["currencies"][match[1]]
    text = re.sub(r",(\d\d)$", r".\1", match[2])
    whole, _, part = text.replace(",", "").partition(".")
    if match[3]:
        return f"{mixed(text)} {table('english')['scales'][match[3]]} {many}"
    if len(part) not in (0, 2):
        return f"{mixed(text)} {many}"
    small = int(part or 0)
    told = f"{cardinal(int(whole))} {one if int(whole) == 1 else many}" if int(whole) or not small else ""
    rest = f"{cardinal(small)} {cent if small == 1 else cents}" if small else ""
    return " and ".join(filter(None, (told, rest)))


def money_between(match: re.Match[str]) -> str:
    """$10-20."""
    return f"{mixed(match[2])} to {mixed(match[3])} {table('english')['currencies'][match[1]][1]}"


def coded(match: re.Match[str]) -> str:
    """20 EUR, USD 20."""
    number, code = match["number"], match["code"]
    one, many = table("english")["codes"][code]
    return f"{mixed(number)} {one if number == '1' else many}"


def cents(match: re.Match[str]) -> str:
    return f"{cardinal(int(match[1]))} {'cent' if match[1] == '1' else 'cents'}"


def degrees(match: re.Match[str]) -> str:
    scale = {"C": " Celsius", "F": " Fahrenheit"}.get(match[3] or "", "")
    return f"{minus(match[1])}{mixed(match[2])} {'degree' if match[2] == '1' else 'degrees'}{scale}"


def unit(match: re.Match[str]) -> str:
    one, many = table("english")["units"][match[3]]
    return f"{minus(match[1])}{mixed(match[2])} {one if match[2] == '1' else many}"


def height(match: re.Match[str]) -> str:
    """5'10"."""
    return f"{cardinal(int(match[1]))} foot {cardinal(int(match[2]))}"


def feet_and_inches(match: re.Match[str]) -> str:
    """6 ft 2 in."""
    feet, inches = int(match[1]), int(match[2])
    far, near = "foot" if feet == 1 else "feet", "inch" if inches == 1 else "inches"
    return f"{cardinal(feet)} {far} {cardinal(inches)} {near}"


def slashed_pair(match: re.Match[str]) -> str:
    """24/7 and 50/50 are no fractions; 3/4 is one."""
    if match[1] == match[2] or match[0] in table("english")["slashes"]:
        return f"{cardinal(int(match[1]))} {cardinal(int(match[2]))}"
    return fraction(match[1], match[2])


def fraction(top: str, bottom: str) -> str:
    upper, lower = int(top), int(bottom)
    if not 2 <= lower <= 20 or not upper:
        return f"{cardinal(upper)} over {cardinal(lower)}"
    one = {2: "half", 4: "quarter"}.get(lower) or ordinal(lower)
    many = {2: "halves"}.get(lower) or f"{one}s"
    return f"{cardinal(upper)} {one if upper == 1 else many}"


def scaled(match: re.Match[str]) -> str:
    return f"{mixed(match[1])} {table('english')['scales'][match[2]]}"


def minus(sign: str) -> str:
    return "minus " if sign else ""


def inside(match: re.Match[str]) -> str:
    """A number with letters at it, which are read by themselves: v2, 221B."""
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    return f"{' ' * before.isalpha()}{mixed(match[0])}{' ' * after.isalpha()}"


def ruler(match: re.Match[str]) -> str | None:
    """Henry VIII is the eighth; Apollo XI and Rocky III are plain numbers."""
    number = roman(match["number"])
    if not number:
        return None
    is_ruler = match["title"] or match["name"] in table("english")["rulers"]["names"]
    if not is_ruler:
        return f"{match['name']} {cardinal(number)}" if len(match["number"]) > 1 else None
    return f"{match['title'] or ''}{match['name']} the {ordinal(number)}"


def numbered(match: re.Match[str]) -> str | None:
    """Chapter IV, scene ii. In small letters, "the part I played" is about somebody."""
    number = roman(match[2].upper())
    is_somebody = match[2] == "I" and match[1][0].islower()
    return f"{match[1]} {cardinal(number)}" if number and not is_somebody else None


def part_number(match: re.Match[str]) -> str | None:
    """II or IV. alone, above a part of a text."""
    number = roman(match[1])
    return f"{cardinal(number)}{match[2]}" if number else None


def address(text: str) -> str:
    """Of a page or a person: jane.doe@example.com."""
    signs: dict[str, str] = table("english")["addresses"]
    return " ".join("".join(f" {signs[char]} " if char in signs else char for char in text).split())


def telephone(match: re.Match[str]) -> str:
    return digits(match[0])
