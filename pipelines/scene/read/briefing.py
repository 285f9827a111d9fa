"""Briefing: a prompt read into a Brief, for the picture and the film alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import cache
from typing import Any

from pipelines.scene.drawings import Drawings
from pipelines.scene.options import GRAMMAR, MEANING
from pipelines.scene.read.cast import cast, characters, introduced, performed, strangers
from pipelines.scene.read.leaving import leave_out
from pipelines.scene.read.sense import named
from pipelines.scene.read.tongue import is_chinese
from pipelines.scene.read.understand import understand
from pipelines.scene.scene import Brief, Missed, Why
from studio.jobs.engine import JobContext
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say

_NOTES: dict[Why, str] = {
    "language": "language",
    "no drawing": "no_drawing",
    "part": "part_not_shown",
    "not understood": "not_understood",
    "placed elsewhere": "placed_elsewhere",
    "hidden": "hidden",
    "too many": "too_many",
}
"""Keys of the sentences, by the reason; in the order in which they are told."""


@cache
def drawings() -> Drawings:
    """The shipped pack, read once."""
    return Drawings.load()


def brief_of(prompt: str, unwanted: str, models: Mapping[str, ModelSpec], ctx: JobContext, people: str = "") -> Brief:
    """The prompt understood, without what must be left out. `people` are its characters, one a line: see cast.py.

    `models` are those of `options.models_of` that are here: without the model of meaning only listed words are known,
    without the parser English is read word by word. Raises what a lease raises.
    """
    pack = drawings()
    texts = filter(None, (prompt, unwanted, people))
    grammar = None if all(map(is_chinese, texts)) else models.get(GRAMMAR)
    with _lease(grammar, ctx) as parser, _lease(models.get(MEANING), ctx) as meaning:
        brief = _with_cast(prompt, people, lambda text: understand(text, pack, meaning, parser))
        return leave_out(brief, understand(unwanted, pack, meaning, parser), pack) if unwanted else brief


def _with_cast(prompt: str, people: str, read: Callable[[str], Brief]) -> Brief:
    """The prompt understood, with the characters that it names."""
    rest, told = introduced(prompt)
    known, missed = characters("\n".join(filter(None, (people, told))), read, drawings())
    known += strangers(rest, known, lambda word: named(word, drawings()) is not None)
    casting = cast(rest, known)
    brief = performed(read(casting.prompt), casting, prompt) if casting.played else read(prompt)
    return replace(brief, missed=(*brief.missed, *missed)) if missed else brief


def _lease(spec: ModelSpec | None, ctx: JobContext) -> AbstractContextManager[Any]:
    return ctx.lease(spec) if spec else nullcontext()


def notes_of(brief: Brief) -> tuple[Sentence, ...]:
    """What the person should know of the reading: all that was asked for and will not be there, reason by reason."""
    missed = tuple(
        _note(key, missed) for why, key in _NOTES.items() if (missed := [one for one in brief.missed if one.why == why])
    )
    return (*_heard(brief), *missed)


def _heard(brief: Brief) -> tuple[Sentence, ...]:
    """From which language it was read, and how it was understood."""
    if not brief.tongue:
        return ()
    return (say("scene.glossed", language=say(f"scene.tongue.{brief.tongue}"), words=brief.gloss),)


def _note(key: str, missed: list[Missed]) -> Sentence:
    words = [one.word for one in missed]
    near = list(dict.fromkeys(one.nearest for one in missed if one.nearest))
    if key == "no_drawing" and near:
        return say("scene.no_drawing_near", words=words, near=near)
    return say(f"scene.{key}", words=words)
