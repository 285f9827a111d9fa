"""Writing the piece: form, chords and every player's part."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.composer.write import form
from pipelines.music.composer.write.frame import Frame, Given, stream
from pipelines.music.composer.write.harmony import final_chord, harmonise
from pipelines.music.composer.write.orchestration import orchestrate
from pipelines.music.composer.write.writer import Writer
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Metre, Score


def compose(
    reading: Reading,
    seconds: float,
    seed: int,
    melodies: MelodyWriter | None = None,
    seeds: Mapping[Role, int] | None = None,
    given: Given | None = None,
) -> Score:
    """Write a piece of `seconds` seconds, with the model's melodies or, without it, by rule.

    The same reading, seed and model give the same piece. `seeds` has seeds of their own for some parts, which are
    written differently while the others stay. With a `given` tune its sections, chords and tempo stand, and everything
    else is written around it; `seconds` is then the caller's to keep.
    """
    metre = Metre(reading.metre)
    plan = form.plan(reading, seconds, metre, stream(seed, "form"))
    sections, tempo, said = plan.sections, plan.tempo, plan.said
    if given is not None:
        sections, tempo, said, chords = given.sections, given.tempo, (), list(given.chords)
    else:
        chords = harmonise(reading, metre, sections, stream(seed, "chords"))
        chords.append(final_chord(reading.genre, reading.key, sections[-1].end_bar * metre.bar, metre.bar))
    cast = orchestrate(reading, stream(seed, "cast"))
    frame = Frame(reading, metre, sections, tuple(chords), cast)
    tune = None if given is None else list(given.melody)
    tracks = Writer(frame, seed, melodies, seeds or {}, tune).tracks()
    feel = reading.genre.feel
    return Score(reading.key, metre, tempo, sections, frame.chords, tuple(tracks), frame.end, feel, said)
