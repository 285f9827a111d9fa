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
Relation = Literal[
    "on",
    "under",
    "above",
    "behind",
    "in front of",
    "beside",
    "in",
    "over",
    "with",
    "between",
    "around",
    "riding",
    "holding",
    "wearing",
    "left of",
    "right of",
    "looking at",
    "chasing",
    "reading",
    "near",
]
"""with: it is held by the other, or close by it. holding, wearing, riding, reading, chasing and looking at: it does so
to the other."""
Kind = Literal[
    "scene",
    "portrait",
    "close-up",
    "still life",
    "aerial",
    "isometric",
    "map",
    "pattern",
    "cutaway",
    "poster",
    "icon",
    "logo",
    "sticker",
    "silhouette",
    "pixel",
    "storyboard",
]
Age = Literal["baby", "child", "young", "grown", "old"]
Sex = Literal["", "woman", "man"]
Why = Literal["no drawing", "not understood", "too many", "language", "part", "placed elsewhere", "hidden"]
Role = Literal["sky", "light", "stars", "cloud", "far", "water", "ground", "thing", "near", "weather", "shape", "air"]

Check: TypeAlias = Callable[[], None]
"""Called again and again by what takes long; what it raises ends the work."""


Detail = Literal["simple", "usual", "rich"]
"""How much is painted: flat colours; light and shade; those with more plants, rays and the grain of paper too."""


def no_check() -> None:
    """The check of those who never stop."""


@dataclass(frozen=True)
class Garment:
    """A piece of clothing that somebody wears."""

    kind: str
    """coat, dress, shirt, trousers, skirt, hat, scarf, boots, suit, robe, hanbok, hanfu, armour, apron ..."""
    colour: str = ""
    """#rrggbb, or empty."""


@dataclass(frozen=True)
class Person:
    """Somebody, as far as the prompt describes them. What is empty was not said."""

    age: Age = "grown"
    sex: Sex = ""
    hair: str = ""
    """#rrggbb."""
    hair_style: str = ""
    """short, long, curly, braids, bun, ponytail, bald, afro."""
    beard: str = ""
    """#rrggbb; empty without a beard."""
    glasses: bool = False
    skin: str = ""
    """#rrggbb; empty leaves it to the seed."""
    garments: tuple[Garment, ...] = ()
    role: str = ""
    """fisherman, knight, chef, astronaut, doctor, queen ...: brings its usual clothes."""
    pose: str = ""
    """stand, sit, walk, run, read, hold, hug, dance, fish, ride, sleep, kneel, wave, play, look, cook, paint, point,
    jump."""
    expression: str = ""
    """smile, sad, angry, surprised, calm."""
    name: str = ""
    """Of a character, who looks the same in every picture; else empty."""
    build: str = ""
    """fat, thin, tall, short, muscular, pregnant."""
    seen: str = ""
    """behind, where somebody's back was asked for."""


@dataclass(frozen=True)
class Missed:
    """Something the prompt asks for that the picture will not show, and why."""

    word: str
    """As the person wrote it."""
    why: Why
    nearest: str = ""
    """The nearest that can be drawn, by its name in the prompt's language, or empty."""


RESTING = ("still", "sit")
"""Verbs of what stays where it is, in a Subject that is not finished."""


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
    person: Person | None = None
    """Somebody who is built from parts; `drawing` is then "person"."""
    colours: tuple[str, ...] = ()
    """One #rrggbb a copy, where the copies differ; `colour` is for all alike."""
    accents: tuple[str, ...] = ()
    """Further #rrggbb of the same thing: a red and white boat has red and white."""
    surface: str = ""
    """What it looks like to the touch, by the names of data/surfaces.toml: stripes, dots, wood, glass ..., or empty."""
    parts: tuple[tuple[str, str], ...] = ()
    """Parts that something was said of, and their #rrggbb or empty: ("eyes", "#1c7ed6")."""
    holds: tuple[int, ...] = ()
    """Indices of the subjects that are held or worn."""
    looks_at: int | None = None
    """Index of the subject that is looked at."""
    beyond: int | None = None
    """Of what is between two, the index of the second of them; `other` is the first."""


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
    place: str = ""
    """The place more closely than `setting`, which stays the ground it stands on: kitchen, cafe, library, bedroom,
    classroom, market, harbour, village, street, temple, ruins, planet, clouds, stage, lake, cliff ..., or empty."""
    kind: Kind = "scene"
    """The kind of picture that was asked for."""
    missed: tuple[Missed, ...] = ()
    """What was asked for and will not be there."""
    tongue: str = ""
    """Code of the language that it was read from, where that is neither English nor Chinese."""
    gloss: str = ""
    """How it was understood then, in English words."""
    without: tuple[str, ...] = ()
    """What must not be there, so that no background adds it: features ("trees", "clouds", "moon"), keys of drawings,
    and starts of categories ("animal", "person")."""
    named: tuple[tuple[str, str], ...] = ()
    """Words of the prompt for parts of the background, and the feature that each means."""
    unsaid: bool = False
    """Whether nothing was said of where it is: `setting` is then what the things imply."""


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
    moments: tuple[str, ...] = ()
    """For films: the same thing at the moments of what it does over and over, each drawn like `svg`."""


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
