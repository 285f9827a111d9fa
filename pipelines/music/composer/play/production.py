"""From a score to its mix, and to the stems that make it up."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from pipelines.music.composer.genres import Genre
from pipelines.music.composer.play.beds import Laid, bed_of, laid
from pipelines.music.composer.play.drumkit import kit_of
from pipelines.music.composer.play.mix import Desk
from pipelines.music.composer.play.mixes import mixes
from pipelines.music.composer.play.performance import Motion, Sounding, motions, perform
from pipelines.music.composer.play.synth import BLOCK_SECONDS, RATE, Soundbank
from pipelines.music.score.score import Score, Track
from studio.jobs.engine import JobContext

if TYPE_CHECKING:
    import numpy as np

SECOND = 1
"""The take after the first (0)."""


class Production:
    """One piece on its way from notes to sound: `seconds` long, played as `seed` has it.

    A piece's players, its mix and its stems are made anew at each call, one player after another, so that no more
    than one of them is kept.
    """

    def __init__(self, score: Score, genre: Genre, seconds: float, seed: int, bank: Soundbank) -> None:
        self.score, self.seconds, self.seed, self.bank = score, seconds, seed, bank
        self.laid: Laid = laid(genre, (), frozenset()) if score.beds is None else score.beds
        self.length = round(seconds * RATE)
        # A machine is never late.
        lag = mixes()[genre.mix].lag if score.feel.loose else 0.0
        self.takes = [perform(score, seconds, seed, lag, take) for take in (0, SECOND)]
        self.motions: Sequence[Motion] = motions(score)
        self.desk = Desk(genre, score.tracks, self.takes[0], score.tempo, self.length, RATE)

    @property
    def blocks(self) -> int:
        """How often `on_block` is called by one of the methods below."""
        count = sum(self.desk.takes(track) for track in self.score.tracks)
        return -(-int(self.seconds) // BLOCK_SECONDS) * count

    def mixed(self, on_block: Callable[[], None]) -> np.ndarray:
        """The whole before it is mastered, float32 of shape (samples, 2) at 44.1 kHz."""
        mix = self.desk.mixed(self._players(on_block))
        if (bed := self.bed(mix)) is not None:
            mix += bed
        return mix

    def bed(self, mix: np.ndarray) -> np.ndarray | None:
        """What lies under all players together, of the same shape; None for nothing."""
        return bed_of(mix, self.laid, self.bank.folder / "beds", self.seed, RATE)

    def stems(self, on_block: Callable[[], None]) -> Iterator[tuple[Track, np.ndarray]]:
        """Each player as it stands in the mix, its share of the room included: their sum is the mix without its bed."""
        for track, dry in self._players(on_block):
            yield track, self.desk.stem(track, dry)

    def _players(self, on_block: Callable[[], None]) -> Iterator[tuple[Track, np.ndarray]]:
        for index, track in enumerate(self.score.tracks):
            parts = [self.takes[take][index] for take in range(self.desk.takes(track))]
            sounds = [self._played(track, part, self.motions[index], on_block) for part in parts]
            yield track, self.desk.dry(sounds, track, parts[0])

    def _played(
        self, track: Track, part: Sequence[Sounding], motion: Motion, on_block: Callable[[], None]
    ) -> np.ndarray:
        kit = kit_of(self.desk.mix, track)
        left = [note for note in part if note.pitch not in kit]
        sound = self.bank.play(track.instrument, left, self.seconds, on_block, motion)
        return sound if len(left) == len(part) else sound + self.bank.struck(kit, part, self.seconds)


def watched(production: Production, ctx: JobContext) -> Callable[[], None]:
    """Tells how much is played, at each block of sound, and ends the playing where that is wanted."""
    total, step = production.blocks, 0

    def on_block() -> None:
        nonlocal step
        step += 1
        ctx.progress("playing", min(step, total), total)
        ctx.check()

    return on_block
