"""Told: what is known of where a file comes from, in words: one sentence first, then one thing after another."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator

from studio.media.text_mark import SHORTEST, threshold
from studio.words import Sentence, called, plain, say
from studio.works.checked import Checked, Leaning, Signed, Words
from studio.works.checks import Report
from studio.works.parameters import Parameters
from studio.works.recipe import Recipe

_MOMENT = re.compile(r"^(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\dZ$")
_LONGEST = 600
"""Characters of a prompt that are shown."""
_MOST_ODDS = 10**9
"""Beyond it no model of chance is to be believed."""
Row = tuple[Sentence, Sentence]
"""What a thing is called, and what it is."""


def verdict(report: Report) -> tuple[str, Sentence]:
    """How sure one can be, `good`, `open` or `bad`, and the sentence that says it."""
    checked, signed = report.checked, report.checked.signed
    if checked.is_broken:
        return "bad", say("check.broken")
    if signed and signed.changed:
        return "bad", say("check.changed", by=_by(signed))
    if signed:
        return "open" if signed.trust == "unknown" else "good", say(f"check.intact.{signed.trust}", by=_by(signed))
    if report.is_kept:
        return "good", say("check.kept")
    if checked.is_marked:
        return "open", say("check.marked")
    if checked.leaning and leans(checked.leaning):
        return "open", say("check.text.marked")
    if checked.recipe or checked.words != Words():
        return "open", say("check.only_words")
    return "open", say("check.nothing")


def leans(leaning: Leaning) -> bool:
    """Whether a text counts as marked here."""
    return leaning.tokens >= SHORTEST and leaning.strength >= threshold(leaning.ways)


def rows(report: Report) -> Iterator[Row]:
    """All that is known."""
    checked = report.checked
    if checked.form:
        yield _row("form", plain(checked.form.upper()))
    if checked.signed:
        yield from _signed(checked.signed)
    elif not checked.is_broken:
        yield from _written(checked.words)
    yield from _recipe(checked)
    if checked.is_marked is not None:
        yield _row("mark", say("check.has_mark" if checked.is_marked else "check.no_mark"))
    if checked.leaning:
        yield _row("mark", _leaning(checked.leaning))
    yield _row("here", say("check.is_here" if report.is_kept else "check.is_not_here"))


def _signed(signed: Signed) -> Iterator[Row]:
    for part in signed.changed:
        yield _row("not_as_signed", say(f"check.part.{part}"))
    if signed.source:
        yield _row("source", called(f"check.is_from.{signed.source}", signed.source))
    if signed.program:
        yield _row("program", plain(signed.program))
    if signed.models:
        yield _row("models", plain(", ".join(signed.models)))
    if signed.when:
        yield _row("when", plain(_MOMENT.sub(r"\1 \2 UTC", signed.when)))
    if signed.actions:
        yield _row("actions", say("check.steps", steps=[_action(action) for action in signed.actions]))
    if signed.parents:
        yield _row("parents", say("check.made_from", count=signed.parents))
    if signed.title:
        yield _row("title", plain(signed.title))
    yield from _owned(signed)
    yield _row("by", say(f"check.trust.{signed.trust}", by=_by(signed)))


def _written(words: Words) -> Iterator[Row]:
    if words.source:
        yield _row("source", called(f"check.is_from.{words.source}", words.source))
    if words.program:
        yield _row("program", plain(words.program))
    yield from _owned(words)


def _owned(said: Signed | Words) -> Iterator[Row]:
    if said.author:
        yield _row("author", plain(said.author))
    if said.copyright:
        yield _row("copyright", plain(said.copyright))


def _recipe(checked: Checked) -> Iterator[Row]:
    """What was asked for, as the file has it in words that nobody signed by themselves."""
    try:
        asked = _asked(checked)
    except (ValueError, RecursionError):
        return
    if asked:
        yield _row("asked", plain(asked[:_LONGEST]))


def _asked(checked: Checked) -> str:
    if checked.recipe_is == "recipe":
        return Recipe.model_validate_json(checked.recipe).asked
    if checked.recipe_is == "parameters":
        return Parameters.read(checked.recipe).prompt
    return Parameters.of_others(checked.recipe).prompt if checked.recipe else ""


def _leaning(leaning: Leaning) -> Sentence:
    if leaning.tokens < SHORTEST:
        return say("check.text.too_short", tokens=leaning.tokens, least=SHORTEST)
    if not leans(leaning):
        return say("check.text.no_mark", tokens=leaning.tokens)
    return say("check.text.has_mark", tokens=leaning.tokens, odds=_odds(leaning))


def _odds(leaning: Leaning) -> int:
    """In how many unmarked texts one would look like it."""
    chance = leaning.ways * math.erfc(leaning.strength / math.sqrt(2)) / 2
    return _MOST_ODDS if chance * _MOST_ODDS < 1 else int(1 / chance)


def _action(action: str) -> Sentence:
    name = action.removeprefix("c2pa.").replace(".", "_")
    return called(f"check.action.{name}", action)


def _by(signed: Signed) -> Sentence:
    return plain(signed.by) if signed.by else say("check.nobody")


def _row(name: str, what: Sentence) -> Row:
    return say(f"check.row.{name}"), what
