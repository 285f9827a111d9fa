"""What can be asked of a piece that was made here, or of a MIDI file."""

from __future__ import annotations

from pydantic import Field

from pipelines.music.ask import KeyName
from pipelines.music.ask_sound import Format
from studio.params import AUTO, Brought, ModelName, OptionalText, Params, Seed


class RearrangeParams(Params):
    """A piece and what is to be different; what is not named stays note for note. Tempo in beats a minute; parts are
    named by what they do or by who plays them, bars are counted from 1."""

    section = "rearrange"

    piece: Brought = Field(json_schema_extra={"takes": ["score", "midi"], "group": "main"})
    transpose: int = Field(0, ge=-12, le=12, json_schema_extra={"group": "main"})
    tempo: float | None = Field(None, ge=30, le=300, json_schema_extra={"group": "main"})
    swap: OptionalText = Field("", json_schema_extra={"group": "main"})
    mute: OptionalText = Field("", json_schema_extra={"group": "main"})
    solo: OptionalText = ""
    anew: OptionalText = Field("", json_schema_extra={"group": "main"})
    bars: OptionalText = Field("", json_schema_extra={"group": "main"})
    key: KeyName = "auto"
    seed: Seed = Field(None)
    model: ModelName = AUTO
    format: Format = Field("wav", json_schema_extra={"late": True})
