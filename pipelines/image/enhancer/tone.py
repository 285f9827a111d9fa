"""Tone: what is done to lightness and colour, and what a picture seems to need of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from pipelines.image.light import Floats

_SHOULDER = 0.85
"""Lightness from which highlights are pressed together, and not cut off."""
_MIDDLE, _CHROMA = 0.6, 0.09
"""Lightness of the middle, and mean chroma, of a picture that needs nothing."""
_NARROWEST = 0.4
"""Lightness that is stretched over all there is; less would show noise."""
_GREY = 0.004
"""Mean chroma of what is meant to be grey."""
_VIVID = 0.3
"""Chroma that is vivid already."""
_REACH = {"exposure": (-2, 2), "sharpen": (0, 1)}


@dataclass(frozen=True)
class Tone:
    """How far each thing is turned: exposure in stops (-2 to 2), sharpen 0 to 1, the rest -1 to 1. `black` and `white`
    are the lightness that becomes 0 and 1."""

    exposure: float = 0.0
    contrast: float = 0.0
    clarity: float = 0.0
    colour: float = 0.0
    sharpen: float = 0.0
    black: float = 0.0
    white: float = 1.0

    def turned(self, more: Tone) -> Tone:
        """The same, turned on by what a person wants on top."""
        names = ("exposure", "contrast", "clarity", "colour", "sharpen")
        sums = {name: getattr(self, name) + getattr(more, name) for name in names}
        return replace(self, **{name: float(np.clip(sums[name], *_REACH.get(name, (-1, 1)))) for name in names})


def wanted(lightness: Floats, chroma: Floats) -> Tone:
    """What a picture seems to need, gently: some are meant to be dark, misty or grey."""
    dark, light = (float(value) for value in np.percentile(lightness, (0.5, 99.5)))
    # Most of the way, so that mist stays mist.
    white = 1 - 0.8 * (1 - max(light, 0.3))
    black = max(0.0, min(0.8 * dark, white - _NARROWEST))
    stretched = (lightness - black) / (white - black)
    middle, mean = max(float(np.median(stretched)), 0.05), float(chroma.mean())
    return Tone(
        exposure=float(np.clip(1.5 * np.log2(_MIDDLE / middle), -0.6, 0.6)),
        contrast=0.1,
        clarity=0.2,
        colour=float(np.clip(4 * (_CHROMA - mean), 0, 0.35)) if mean > _GREY else 0.0,
        sharpen=0.25,
        black=black,
        white=white,
    )


def curve(lightness: Floats, tone: Tone) -> Floats:
    """Levels, exposure and contrast."""
    lit = (lightness - np.float32(tone.black)) / np.float32(tone.white - tone.black)
    lit = np.clip(lit, 0, None) * np.float32(2 ** (tone.exposure / 3))
    above, room = lit - _SHOULDER, 1 - _SHOULDER
    if tone.exposure > 0:
        lit = np.where(above > 0, _SHOULDER + room * np.tanh(above / room), lit)
    lit = np.clip(lit, 0, 1)
    steep = lit * lit * (3 - 2 * lit)
    return np.asarray(lit + np.float32(1.2 * tone.contrast) * (steep - lit), np.float32)


def detailed(lightness: Floats, tone: Tone) -> Floats:
    """Clarity, which is contrast among neighbours without halos, and sharpness."""
    side = max(lightness.shape)
    found = lightness
    if tone.clarity:
        # Least in black and in white, where there is no room.
        room = 4 * lightness * (1 - lightness)
        found = found + np.float32(1.4 * tone.clarity) * room * (lightness - _smooth(lightness, max(2, side // 60)))
    if tone.sharpen:
        found = found + np.float32(1.6 * tone.sharpen) * _edges(lightness, max(0.7, side / 2000))
    return np.clip(found, 0, 1)


def coloured(ab: Floats, ratio: Floats, amount: float) -> Floats:
    """Colours after their lightness changed by `ratio`, the pale ones more than the vivid ones."""
    ab = ab * np.clip(ratio, 0.25, 2)[..., None]
    if amount < 0:
        return np.asarray(ab * np.float32(1 + amount), np.float32)
    pale = np.clip(1 - np.hypot(ab[..., 0], ab[..., 1]) / _VIVID, 0, 1)
    return np.asarray(ab * (1 + np.float32(1.5 * amount) * pale)[..., None], np.float32)


def _smooth(values: Floats, radius: int, keeps: float = 0.01) -> Floats:
    """Smooth but for edges: the guided filter (He, Sun and Tang, 2010), guided by the values themselves."""
    from scipy.ndimage import uniform_filter

    size = 2 * radius + 1
    mean = uniform_filter(values, size, mode="nearest")
    spread = uniform_filter(values * values, size, mode="nearest") - mean * mean
    share = np.maximum(spread, 0) / (np.maximum(spread, 0) + keeps)
    slope, offset = (
        uniform_filter(share, size, mode="nearest"),
        uniform_filter(mean - share * mean, size, mode="nearest"),
    )
    return np.asarray(slope * values + offset, np.float32)


def _edges(values: Floats, sigma: float) -> Floats:
    """What is finer than `sigma` pixels, noise left out."""
    from scipy.ndimage import gaussian_filter

    fine = values - gaussian_filter(values, sigma, mode="nearest")
    return np.asarray(fine * np.abs(fine) / (np.abs(fine) + 0.008), np.float32)
