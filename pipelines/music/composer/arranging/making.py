"""From a sound to a piece: its tune heard and written down, arranged, played and mastered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from pipelines.music.ask import TONICS
from pipelines.music.ask_sound import ArrangeParams
from pipelines.music.composer.arranging.options import ArrangerOptions
from pipelines.music.composer.arranging.setting import Tune, arranged
from pipelines.music.composer.making import encoder
from pipelines.music.composer.play.beds import bedded
from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.production import Production, watched
from pipelines.music.composer.play.synth import RATE
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.telling import describe, facts, heading
from pipelines.music.hearing.listening import Heard, heard
from pipelines.music.hearing.scoring import top_line
from pipelines.music.hearing.transcript import Hint, Transcript, written
from pipelines.music.score.clock import TempoMap
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.files import files_of
from pipelines.music.score.score import Metre, Score
from studio.jobs.engine import Ask, JobContext
from studio.media.audio import SUFFIXES, Tags, encode
from studio.params import AUTO
from studio.words import Sentence, say
from studio.works.made import Made, MadeFile, title_of

LONGEST = 180.0
"""Seconds of a tune that are arranged."""
ArrangerAsk = Ask[ArrangeParams, ArrangerOptions]


def make(ask: ArrangerAsk, ctx: JobContext) -> Iterator[Made]:
    """One piece. Raises BadInput where no tune is heard."""
    found = heard(ask.params.sound, ask.params.voice, ask.models, ctx)
    ctx.progress("writing_notes")
    notes = _written(ask.params, found)
    ctx.progress("reading_description")
    reading = _reading(ask, notes, ctx)
    tune, said = _tune(notes, found.is_alone, reading)
    ctx.progress("composing")
    score = bedded(arranged(tune, reading, ask.seed), reading.genre, reading.beds.wanted, reading.beds.refused)
    seconds = _seconds(score)
    ctx.check()
    with ctx.lease(ask.models["sounds"]) as bank:
        production = Production(sounded_through(score, seconds), reading.genre, seconds, ask.seed, bank)
        mixed = production.mixed(watched(production, ctx))
        said = (*said, *bank.said(track.instrument for track in score.tracks))
    ctx.progress("mastering")
    sound = master(mixed, production.desk.mix, RATE)
    ctx.check()
    yield _made(ask, reading, score, sound, (*found.said, *said, *reading.missed))


def _written(params: ArrangeParams, found: Heard) -> Transcript:
    said = found.notation.metre if found.notation is not None else None
    metre = said if params.metre == AUTO else Metre(params.metre)
    beats = None if found.notation is None else found.notation.beats
    return written(found.notes, found.is_alone, Hint(metre=metre), beats)


def _reading(ask: ArrangerAsk, notes: Transcript, ctx: JobContext) -> Reading:
    """The description, in the key and the metre of the tune; in its tempo too, where another is not asked for."""
    options = ask.options
    wishes = Wishes(
        tempo=ask.params.tempo,
        key=TONICS[notes.key.tonic],
        mode=notes.key.mode,
        metre=notes.metre.name,
        energy=options.energy,
        genre=None if options.genre == AUTO else options.genre,
        mood=None if options.mood == AUTO else options.mood,
    )
    reading = read(ask.params.prompt, wishes, ask.seed, encoder(ask.models.get("meaning"), ctx))
    tempo = reading.tempo if reading.tempo_is_given else notes.tempo
    return replace(reading, key=notes.key, tempo=tempo, tempo_is_given=True, structure=(), progression=())


def _tune(notes: Transcript, is_alone: bool, reading: Reading) -> tuple[Tune, tuple[Sentence, ...]]:
    """The tune, cut at a bar line where it is too long."""
    most = max(1, int(LONGEST * reading.tempo / 60 // notes.metre.bar))
    line = notes.notes if is_alone else tuple(top_line(notes.notes))
    if notes.bars <= most:
        return Tune(line, notes.bars, notes.key, notes.metre), ()
    end = most * notes.metre.bar
    kept = tuple(replace(n, length=min(n.length, end - n.start)) for n in line if n.start < end)
    return Tune(kept, most, notes.key, notes.metre), (say("hearing.arranged_in_part", seconds=LONGEST),)


def _seconds(score: Score) -> float:
    """Until the final chord has died away."""
    last = TempoMap.of(score).seconds(score.beats)
    return float(round(last + max(2.5, score.metre.bar * 60 / score.tempo) + 0.6 * score.feel.room, 2))


def _made(ask: ArrangerAsk, reading: Reading, score: Score, sound: np.ndarray, said: tuple[Sentence, ...]) -> Made:
    title, form = title_of(ask.params.prompt), ask.params.format
    text = describe(reading, score)
    seconds = len(sound) / RATE
    main = encode(sound, RATE, form, Tags(title=title, comment=text))
    return Made(
        kind="music",
        title=title,
        files=(
            MadeFile("main", SUFFIXES[form], main),
            *files_of(score, title, heading(reading, score), seconds, reading.genre.key),
        ),
        text=text,
        notes=said,
        facts=facts(reading, score, sound, str(say("hearing.own_tune"))),
    )
