"""The types between understanding, drawing and moving: Brief (what was asked) and Scene (what is drawn)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

Setting = Literal[
    "plain", "meadow", "forest", "sea", "city", "desert", "snow", "mountain", "space", "room", "underwater", "garden"
]
Daytime = Literal["dawn", "day", "dusk", "night"]
Weather = Literal["clear", "cloudy", "rain", "snow", "fog", "storm", "wind"]
Relation = Literal["on", "under", "above", "behind", "in front of", "beside", "in", "over", "with"]
"""with: it is held by the other, or close by it."""
Role = Literal["sky", "light", "stars", "cloud", "far", "water", "ground", "thing", "near", "weather", "shape"]

Check: TypeAlias = Callable[[], None]
"""Called again and again by what takes long; what it raises ends the work."""


def no_check() -> None:
    """The check of those who never stop."""


@dataclass(frozen=True)
class Subject:
    """One thing named in the prompt, with what was said of it."""

    drawing: str
    """Key of the drawing."""
    word: str
    """The words of the prompt that named it."""
    count: int = 1
    size: float = 1.0
    """Factor on the usual size: tiny 0.45, small 0.7, big 1.5, huge 2.2."""
    colour: str = ""
    """#rrggbb that the drawing is tinted with, or empty."""
    horizontal: Literal["", "left", "centre", "right"] = ""
    vertical: Literal["", "top", "middle", "bottom"] = ""
    relation: Relation | None = None
    other: int | str | None = None
    """What the relation refers to: the index of another subject, or a word of the setting ("hill", "sea", "moon")."""
    verb: str = ""
    """Canonical motion: walk, run, fly, swim, float, bob, jump, grow, fall, spin, dance, sleep, shine."""


@dataclass(frozen=True)
class Brief:
    """A prompt, understood."""

    prompt: str
    subjects: tuple[Subject, ...] = ()
    setting: Setting = "plain"
    daytime: Daytime = "day"
    weather: Weather = "clear"
    season: Literal["", "spring", "summer", "autumn", "winter"] = ""
    features: tuple[str, ...] = ()
    """Parts of the background that were named: hill, moon, sun, stars, river, path, trees, clouds, rainbow."""
    palette: tuple[str, ...] = ()
    """#rrggbb colours that were asked for the whole picture."""
    mood: str = ""
    """calm, lively, gloomy, dreamy, warm, cold, or empty."""
    camera: str = ""
    """zoom in, zoom out, pan left, pan right, or empty."""
    abstract: bool = False
    """True when the prompt names no thing."""
    unknown: tuple[str, ...] = ()
    """Nouns of the prompt that no drawing or setting stands for."""


Box = tuple[float, float, float, float]
"""x, y, width, height in scene units (one unit is one pixel of the scene's own width x height)."""


@dataclass(frozen=True)
class Layer:
    """One named group of the picture. `svg` is a fragment in scene units; the ids in it are unique in the scene."""

    name: str
    role: Role
    depth: float
    """0: infinitely far, does not move with the camera. 1: right at the camera."""
    svg: str
    box: Box
    subject: Subject | None = None


@dataclass(frozen=True)
class Scene:
    """A picture as layers, back to front."""

    width: int
    height: int
    seed: int
    brief: Brief
    layers: tuple[Layer, ...]
    defs: str = ""
    """Gradients and the like that layers refer to by id."""
    horizon: float = 0.6
    """Height of the horizon as a part of the scene's height, from the top."""
    palette: dict[str, str] = field(default_factory=dict)
    """Colours by use: sky, far, ground, water, light, accent ..."""
