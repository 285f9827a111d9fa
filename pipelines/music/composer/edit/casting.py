"""Who does what in a piece of somebody else's: which of its parts is the melody, which the bass, and who plays them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from statistics import fmean

from pipelines.music.hearing.scoring import top_line
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.midi_file import MidiFile, MidiPart
from pipelines.music.score.programs import kit_of, player_of
from pipelines.music.score.score import Note, Track

MOST = 14
"""Parts beside the drums: a MIDI file has one channel more, for a melody that is taken out of its part."""
_SUNG = re.compile(r"melod|vocal|voice|lead|sing|solo|tune|soprano|cantus|主旋律|旋律|人声|主唱|唱", re.IGNORECASE)
_NOT_SUNG = re.compile(
    r"bass|drum|perc|chord|pad|accomp|comp\b|rhythm|left|\blh\b|伴奏|和弦|鼓|贝斯|左手|低音", re.IGNORECASE
)
_ANEW = (" ", "/", "\\", "\r", "\n")
"""What a syllable begins with that begins a word, a line or a verse."""
_SIGN = re.compile("[\u3040-\u9fff]")
"""Signs that are each a word's worth of sound."""
_ALONE = 0.7
"""Share of its notes that one line has to itself."""
_LOW, _BASSES = 50, range(32, 40)
"""The mean pitch under which a part is low, and the programs that are basses."""
_NEAR = 0.08
"""Quarter notes that a syllable lies from its note at most."""


@dataclass(frozen=True)
class Cast:
    """The tracks, the melody first; and what of the file has no player here, by the names of its parts."""

    tracks: tuple[Track, ...]
    unheard: tuple[str, ...]
    near: tuple[tuple[str, str], ...]
    """Names of parts whose instrument is not here, and who plays them."""


def cast(file: MidiFile) -> Cast:
    """The parts of a file as tracks. Nothing is left of one that has no instrument here, nor of those beyond MOST."""
    played, unheard, near = [], [], []
    for part in (part for part in file.parts if not part.is_drums):
        found = player_of(part.program, part.bank)
        if found is None:
            unheard.append(_name(part))
            continue
        played.append((part, found[0]))
        if not found[1]:
            near.append((_name(part), found[0].title))
    joined = _joined(played)
    kept = sorted(joined, key=lambda one: -len(one[0].notes))[:MOST]
    unheard += [_name(one[0]) for one in joined if one not in kept]
    tracks = _roles([one for one in joined if one in kept], file)
    if drums := [part for part in file.parts if part.is_drums]:
        tracks.append(_drums(drums))
    return Cast(tuple(tracks), tuple(dict.fromkeys(unheard)), tuple(dict.fromkeys(near)))


def _name(part: MidiPart) -> str:
    return (part.name.strip() or f"GM {part.program + 1}")[:40]


_Played = tuple[MidiPart, Instrument]


def _joined(parts: Sequence[_Played]) -> list[_Played]:
    """Those of one instrument as one, where there are more than there can be."""
    if len(parts) <= MOST:
        return list(parts)
    found: dict[str, _Played] = {}
    for part, player in parts:
        if player.key in found:
            part = replace(found[player.key][0], notes=_sorted((*found[player.key][0].notes, *part.notes)))
        found[player.key] = part, player
    return list(found.values())


def _drums(parts: Sequence[MidiPart]) -> Track:
    busiest = max(parts, key=lambda part: len(part.notes))
    kit, _ = kit_of(busiest.program)
    low, high = kit.range
    notes = _sorted(note for part in parts for note in part.notes if low <= note.pitch <= high)
    return Track("drums", kit, list(notes))


def _roles(parts: Sequence[_Played], file: MidiFile) -> list[Track]:
    if not parts:
        return []
    led = max(range(len(parts)), key=lambda place: _leads(parts[place], file))
    tracks = _melody(parts[led], file)
    rest = [one for place, one in enumerate(parts) if place != led]
    bass = min((one for one in rest if _is_bass(one)), key=lambda one: _mean(one[0].notes), default=None)
    for one in rest:
        role = "bass" if one is bass else _accompanies(one)
        tracks.append(Track(role, one[1], list(one[0].notes)))
    return tracks


def _melody(one: _Played, file: MidiFile) -> list[Track]:
    """The line that leads, with its words; of a part of several voices the upper one, and what is under it."""
    part, player = one
    line = list(part.notes) if _alone(part.notes) >= _ALONE else top_line(part.notes)
    kept = set(map(id, line))
    tracks = [Track("lead", player, _sung(line, file.words))]
    if under := [note for note in part.notes if id(note) not in kept]:
        tracks.append(Track("chords", player, under))
    return tracks


def _leads(one: _Played, file: MidiFile) -> float:
    """How much speaks for a part as the melody: words on its notes, its name, one line, high, seldom silent."""
    part, player = one
    starts = sorted(note.start for note in part.notes)
    words = [beat for beat, _ in file.words]
    sung = fmean(_is_near(beat, starts) for beat in words) if words else 0.0
    named = 2.0 * bool(_SUNG.search(part.name)) - 2.0 * bool(_NOT_SUNG.search(part.name))
    high = max(-1.5, min(1.0, (_mean(part.notes) - 62) / 12))
    busy = len({int(start // 4) for start in starts}) / max(
        1, len({int(n.start // 4) for p in file.parts for n in p.notes})
    )
    low = 3.0 * (part.program in _BASSES)
    return 4.0 * sung + named + 1.5 * _alone(part.notes) + high + 1.5 * busy + 0.4 * ("lead" in player.roles) - low


def _is_bass(one: _Played) -> bool:
    part, player = one
    is_low = _mean(part.notes) < _LOW and _alone(part.notes) > 0.5
    return part.program in _BASSES or player.roles[0] == "bass" or is_low


def _accompanies(one: _Played) -> Role:
    part, player = one
    if _alone(part.notes) >= _ALONE:
        return "counter"
    is_slow = fmean(note.length for note in part.notes) >= 1.5
    return "pad" if player.touch == "held" and is_slow else "chords"


def _alone(notes: Sequence[Note]) -> float:
    """Share of notes under or over which no other begins or sounds on."""
    alone, last = 0, None
    for note in notes:
        if last is None or note.start >= last.end - 0.1 * min(last.length, 1.0) - 0.02:
            alone += 1
        if last is None or note.end > last.end:
            last = note
    return alone / max(1, len(notes))


def _mean(notes: Sequence[Note]) -> float:
    return fmean(note.pitch for note in notes)


def _is_near(beat: float, starts: Sequence[float]) -> bool:
    return any(abs(beat - start) <= _NEAR for start in starts)


def _sung(line: Sequence[Note], words: Sequence[tuple[float, str]]) -> list[Note]:
    """The melody with its syllables; a hyphen is behind one whose word goes on."""
    if not words:
        return list(line)
    by_spaces = any(text != text.strip() for _, text in words)
    notes = list(line)
    for number, (beat, text) in enumerate(words):
        following = words[number + 1][1] if number + 1 < len(words) else " "
        syllable = re.sub(r"[\\/\r\n\s]+", "", text)
        goes_on = (
            by_spaces
            and not _SIGN.search(syllable)
            and not (text.endswith((" ", "\n", "\r")) or following.startswith(_ANEW))
        )
        place = next((at for at, note in enumerate(notes) if abs(note.start - beat) <= _NEAR), None)
        if place is not None and syllable:
            notes[place] = replace(notes[place], lyric=(syllable + "-" * (goes_on and syllable[-1] != "-"))[:60])
    return notes


def _sorted(notes: object) -> tuple[Note, ...]:
    return tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))  # type: ignore[call-overload]
