"""Mixing: every player at the loudness of its part, in its place between left and right, in one room."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.play import strip
from pipelines.music.composer.play.mixes import Mix, mixes
from pipelines.music.composer.play.performance import Sounding
from pipelines.music.composer.play.reverb import echo, reverberate
from pipelines.music.score.instruments import Role
from pipelines.music.score.score import Track

if TYPE_CHECKING:
    import numpy as np

KICKS = (35, 36)
PUMPED: tuple[Role, ...] = ("pad", "bass", "chords")


class Desk:
    """The mixing desk of one piece: the genre's mix, and what one part has to know of the others."""

    def __init__(
        self,
        genre: Genre,
        tracks: Sequence[Track],
        parts: Sequence[Sequence[Sounding]],
        tempo: float,
        length: int,
        rate: int,
    ) -> None:
        self.genre, self.tempo, self.length, self.rate = genre, tempo, length, rate
        self.mix: Mix = mixes()[genre.mix]
        self.duck = self._ducking(tracks, parts)

    def takes(self, track: Track) -> int:
        """How often a player is recorded: guitars twice where the mix doubles them."""
        return 2 if track.role in self.mix.double and "guitar" in track.instrument.key else 1

    def dry(self, takes: Sequence[np.ndarray], track: Track, part: Sequence[Sounding]) -> np.ndarray:
        """One player as it stands in the mix, float32 of shape (length, 2), without the room.

        `takes` holds its sound, and a second one where the mix doubles it.
        """
        import numpy as np

        role, mix = track.role, self.mix
        sounds = [strip.driven(strip.cleaned(take, role, self.rate), mix.drive.get(role, 0.0)) for take in takes]
        sound = strip.doubled(*sounds) if len(sounds) > 1 else sounds[0]
        if role == "drums":
            sound = strip.punched(sound, mix.punch, self.rate)
        if role in mix.chorus and len(sounds) == 1:
            sound = strip.chorused(sound, self.rate)
        sound = strip.levelled(sound, self._level(role), self.rate)
        if len(sounds) == 1:
            sound = strip.placed(sound, mix.pan[role])
        if role == "bass" and mix.sub:
            sound = sound + strip.levelled(strip.sub(part, self.length, self.rate), mix.sub, self.rate)
        if role in PUMPED and self.duck is not None:
            sound = sound * self.duck
        if again := mix.echo.get(role):
            seconds = 60 * mix.echo_beats / self.tempo
            sound = sound + np.float32(again) * echo(sound, seconds, self.rate, mix.echo_again)
        return sound.astype(np.float32, copy=False)

    def room(self, sent: np.ndarray) -> np.ndarray:
        """What the room answers to all that was sent to it."""
        import numpy as np

        wet = reverberate(sent, self.genre.room, self.rate, self.mix.predelay, self.mix.bright)
        return np.float32(0.85 * self.genre.reverb) * wet

    def mixed(self, players: Iterable[tuple[Track, np.ndarray]]) -> np.ndarray:
        """All players together, from what `dry` gave of each, in one room."""
        import numpy as np

        dry, sent = (np.zeros((self.length, 2), np.float32) for _ in range(2))
        for track, sound in players:
            dry += sound
            sent += sound * np.float32(self.mix.send[track.role])
        return dry + self.room(sent)

    def stem(self, track: Track, dry: np.ndarray) -> np.ndarray:
        """One player with its own share of the room: all stems together are the mix."""
        import numpy as np

        return dry + self.room(dry * np.float32(self.mix.send[track.role]))

    def _level(self, role: Role) -> float:
        lift = {"drums": 3.0 * (self.genre.energy - 0.5), "bass": 2.0 * (self.genre.energy - 0.5)}.get(role, 0.0)
        return self.mix.level[role] + lift

    def _ducking(self, tracks: Sequence[Track], parts: Sequence[Sequence[Sounding]]) -> np.ndarray | None:
        """A gain that drops at each kick and comes back within a fifth of a second: dance music breathes with its
        drum."""
        import numpy as np

        kicks = [
            note.start
            for track, part in zip(tracks, parts, strict=True)
            if track.role == "drums"
            for note in part
            if note.pitch in KICKS
        ]
        if not self.mix.pump or not kicks:
            return None
        time = np.arange(int(0.3 * self.rate)) / self.rate
        # Down within 4 ms and not at once, which would click.
        shape = (1 - self.mix.pump * np.minimum(1, time / 0.004) * np.exp(-time / 0.09)).astype(np.float32)
        gain = np.ones(self.length, np.float32)
        for kick in kicks:
            start = int(kick * self.rate)
            here = gain[start : start + len(shape)]
            np.minimum(here, shape[: len(here)], out=here)
        return gain[:, None]
