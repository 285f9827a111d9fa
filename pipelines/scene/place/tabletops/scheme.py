"""Scheme: the colours of a tabletop that go together, and that what stands on it stands out from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade, to_oklab

Triple = tuple[str, str, str]
"""Colours of the wall, of what is on it, and of the top, in daylight."""
CHOICES = 4
"""Of how many drawn by chance the one is taken that things stand out from."""
MANY = 5
"""From so many colours on none of them is the ground's: what is colourful is for the things."""
MOODS = {
    "warm": ("#ffb56b", 0.2), "cold": ("#7fb0e0", 0.22), "gloomy": ("#414a58", 0.4), "dreamy": ("#e3c4f2", 0.34),
    "calm": ("#e6ebe4", 0.16),
}  # fmt: skip
"""What is mixed into each colour, and how much of it."""


@dataclass(frozen=True)
class Scheme:
    """#rrggbb as they look in the light of the picture."""

    wall: str
    accent: str
    top: str


def scheme(stage: Stage, rng: Random, triples: Sequence[Triple], mains: Sequence[str]) -> Scheme:
    """One of the triples, or the palette that was asked for; `mains` are the colours of the things."""
    if 0 < len(stage.brief.palette) < MANY:
        return _of_palette(stage.brief.palette)
    some = rng.sample(triples, k=min(CHOICES, len(triples)))
    wall, accent, top = max(some, key=lambda triple: _apart(triple, mains))
    return Scheme(*(seen(stage, colour) for colour in (wall, accent, top)))


def seen(stage: Stage, colour: str) -> str:
    """A colour of daylight in the light and the mood of the picture."""
    tint, share = MOODS.get(stage.brief.mood, (colour, 0.0))
    colour = shade(colour, 0.0, 1.18) if stage.brief.mood == "lively" else mix(colour, tint, share)
    return stage.tones.change(colour)


def _apart(triple: Triple, mains: Sequence[str]) -> float:
    """How far the nearest of the things is from wall and top in OKLab; more than enough is no better."""
    grounds = [to_oklab(mix(triple[0], triple[1], 0.15)), to_oklab(triple[2])]
    return min((min(0.3, math.dist(ground, to_oklab(main))) for ground in grounds for main in mains), default=0.0)


def _of_palette(palette: Sequence[str]) -> Scheme:
    """The light ones behind, the dark ones below; one colour alone in three tones."""
    ramp = sorted(palette, key=lightness)
    return Scheme(mix(ramp[-1], "#ffffff", 0.35), ramp[len(ramp) // 2], shade(ramp[0], 0.04, 0.8))
