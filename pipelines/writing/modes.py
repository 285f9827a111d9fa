"""The modes of writing, and who writes, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.writing.ask import ChinesePoemParams, LetterParams, PoemParams, ScriptParams, StoryParams
from pipelines.writing.chat.engine import Chat
from pipelines.writing.poet.engine import ChinesePoet, StandIn
from pipelines.writing.smollm.engine import SmolLM
from studio.jobs.mode import Mode

_CHAT, _SMOLLM, _POET, _STAND_IN = Chat(), SmolLM(), ChinesePoet(), StandIn()
_EXAMPLES = (
    "An old lighthouse keeper who befriends a lost seagull",
    "First snow on a sleeping city",
    "A little robot who is afraid of the rain",
)

WRITING: tuple[Mode, ...] = (
    Mode(
        "poem",
        PoemParams,
        (_POET, _CHAT, _SMOLLM, _STAND_IN),
        makes="poem",
        examples=_EXAMPLES,
        formerly={"generator": "writing", "kind": "poem"},
    ),
    Mode(
        "chinese-poem",
        ChinesePoemParams,
        (_POET, _CHAT, _STAND_IN),
        makes="poem",
        examples=("秋日黄昏", "送别朋友", "在秋日的黄昏，一片金色的落叶，在风中飘舞"),
        formerly={"generator": "writing", "kind": "chinese poem"},
    ),
    Mode(
        "story",
        StoryParams,
        (_CHAT, _SMOLLM),
        makes="story",
        examples=_EXAMPLES,
        formerly={"generator": "writing", "kind": "story"},
    ),
    Mode(
        "script",
        ScriptParams,
        (_CHAT, _SMOLLM),
        makes="story",
        examples=_EXAMPLES,
        formerly={"generator": "writing", "kind": "script"},
    ),
    Mode(
        "letter",
        LetterParams,
        (_CHAT, _SMOLLM),
        makes="story",
        examples=_EXAMPLES,
        formerly={"generator": "writing", "kind": "letter"},
    ),
)
