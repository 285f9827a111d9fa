"""Soundtrack: the sound of a film, joined anew to its picture."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np

from studio.media.reading.container import opened, stream_of
from studio.media.reading.limits import Limits
from studio.media.reading.refused import Refused
from studio.media.reading.sniff import Format
from studio.media.reading.sound import Heard, Samples
from studio.words import Sentence, say

_BITEXACT = {"fflags": "+bitexact", "movflags": "+faststart"}
_LATEST = 10.0
"""Seconds that sound may begin after the picture; what is later is a clock gone wrong."""


def add_sound(
    film: bytes, source: Path, target: Path, format: Format, limits: Limits, start: float
) -> tuple[bool, list[Sentence]]:
    """Write the film with the sound of `source` to `target`, and say whether there was one and what had to be done.

    `start`: the moment of the film's first frame on the clock of `source`, in seconds. A sound that cannot be read
    takes the picture with it no more than one that is not there.
    """
    try:
        with opened(source, format) as media:
            stream = stream_of(media, "audio")
            if stream is not None:
                late = float((stream.start_time or 0) * (stream.time_base or 0)) - start
                heard = Heard(media, limits)
                _join(film, heard, target, late if abs(late) < _LATEST else 0.0)
                return True, list(heard.notes())
        notes: list[Sentence] = []
    except Refused:
        notes = [say("upload.sound_lost")]
    target.write_bytes(film)
    return False, notes


def _join(film: bytes, heard: Heard, target: Path, late: float) -> None:
    """Copy the picture's packets, each after the sound that is heard before it."""
    import av

    with (
        av.open(io.BytesIO(film), "r", format="mov") as picture,
        av.open(str(target), "w", format="mp4", options=_BITEXACT) as out,
    ):
        seen = picture.streams.video[0]
        video = out.add_stream_from_template(seen)
        audio: Any = out.add_stream("aac", rate=heard.rate, layout="mono" if heard.channels == 1 else "stereo")
        audio.codec_context.flags |= 1 << 23
        length = round(float((seen.duration or 0) * (seen.time_base or 0)) * heard.rate)
        sound, ahead = _frames(_placed(heard, round(late * heard.rate), length), heard), 0.0
        for packet in picture.demux(seen):
            if packet.dts is None:
                continue
            while ahead <= float(packet.dts * packet.time_base) and (frame := next(sound, None)):
                out.mux(audio.encode(frame))
                ahead = float(frame.time) + frame.samples / heard.rate
            packet.stream = video
            out.mux(packet)
        for frame in sound:
            out.mux(audio.encode(frame))
        out.mux(audio.encode(None))


def _placed(heard: Heard, late: int, length: int) -> Iterator[Samples]:
    """The sound from the first frame on, `length` samples at most: late by that many samples, or cut where early."""
    if late > 0:
        length -= late
        yield np.zeros((late, heard.channels), np.int16)
    skip = max(0, -late)
    for block in heard.blocks():
        part = block[skip : skip + length]
        skip, length = max(0, skip - len(block)), length - len(part)
        if len(part):
            yield part
        if length <= 0:
            return


def _frames(blocks: Iterator[Samples], heard: Heard) -> Iterator[Any]:
    import av

    at = 0
    for block in blocks:
        packed = np.ascontiguousarray(block).reshape(1, -1)
        frame = av.AudioFrame.from_ndarray(packed, "s16", "mono" if heard.channels == 1 else "stereo")
        frame.sample_rate, frame.pts, frame.time_base = heard.rate, at, Fraction(1, heard.rate)
        at += len(block)
        yield frame
