"""Which parts of a piece are meant: by what they do (melody, bass) or by who plays them (piano, 古筝)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from pipelines.music.composer.edit.piece import Piece
from pipelines.music.composer.genres import Genre
from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.ensemble import family_members, find_players
from pipelines.music.composer.read.players import choose_players
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import Instrument, Role, instruments
from pipelines.music.score.score import Track
from studio.errors import BadInput
from studio.words import Sentence, say

_APART = re.compile(r"[,;/\n+&、，；]|(?<![a-z])and(?![a-z])|和|与|及")
_ARTICLE = re.compile(r"^(?:the|all|every|an?|my|its)\s+|\s+(?:part|track|voice|line)s?$|(?:声部|部分)$")
_INTO = re.compile(
    r"\s*(?:[-=]*>|→|⇒|(?<![a-z])(?:to|into|with|by|becomes?|for)(?![a-z])|换成|改成|改为|换为|变成|改用|用)\s*"
)
_TOLD = re.compile(r"(?P<part>[^()（）\d]+?)\s*(?:[(（](?P<player>[^()（）]+)[)）])?\s*(?P<number>[1-9]\d?)?")
_SWAP = re.compile(r"^(?:swap|replace|change|turn|play|把|将)\s*")


def parts_of(text: str, piece: Piece, field: str) -> list[Track]:
    """The tracks that a text names, as the piece has them. Raises BadInput at the field for one that is not there."""
    found: list[Track] = []
    for name in names_in(text):
        found += part_of(name, piece, field)
    return [track for track in piece.score.tracks if track in found]


def part_of(name: str, piece: Piece, field: str) -> list[Track]:
    """The tracks of one name: all that an instrument plays, those that do one thing, or "chords (piano) 2", the second
    of them."""
    tracks = piece.score.tracks
    told = _TOLD.fullmatch(name)
    if told is None or not (told["player"] or told["number"]):
        found = _named(name, tracks)
    else:
        by_both = [_named(_bare(part), tracks) for part in (told["part"], told["player"]) if part]
        found = [track for track in by_both[0] if all(_holds(these, track) for these in by_both)]
        found = found[int(told["number"]) - 1 :][:1] if told["number"] else found
    if not found:
        raise unfit(field, say("rearrange.no_part", name=name[:60], parts=called_all(tracks)))
    return found


def _named(name: str, tracks: Sequence[Track]) -> list[Track]:
    role = _roles().get(name)
    keys = set() if role else _players(name)
    return [track for track in tracks if track.role == role or track.instrument.key in keys]


def _holds(tracks: Sequence[Track], track: Track) -> bool:
    return any(one is track for one in tracks)


def swaps_in(text: str) -> list[tuple[str, str]]:
    """Whom a text gives a part to: "piano -> harp, flute to violin". Raises BadInput for what is no such pair."""
    pairs = []
    for name in names_in(text):
        sides = [side for side in _INTO.split(_SWAP.sub("", name), maxsplit=1) if side]
        if len(sides) != 2:
            raise unfit("swap", say("rearrange.no_swap", part=name[:60]))
        pairs.append((_bare(sides[0]), _bare(sides[1])))
    return pairs


def player_of(name: str, genre: Genre) -> tuple[Instrument, tuple[Sentence, ...]]:
    """The instrument of a name, the genre's own where there are several; and what is to be said where it is only the
    nearest. Raises BadInput for a name that nothing here has or is like."""
    wanted = choose_players(find_players(name), genre)
    if not wanted.named:
        raise unfit("swap", say("rearrange.no_instrument", name=name[:60]))
    return instruments()[wanted.named[0]], wanted.missed


def names_in(text: str) -> list[str]:
    """The names between commas and ands, in small letters of one spelling."""
    names = (_bare(part) for part in _APART.split(plainly(text).lower()))
    return [name for name in names if name]


def called(track: Track) -> Sentence:
    """A part as a person is told of it: melody (piano)."""
    return say("rearrange.part", part=say(f"rearrange.role.{track.role}"), player=track.instrument.title)


def called_all(tracks: Sequence[Track]) -> list[Sentence]:
    """Each as a person is told of it, with a number where several are alike: second voice (violin) 2."""
    alike = Counter((track.role, track.instrument.key) for track in tracks)
    seen: Counter[tuple[str, str]] = Counter()
    found = []
    for track in tracks:
        name = track.role, track.instrument.key
        seen[name] += 1
        told = called(track)
        found.append(say("rearrange.one_of", part=told, number=seen[name]) if alike[name] > 1 else told)
    return found


def unfit(field: str, why: Sentence) -> BadInput:
    """The refusal of what one field says."""
    return BadInput(why, fields={field: why})


def _bare(name: str) -> str:
    name, before = name.strip(" .。!\"'"), ""
    while name != before and name not in _roles():
        before, name = name, _ARTICLE.sub("", name).strip()
    return name


def _players(name: str) -> set[str]:
    """Keys of the instruments that a name means: one, or all of a family."""
    keys: set[str] = set()
    for match in find_players(name).named():
        kind, _, key = match.key.partition(":")
        keys |= {key} if kind == "instrument" else set(family_members(key)) if kind == "family" else set()
    return keys


@cache
def _roles() -> dict[str, Role]:
    """Parts by what they are called."""
    table: dict[Role, Sequence[str]] = read_table("parts")  # type: ignore[assignment]
    return {word: role for role, words in table.items() for word in words}
