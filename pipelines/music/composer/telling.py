"""What is told of a piece: its facts, a sentence that says what is heard, and the line above its roll."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.music.composer.beds import beds
from pipelines.music.composer.play.beds import UNASKED
from pipelines.music.composer.play.synth import RATE
from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.score import Score
from studio.media.audio import loudness
from studio.words import say
from studio.works.facts import MusicFacts

if TYPE_CHECKING:
    import numpy as np


def facts(reading: Reading, score: Score, sound: np.ndarray, melody: str) -> MusicFacts:
    """What was chosen and measured."""
    return MusicFacts(
        key=score.key.note_name(score.key.tonic),
        mode=score.key.mode,
        tempo=round(_beats(score), 1),
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


def _beats(score: Score) -> float:
    """Beats a minute as a person counts them: dotted quarters in 6/8."""
    return score.tempo / score.metre.pulse


def heading(reading: Reading, score: Score) -> str:
    """The line above the piano roll."""
    genre = reading.genre.title
    return f"{genre[0].upper()}{genre[1:]}   ·   {score.key}   ·   {round(_beats(score))} bpm   ·   {score.metre.name}"


def describe(reading: Reading, score: Score) -> str:
    """One sentence that says what is heard."""
    names = list(dict.fromkeys(track.instrument.title for track in score.tracks))
    names += [beds()[key].title for key, under in score.beds or () if under < UNASKED and key in beds()]
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
            tempo=round(_beats(score)),
            players=players,
            form=form,
        )
    )
