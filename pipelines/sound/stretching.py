"""Stretching: slower or faster at the same pitch, higher or lower at the same speed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from pipelines.sound.recording import Recording, Samples
from pipelines.sound.resampling import pieces

SLOWEST, FASTEST = 0.5, 2.0
"""What FFmpeg's atempo does at once."""


def stretched(sound: Recording, speed: float) -> Recording:
    """At `speed` times its tempo (0.5 to 2), at its own pitch: round(frames / speed) frames."""
    if speed == 1:
        return sound
    return _at_tempo(sound.blocks(), sound, speed, round(sound.frames / speed))


def shifted(sound: Recording, semitones: float) -> Recording:
    """Higher by so many semitones (-12 to 12), or lower, as long as before."""
    if semitones == 0:
        return sound
    ratio = 2 ** (semitones / 12)
    # Played faster it is higher and shorter; then it is stretched to its own length again.
    quick = pieces(sound.samples, sound.rate * ratio, sound.rate)
    return _at_tempo(quick, sound, 1 / ratio, sound.frames)


def _at_tempo(blocks: Iterator[Samples], sound: Recording, speed: float, frames: int) -> Recording:
    """Blocks of the rate and channels of `sound`, by FFmpeg's atempo: waveforms are cut and overlapped where they fit
    each other best (WSOLA)."""
    result = np.zeros((frames, sound.channels), np.float32)
    done = 0
    for block in _filtered(blocks, sound, "atempo", f"{min(FASTEST, max(SLOWEST, speed)):.12f}"):
        kept = block[: frames - done]
        result[done : done + len(kept)] = kept
        done += len(kept)
    return Recording(result, sound.rate)


def _filtered(blocks: Iterator[Samples], sound: Recording, name: str, values: str) -> Iterator[Samples]:
    """What one filter of FFmpeg makes of the blocks."""
    import av
    from av.filter import Graph

    channels, rate, done = sound.channels, sound.rate, 0
    layout = "mono" if channels == 1 else "stereo"
    graph = Graph()
    source = graph.add_abuffer(sample_rate=rate, format="flt", layout=layout)
    graph.link_nodes(source, graph.add(name, values), graph.add("abuffersink")).configure()
    for block in blocks:
        if not len(block):
            continue
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(block).reshape(1, -1), "flt", layout)
        frame.sample_rate, frame.pts = rate, done
        done += len(block)
        graph.push(frame)
        yield from _pulled(graph, channels)
    graph.push(None)
    yield from _pulled(graph, channels)


def _pulled(graph: Any, channels: int) -> Iterator[Samples]:
    """What a filter has finished by now."""
    import av

    while True:
        try:
            frame = graph.pull()
        except (av.error.BlockingIOError, av.error.EOFError):
            return
        yield np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)
