"""Looks: filters with names, each a few numbers in Oklab."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pipelines.image.ask import Filter

Tint = tuple[float, float]
"""How far red (a) and yellow (b) a colour is moved."""


@dataclass(frozen=True)
class Look:
    """What is done to a picture, all of it from none (0) to all (1) unless said."""

    colour: float = 1.0
    """Of its own colours, this much stays; above 1 more than there was."""
    contrast: float = 0.0
    darkest: float = 0.0
    """The lightness that black gets, and `lightest` what white gets."""
    lightest: float = 1.0
    shadows: Tint = (0.0, 0.0)
    lights: Tint = (0.0, 0.0)
    glow: float = 0.0
    """Light that spreads around what is bright."""
    vignette: float = 0.0
    grain: float = 0.0


LOOKS: Mapping[Filter, Look] = {
    "none": Look(),
    "black-and-white": Look(colour=0, contrast=0.25),
    "noir": Look(colour=0, contrast=0.8, vignette=0.55, grain=0.35),
    "sepia": Look(colour=0, contrast=0.1, darkest=0.08, lightest=0.97, shadows=(0.02, 0.035), lights=(0.012, 0.055)),
    "ink": Look(colour=0, contrast=0.6, darkest=0.3, lightest=0.96, shadows=(-0.005, -0.11), lights=(0.004, 0.03)),
    "rose": Look(colour=0, contrast=0.4, darkest=0.26, lightest=0.95, shadows=(0.06, -0.07), lights=(0.05, 0.025)),
    "warm-film": Look(
        colour=0.95, contrast=0.2, darkest=0.05, shadows=(0.008, -0.008), lights=(0.012, 0.04), grain=0.2
    ),
    "cool-film": Look(
        colour=0.85, contrast=0.2, darkest=0.05, shadows=(-0.02, -0.04), lights=(-0.006, 0.008), grain=0.2
    ),
    "faded": Look(
        colour=0.65, contrast=-0.25, darkest=0.2, lightest=0.95, shadows=(0.004, -0.02), lights=(0.008, 0.02)
    ),
    "cross": Look(colour=1.2, contrast=0.5, shadows=(-0.03, -0.05), lights=(-0.02, 0.07)),
    "golden": Look(colour=1.1, contrast=0.1, shadows=(0.015, 0.01), lights=(0.02, 0.07), glow=0.35),
    "dream": Look(colour=0.9, contrast=-0.1, darkest=0.08, shadows=(0.02, -0.02), lights=(0.01, 0.005), glow=0.9),
    "grain": Look(contrast=0.1, grain=0.7),
    "vignette": Look(vignette=0.8),
}
