"""The composer: from a description to a piece of music, by rules, with real instruments' sounds. The models that are
asked, where they are present, compare meanings and write the melody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from pipelines.music.composer.arrangement import compose
from pipelines.music.composer.master import master
from pipelines.music.composer.midi import midi_bytes
from pipelines.music.composer.mix import mix
from pipelines.music.composer.performance import Sounding, perform
from pipelines.music.composer.reading import Encode, Reading, Wishes, read
from pipelines.music.composer.roll import roll_png
from pipelines.music.composer.score import Score
from pipelines.music.composer.synth import BLOCK_SECONDS, RATE, Soundbank
from studio.errors import DoesNotFit, LoadFailed
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.media.audio import SUFFIXES, Tags, encode, loudness
from studio.models.catalog import ModelSpec

if TYPE_CHECKING:
    import numpy as np

    from pipelines.music.ask import MusicParams


def run(params: MusicParams, specs: Sequence[ModelSpec], ctx: JobContext) -> Iterator[Made]:
    """Compose, play and master one piece. `specs` are the models that the engine leases, by their engine's name."""
    by_engine = {spec.engine: spec for spec in specs}
    seed = params.seed or 0
    ctx.progress("reading the description")
    reading = read(params.prompt, _wishes(params), seed, _encoder(by_engine.get("minilm"), ctx))
    ctx.progress("composing")
    score, modelled = _written(reading, params.seconds, seed, by_engine.get("melody"), ctx)
    parts = perform(score, reading.genre, params.seconds, seed)
    with ctx.lease(by_engine["soundfont"]) as bank:
        stems = _play(bank, score, parts, params.seconds, ctx)
    ctx.progress("mastering")
    mixed = mix(stems, score.tracks, parts, reading.genre, score.tempo, RATE)
    ctx.check()
    sound = master(mixed, reading.genre, RATE)
    ctx.check()
    yield _made(params, reading, score, sound, modelled)


def _written(
    reading: Reading, seconds: float, seed: int, spec: ModelSpec | None, ctx: JobContext
) -> tuple[Score, bool]:
    """The piece, and whether its melody is the model's: by rule where the weights are not here, or do not fit."""
    if spec is not None:
        try:
            with ctx.lease(spec) as melodies:
                return compose(reading, seconds, seed, melodies), True
        except (DoesNotFit, LoadFailed):
            ctx.progress("composing by rule")
    return compose(reading, seconds, seed), False


def _wishes(params: MusicParams) -> Wishes:
    """What the form sets; "auto" is no wish."""

    def wish(value: str) -> str | None:
        return None if value == "auto" else value

    return Wishes(params.tempo, wish(params.key), wish(params.mode), wish(params.metre), params.energy)


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
) -> list[np.ndarray]:
    blocks = -(-int(seconds) // BLOCK_SECONDS)
    total, step = blocks * len(score.tracks), 0

    def on_block() -> None:
        nonlocal step
        step += 1
        ctx.progress("playing", min(step, total), total)
        ctx.check()

    return [
        bank.play(track.instrument, part, seconds, on_block) for track, part in zip(score.tracks, parts, strict=True)
    ]


def _made(params: MusicParams, reading: Reading, score: Score, sound: np.ndarray, modelled: bool) -> Made:
    title = _title(params.prompt)
    text = f"{describe(reading, score)} {_author(score, modelled)}".strip()
    tags = Tags(title=title, comment=text)
    midi = midi_bytes(score, reading.genre, title, params.seconds)
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
        facts={**facts(reading, score, sound), "melody": _author(score, modelled)},
    )


def _author(score: Score, modelled: bool) -> str:
    """Who wrote the melody, where there is one."""
    if not any(track.role == "lead" for track in score.tracks):
        return ""
    return "The melody is the melody writer's, a small model's." if modelled else "The melody was written by rule."


def facts(reading: Reading, score: Score, sound: np.ndarray) -> dict[str, Any]:
    """What was chosen and measured, as JSON values."""
    return {
        "key": score.key.note_name(score.key.tonic),
        "mode": score.key.mode,
        "tempo": round(score.tempo, 1),
        "metre": score.metre.name,
        "genre": reading.genre.title,
        "mood": reading.mood,
        "energy": round(reading.energy, 2),
        "instruments": list(dict.fromkeys(track.instrument.title for track in score.tracks)),
        "form": " ".join(section.label for section in score.sections),
        "chords": [chord.name(score.key) for chord in score.chords],
        "seconds": round(len(sound) / RATE, 2),
        "loudness": round(loudness(sound, RATE), 1),
    }


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
    article = "An" if (mood or reading.genre.title)[0].lower() in "aeiou" else "A"
    return (
        f"{article} {mood}{reading.genre.title} piece in {score.key}, {score.metre.name}, at {round(score.tempo)} "
        f"beats a minute, played by {players}; form: {form}."
    )


def _notes(reading: Reading) -> tuple[str, ...]:
    if reading.why.startswith("chosen freely"):
        return (
            f"The description names no kind of music, so {reading.genre.title} was chosen; another seed chooses again.",
        )
    return ()


def _title(prompt: str) -> str:
    """The first words of the description, as a title."""
    words = " ".join(prompt.split())
    if len(words) > 60:
        words = words[:60].rsplit(" ", 1)[0].rstrip(",;:.") + " …"
    return words[:1].upper() + words[1:]
