"""From a prompt to a finished piece: each kind of text by its own writer."""

from __future__ import annotations

import logging
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pipelines.writing.ask import English, LetterParams, PoemParams, ScriptParams, StoryParams
from pipelines.writing.page import page
from pipelines.writing.smollm.free import write_free
from pipelines.writing.smollm.haiku import write_haiku
from pipelines.writing.smollm.letter import letter_title, write_letter
from pipelines.writing.smollm.quatrain import write_quatrain
from pipelines.writing.smollm.scribe import Scribe
from pipelines.writing.smollm.script import write_script
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.story import write_story
from pipelines.writing.smollm.title import hero_title, title_of
from pipelines.writing.smollm.topic import Topic, content_words, read_topic
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.params import Options, PromptParams
from studio.words import Sentence, say
from studio.works.facts import TextFacts
from studio.works.made import Made

log = logging.getLogger(__name__)

SmolLMAsk = Ask[English, Options]
LONG = 12
"""Words that a prompt may have beyond the idea that is taken from it."""


@dataclass(frozen=True)
class Piece:
    """How one kind of text is written."""

    write: Callable[[Any, Topic, Scribe], tuple[str, str]]
    """The text and the name of its form."""
    title: Callable[[Topic, random.Random], str]


def _poem(params: PoemParams, topic: Topic, scribe: Scribe) -> tuple[str, str]:
    if params.form == "haiku":
        return write_haiku(topic, params.tone, scribe), "haiku"
    if params.form == "quatrain":
        text, scheme = write_quatrain(topic, params.tone, scribe)
        return text, f"quatrain {scheme}"
    return write_free(topic, params.tone, params.words, scribe), "free verse"


def _story(params: StoryParams, topic: Topic, scribe: Scribe) -> tuple[str, str]:
    return write_story(topic, params.tone, params.words, scribe), "story"


def _script(params: ScriptParams, topic: Topic, scribe: Scribe) -> tuple[str, str]:
    return write_script(topic, params.tone, params.words, scribe), "script"


def _letter(params: LetterParams, topic: Topic, scribe: Scribe) -> tuple[str, str]:
    return write_letter(topic, params.tone, params.words, scribe), "letter"


PIECES: dict[type[PromptParams], Piece] = {
    PoemParams: Piece(_poem, title_of),
    StoryParams: Piece(_story, hero_title),
    ScriptParams: Piece(_script, hero_title),
    LetterParams: Piece(_letter, lambda topic, rng: letter_title(topic)),
}


def make(ask: SmolLMAsk, ctx: JobContext) -> Iterator[Made]:
    """One piece, its text so far as previews. Raises Cancelled at the next token."""
    params, piece = ask.params, PIECES[type(ask.params)]
    rng = random.Random(ask.seed)
    topic = read_topic(params.prompt, rng)
    ctx.progress("waking_writer")
    with ctx.lease(ask.models[MAIN]) as server:
        scribe = Scribe(server, ctx, params.temperature, rng)
        text, form = piece.write(params, topic, scribe)
    # In the log and not in the work: two runs with one seed make the same work in another time.
    log.info("%s: %d tokens in %.1f s", form, scribe.tokens, scribe.seconds)
    lines = sum(bool(line.strip()) for line in text.split("\n"))
    facts = TextFacts(words=len(words_of(text)), form=form, lines=lines)
    yield page(params, piece.title(topic, rng), text, facts, _notes(params.prompt, topic))


def _notes(prompt: str, topic: Topic) -> tuple[Sentence, ...]:
    """What the person should know: a prompt that names no thing, or one that is longer than this model can follow."""
    if not content_words(prompt):
        return (say("smollm.own_subject"),)
    if len(prompt.split()) > len(topic.subject.split()) + LONG:
        return (say("smollm.one_idea", subject=topic.subject),)
    return ()
