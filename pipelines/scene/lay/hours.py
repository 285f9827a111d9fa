"""Hours: the light of a picture, chosen by the seed among those that the words allow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from random import Random
from typing import Any, Literal

from pipelines.scene.scene import Brief, Daytime
from pipelines.scene.tables import table

Clouds = Literal["heaps", "towers", "bands", "wisps", "mackerel", "quilt", "bare"]
Sun = Literal["disc", "veil", "out"]

BRIGHT = re.compile(
    r"\b(noon|midday|daylight|blue sky|blue skies|clear sky|clear day|cloudless)\b|正午|中午|蓝天|晴空|白天"
)
"""Words of a plain bright day."""
SUNNY = re.compile(r"\b(sunny|sunlit|sunshine|sun)\b|阳光|太阳|晴")
LIT_KINDS = ("scene", "portrait", "close-up", "poster", "silhouette", "still life", "storyboard", "pixel")
"""Kinds of picture with a light of their own; the others are lit plainly."""
SUNLESS = ("overcast",)
"""Hours that are not taken where the sun is spoken of, or where all is joy or gold."""
DULL = ("overcast", "north", "lilac")
"""Hours of rain, snow, fog and cloud."""
OF_SETTING = {
    "desert": ("noon", "north", "morning", "afternoon", "haze"),
    "snow": ("noon", "north", "morning", "overcast", "blush", "lilac"),
    "city": ("noon", "summer", "north", "morning", "afternoon", "overcast", "blush", "haze"),
}
"""The hours of day that suit a setting; the others take any."""


@dataclass(frozen=True)
class Hour:
    """A colour script: what the sky, the sun and its light are like."""

    name: str
    daytime: Daytime
    sky: tuple[str, str, str, str]
    """#rrggbb from the zenith to the horizon."""
    lamp: str
    strength: float
    """How much the lamp's colour shows on things, 0 to 1."""
    light: str
    up: tuple[float, float]
    """Height of the sun or moon from the upper edge, as parts of the sky's height; less than 0 is above the picture."""
    sun: Sun
    """disc: it is seen. veil: it dissolves in haze. out: it stands above the picture."""
    clouds: tuple[Clouds, ...]
    clear: bool

    @property
    def low(self) -> bool:
        """Whether the light comes from near the horizon: shadows are long, edges glow."""
        return self.up[0] > 0.4


def hour_of(brief: Brief, rng: Random) -> Hour:
    """One of the hours that the words allow."""
    hours = [hour for hour in _hours() if hour.daytime == brief.daytime]
    if brief.daytime == "day":
        hours = _of_day(brief, hours)
    return rng.choice(hours)


def _of_day(brief: Brief, hours: list[Hour]) -> list[Hour]:
    text = brief.prompt.lower()
    if brief.kind not in LIT_KINDS or BRIGHT.search(text) or brief.mood == "lively":
        return [hour for hour in hours if hour.clear]
    if brief.weather not in ("clear", "wind"):
        return [hour for hour in hours if hour.name in DULL]
    if brief.kind == "pixel":
        return [hour for hour in hours if hour.clear]  # Haze in few colours is mud.
    fitting = OF_SETTING.get(brief.setting)
    hours = [hour for hour in hours if not fitting or hour.name in fitting]
    gay = SUNNY.search(text) or brief.weather == "wind" or brief.mood in ("warm", "dreamy")
    return [hour for hour in hours if not (gay and hour.name in SUNLESS)]


@cache
def _hours() -> tuple[Hour, ...]:
    return tuple(_read(name, entry) for name, entry in table("hours").items())


def _read(name: str, entry: dict[str, Any]) -> Hour:
    top, high, low, edge = entry["sky"]
    return Hour(
        name,
        entry["daytime"],
        (top, high, low, edge),
        entry["lamp"],
        entry["strength"],
        entry["light"],
        (entry["up"][0], entry["up"][1]),
        entry["sun"],
        tuple(entry["clouds"]),
        entry.get("clear", False),
    )
