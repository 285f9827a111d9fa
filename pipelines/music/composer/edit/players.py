"""Who plays: others in the place of some, some alone, some not at all."""

from __future__ import annotations

from dataclasses import replace

from pipelines.music.composer.edit.parts import called, part_of, parts_of, player_of, swaps_in, unfit
from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.edit.pitch import fitted
from pipelines.music.score.instruments import Instrument
from pipelines.music.score.score import Track
from studio.words import Sentence, say


def muted(piece: Piece, text: str) -> Piece:
    """Without the parts that a text names. Raises BadInput where nobody would be left."""
    if not text:
        return piece
    gone = parts_of(text, piece, "mute")
    left = [track for track in piece.score.tracks if track not in gone]
    if not left:
        raise unfit("mute", say("rearrange.nobody_left"))
    return piece.with_tracks(left, say("rearrange.did.muted", parts=[called(track) for track in gone]))


def soloed(piece: Piece, text: str) -> Piece:
    """The parts that a text names, alone."""
    if not text:
        return piece
    kept = parts_of(text, piece, "solo")
    return piece.with_tracks(kept, say("rearrange.did.soloed", parts=[called(track) for track in kept]))


def swapped(piece: Piece, text: str) -> Piece:
    """Other players for some parts, note for note; by octaves moved where a part lies outside another's range."""
    given: dict[int, Instrument] = {}
    said: list[Sentence] = []
    for name, wanted in swaps_in(text) if text else ():
        player, nearest = player_of(wanted, piece.genre)
        given |= {id(track): player for track in part_of(name, piece, "swap")}
        said += nearest
    tracks = [_given(track, given.get(id(track)), said) for track in piece.score.tracks]
    return piece.with_tracks(tracks, *said) if said else piece


def _given(track: Track, player: Instrument | None, said: list[Sentence]) -> Track:
    if player is None or player == track.instrument:
        return track
    if player.is_drums != track.instrument.is_drums:
        raise unfit("swap", say("rearrange.drums_apart", part=called(track), player=player.title))
    notes, moved = (track.notes, "") if player.is_drums else fitted(track.notes, player)
    taken = replace(track, instrument=player, notes=notes)
    said.append(say("rearrange.did.swapped", part=called(track), player=player.title))
    said += [say(f"rearrange.range.{moved}", part=called(taken))] if moved else []
    return taken
