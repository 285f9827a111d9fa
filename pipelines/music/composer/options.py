"""What only the composer is asked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.music.ask import MusicParams
from studio.jobs.engine import Ask
from studio.params import Options

GenreName = Literal[
    "auto", "ambient", "lofi", "jazz", "bossa", "blues", "folk", "celtic", "rock", "pop", "house", "techno",
    "chiptune", "classical", "baroque", "waltz", "march", "film", "lullaby", "chinese", "funk", "reggae", "synthwave",
]  # fmt: skip
MoodName = Literal["auto", "calm", "sad", "happy", "dark", "heroic", "energetic", "romantic", "dreamy"]


class ComposerOptions(Options):
    """What only the composer asks; "auto" and nothing leave it to the description."""

    section = "composer"

    genre: GenreName = Field("auto", json_schema_extra={"control": "swatches", "group": "main"})
    mood: MoodName = Field("auto", json_schema_extra={"control": "swatches"})
    energy: float | None = Field(None, ge=0, le=1)


ComposerAsk = Ask[MusicParams, ComposerOptions]
