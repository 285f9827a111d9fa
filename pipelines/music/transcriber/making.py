"""From a sound to a score: heard, written down, and played again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import numpy as np

from pipelines.music.ask_sound import TranscribeParams
from pipelines.music.hearing.chart import chart
from pipelines.music.hearing.listening import Heard, heard
from pipelines.music.hearing.scoring import scored
from pipelines.music.hearing.transcript import Hint, Transcript, written
from pipelines.music.score.files import files_of
from pipelines.music.score.instruments import Instrument, instruments
from pipelines.music.score.score import Metre, Score
from pipelines.music.transcriber.again import CHANNELS, RATE, Again
from studio.jobs.engine import Ask, JobContext
from studio.media.audio import SUFFIXES, Tags, encode_pieces
from studio.params import AUTO, Options
from studio.words import say
from studio.works.facts import MusicFacts
from studio.works.made import Made, MadeFile, title_of


def make(ask: Ask[TranscribeParams, Options], ctx: JobContext) -> Iterator[Made]:
    """One Made. Raises BadInput for what has no notes."""
    params = ask.params
    ctx.progress("hearing_notes")
    found = heard(params.sound, params.voice, ask.models, ctx)
    ctx.progress("writing_notes")
    notes = written(found.notes, found.is_alone, hint_of(params, found), _beats(params, found))
    score = scored(notes, instrument_of(params, found.is_alone), found.is_alone)
    ctx.check()
    with (
        ctx.lease(ask.models["sounds"]) as bank,
        closing(Again(found.notes, found.seconds, ctx.folder / "again.f32")) as again,
    ):
        again.play(bank, score.tracks[0].instrument, ctx)
        ctx.progress("saving")
        yield _made(params, found, notes, score, again)


def hint_of(params: TranscribeParams, found: Heard) -> Hint:
    """What the form says, else the file of notes itself."""
    metre = None if params.metre == AUTO else Metre(params.metre)
    if metre is None and found.notation is not None:
        metre = found.notation.metre
    return Hint(tempo=params.tempo, metre=metre)


def instrument_of(params: TranscribeParams, is_alone: bool) -> Instrument:
    """On what it is played again: a flute for a tune, a piano for several voices, where none is asked for."""
    name = params.instrument
    return instruments()[("flute" if is_alone else "piano") if name == AUTO else name]


def _beats(params: TranscribeParams, found: Heard) -> np.ndarray | None:
    return None if found.notation is None or params.tempo else found.notation.beats


def _made(params: TranscribeParams, found: Heard, notes: Transcript, score: Score, again: Again) -> Made:
    title = title_of(found.title)
    said = say(
        "hearing.heard",
        key=str(notes.key),
        metre=notes.metre.name,
        tempo=round(notes.pulse),
        count=len(found.notes),
        chart=chart(notes),
    )
    heading = f"{notes.key}   ·   {round(notes.pulse)} bpm   ·   {notes.metre.name}"
    tags = Tags(title=title, comment=str(said)[:500])
    main = encode_pieces(again.pieces(), RATE, CHANNELS, params.format, tags)
    return Made(
        kind="music",
        title=title,
        files=(
            MadeFile("main", SUFFIXES[params.format], main),
            *files_of(score, title, heading, score.beats * 60 / score.tempo + 2),
        ),
        text=str(said),
        notes=(*found.said, *again.said),
        facts=MusicFacts(
            key=notes.key.note_name(notes.key.tonic),
            mode=notes.key.mode,
            tempo=round(notes.pulse, 1),
            metre=notes.metre.name,
            instruments=tuple(dict.fromkeys(track.instrument.title for track in score.tracks)),
            chords=tuple(chord.name(notes.key) for chord in notes.chords),
            seconds=round(again.seconds, 2),
            loudness=round(again.loudness, 1),
            sample_rate=RATE,
            channels=CHANNELS,
        ),
    )
