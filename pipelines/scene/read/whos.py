"""Whos: those whom a Chinese word means: a group, a trade, an age and a sex."""

from __future__ import annotations

from pipelines.scene.read.sense import Who
from pipelines.scene.read.words import Term, lexicon
from pipelines.scene.tables import table

USUAL = 3
"""How many several are, where no number is said."""


def whos_of(head: Term) -> tuple[tuple[Who, ...], int]:
    """Those whom a word means, and how many of them it is where they are many, else 0."""
    if group := head.get("groups"):
        return tuple(Who(*one.split("/")) for one in str(group).split()), 0
    if role := head.get("role"):
        sexes = table("people")["sex"]
        sex = next((sex for sex, words in sexes.items() if role in words), "")
        age, sex = _titled(head.text) or ("grown", sex)
        return (Who(age, sex, str(role)),), USUAL if head.plural else 0
    somebody = str(head.get("somebody") or "grown/")
    return (Who(*somebody.split("/")),), int(head.get("many") or 0) or (USUAL if head.plural else 0)


def _titled(word: str) -> tuple[str, str] | None:
    """Age and sex of somebody with a trade, by what they are called besides: 快递小哥."""
    title = max((one for one in table("chinese")["titles"]["words"] if word.endswith(one)), key=len, default="")
    somebody = dict(lexicon("chinese").get(title, ())).get("somebody")
    age, _, sex = str(somebody).partition("/")
    return (age, sex) if somebody else None
