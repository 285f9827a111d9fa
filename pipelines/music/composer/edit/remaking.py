"""From a kept piece to a changed one: changed, played, mastered, and handed over with all its files made anew."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pipelines.music.ask_edit import RearrangeParams
from pipelines.music.composer.edit.adopting import adopted
from pipelines.music.composer.edit.changes import changed
from pipelines.music.composer.edit.options import RearrangerOptions
from pipelines.music.composer.edit.parts import parts_of, unfit
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.play.master import master
from pipelines.music.composer.play.production import Production, watched
from pipelines.music.composer.play.synth import RATE
from pipelines.music.composer.telling import describe, facts, heading
from pipelines.music.score.dying import sounded_through
from pipelines.music.score.files import files_of
from studio.errors import DoesNotFit, LoadFailed
from studio.jobs.engine import Ask, JobContext
from studio.media.audio import SUFFIXES, Tags, encode
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    import numpy as np

RearrangerAsk = Ask[RearrangeParams, RearrangerOptions]


def remake(ask: RearrangerAsk, ctx: JobContext) -> Iterator[Made]:
    """One piece, changed. Raises BadInput at the field that asks for what the piece does not have."""
    ctx.progress("reading_piece")
    upload, path = ctx.brought(ask.params.piece)
    try:
        piece = adopted(path.read_bytes()) if upload.kind == "midi" else Piece.read(path.read_bytes())
    except ValueError as error:
        raise unfit("piece", say("adopted.nothing" if upload.kind == "midi" else "rearrange.unreadable")) from error
    ctx.progress("composing")
    piece = _changed(piece, ask, ctx)
    score = sounded_through(piece.score, piece.seconds)
    with ctx.lease(ask.models["sounds"]) as bank:
        production = Production(score, piece.genre, piece.seconds, ask.seed, bank)
        mixed = production.mixed(watched(production, ctx))
        said = (*piece.said, *bank.said(track.instrument for track in score.tracks))
    ctx.progress("mastering")
    sound = master(mixed, production.desk.mix, RATE)
    ctx.check()
    yield _made(upload.title, ask.params, piece, sound, said)


def _changed(piece: Piece, ask: RearrangerAsk, ctx: JobContext) -> Piece:
    """The model of melodies is asked only where the melody is to be written anew, and there is one."""
    spec: ModelSpec | None = ask.models.get("melody")
    rewrites = parts_of(ask.params.anew, piece, "anew") if ask.params.anew else []
    if spec is not None and any(track.role == "lead" for track in rewrites):
        try:
            with ctx.lease(spec) as melodies:
                return changed(piece, ask.params, ask.options, ask.seed, melodies)
        except (DoesNotFit, LoadFailed):
            ctx.progress("composing_by_rule")
    return changed(piece, ask.params, ask.options, ask.seed, None)


def _made(title: str, params: RearrangeParams, piece: Piece, sound: np.ndarray, said: tuple[Sentence, ...]) -> Made:
    reading = piece.reading()
    text = describe(reading, piece.score)
    main = encode(sound, RATE, params.format, Tags(title=title, comment=text))
    told = piece.genre.key, piece.energy, piece.mood
    beside = files_of(piece.score, title, heading(reading, piece.score), piece.seconds, *told)
    return Made(
        kind="music",
        title=title,
        files=(MadeFile("main", SUFFIXES[params.format], main), *beside),
        text=text,
        notes=said,
        facts=facts(reading, piece.score, sound, ""),
    )
