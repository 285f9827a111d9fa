"""From a description to a piece of music: read, composed, played by real instruments' sounds, mastered.

The models that are asked, where they are present, compare meanings and write the melody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pipelines.music.ask import MusicParams
from pipelines.music.composer.options import ComposerAsk
from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.mix import mix
from pipelines.music.composer.play.performance import Sounding, perform
from pipelines.music.composer.play.synth import BLOCK_SECONDS, RATE, Soundbank
from pipelines.music.composer.read.reading import Encode, Reading, Wishes, read
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.score.midi import midi_bytes
from pipelines.music.score.roll import roll_png
from pipelines.music.score.score import Score
from studio.errors import DoesNotFit, LoadFailed
from studio.jobs.engine import JobContext
from studio.media.audio import SUFFIXES, Tags, encode, loudness
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    import numpy as np


def make(ask: ComposerAsk, ctx: JobContext) -> Iterator[Made]:
    """Compose, play and master one piece."""
    models, seconds = ask.models, ask.params.seconds
    ctx.progress("reading_description")
    reading = read(ask.params.prompt, _wishes(ask), ask.seed, _encoder(models.get("meaning"), ctx))
    ctx.progress("composing")
    score, modelled = _written(reading, seconds, ask.seed, models.get("melody"), ctx)
    parts = perform(score, seconds, ask.seed)
    with ctx.lease(models["sounds"]) as bank:
        stems = _play(bank, score, parts, seconds, ctx)
        mixed = mix(stems, score.tracks, parts, reading.genre, score.tempo, round(seconds * RATE), RATE)
    ctx.progress("mastering")
    sound = master(mixed, reading.genre, RATE)
    ctx.check()
    yield _made(ask.params, reading, score, sound, modelled)


def _written(
    reading: Reading, seconds: float, seed: int, spec: ModelSpec | None, ctx: JobContext
) -> tuple[Score, bool]:
    """The piece, and whether its melody is the model's: by rule where the weights are not here, or do not fit."""
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
    )


def _encoder(spec: ModelSpec | None, ctx: JobContext) -> Encode | None:
    """Leases the model of meanings only when the words of a description do not tell enough."""
    if spec is None:
        return None

    def encode_sentences(sentences: list[str]) -> np.ndarray:
        with ctx.lease(spec) as meaning:
            vectors: np.ndarray = meaning.encode(sentences)
            return vectors

    return encode_sentences


def _play(
    bank: Soundbank, score: Score, parts: Sequence[Sequence[Sounding]], seconds: float, ctx: JobContext
) -> Iterator[np.ndarray]:
    """The sound of one track after another, so that no more than one of them has to be kept."""
    blocks = -(-int(seconds) // BLOCK_SECONDS)
    total, step = blocks * len(score.tracks), 0

    def on_block() -> None:
        nonlocal step
        step += 1
        ctx.progress("playing", min(step, total), total)
        ctx.check()

    for track, part in zip(score.tracks, parts, strict=True):
        yield bank.play(track.instrument, part, seconds, on_block)


def _made(params: MusicParams, reading: Reading, score: Score, sound: np.ndarray, modelled: bool) -> Made:
    title = _title(params.prompt)
    author = _author(score, modelled)
    text = f"{describe(reading, score)} {author}".strip()
    tags = Tags(title=title, comment=text)
    midi = midi_bytes(score, title, params.seconds)
    return Made(
        kind="music",
        title=title,
        files=(
            MadeFile("main", SUFFIXES[params.format], encode(sound, RATE, params.format, tags)),
            MadeFile("midi", ".mid", midi),
            MadeFile("roll", ".png", roll_png(score, heading(reading, score))),
        ),
        text=text,
        notes=_notes(reading),
        facts=facts(reading, score, sound, author),
    )


def _author(score: Score, modelled: bool) -> str:
    """Who wrote the melody, where there is one."""
    if not any(track.role == "lead" for track in score.tracks):
        return ""
    return str(say("composer.melody_by_model" if modelled else "composer.melody_by_rule"))


def facts(reading: Reading, score: Score, sound: np.ndarray, melody: str) -> MusicFacts:
    """What was chosen and measured."""
    return MusicFacts(
        key=score.key.note_name(score.key.tonic),
        mode=score.key.mode,
        tempo=round(score.tempo, 1),
        metre=score.metre.name,
        genre=reading.genre.title,
        mood=reading.mood,
        energy=round(reading.energy, 2),
        instruments=tuple(dict.fromkeys(track.instrument.title for track in score.tracks)),
        form=" ".join(section.label for section in score.sections),
        chords=tuple(chord.name(score.key) for chord in score.chords),
        seconds=round(len(sound) / RATE, 2),
        loudness=round(loudness(sound, RATE), 1),
        melody=melody,
    )


def heading(reading: Reading, score: Score) -> str:
    """The line above the piano roll."""
    genre = reading.genre.title
    return f"{genre[0].upper()}{genre[1:]}   ·   {score.key}   ·   {round(score.tempo)} bpm   ·   {score.metre.name}"


def describe(reading: Reading, score: Score) -> str:
    """One sentence that says what is heard."""
    names = list(dict.fromkeys(track.instrument.title for track in score.tracks))
    players = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    mood = f"{reading.mood} " if reading.mood else ""
    form = ", ".join(section.label for section in score.sections)
    article = "an" if (mood or reading.genre.title)[0].lower() in "aeiou" else "a"
    return str(
        say(
            f"composer.heard.{article}",
            kind=f"{mood}{reading.genre.title}",
            key=str(score.key),
            metre=score.metre.name,
            tempo=round(score.tempo),
            players=players,
            form=form,
        )
    )


def _notes(reading: Reading) -> tuple[Sentence, ...]:
    if reading.why.startswith("chosen freely"):
        return (say("composer.genre_chosen", genre=reading.genre.title),)
    return ()


def _title(prompt: str) -> str:
    """The first words of the description, as a title."""
    words = " ".join(prompt.split())
    if len(words) > 60:
        words = words[:60].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return words[:1].upper() + words[1:]
