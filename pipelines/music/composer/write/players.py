"""Who is heard where: the form's layers, thinned and filled so that nobody is missed and nothing is empty."""

from __future__ import annotations

from collections.abc import Mapping

from pipelines.music.composer.read.reading import Reading
from pipelines.music.score.instruments import Instrument, Role
from pipelines.music.score.score import Section

FEW = 3
"""So many players, or fewer, all play nearly all the time."""
CARRIERS: tuple[Role, ...] = ("chords", "pad", "counter", "bass", "lead")
"""Who plays on where a section would else be empty, the first there is."""


class Players:
    """The cast of a piece in the layers of its sections."""

    def __init__(self, cast: Mapping[Role, Instrument], reading: Reading, sections: tuple[Section, ...]) -> None:
        self.cast, self.reading = cast, reading
        pitched = len({role for role in cast if role != "drums"})
        few = bool(reading.named) and (pitched <= FEW or reading.alone)
        self._heard = {section: frozenset(role for role in cast if self._is_heard(role, section, few))
                       for section in sections}  # fmt: skip
        self._unheard = {role for role in cast if not any(role in roles for roles in self._heard.values())}

    def play(self, role: Role, section: Section) -> bool:
        """Whether a player is heard in a section. Who was asked for, and has no place in the form, is heard in all."""
        if role not in self.cast:
            return False
        return role in self._heard[section] or (role in self._unheard and self.cast[role] in self.reading.named)

    def _is_heard(self, role: Role, section: Section, few: bool) -> bool:
        opening = section.kind == "intro"
        if role == "drums":
            calm = opening and self.reading.energy < 0.5
            return len(self.cast) == 1 or ("drums" in section.players and not calm)
        asked = role in ("lead", "counter") and self.cast[role] in self.reading.named
        if role in section.players or ((few or asked) and not opening):
            return True
        if role == "chords" and "pad" in section.players and "pad" not in self.cast:
            return True
        there = [other for other in CARRIERS if other in self.cast and other in section.players]
        return not there and role == next(other for other in CARRIERS if other in self.cast)
