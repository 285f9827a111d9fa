"""Weather: rain, wind, waves and the like out of shaped noise, to lie under music.

Noise is shaped in a circle (by its spectrum), so that it goes on without a seam; what swells, breaks or strikes is laid
over the whole length and never comes again the same. After Farnell, Designing Sound (MIT Press 2010), practicals 14 to
20: filtered noise, moving gains, and grains for drops and crackles.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
from numpy.random import Generator

from pipelines.sound.recording import Samples

CIRCLE = 2**19
"""Samples after which the noise itself comes again: twelve seconds."""
_FARTHEST = 1.5
"""Of a gain that wanders, in standard deviations."""
_SHARED = 0.5
"""How much of the noise both sides have in common, 0 to 1."""

Curve = tuple[tuple[float, float], ...]
"""Decibels at hertz, straight lines between them on a logarithmic scale."""
Weather = Callable[[int, int, Generator], Samples]
"""Takes samples, samples a second and dice; gives float32 of shape (samples, 2), as loud as it comes."""

_DRIZZLE: Curve = ((150, -30), (700, -12), (2500, -2), (7000, 0), (12_000, -8), (18_000, -24))
_AIR: Curve = ((60, -24), (180, 0), (400, -4), (900, -16), (3000, -34), (9000, -60))
_HOWL: Curve = ((200, -50), (480, -6), (640, 0), (820, -6), (1800, -40))
_SWELL: Curve = ((40, -12), (120, 0), (500, -5), (1500, -14), (6000, -34))
_FOAM: Curve = ((250, -40), (1000, -8), (3500, 0), (9000, -6), (16_000, -20))
_RUMBLE: Curve = ((22, -30), (45, 0), (90, -3), (220, -18), (700, -44), (4000, -80))
_WATER: Curve = ((150, -34), (400, -10), (900, 0), (2500, -8), (7000, -24))
_EMBERS: Curve = ((40, -20), (110, 0), (300, -10), (1200, -30), (6000, -44))
_HISS: Curve = ((100, -30), (800, -14), (4000, -3), (9000, 0), (15_000, -6), (19_000, -24))
_PINK: Curve = ((20, -6), (40, 0), (20_000, -27))


def rain(frames: int, rate: int, dice: Generator) -> Samples:
    """Steady rain, and single drops near by."""
    drops = _grains(rate, dice, 140, (1800, 5200), (0.0015, 0.005))
    swell = _wandering(frames, rate, dice, 6.0, 1.5)
    return _turned(_shaped(_DRIZZLE, rate, dice) + 0.55 * drops, frames) * swell


def wind(frames: int, rate: int, dice: Generator) -> Samples:
    """Gusts, and now and then a soft howl in the same moments."""
    gust = _wandering(frames, rate, dice, 3.5, 3.5)
    howl = _turned(_shaped(_HOWL, rate, dice), frames) * gust**2
    return _turned(_shaped(_AIR, rate, dice), frames) * gust + np.float32(0.16) * howl


def waves(frames: int, rate: int, dice: Generator) -> Samples:
    """Waves that come in every seven to eleven seconds, break, and run back in foam."""
    height = _rising(frames, rate, dice, (7.0, 11.0), (2.2, 3.4), (1.6, 2.6))
    deep, foam = _turned(_shaped(_SWELL, rate, dice), frames), _turned(_shaped(_FOAM, rate, dice), frames)
    return deep * (0.25 + 0.75 * height) + foam * (0.06 + 0.7 * height**2)


def thunder(frames: int, rate: int, dice: Generator) -> Samples:
    """Far thunder every nine to sixteen seconds, rolling."""
    strokes = _rising(frames, rate, dice, (9.0, 16.0), (0.12, 0.5), (1.6, 2.8))
    rolling = _wandering(frames, rate, dice, 0.35, 4.0)
    return _turned(_shaped(_RUMBLE, rate, dice), frames) * strokes * rolling


def stream(frames: int, rate: int, dice: Generator) -> Samples:
    """A brook: water, and what gurgles in it."""
    gurgles = _grains(rate, dice, 55, (380, 1500), (0.008, 0.03))
    return _turned(_shaped(_WATER, rate, dice) + 0.8 * gurgles, frames) * _wandering(frames, rate, dice, 2.0, 1.2)


def fire(frames: int, rate: int, dice: Generator) -> Samples:
    """A small fire: its breath, and wood that crackles."""
    # The loudest cracks are bent, or they would stand above the music.
    sharp = _grains(rate, dice, 9, (900, 4800), (0.0006, 0.004), uneven=0.8)
    crackle = np.asarray(8 * np.tanh(sharp / 8), np.float32)
    flicker = _wandering(frames, rate, dice, 1.5, 2.0)
    return _turned(0.5 * _shaped(_EMBERS, rate, dice) + 1.2 * crackle, frames) * flicker


def hiss(frames: int, rate: int, dice: Generator) -> Samples:
    """A tape that nothing is recorded on."""
    return _turned(_shaped(_HISS, rate, dice), frames)


def noise(frames: int, rate: int, dice: Generator) -> Samples:
    """Pink noise, as it is played to sleepers."""
    return _turned(_shaped(_PINK, rate, dice), frames)


WEATHERS: Mapping[str, Weather] = {
    made.__name__: made for made in (rain, wind, waves, thunder, stream, fire, hiss, noise)
}


def _turned(circle: Samples, frames: int) -> Samples:
    """The circle as often as it takes."""
    return np.asarray(np.resize(circle, (frames, circle.shape[1])), np.float32)


def _shaped(curve: Curve, rate: int, dice: Generator) -> Samples:
    """A circle of noise of this spectrum, of shape (CIRCLE, 2), at a mean power of one."""
    hertz = np.fft.rfftfreq(CIRCLE, 1 / rate)
    places, levels = zip(*curve, strict=True)
    gain = 10 ** (np.interp(np.log(np.maximum(hertz, 1.0)), np.log(places), levels) / 20)
    gain[hertz < places[0] / 2] = 0
    sides = [np.fft.irfft(np.fft.rfft(dice.standard_normal(CIRCLE)) * gain, CIRCLE) for _ in range(3)]
    both = [_SHARED * sides[2] + (1 - _SHARED) * side for side in sides[:2]]
    circle = np.stack(both, axis=1)
    return (circle / np.sqrt((circle**2).mean())).astype(np.float32)


def _grains(
    rate: int, dice: Generator, each_second: float, pitch: tuple[float, float], decay: tuple[float, float],
    uneven: float = 0.6,
) -> Samples:  # fmt: skip
    """A circle of short strokes, as drops and crackles are: so many a second, between two pitches in hertz, each dying
    away in seconds between two; `uneven`: how much some are louder than others. At a mean power of one."""
    length = round(8 * decay[1] * rate)
    circle, at = np.zeros((CIRCLE + length, 2), np.float32), np.arange(length) / rate
    for start in dice.integers(0, CIRCLE, dice.poisson(each_second * CIRCLE / rate)):
        hertz, seconds, side = pitch[0] * (pitch[1] / pitch[0]) ** dice.random(), dice.uniform(*decay), dice.random()
        # A drop rings a little higher as it closes.
        grain = np.exp(-at / seconds) * np.sin(2 * np.pi * hertz * at * (1 + 2 * at)) * np.minimum(1, at / 0.0002)
        gains = np.exp(uneven * dice.standard_normal()) * np.sqrt([side, 1 - side]) / np.sqrt((grain**2).sum())
        circle[start : start + length] += grain[:, None] * gains
    circle[:length] += circle[CIRCLE:]
    whole = circle[:CIRCLE]
    return np.asarray(whole / max(1e-9, float(np.sqrt((whole**2).mean()))), np.float32)


def _wandering(frames: int, rate: int, dice: Generator, seconds: float, decibels: float) -> Samples:
    """A gain that wanders smoothly, a new place every so many seconds, by about so many decibels; (frames, 1)."""
    from scipy.interpolate import PchipInterpolator

    knots = np.clip(dice.standard_normal(int(frames / rate / seconds) + 3), -_FARTHEST, _FARTHEST) * decibels
    coarse = np.arange(0, frames + 512, 256)
    curve = PchipInterpolator(np.arange(len(knots)) * seconds * rate, knots)(coarse)
    gain = np.interp(np.arange(frames, dtype=np.float32), coarse, 10 ** (curve / 20))
    return gain.astype(np.float32)[:, None]


def _rising(
    frames: int, rate: int, dice: Generator, apart: tuple[float, float], rise: tuple[float, float],
    fall: tuple[float, float],
) -> Samples:  # fmt: skip
    """A gain of waves: each so many seconds after the one before, up within seconds and dying away; (frames, 1), 0 to
    1. The first is under way soon."""
    coarse = np.arange(0, frames + 512, 256) / rate
    height, at = np.zeros(len(coarse)), dice.uniform(0.5, 2.5)
    while at < coarse[-1]:
        up, down, high = dice.uniform(*rise), dice.uniform(*fall), dice.uniform(0.6, 1.0)
        before = np.clip((coarse - at) / up, 0, 1)
        after = np.exp(-np.maximum(0, coarse - at - up) / down)
        height = np.maximum(height, high * (0.5 - 0.5 * np.cos(np.pi * before)) * after)
        at += dice.uniform(*apart)
    gain = np.interp(np.arange(frames, dtype=np.float32), coarse * rate, height)
    return gain.astype(np.float32)[:, None]
