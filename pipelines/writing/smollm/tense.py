"""Turning the clause of a prompt ("who befriends a gull") into the past tense of a story."""

from __future__ import annotations

import re

from pipelines.writing.smollm.tables import table

DOUBLED = re.compile(r"[^aeiou][aeiou][bdgmnpt]$")
PARTICIPLE = re.compile(r"^(?:who\s+|that\s+)?([a-z]+ing)\b(.*)$")
FINITE = re.compile(
    r"^(?:who|that|which)?\s*((?:never|always|once|finally|secretly|slowly|suddenly|still)\s+)?([a-z]+)\b(.*)$"
)
MOST_WORDS = 14


def past_clause(rest: str) -> str:
    """ "who befriends a lost seagull" -> "befriended a lost seagull". Empty when `rest` holds no clear verb."""
    clause = rest.split(",")[0].strip()
    if not clause or len(clause.split()) > MOST_WORDS:
        return ""
    if match := PARTICIPLE.match(clause):
        return f"was {match.group(1)}{_past_inside(match.group(2))}"
    match = FINITE.match(clause)
    verb = past(match.group(2)) if match else ""
    return f"{match.group(1) or ''}{verb}{_past_inside(match.group(3))}" if match and verb else ""


def past(verb: str) -> str:
    """Past tense of a verb in the third person singular; a verb in the past stays. Empty for what is no verb form."""
    irregular = table("verbs")["past"]
    if verb in irregular:
        return str(irregular[verb])
    if verb in irregular.values() or re.search(r"[^e]ed$", verb):
        return verb
    if not verb.endswith("s") or verb.endswith(("ss", "us", "is")):
        return ""
    if verb.endswith("ies"):
        return verb[:-3] + "ied"
    if verb.endswith(("shes", "ches", "sses", "xes", "zzes")):
        return verb[:-1] + "d"
    stem = verb[:-1]
    if stem.endswith("e"):
        return stem + "d"
    if len(stem) < 5 and DOUBLED.search(stem):
        return stem + stem[-1] + "ed"
    return stem + "ed"


def _past_inside(text: str) -> str:
    """Later verbs of the clause that are certainly verbs: after "and", "that", "who", "he", "she" or "it"."""

    def change(match: re.Match[str]) -> str:
        return match.group(1) + (past(match.group(2)) or match.group(2))

    return re.sub(r"(\b(?:and|that|who|he|she|it)\s+)([a-z]+)\b", change, text)
