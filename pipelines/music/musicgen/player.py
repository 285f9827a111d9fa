"""Player: the library that a model is for plays it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.music.musicgen import with_audiocraft, with_transformers
from pipelines.music.musicgen.playing import Wanted, format_of
from pipelines.music.pretrained.takes import Report
from pipelines.runtimes import audiocraft, transformers

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples


def play(model: Any, wanted: Wanted, report: Report) -> tuple[Samples, int]:
    """`wanted.seconds` of music, and the rate. `report` is told of each frame of codes that is new."""
    way = {transformers.NAME: with_transformers.play, audiocraft.NAME: with_audiocraft.play}[wanted.spec.runtime]
    form = format_of(model, wanted.spec)
    return way(model, wanted, form, report)[: round(wanted.seconds * form.rate)], form.rate
