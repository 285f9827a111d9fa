"""Poem & story: what a person can ask for, and which engine writes it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Literal

from pydantic import Field

from pipelines.runtimes.captions import title_of
from pipelines.runtimes.choosing import choose_engine
from pipelines.writing.language import language_of, name_of
from pipelines.writing.page import markdown
from pipelines.writing.poet import engine as poet
from studio.errors import Cancelled, LanguageUnknown, ModelAbsent
from studio.jobs.engine import Choice, Host, JobContext, Made, MadeFile
from studio.models.catalog import ModelSpec
from studio.params import OptionalText, Params

OWN_ENGINE = "smollm"
OWN_MODEL = "smollm2-135m"

Kind = Literal["poem", "chinese poem", "story", "script", "letter"]
ENGLISH: list[Any] = ["poem", "story", "script", "letter"]
Form = Literal["free", "haiku", "quatrain"]
Tone = Literal["plain", "warm", "playful", "melancholy", "mysterious", "epic", "funny"]
Verse = Literal[
    "七絕", "五絕", "七律", "五律", "古風", "浣溪沙", "鷓鴣天", "臨江仙", "菩薩蠻", "西江月", "減字木蘭花",
    "蝶戀花", "點絳唇", "清平樂", "卜算子",
]  # fmt: skip
Author = Literal[
    "nobody", "李白", "杜甫", "白居易", "劉禹錫", "李商隱", "杜牧", "王安石", "蘇軾", "陸游", "楊萬里", "范成大"
]
Rhyme = Literal[
    "any", "一東", "二冬", "三江", "四支", "五微", "六魚", "七虞", "八齊", "九佳", "十灰", "十一真",
    "十二文", "十三元", "十四寒", "十五刪", "一先", "二蕭", "三肴", "四豪", "五歌", "六麻", "七陽",
    "八庚", "九青", "十蒸", "十一尤", "十二侵", "十三覃", "十四鹽", "十五咸",
]  # fmt: skip


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
        description="A poem, a classical Chinese poem, a short story, a scene of a script, or a letter.",
        json_schema_extra={"control": "radio", "group": "main"},
    )
    form: Form = Field(
        "free",
        title="Form of the poem",
        description="Free verse, a haiku of 5, 7 and 5 syllables, or a rhymed quatrain.",
        json_schema_extra={"control": "radio", "group": "main", "when": {"kind": ["poem"]}},
    )
    verse: Verse = Field(
        "七絕",
        title="Form of the Chinese poem",
        description="Regulated verse of 4 or 8 lines, old style, or a tune of song lyrics.",
        json_schema_extra={
            "group": "main",
            "when": {"kind": ["chinese poem"]},
            "titles": {
                "七絕": "七绝 · four lines of seven",
                "五絕": "五绝 · four lines of five",
                "七律": "七律 · eight lines of seven",
                "五律": "五律 · eight lines of five",
                "古風": "古风 · eight lines of five, tones free",
            },
        },
    )
    tone: Tone = Field(
        "plain",
        title="Tone",
        description="The mood of the words.",
        json_schema_extra={"group": "main", "when": {"kind": ENGLISH}},
    )
    opening: OptionalText = Field(
        "",
        title="First line",
        description="The Chinese poem begins with it. Leave it empty for a new one.",
        json_schema_extra={"when": {"kind": ["chinese poem"]}},
    )
    heads: OptionalText = Field(
        "",
        title="Hidden heads (藏头)",
        description="One character for each line; the lines begin with them.",
        json_schema_extra={"when": {"kind": ["chinese poem"]}},
    )
    rhyme: Rhyme = Field(
        "any",
        title="Rhyme group",
        description="One of the level groups of 平水韵.",
        json_schema_extra={"when": {"kind": ["chinese poem"]}},
    )
    dynasty: Literal["唐", "宋"] = Field(
        "唐",
        title="Dynasty",
        description="Whose manner it follows: Tang or Song.",
        json_schema_extra={
            "control": "radio",
            "titles": {"唐": "Tang", "宋": "Song"},
            "when": {"kind": ["chinese poem"]},
        },
    )
    author: Author = Field(
        "nobody",
        title="In the manner of",
        description="A slight lean towards the words of one poet.",
        json_schema_extra={"titles": {"nobody": "Nobody in particular"}, "when": {"kind": ["chinese poem"]}},
    )
    script: Literal["simplified", "traditional"] = Field(
        "simplified",
        title="Characters",
        description="Simplified or traditional.",
        json_schema_extra={"control": "radio", "when": {"kind": ["chinese poem"]}},
    )
    words: int = Field(
        120,
        ge=30,
        le=600,
        title="Length in words",
        description="About how long it gets. A haiku and a quatrain have their own length.",
        json_schema_extra={"when": {"kind": ENGLISH}},
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
        """Which engine would write. Raises LanguageUnknown, NotFound, ModelAbsent or DoesNotFit when none can.

        The forms of Chinese verse are kept by the poet alone, so "auto" takes it for them whatever else is there.
        """
        own = _own(params, host)
        ours = params.model in (OWN_ENGINE, OWN_MODEL) or (params.model == "auto" and own.engine == poet.ENGINE)
        choice = choose_engine(own.engine if ours else params.model, "text-generation", host, own)
        if choice.engine == poet.ENGINE:
            poet.check(params)
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


def _own(params: WritingParams, host: Host) -> Choice:
    """The engine of the studio's own that fits: the poet for Chinese poems, SmolLM2 for the rest."""
    chinese = params.kind == "poem" and language_of(params.prompt) == "zh"
    poets = [spec for spec in host.catalog.for_task("poetry") if host.catalog.present(spec)]
    if params.kind == "chinese poem" and not poets:
        raise ModelAbsent("The Chinese poet's files are missing.", hint="Get the studio's folder starter/poet again.")
    if poets and (chinese or params.kind == "chinese poem"):
        return Choice(poet.ENGINE, (poets[0],), "The Chinese poet is a small model of our own.")
    return Choice(OWN_ENGINE, (host.catalog[OWN_MODEL],), "SmolLM2 comes with the studio and writes on any machine.")


def _engine(choice: Choice) -> Callable[[WritingParams, ModelSpec, JobContext], Iterator[Made]]:
    if choice.engine == poet.ENGINE:
        return poet.run
    if choice.engine == OWN_ENGINE:
        from pipelines.writing.smollm import engine as smollm

        return smollm.run
    from pipelines.writing import chat

    return chat.run


def _unfinished(params: WritingParams, text: str) -> Made:
    """What is kept of a piece that the person stopped."""
    title = title_of(params.prompt)
    return Made(
        kind="poem" if "poem" in params.kind else "story",
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
    if choice.engine == poet.ENGINE:
        raise LanguageUnknown(
            "The Chinese poet reads Chinese only.",
            hint="Give it a theme such as 秋日黄昏 or 送别朋友, or choose the kind “Poem” for another language.",
        )
    raise LanguageUnknown(
        f"{model.title} does not write {name_of(language)}; it would only make nonsense of it.",
        hint=f"Say it in English, or choose a chat model that knows {name_of(language)}; System lists them.",
    )
