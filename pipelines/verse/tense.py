"""Turning the clause of a prompt ("who befriends a gull") into the past tense of a story."""

from __future__ import annotations

import re

IRREGULAR = dict(
    pair.split(":")
    for pair in """is:was are:were has:had does:did goes:went comes:came finds:found loses:lost sees:saw gets:got
    gives:gave takes:took makes:made keeps:kept tells:told says:said knows:knew thinks:thought brings:brought buys:bought
    catches:caught teaches:taught builds:built sends:sent spends:spent lends:lent meets:met feels:felt leaves:left
    sleeps:slept dreams:dreamed reads:read writes:wrote rides:rode drives:drove rises:rose sings:sang swims:swam
    begins:began drinks:drank runs:ran flies:flew grows:grew throws:threw draws:drew falls:fell eats:ate speaks:spoke
    steals:stole breaks:broke wakes:woke wears:wore hides:hid bites:bit fights:fought holds:held stands:stood
    understands:understood becomes:became forgets:forgot sits:sat wins:won hears:heard pays:paid sells:sold
    sweeps:swept weeps:wept shines:shone digs:dug hangs:hung sticks:stuck swings:swung cuts:cut puts:put lets:let
    sets:set hits:hit hurts:hurt shuts:shut can:could cannot:could~not will:would may:might must:had~to wants:wanted
    bends:bent burns:burned learns:learned leads:led feeds:fed flees:fled chooses:chose freezes:froze rings:rang
    sinks:sank springs:sprang tears:tore shakes:shook bakes:baked strikes:struck blows:blew stops:stopped plans:planned
    slips:slipped drops:dropped hops:hopped begs:begged hugs:hugged visits:visited opens:opened listens:listened
    discovers:discovered remembers:remembered befriends:befriended gathers:gathered travels:travelled wanders:wandered""".split()
)
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
    if verb in IRREGULAR:
        return IRREGULAR[verb].replace("~", " ")
    if verb in IRREGULAR.values() or re.search(r"[^e]ed$", verb):
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
