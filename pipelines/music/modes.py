"""The modes of music, and who makes them, in the order in which an engine is taken by itself."""

from __future__ import annotations

from pipelines.music.ask import MusicParams
from pipelines.music.composer.engine import Composer
from pipelines.music.musicgen import MusicGen
from studio.jobs.mode import Mode

MUSIC: tuple[Mode, ...] = (
    Mode(
        "music",
        MusicParams,
        (MusicGen(), Composer()),
        makes="music",
        examples=(
            "a slow jazz waltz for piano and saxophone, late at night",
            "epic film music in D minor, a heroic battle, 120 bpm",
            "江南水乡的清晨，古筝与竹笛，宁静",
        ),
        formerly={"generator": "music"},
    ),
)
