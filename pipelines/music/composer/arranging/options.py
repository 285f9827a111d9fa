"""What only the arranger is asked."""

from __future__ import annotations

from pydantic import Field

from pipelines.music.composer.options import GenreName, MoodName
from studio.params import Options


class ArrangerOptions(Options):
    """ "auto" and nothing leave it to the description."""

    section = "composer"

    genre: GenreName = Field("auto", json_schema_extra={"control": "swatches", "heard": True, "group": "main"})
    mood: MoodName = Field("auto", json_schema_extra={"control": "swatches"})
    energy: float | None = Field(None, ge=0, le=1)
