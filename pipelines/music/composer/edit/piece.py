"""A piece as it was kept, with all that changing it needs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from pipelines.music.composer.genres import Genre, genres
from pipelines.music.composer.read.genre import NAMED
from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.clock import TempoMap
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Note, Score, Track
from pipelines.music.score.stored import load_score, setting_of
from studio.words import Sentence

PLAIN = "pop"
"""The genre that a piece is played as which names none."""
SHORT, RING, ROOM = 0.47, 2.6, 0.55
"""How long a final chord rings where the length of a piece is not told: at most this share of what is before it; else
so many seconds, and so many more for each second of the room."""


@dataclass(frozen=True)
class Piece:
    """A score and how it is played, and what the person is told of its changes."""

    score: Score
    genre: Genre
    seconds: float
    """How long its sound is."""
    energy: float
    mood: str = ""
    said: tuple[Sentence, ...] = ()

    @classmethod
    def read(cls, data: bytes) -> Piece:
        """A kept piece. Raises ValueError for what is none, or is damaged."""
        score, setting = load_score(data), setting_of(data)
        genre = genres().get(setting.genre, genres()[PLAIN])
        seconds = max(setting.seconds, _sounding(score))
        return cls(replace(score, said=()), genre, seconds, setting.energy, setting.mood)

    def reading(self, named: Sequence[Instrument] = ()) -> Reading:
        """What a description would have said that asks for such a piece, with these instruments."""
        score = self.score
        return Reading(
            genre=self.genre,
            key=score.key,
            metre=score.metre.name,
            tempo=score.tempo,
            tempo_is_given=True,
            energy=self.energy,
            named=tuple(named),
            refused=frozenset(),
            solo=False,
            mood=self.mood,
            why=NAMED,
        )

    def track(self, role: Role) -> Track | None:
        return next((track for track in self.score.tracks if track.role == role), None)

    @property
    def tune(self) -> list[Note]:
        """The notes of the melody; none where nobody leads."""
        lead = self.track("lead")
        return list(lead.notes) if lead else []

    @property
    def ring(self) -> float:
        """Seconds from the final chord to the end."""
        return self.seconds - TempoMap.of(self.score).seconds(self.score.beats)

    def with_tracks(self, tracks: Iterable[Track], *said: Sentence) -> Piece:
        return replace(self, score=replace(self.score, tracks=tuple(tracks)), said=(*self.said, *said))

    def with_score(self, score: Score, *said: Sentence) -> Piece:
        return replace(self, score=score, said=(*self.said, *said))


def _sounding(score: Score) -> float:
    """The least length of its sound: the final chord has time to ring."""
    last = TempoMap.of(score).seconds(score.beats)
    return round(last + min(SHORT * last, RING + ROOM * score.feel.room), 2)
