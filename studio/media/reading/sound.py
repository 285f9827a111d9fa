"""Sound: WAV, FLAC, MP3, Ogg, AAC, M4A or what a browser's microphone gives to FLAC of 16 bits, one or two channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from studio.media.reading.container import Decoded, opened, stream_of
from studio.media.reading.limits import Limits
from studio.media.reading.plain import InputFacts, Plain
from studio.media.reading.refused import Refused, broken
from studio.media.reading.sniff import Format
from studio.words import Sentence, say

if TYPE_CHECKING:
    from av import AudioFrame
    from av.container import InputContainer

_RATES = (44_100, 48_000)
_SLOWEST, _FASTEST, _MOST_CHANNELS = 4_000, 400_000, 8
Samples = NDArray[np.int16]
"""Samples x channels."""


def read(source: Path, target: Path, format: Format, limits: Limits) -> Plain:
    """Write the sound to `target`. Raises Refused."""
    import soundfile

    with opened(source, format) as media:
        heard = Heard(media, limits)
        with soundfile.SoundFile(target, "w", heard.rate, heard.channels, "PCM_16", format="FLAC") as file:
            for block in heard.blocks():
                file.write(block)
        alone = [say("upload.sound_only")] if stream_of(media, "video") else []
    seconds = round(heard.length / heard.rate, 3)
    facts = InputFacts(seconds=seconds, channels=heard.channels, sample_rate=heard.rate)
    return Plain(kind="sound", facts=facts, notes=(*alone, *heard.notes()))


@dataclass
class Heard:
    """The sound of a file: opened, measured while it is read. Raises Refused."""

    media: InputContainer
    limits: Limits
    rate: int = field(init=False)
    """44,100 or 48,000: the one that the sound's own is a multiple or a part of."""
    channels: int = field(init=False)
    length: int = field(default=0, init=False)
    """Samples that were read."""
    mended: int = field(default=0, init=False)
    clipped: int = field(default=0, init=False)
    """Samples that were no numbers, and those louder than can be."""

    def __post_init__(self) -> None:
        stream = stream_of(self.media, "audio")
        if stream is None:
            raise Refused(say("upload.no_sound"))
        given, channels = stream.codec_context.sample_rate, stream.codec_context.channels
        if not given or not channels:
            raise broken()
        if not _SLOWEST <= given <= _FASTEST:
            raise Refused(say("upload.rate", rate=given, least=_SLOWEST, most=_FASTEST))
        if channels > _MOST_CHANNELS:
            raise Refused(say("upload.channels", channels=channels, limit=_MOST_CHANNELS))
        self.rate = next((rate for rate in _RATES if rate % given == 0 or given % rate == 0), _RATES[1])
        self.channels = min(channels, 2)
        self._decoded = Decoded(self.media, stream, self.limits)

    def blocks(self) -> Iterator[Samples]:
        """All of it, in order. Raises Refused at the first sample beyond the limit, and where there is none at all."""
        import av

        layout = "mono" if self.channels == 1 else "stereo"
        resampler = av.AudioResampler("s16", layout, self.rate)
        for frame in self._frames():
            for part in resampler.resample(frame):
                block = np.asarray(part.to_ndarray(), np.int16).reshape(-1, self.channels)
                self.length += len(block)
                if self.length > self.limits.seconds * self.rate:
                    raise Refused(say("upload.longer", limit=round(self.limits.seconds)))
                yield block
        if not self.length:
            raise broken()

    def notes(self) -> tuple[Sentence, ...]:
        """What had to be done to it."""
        told = [say("upload.samples_mended", count=self.mended)] if self.mended else []
        told += [say("upload.clipped", count=self.clipped)] if self.clipped else []
        return (*told, *([say("upload.parts_lost", count=self._decoded.lost)] if self._decoded.lost else []))

    def _frames(self) -> Iterator[AudioFrame | None]:
        """Its frames, each a finite sound from -1 to 1, then None for what the resampler holds."""
        for frame in self._decoded:
            if frame.samples:
                yield self._finite(frame) if frame.format.name.startswith(("flt", "dbl")) else frame
        yield None

    def _finite(self, frame: AudioFrame) -> AudioFrame:
        """One sample that is no number would silence its neighbours in the resampler."""
        import av

        values: Any = frame.to_ndarray()
        bad, loud = ~np.isfinite(values), np.abs(values) > 1
        if not (bad | loud).any():
            return frame
        self.mended += int(bad.sum())
        self.clipped += int((loud & ~bad).sum())
        values = np.clip(np.where(bad, 0, values), -1, 1).astype(values.dtype)
        new = av.AudioFrame.from_ndarray(values, frame.format.name, frame.layout.name)
        new.sample_rate, new.pts, new.time_base = frame.sample_rate, frame.pts, frame.time_base
        return new
