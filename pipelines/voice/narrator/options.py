"""What only the narrator is asked."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipelines.voice.narrator.voices import VoiceName
from studio.params import Options


class NarratorOptions(Options):
    """Who reads. `second_voice` reads what stands in quotation marks, and every second who speaks in a script."""

    section = "narrator"

    voice: Literal["auto", VoiceName] = Field(
        "auto", json_schema_extra={"control": "swatches", "heard": True, "group": "main"}
    )
    second_voice: Literal["none", VoiceName] = "none"
