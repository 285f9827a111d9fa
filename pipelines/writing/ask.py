"""What can be asked for in words: poems, classical Chinese poems, stories, scenes of a script and letters."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from studio.params import AUTO, ModelName, OptionalText, PromptParams
from studio.works.kinds import Kind

OWN = ("smollm", "smollm2-135m")
"""What a `model` field calls the studio's own writer, and the model that it writes with."""

Form = Literal["free", "haiku", "quatrain"]
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
Tone = Annotated[
    Literal["plain", "warm", "playful", "melancholy", "mysterious", "epic", "funny"],
    Field(json_schema_extra={"group": "main"}),
]
Words = Annotated[int, Field(ge=30, le=600)]
Temperature = Annotated[float, Field(ge=0.1, le=1.5)]


class PoemParams(PromptParams):
    """A poem of about so many words; a haiku and a quatrain have their own length."""

    section = "writing"

    form: Form = Field("free", json_schema_extra={"control": "swatches", "group": "main"})
    tone: Tone = "plain"
    words: Words = 120
    temperature: Temperature = 0.8
    model: ModelName = AUTO


class ChinesePoemParams(PromptParams):
    """A classical Chinese poem. Its first line and its hidden heads are in either script; empty for new ones."""

    section = "writing"

    verse: Verse = Field("七絕", json_schema_extra={"control": "swatches", "group": "main"})
    opening: OptionalText = ""
    heads: OptionalText = ""
    rhyme: Rhyme = "any"
    dynasty: Literal["唐", "宋"] = Field("唐", json_schema_extra={"control": "radio"})
    author: Author = "nobody"
    script: Literal["simplified", "traditional"] = Field("simplified", json_schema_extra={"control": "radio"})
    temperature: Temperature = 0.8
    model: ModelName = AUTO


class ProseParams(PromptParams):
    """Prose of about so many words."""

    section = "writing"

    tone: Tone = "plain"
    words: Words = 120
    temperature: Temperature = 0.8
    model: ModelName = AUTO


class StoryParams(ProseParams):
    """A short story."""


class ScriptParams(ProseParams):
    """A scene of a script."""


class LetterParams(ProseParams):
    """A letter."""


English = PoemParams | ProseParams
"""What the studio's own writer can be asked for."""
Poetry = PoemParams | ChinesePoemParams
Writing = PoemParams | ChinesePoemParams | ProseParams


def kind_of(params: PromptParams) -> Kind:
    """What a finished text is."""
    return "story" if isinstance(params, ProseParams) else "poem"
