"""What only the composer is asked."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from pipelines.music.ask import MusicParams
from pipelines.music.composer.read.written import check_chords, check_structure
from pipelines.music.composer.sing.lyric import check_lyrics
from studio.jobs.engine import Ask
from studio.params import OptionalText, Options

GenreName = Literal[
    "auto", "pop", "rock", "jazz", "classical", "film", "lofi", "house", "hiphop", "folk", "ambient", "chinese",
    "salsa", "metal", "blues",
    "newage", "trap", "reggaeton", "ragtime", "bossa", "samba", "tango", "flamenco", "soul", "funk", "disco", "gospel",
    "country", "celtic", "polka", "klezmer", "balkan", "punk", "techno", "trance", "dubstep", "dnb", "synthwave",
    "chiptune", "reggae", "ska", "afrobeat", "baroque", "choral", "waltz", "march", "adventure", "minimalism",
    "lullaby", "raga", "arabic",
]  # fmt: skip
"""The first fifteen are seen at once, hence the most unlike each other."""
MoodName = Literal["auto", "calm", "sad", "happy", "dark", "heroic", "energetic", "romantic", "dreamy"]


class ComposerOptions(Options):
    """What only the composer asks; "auto" and nothing leave it to the description."""

    section = "composer"

    genre: GenreName = Field("auto", json_schema_extra={"control": "swatches", "heard": True, "group": "main"})
    mood: MoodName = Field("auto", json_schema_extra={"control": "swatches"})
    energy: float | None = Field(None, ge=0, le=1)
    structure: Annotated[OptionalText, AfterValidator(check_structure)] = Field("", json_schema_extra={"lines": 2})
    chords: Annotated[OptionalText, AfterValidator(check_chords)] = Field("", json_schema_extra={"lines": 2})
    lyrics: Annotated[OptionalText, AfterValidator(check_lyrics)] = Field(
        "", json_schema_extra={"lines": 6, "words_of": ["poem"]}
    )
    stems: bool = Field(False, json_schema_extra={"late": True})


ComposerAsk = Ask[MusicParams, ComposerOptions]
