"""A score kept as a file beside the sound: what a piece is changed from later, exactly as it was written."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from pipelines.music.score.instruments import Instrument, Role, instruments
from pipelines.music.score.score import GROUPS, Feel, Metre, Note, Score, Section, Track
from pipelines.music.score.theory import MODES, QUALITIES, Chord, Key
from studio.words import Sentence

ROLE, SUFFIX = "score", ".json"
"""What the file is called among those of a work."""
SCHEMA = 1
MOST_BYTES = 16_000_000
"""Of a file that is read: some hundred times that of the longest piece."""
LABEL = 60
"""Letters of a section's name, and of a syllable."""
MOST_NOTES = 200_000

_Beat = Annotated[float, Field(ge=0, le=100_000, allow_inf_nan=False)]
_Bars = Annotated[int, Field(ge=0, le=10_000)]
_Share = Annotated[float, Field(ge=0, le=1)]
_Class = Annotated[int, Field(ge=0, le=11)]
_Step = Annotated[int, Field(ge=0, le=127)]
_Label = Annotated[str, Field(max_length=LABEL)]
_Bed = tuple[_Label, Annotated[float, Field(ge=0, le=60)]]
_Note = tuple[_Step, _Beat, _Beat, _Step] | tuple[_Step, _Beat, _Beat, _Step, _Label]
"""Pitch, start, length and velocity; a syllable, where one is sung."""


@dataclass(frozen=True)
class Setting:
    """What a kept score is played as, beyond its notes."""

    genre: str = ""
    """Key of the genre; "" where none is told."""
    seconds: float = 0.0
    """How long the sound is, its ring included; 0 where it is not told."""
    energy: float = 0.5
    mood: str = ""


def dump_score(score: Score, genre: str = "", *, seconds: float = 0.0, energy: float = 0.5, mood: str = "") -> bytes:
    """The score as JSON, with the key of the genre that it is played as, and the rest of its `Setting`."""
    kept = {
        "schema": SCHEMA,
        "genre": genre,
        "seconds": seconds,
        "energy": energy,
        "mood": mood,
        "key": asdict(score.key),
        "metre": score.metre.name,
        "tempo": score.tempo,
        "sections": [{**asdict(section), "players": sorted(section.players)} for section in score.sections],
        "chords": [asdict(chord) for chord in score.chords],
        "tracks": [
            {"role": track.role, "instrument": track.instrument.key, "notes": [_row(note) for note in track.notes]}
            for track in score.tracks
        ],
        "beats": score.beats,
        "feel": asdict(score.feel),
        "said": [sentence.model_dump(mode="json") for sentence in score.said],
        **({} if score.beds is None else {"beds": score.beds}),
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def load_score(data: bytes) -> Score:
    """The score of such a file, equal to what was kept.

    Raises ValueError for what is no such file, is damaged, or names an instrument that is not known.
    """
    stored = _read(data)
    try:
        tracks = tuple(_track(kept) for kept in stored.tracks)
    except KeyError as error:
        raise ValueError(f"{error} is no instrument") from error
    return Score(
        key=Key(**stored.key.model_dump()),
        metre=Metre(stored.metre),
        tempo=stored.tempo,
        sections=tuple(Section(**section.model_dump()) for section in stored.sections),
        chords=tuple(Chord(**chord.model_dump()) for chord in stored.chords),
        tracks=tracks,
        beats=stored.beats,
        feel=Feel(**stored.feel.model_dump()),
        said=stored.said,
        beds=stored.beds,
    )


def genre_of(data: bytes) -> str:
    """The key of the genre that a kept score is played as; "" where none is told. Raises ValueError as above."""
    return _read(data).genre


def setting_of(data: bytes) -> Setting:
    """What a kept score is played as. Raises ValueError as above."""
    stored = _read(data)
    return Setting(stored.genre, stored.seconds, stored.energy, stored.mood)


class _Kept(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class _Key(_Kept):
    tonic: _Class
    mode: Literal[tuple(MODES)]  # type: ignore[valid-type]


class _Section(_Kept):
    label: _Label
    start_bar: _Bars
    bars: _Bars
    energy: _Share
    players: frozenset[Role]
    group: Literal["A", "B", "C"]
    into: _Label


class _Chord(_Kept):
    root: _Class
    quality: Literal[tuple(QUALITIES)]  # type: ignore[valid-type]
    numeral: _Label
    start: _Beat
    beats: _Beat
    over: _Class | None


class _Track(_Kept):
    role: Role
    instrument: _Label
    notes: Annotated[list[_Note], Field(max_length=MOST_NOTES)]


class _Feel(_Kept):
    swing: _Share
    swing16: _Share
    rit: _Share
    loose: Annotated[float, Field(ge=0, le=1000)]
    room: Annotated[float, Field(ge=0, le=60)]


class _Stored(_Kept):
    """A file as it is written."""

    schema_: Literal[1] = Field(alias="schema")
    genre: _Label
    seconds: Annotated[float, Field(ge=0, le=3600)] = 0.0
    energy: _Share = 0.5
    mood: _Label = ""
    key: _Key
    metre: Literal[tuple(GROUPS)]  # type: ignore[valid-type]
    tempo: Annotated[float, Field(ge=5, le=2000)]
    sections: Annotated[tuple[_Section, ...], Field(max_length=1000)]
    chords: Annotated[tuple[_Chord, ...], Field(min_length=1, max_length=10_000)]
    tracks: Annotated[tuple[_Track, ...], Field(min_length=1, max_length=64)]
    beats: _Beat
    feel: _Feel
    said: tuple[Sentence, ...]
    beds: Annotated[tuple[_Bed, ...], Field(max_length=16)] | None = None


def _read(data: bytes) -> _Stored:
    if len(data) > MOST_BYTES:
        raise ValueError(f"more than {MOST_BYTES} bytes")
    try:
        return _Stored.model_validate_json(data)
    except ValidationError as error:
        raise ValueError(str(error)) from error


def _row(note: Note) -> list[Any]:
    row = [note.pitch, note.start, note.length, note.velocity]
    return [*row, note.lyric] if note.lyric else row


def _track(kept: _Track) -> Track:
    instrument: Instrument = instruments()[kept.instrument]
    return Track(kept.role, instrument, [Note(*row) for row in kept.notes])
