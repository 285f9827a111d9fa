"""What can be asked for in music that begins with a sound of one's own, and sounds that are no music."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from pipelines.music.ask import KeyName, MetreName, ModeName
from studio.params import Brought, Params, PromptParams

_SOUND: dict[str, Any] = {"takes": ["sound"], "group": "main"}
_HEARD: dict[str, Any] = {"takes": ["sound", "midi"], "group": "main"}
Format = Literal["wav", "flac", "mp3", "ogg"]
VoiceName = Literal["auto", "one", "several"]
"""Whether one voice is heard (a hum, a whistle, one wind), or several at once."""


class ContinueParams(PromptParams):
    """A sound that goes on: `seconds` are what is new."""

    section = "continue-music"

    sound: Brought = Field(json_schema_extra=_SOUND)
    seconds: float = Field(15, ge=2, le=120, json_schema_extra={"group": "main"})
    format: Format = Field("wav", json_schema_extra={"late": True})


class CoverParams(PromptParams):
    """The music of a sound, played otherwise: as long as the sound where no `seconds` are given. Tempo in beats a
    minute."""

    section = "cover"

    sound: Brought = Field(json_schema_extra=_SOUND)
    seconds: float | None = Field(None, ge=5, le=180, json_schema_extra={"group": "main"})
    tempo: float | None = Field(None, ge=40, le=220)
    key: KeyName = "auto"
    mode: ModeName = "auto"
    metre: MetreName = "auto"
    format: Format = Field("wav", json_schema_extra={"late": True})


class RepaintParams(PromptParams):
    """A sound of which the part from `start` to `end` (in seconds) is played anew; all else stays."""

    section = "repaint-music"

    sound: Brought = Field(json_schema_extra=_SOUND)
    start: float = Field(0, ge=0, le=600, json_schema_extra={"group": "main"})
    end: float = Field(10, ge=0, le=600, json_schema_extra={"group": "main"})
    format: Format = Field("wav", json_schema_extra={"late": True})


class EffectsParams(PromptParams):
    """A sound that is no music: rain, steps, an engine. `seconds` long."""

    section = "effects"

    seconds: float = Field(5, ge=1, le=45, json_schema_extra={"group": "main"})
    format: Format = Field("wav", json_schema_extra={"late": True})


Loudness = Literal["keep", "-14", "-16", "-23"]
"""LUFS, or as it is."""


class TouchUpParams(Params):
    """A sound changed in the order of the fields: a part of it in seconds, steady noise lower by `noise` from nothing
    to 20 dB, tempo times `speed`, `pitch` in semitones, rate in hertz; then `bars` bars (as many as there are where
    none are named) `times` one after another, faded over seconds. `tempo` in beats a minute."""

    section = "touch-up"

    sound: Brought = Field(json_schema_extra=_SOUND)
    start: float = Field(0, ge=0, le=600, json_schema_extra={"group": "main"})
    end: float | None = Field(None, ge=0, le=600, json_schema_extra={"group": "main"})
    silence: bool = False
    noise: float = Field(0, ge=0, le=1)
    speed: float = Field(1, ge=0.5, le=2)
    pitch: float = Field(0, ge=-12, le=12)
    reverse: bool = False
    channels: Literal["keep", "mono", "stereo"] = "keep"
    rate: Literal["keep", "48000", "44100", "22050"] = "keep"
    times: int = Field(0, ge=0, le=100)
    bars: int | None = Field(None, ge=1, le=200)
    tempo: float | None = Field(None, ge=40, le=220)
    metre: MetreName = "auto"
    fade_in: float = Field(0, ge=0, le=60, json_schema_extra={"group": "main"})
    fade_out: float = Field(0, ge=0, le=60, json_schema_extra={"group": "main"})
    loudness: Loudness = Field("-14", json_schema_extra={"group": "main"})
    format: Format = Field("wav", json_schema_extra={"late": True})


class MixParams(Params):
    """Two sounds as one: the second under the first, `offset` seconds after its beginning, or following it, over
    `crossfade` seconds of both. Levels in decibels; `ducking`: decibels by which the second gives way where the first
    is heard."""

    section = "mix"

    sound: Brought = Field(json_schema_extra=_SOUND)
    second: Brought = Field(json_schema_extra=_SOUND)
    placed: Literal["under", "after"] = Field("under", json_schema_extra={"control": "radio", "group": "main"})
    level: float = Field(0, ge=-40, le=12)
    second_level: float = Field(0, ge=-40, le=12, json_schema_extra={"group": "main"})
    offset: float = Field(0, ge=0, le=600)
    ducking: float = Field(0, ge=0, le=30)
    repeat: bool = False
    until_first: bool = False
    crossfade: float = Field(2, ge=0, le=30)
    loudness: Loudness = Field("-14", json_schema_extra={"group": "main"})
    format: Format = Field("wav", json_schema_extra={"late": True})


class SeparateParams(Params):
    """The voice in a recording, and all that is no voice."""

    section = "separate"

    sound: Brought = Field(json_schema_extra=_SOUND)
    keep: Literal["both", "voice", "accompaniment"] = Field(
        "both", json_schema_extra={"control": "radio", "group": "main"}
    )
    format: Format = Field("wav", json_schema_extra={"late": True})


class TranscribeParams(Params):
    """Sound to notes: what of the sound is heard, and on what it is played again. Tempo in beats a minute."""

    section = "transcribe"

    sound: Brought = Field(json_schema_extra=_HEARD)
    voice: VoiceName = Field("auto", json_schema_extra={"control": "radio", "group": "main"})
    instrument: Literal["auto", "piano", "nylon-guitar", "violin", "cello", "flute", "clarinet", "erhu"] = "auto"
    tempo: float | None = Field(None, ge=40, le=220)
    metre: MetreName = "auto"
    format: Format = Field("wav", json_schema_extra={"late": True})


class ArrangeParams(PromptParams):
    """From a tune to a piece: the tune of the sound as it is, all else written around it in the words' manner. Tempo
    in beats a minute."""

    section = "arrange"

    sound: Brought = Field(json_schema_extra=_HEARD)
    voice: VoiceName = Field("auto", json_schema_extra={"control": "radio"})
    tempo: float | None = Field(None, ge=40, le=220)
    metre: MetreName = "auto"
    format: Format = Field("wav", json_schema_extra={"late": True})
