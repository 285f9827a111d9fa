"""Poem & story: what a person can ask for, and which engine writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import ClassVar, Literal

from pydantic import Field

from pipelines.base import choose_engine
from pipelines.captions import title_of
from pipelines.verse.language import language_of, name_of
from pipelines.verse.page import markdown
from studio.catalog import ModelSpec
from studio.errors import Cancelled, LanguageUnknown
from studio.jobs import Choice, Host, JobContext, Made, MadeFile
from studio.params import Params

OWN_ENGINE = "smollm"
OWN_MODEL = "smollm2-135m"

Kind = Literal["poem", "story", "script", "letter"]
Form = Literal["free", "haiku", "quatrain"]
Tone = Literal["plain", "warm", "playful", "melancholy", "mysterious", "epic", "funny"]


class WritingParams(Params):
    """Everything a person can set for a poem, story, script scene or letter."""

    examples: ClassVar[tuple[str, ...]] = (
        "An old lighthouse keeper who befriends a lost seagull",
        "First snow on a sleeping city",
        "A little robot who is afraid of the rain",
    )

    kind: Kind = Field(
        "poem",
        title="Kind",
        description="A poem, a short story, a scene of a script, or a letter.",
        json_schema_extra={"control": "radio", "group": "main"},
    )
    form: Form = Field(
        "free",
        title="Form of the poem",
        description="Free verse, a haiku of 5, 7 and 5 syllables, or a rhymed quatrain.",
        json_schema_extra={"control": "radio", "group": "main", "when": {"kind": ["poem"]}},
    )
    tone: Tone = Field("plain", title="Tone", description="The mood of the words.", json_schema_extra={"group": "main"})
    words: int = Field(
        120,
        ge=30,
        le=600,
        title="Length in words",
        description="About how long it gets. A haiku and a quatrain have their own length.",
    )
    temperature: float = Field(
        0.8,
        ge=0.1,
        le=1.5,
        title="Temperature",
        description="Low stays with the likely words; high takes risks. From 0.1 to 1.5.",
    )
    model: str = Field(
        "auto",
        title="Model",
        description="“auto” takes the best model that is here and fits this machine.",
        json_schema_extra={"control": "model", "task": "text-generation"},
    )


class WritingGenerator:
    """Writes with the small model that comes along, or with a chat model of the catalog."""

    key = "writing"
    title = "Poem & story"
    Params = WritingParams

    def choose(self, params: WritingParams, host: Host) -> Choice:
        """Which engine would write. Raises LanguageUnknown, NotFound, ModelAbsent or DoesNotFit when none can."""
        own = Choice(OWN_ENGINE, (host.catalog[OWN_MODEL],), "SmolLM2 comes with the studio and writes on any machine.")
        choice = choose_engine(params.model, "text-generation", host, own)
        _check_language(params, choice)
        return choice

    def run(self, params: WritingParams, choice: Choice, ctx: JobContext) -> Iterator[Made]:
        """Write one piece, streaming the text so far as previews.

        Raises Cancelled at the next token, after it has handed over what was written so far.
        """
        try:
            yield from _engine(choice)(params, choice.models[0], ctx)
        except Cancelled:
            if written := ctx.latest.text.strip():
                yield _unfinished(params, written)
            raise


def _engine(choice: Choice) -> Callable[[WritingParams, ModelSpec, JobContext], Iterator[Made]]:
    if choice.engine == OWN_ENGINE:
        from pipelines import smollm

        return smollm.run
    from pipelines import chat

    return chat.run


def _unfinished(params: WritingParams, text: str) -> Made:
    """What is kept of a piece that the person stopped."""
    title = title_of(params.prompt)
    return Made(
        kind="poem" if params.kind == "poem" else "story",
        title=title,
        files=(MadeFile("main", ".md", markdown(title, text)),),
        text=text,
        notes=("Stopped before the end.",),
        facts={"words": len(text.split())},
    )


def _check_language(params: WritingParams, choice: Choice) -> None:
    """Refuse early: a model writes gibberish in a language it never learned."""
    model, language = choice.models[0], language_of(params.prompt)
    known = {code.split("-")[0] for code in model.languages}
    if not language or not known or language in known:
        return
    raise LanguageUnknown(
        f"{model.title} does not write {name_of(language)}; it would only make nonsense of it.",
        hint=f"Say it in English, or choose a chat model that knows {name_of(language)}; System lists them.",
    )
