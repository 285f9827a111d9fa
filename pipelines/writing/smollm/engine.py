"""The studio's own writer: SmolLM2-135M inside the structures of pipelines/verse."""

from __future__ import annotations

import logging
import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipelines.writing.page import markdown
from pipelines.writing.smollm.free import write_free
from pipelines.writing.smollm.haiku import write_haiku
from pipelines.writing.smollm.letter import letter_title, write_letter
from pipelines.writing.smollm.quatrain import write_quatrain
from pipelines.writing.smollm.scribe import Scribe
from pipelines.writing.smollm.script import write_script
from pipelines.writing.smollm.sounds import words_of
from pipelines.writing.smollm.story import write_story
from pipelines.writing.smollm.title import title_of
from pipelines.writing.smollm.topic import Topic, content_words, read_topic
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.models.catalog import ModelSpec

if TYPE_CHECKING:
    from pipelines.writing.ask import WritingParams


log = logging.getLogger(__name__)


def run(params: WritingParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """Write one piece. The model that `ctx.lease(spec)` gives is a LlamaServer."""
    rng = random.Random(params.seed)
    topic = read_topic(params.prompt, rng)
    ctx.progress("waking the language model")
    with ctx.lease(spec) as server:
        scribe = Scribe(server, ctx, params.temperature, rng)
        text, form = _write(params, topic, scribe)
    # In the log and not in the work: two runs with one seed make the same work in another time.
    log.info("%s: %d tokens in %.1f s", form, scribe.tokens, scribe.seconds)
    title = letter_title(topic) if params.kind == "letter" else title_of(topic, params.kind, rng)
    yield Made(
        kind="poem" if params.kind == "poem" else "story",
        title=title,
        files=(MadeFile("main", ".md", markdown(title, text)),),
        text=text,
        notes=_notes(params, topic),
        facts=_facts(text, form, spec),
    )


def _write(params: WritingParams, topic: Topic, scribe: Scribe) -> tuple[str, str]:
    """The text and the name of its form."""
    tone, words = params.tone, params.words
    if params.kind == "story":
        return write_story(topic, tone, words, scribe), "story"
    if params.kind == "script":
        return write_script(topic, tone, words, scribe), "script"
    if params.kind == "letter":
        return write_letter(topic, tone, words, scribe), "letter"
    if params.form == "haiku":
        return write_haiku(topic, tone, scribe), "haiku"
    if params.form == "quatrain":
        text, scheme = write_quatrain(topic, tone, scribe)
        return text, f"quatrain {scheme}"
    return write_free(topic, tone, words, scribe), "free verse"


def _notes(params: WritingParams, topic: Topic) -> tuple[str, ...]:
    """What the person should know: a prompt that names no thing, or one that is longer than this model can follow."""
    if not content_words(params.prompt):
        return ("The prompt has no words that this model could hold on to, so it chose its own subject.",)
    if len(params.prompt.split()) > len(topic.subject.split()) + 12:
        return (f"This small model follows one short idea; it took “{topic.subject}”.",)
    return ()


def _facts(text: str, form: str, spec: ModelSpec) -> dict[str, Any]:
    return {
        "words": len(words_of(text)),
        "form": form,
        "lines": sum(bool(line.strip()) for line in text.split("\n")),
        "model": spec.title,
    }
