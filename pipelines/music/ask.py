"""Music: a piece from a description, composed by rules or sampled from a model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from pydantic import Field

from pipelines.runtimes.choosing import choose_engine
from studio.errors import ModelAbsent
from studio.jobs.engine import Choice, Host, JobContext, Made
from studio.params import Params

KeyName = Literal["auto", "C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"]
ModeName = Literal["auto", "major", "minor", "dorian", "phrygian", "lydian", "mixolydian", "pentatonic"]


class MusicParams(Params):
    """What a person can set for a piece of music."""

    examples: ClassVar[tuple[str, ...]] = (
        "a slow jazz waltz for piano and saxophone, late at night",
        "epic film music in D minor, a heroic battle, 120 bpm",
        "江南水乡的清晨，古筝与竹笛，宁静",
    )

    model: str = Field(
        "auto",
        title="Model",
        description="The composer is always here: harmony by rule, melodies by a small model of ours.",
        json_schema_extra={"control": "model", "task": "text-to-music"},
    )
    seconds: float = Field(30, ge=10, le=180, title="Length", description="In seconds.")
    tempo: float | None = Field(
        None,
        ge=40,
        le=220,
        title="Tempo",
        description="Beats a minute; empty for a fitting one.",
        json_schema_extra={"when": {"model": ["own"]}},
    )
    key: KeyName = Field(
        "auto",
        title="Key",
        description="The tonic; auto reads it from the description.",
        json_schema_extra={"when": {"model": ["own"]}},
    )
    mode: ModeName = Field(
        "auto",
        title="Mode",
        description="Major, minor or another scale.",
        json_schema_extra={"when": {"model": ["own"]}},
    )
    metre: Literal["auto", "4/4", "3/4", "6/8"] = Field(
        "auto", title="Metre", description="The time signature.", json_schema_extra={"when": {"model": ["own"]}}
    )
    energy: float | None = Field(
        None,
        ge=0,
        le=1,
        title="Energy",
        description="0 is still, 1 is wild; empty for a fitting one.",
        json_schema_extra={"when": {"model": ["own"]}},
    )
    format: Literal["wav", "flac", "mp3"] = Field(
        "wav", title="File", description="WAV and FLAC lose nothing; MP3 is small."
    )
    guidance: float | None = Field(
        None,
        ge=1,
        le=10,
        title="Guidance",
        description="How closely a model follows the words; empty for what it likes.",
        json_schema_extra={"when": {"model": ["model"]}},
    )
    temperature: float | None = Field(
        None,
        gt=0,
        le=2,
        title="Temperature",
        description="How much chance there is in a model; empty for what it likes.",
        json_schema_extra={"when": {"model": ["model"]}},
    )


class MusicGenerator:
    """Makes music: an audio file, its MIDI and a piano roll where the composer wrote it."""

    key = "music"
    title = "Music"
    Params = MusicParams

    def choose(self, params: MusicParams, host: Host) -> Choice:
        """The composer, unless a model was chosen or a usable one is present. Raises ModelAbsent or DoesNotFit."""
        sounds = host.catalog["soundfont"]
        helpers = (host.catalog["minilm"], host.catalog["melody-writer"])
        models = (*(spec for spec in helpers if host.catalog.present(spec)), sounds)
        own = Choice("composer", models, "The composer and its melody writer need no download.")
        choice = choose_engine(params.model, "text-to-music", host, own)
        if choice is own and not host.catalog.present(sounds):
            raise ModelAbsent("The sounds of the instruments are not here.", hint="Run scripts/prepare_soundfont.py.")
        return choice

    def run(self, params: MusicParams, choice: Choice, ctx: JobContext) -> Iterator[Made]:
        """Make one piece. Raises Cancelled when the person stops it."""
        if choice.engine == "composer":
            from pipelines.music.composer import engine as composer

            yield from composer.run(params, choice.models, ctx)
        else:
            from pipelines.music import musicgen

            yield from musicgen.run(params, choice.models[0], ctx)
