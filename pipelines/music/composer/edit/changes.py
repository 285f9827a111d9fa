"""All that is asked of a piece, one change after another."""

from __future__ import annotations

from dataclasses import replace

from pipelines.music.ask import TONICS
from pipelines.music.ask_edit import RearrangeParams
from pipelines.music.composer.edit.options import RearrangerOptions
from pipelines.music.composer.edit.parts import player_of, swaps_in, unfit
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.edit.pitch import nearest, transposed
from pipelines.music.composer.edit.players import muted, soloed, swapped
from pipelines.music.composer.edit.writing import anew, bars_in, in_genre, reharmonised
from pipelines.music.composer.genres import genres
from pipelines.music.composer.tune.melody_writer import MelodyWriter
from pipelines.music.score.clock import TempoMap
from studio.errors import BadInput
from studio.words import say

LONGEST = 600.0
"""Seconds that a slower piece may last."""


def check(params: RearrangeParams, options: RearrangerOptions) -> None:
    """Raises BadInput for what can be refused before the piece is seen."""
    wishes = (params.transpose, params.key != "auto", params.tempo, params.swap, params.mute, params.solo,
              params.anew, options.reharmonise, options.genre != "auto")  # fmt: skip
    if params.bars and not params.anew:
        raise unfit("anew", say("rearrange.bars_of_what"))
    if not any(wishes):
        raise BadInput(say("rearrange.nothing"))
    if params.transpose and params.key != "auto":
        raise unfit("transpose", say("rearrange.key_or_steps"))
    bars_in(params.bars)
    for _, player in swaps_in(params.swap) if params.swap else ():
        player_of(player, genres()["pop"])


def changed(
    piece: Piece, params: RearrangeParams, options: RearrangerOptions, seed: int, melodies: MelodyWriter | None
) -> Piece:
    """The piece after all changes: what is written comes before who plays it, and key and tempo come last, so that a
    part that is named is the one that the person knows. Raises BadInput for what it does not have."""
    if options.genre != "auto":
        piece = in_genre(piece, options.genre, seed)
    if options.reharmonise:
        piece = reharmonised(piece, seed)
    piece = anew(piece, params.anew, bars_in(params.bars), seed, melodies)
    piece = soloed(muted(swapped(piece, params.swap), params.mute), params.solo)
    semitones = nearest(piece, TONICS.index(params.key)) if params.key != "auto" else params.transpose
    return at_tempo(transposed(piece, semitones), params.tempo)


def at_tempo(piece: Piece, tempo: float | None) -> Piece:
    """The piece with so many of its metre's beats a minute; its final chord rings as long. Raises BadInput where it
    would last too long."""
    if tempo is None:
        return piece
    score = replace(piece.score, tempo=tempo * piece.score.metre.pulse)
    seconds = round(TempoMap.of(score).seconds(score.beats) + piece.ring, 2)
    if seconds > LONGEST:
        raise unfit("tempo", say("rearrange.too_slow", seconds=round(seconds), most=round(LONGEST)))
    return replace(piece.with_score(score, say("rearrange.did.tempo", tempo=f"{tempo:g}")), seconds=seconds)
