"""From a description to a piece of music: read, composed, played by real instruments' sounds, mastered.

The models that are asked, where they are present, compare meanings and write the melody.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.music.ask import MusicParams
from pipelines.music.composer.options import ComposerAsk
from pipelines.music.composer.play.beds import bedded
from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.production import Production, watched
from pipelines.music.composer.play.synth import RATE
from pipelines.music.composer.read.genre import Encode
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.read.written import chords_of, sections_of
from pipelines.music.composer.sing.lyric import Lyric, read_lyric
from pipelines.music.composer.sing.song import song
from pipelines.music.composer.stems import mixed_with_stems
from pipelines.music.composer.telling import describe, facts, heading
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.files import files_of
from pipelines.music.score.score import Score
from studio.errors import DoesNotFit, LoadFailed
from studio.jobs.engine import JobContext
from studio.media.audio import SUFFIXES, Tags, encode
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    import numpy as np


def make(ask: ComposerAsk, ctx: JobContext) -> Iterator[Made]:
    """Compose, play and master one piece."""
    models = ask.models
    ctx.progress("reading_description")
    reading = read(ask.params.prompt, _wishes(ask), ask.seed, encoder(models.get("meaning"), ctx))
    params = _lasting(ask.params, reading.seconds)
    seconds = params.seconds
    ctx.progress("composing")
    lyric = read_lyric(ask.options.lyrics)
    score, modelled = _written(reading, seconds, ask.seed, models.get("melody"), ctx, lyric)
    score = bedded(score, reading.genre, reading.beds.wanted, reading.beds.refused)
    with ctx.lease(models["sounds"]) as bank:
        production = Production(sounded_through(score, seconds), reading.genre, seconds, ask.seed, bank)
        mixed, stems = _mixed(production, ask, ctx)
        said = (*score.said, *bank.said(track.instrument for track in score.tracks))
    ctx.progress("mastering")
    sound = master(mixed, production.desk.mix, RATE)
    ctx.check()
    yield _made(params, reading, score, sound, stems, modelled, said)


def _written(
    reading: Reading, seconds: float, seed: int, spec: ModelSpec | None, ctx: JobContext, lyric: Lyric
) -> tuple[Score, bool]:
    """The piece, and whether its melody is the model's: by rule where the weights are not here, or do not fit, and
    where words have to be sung on it."""
    if lyric:
        return song(lyric, reading, seconds, seed), False
    if spec is not None:
        try:
            with ctx.lease(spec) as melodies:
                return compose(reading, seconds, seed, melodies), True
        except (DoesNotFit, LoadFailed):
            ctx.progress("composing_by_rule")
    return compose(reading, seconds, seed), False


def _wishes(ask: ComposerAsk) -> Wishes:
    """What the form sets; "auto" is no wish."""

    def wish(value: str) -> str | None:
        return None if value == "auto" else value

    params, options = ask.params, ask.options
    return Wishes(
        tempo=params.tempo,
        key=wish(params.key),
        mode=wish(params.mode),
        metre=wish(params.metre),
        energy=options.energy,
        genre=wish(options.genre),
        mood=wish(options.mood),
        structure=sections_of(options.structure).sections,
        progression=chords_of(options.chords).bars,
        seconds=_length(params),
    )


def _lasting(params: MusicParams, said: float | None) -> MusicParams:
    """As long as the description says, where the form leaves the length as it is."""
    if said is None or _length(params) is not None:
        return params
    return params.model_copy(update={"seconds": said})


def _length(params: MusicParams) -> float | None:
    """What the form sets; its usual length is no wish."""
    return None if params.seconds == MusicParams.model_fields["seconds"].default else params.seconds


def encoder(spec: ModelSpec | None, ctx: JobContext) -> Encode | None:
    """Leases the model of meanings only when the words of a description do not tell enough."""
    if spec is None:
        return None

    def encode_sentences(sentences: list[str]) -> np.ndarray:
        with ctx.lease(spec) as meaning:
            vectors: np.ndarray = meaning.encode(sentences)
            return vectors

    return encode_sentences


def _mixed(production: Production, ask: ComposerAsk, ctx: JobContext) -> tuple[np.ndarray, tuple[MadeFile, ...]]:
    """The mix, and its players where they are wanted."""
    on_block = watched(production, ctx)
    if ask.options.stems:
        return mixed_with_stems(production, _title(ask.params.prompt), on_block)
    return production.mixed(on_block), ()


def _made(
    params: MusicParams,
    reading: Reading,
    score: Score,
    sound: np.ndarray,
    stems: tuple[MadeFile, ...],
    modelled: bool,
    said: tuple[Sentence, ...],
) -> Made:
    title = _title(params.prompt)
    author = _author(score, modelled)
    text = f"{describe(reading, score)} {author}".strip()
    main = encode(sound, RATE, params.format, Tags(title=title, comment=text))
    told = reading.genre.key, reading.energy, reading.mood
    beside = files_of(score, title, heading(reading, score), params.seconds, *told)
    return Made(
        kind="music",
        title=title,
        files=(MadeFile("main", SUFFIXES[params.format], main), *beside, *stems),
        text=text,
        notes=(*reading.notes, *said),
        facts=facts(reading, score, sound, author),
    )


def _author(score: Score, modelled: bool) -> str:
    """Who wrote the melody, where there is one."""
    if not any(track.role == "lead" for track in score.tracks):
        return ""
    return str(say("composer.melody_by_model" if modelled else "composer.melody_by_rule"))


def _title(prompt: str) -> str:
    """The first words of the description, as a title."""
    words = " ".join(prompt.split())
    if len(words) > 60:
        words = words[:60].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return words[:1].upper() + words[1:]
