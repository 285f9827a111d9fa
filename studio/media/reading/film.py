"""Film: MP4, MOV, WebM, Matroska, or a GIF or WebP that moves, to H.264 in MP4 with frames at equal distances, upright,
its sound in AAC."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from studio.media import video
from studio.media.formats import Frame
from studio.media.reading.container import opened
from studio.media.reading.limits import Limits
from studio.media.reading.moving import Moving, Shown, frames_of_stills
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.media.reading.soundtrack import add_sound
from studio.words import Sentence, say

STILLS_FPS = 30
"""Frames a second of a film that was a GIF or WebP, whose clocks know no rate."""


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the film to `target`. Raises Refused."""
    if not format.container:
        steady = Steady(frames_of_stills(source, format, limits), STILLS_FPS, limits)
        target.write_bytes(video.encode_mp4(steady, steady.fps))
        return _plain(steady, False, [])
    with opened(source, format) as media:
        moving = Moving(media, limits)
        steady = Steady(moving, moving.fps, limits)
        data = video.encode_mp4(steady, steady.fps)
    has_sound, notes = add_sound(data, source, target, format, limits, moving.start)
    return _plain(steady, has_sound, [*moving.notes(), *notes])


class Steady:
    """Frames at equal distances from frames that were each shown for a while: of each moment the one that was seen."""

    def __init__(self, shown: Iterable[Shown], fps: int, limits: Limits) -> None:
        self._shown, self.fps, self._limits = shown, fps, limits
        self.count, self.size = 0, (0, 0)

    def __iter__(self) -> Iterator[Frame]:
        last: Frame | None = None
        for start, seconds, frame in self._shown:
            if start + seconds > self._limits.seconds + 1 / self.fps:
                raise Refused(say("upload.longer", limit=round(self._limits.seconds)))
            if last is not None:
                yield from self._until(start, last)
            last, end = frame, start + seconds
        if last is None:
            raise broken()
        self.size = last.shape[1] // 2 * 2, last.shape[0] // 2 * 2
        # A film of a single frame has one.
        yield from self._until(max(end, (self.count + 1) / self.fps), last)

    def _until(self, moment: float, frame: Frame) -> Iterator[Frame]:
        while self.count < round(moment * self.fps):
            self.count += 1
            if self.count > self._limits.frames:
                raise Refused(say("upload.too_many_frames", limit=self._limits.frames))
            yield frame


def _plain(steady: Steady, has_sound: bool, notes: list[Sentence]) -> Plain:
    width, height = steady.size
    facts = InputFacts(
        width=width,
        height=height,
        seconds=round(steady.count / steady.fps, 3),
        frames=steady.count,
        fps=steady.fps,
        has_sound=has_sound,
    )
    return Plain(kind="film", facts=facts, notes=tuple(notes))
