"""Pieces: the pictures of one job of a diffusion model, each with its seed, its words and its LoRAs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from pipelines.image.ask import seeds
from pipelines.image.diffused import facts_of, made_of, remarks
from pipelines.image.manner import manner_of, with_manner
from pipelines.image.wording import Wording, worded
from pipelines.runtimes.denoising import Call, Canvas, call_of
from pipelines.runtimes.licence import licence_notes
from pipelines.runtimes.loras import Applied, adapters_of, applied, notes_of, said_of
from pipelines.runtimes.painting import from_noise_of, paint
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, JobContext
from studio.models.adapter import Adapter
from studio.words import Sentence
from studio.works.made import Made, MadeFile, title_of

PaintingAsk = Ask[Any, Any]
"""Words, seeds and so on, and PaintingOptions."""
Lease = Callable[[tuple[Adapter, ...]], AbstractContextManager[Any]]
"""The pipeline with adapters, for as long as the block runs."""


@dataclass(frozen=True)
class Piece:
    """One picture of a job: which, what it is asked with, and the LoRAs of it."""

    number: int
    seed: int
    wording: Wording
    loras: tuple[Applied, ...]

    @property
    def title(self) -> str:
        return title_of(self.wording.words)


@dataclass(frozen=True)
class Painted:
    """A piece that was painted: what diffusers gave, and how it was run."""

    ask: PaintingAsk
    piece: Piece
    canvas: Canvas
    result: Any
    call: Call
    denoised: dict[str, Any]

    @property
    def image(self) -> Any:
        return self.result.images[0]

    def made(
        self, picture: Any, text: Sentence, notes: tuple[Sentence, ...] = (), files: tuple[MadeFile, ...] = ()
    ) -> Made:
        """The work: the picture, its description, what else is to be said, and files beside it."""
        piece, spec = self.piece, self.ask.models[MAIN]
        used = {"loras": said_of(piece.loras), **piece.wording.facts(self.ask.params)}
        facts = facts_of(picture, self.canvas, piece.seed, {**self.denoised, **used})
        heard = (*piece.wording.notes, *self.call.notes, *notes_of(piece.loras))
        said = (*notes, *heard, *remarks(spec, self.canvas, self.result), *licence_notes(spec))
        return made_of(picture, facts, piece.title, text, said, files)


def painted(ask: PaintingAsk, ctx: JobContext, canvas: Canvas, lease: Lease, **given: Any) -> Iterator[Painted]:
    """Each picture, seeds counting up. `given`: what the pipeline begins with. Raises Cancelled at the next step,
    BadInput for words, a LoRA or a style that cannot be used."""
    manner = manner_of(ask.options, ask.models[MAIN], ctx)
    style = (manner.adapter,) if manner else ()
    given = {**given, **with_manner(manner)}
    pieces = [_piece(ask, ctx, number, seed) for number, seed in enumerate(seeds(ask.params))]
    # A prompt's alternatives may name other LoRAs in each picture.
    for loras, group in groupby(pieces, lambda piece: piece.loras):
        with lease((*adapters_of(loras), *style)) as pipe:
            calls: dict[tuple[str, str], Call] = {}
            for piece in group:
                asked = (piece.wording.prompt, piece.wording.negative)
                if asked not in calls:
                    calls[asked] = call_of(pipe, *asked, ask.options, ask.models[MAIN])
                walked = from_noise_of(calls[asked], given.get("strength", 1.0))
                result = paint(pipe, walked, canvas, piece.seed, ctx, piece.number, ask.params.count, **given)
                ctx.progress("finishing")
                yield Painted(ask, piece, canvas, result, calls[asked], calls[asked].facts(pipe))


def _piece(ask: PaintingAsk, ctx: JobContext, number: int, seed: int) -> Piece:
    wording = worded(ask.params, seed, ctx.host)
    return Piece(number, seed, wording, applied(wording.prompt, ask.options, ask.models[MAIN], ctx))
