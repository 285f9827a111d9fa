"""The modes of voice, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.voice.ask import ListenParams, NarrateParams, ReadParams
from pipelines.voice.listener.engine import Listener
from pipelines.voice.narrator.engine import Narrator
from studio.jobs.mode import Mode

_NARRATOR = Narrator()
VOICE: tuple[Mode, ...] = (
    Mode(
        "narrate",
        NarrateParams,
        (_NARRATOR,),
        makes="speech",
        examples=(
            "The lamp was lit at 6:45 p.m. on March 3rd, 1891, and it has burned every night since.",
            "“Who goes there?” called the watchman. “Only the wind,” said the girl, and smiled.",
            "春眠不觉晓，\n处处闻啼鸟。\n夜来风雨声，\n花落知多少。",
        ),
    ),
    Mode("read-aloud", ReadParams, (_NARRATOR,), makes="speech"),
    Mode("listen", ListenParams, (Listener(),), makes="transcript"),
)
