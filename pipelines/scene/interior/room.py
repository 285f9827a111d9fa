"""Room: the measures and colours of an interior seen in perspective from one side."""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random
from typing import Any

from pipelines.scene.curve import Point
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix
from pipelines.scene.pen import Pen

SCHEMES = (
    ("#f3dfc6", "#b98257", "#a86f45", "#d96f5d", "#5f8f86"),
    ("#cfe0d8", "#c79a6b", "#b07c4f", "#e2a24f", "#4f7f98"),
    ("#d6dff0", "#b78d68", "#8c6a55", "#e0796a", "#6b7fb5"),
    ("#f0d3c8", "#a9764f", "#8a5a3c", "#4f8a83", "#e8b04f"),
    ("#e6ddf0", "#b18a6a", "#9a6f52", "#8f6bb0", "#e5a55a"),
    ("#f5e6b8", "#a97c52", "#8f6240", "#3f7f8f", "#df6f52"),
    ("#bcd3d0", "#8f6a4c", "#6f4e38", "#e58f5a", "#f0d9a8"),
    ("#efe8dc", "#c8a67c", "#9c6f48", "#b8593f", "#7f8f6a"),
    ("#c9d4b8", "#b48a5e", "#7d5a3c", "#d98a4f", "#f1e3c2"),
    ("#ead2b5", "#96653f", "#6f4529", "#2f6f73", "#c8503f"),
)
"""Wall, floor, wood, accent and second accent that go together."""
DEEP_SCHEMES = (
    ("#3f5c5f", "#8a5f3f", "#6d452c", "#d98f4a", "#e9d3a4"),
    ("#54465f", "#84593f", "#5f3f30", "#e0926a", "#d9b35f"),
    ("#5f4a3f", "#7a5238", "#4f3425", "#c9583f", "#d8a94f"),
    ("#40536f", "#96704f", "#6b4a35", "#e8a84f", "#c8664f"),
    ("#4f6349", "#8f6a48", "#5f4430", "#d9a45a", "#efe0c0"),
)
"""The same of rooms with dark walls, in which lamps and windows glow."""
DEEP = {"gloomy": 0.9, "warm": 0.45, "calm": 0.3, "dreamy": 0.4}
"""How often a mood takes a dark room; without one it is now and then."""
SIDE = 0.05
"""Depth in metres by which furniture stands before the back wall."""


@dataclass
class Room:
    """An interior: its back wall runs from `left` to `right` and from `ceiling` down to `foot`, in scene units."""

    stage: Stage
    wall: str
    floor: str
    wood: str
    accent: str
    second: str
    foot: float
    ceiling: float
    left: float
    right: float
    metre: float
    """Scene units that a metre has at the back wall."""
    eye: Point
    """Where all lines that run away from the viewer meet."""
    lamps: list[tuple[float, float, float]] = field(default_factory=list)
    """Middle and reach of each lamp that burns, in scene units."""

    @property
    def wide(self) -> float:
        """Width of the back wall in metres."""
        return (self.right - self.left) / self.metre

    @property
    def tall(self) -> float:
        """Height of the back wall in metres."""
        return (self.foot - self.ceiling) / self.metre

    @property
    def dark(self) -> bool:
        """Whether the lamps burn."""
        return self.stage.brief.daytime in ("night", "dusk") or self.stage.brief.weather == "storm"

    def change(self, colour: str) -> str:
        """A colour of plain daylight as it looks in here."""
        return self.stage.tones.change(colour)

    def pen(self, x: float = 0.0, ahead: float = SIDE) -> Pen:
        """A pen x metres from the left end of the back wall, `ahead` metres before it: nearer is lower and larger."""
        scale = self.scale(ahead)
        px, foot = self.left + x * self.metre, self.foot
        ex, ey = self.eye
        left = self.stage.lit_from_left
        return Pen(
            ex + (px - ex) * scale, ey + (foot - ey) * scale, self.metre * scale, self.change, lit_from_left=left
        )

    def scale(self, ahead: float) -> float:
        """How much larger something is `ahead` metres before the back wall, which is some five metres away."""
        return 5.0 / max(0.5, 5.0 - ahead)


def enter(stage: Stage, colours: dict[str, tuple[str, ...]], tall: tuple[float, float] = (2.7, 3.5)) -> Room:
    """A room for the stage: its measures and colours by chance. `colours` gives some of them: wall, floor, wood ...

    `tall` is how many metres of wall the space above the floor shows, from and to.
    """
    rng = stage.random("room")
    chosen: dict[str, Any] = _scheme(stage, rng) | {name: rng.choice(among) for name, among in colours.items()}
    if stage.brief.palette:
        chosen["wall"], chosen["accent"] = mix(stage.tones.sky_low, "#ffffff", 0.3), stage.tones.accent
    metre = min(stage.horizon / rng.uniform(*tall), stage.width / 3.9)
    left, right, x = _corners(stage, rng)
    eye = (x, stage.horizon - 1.45 * metre)
    ceiling = stage.horizon - rng.uniform(2.75, 3.05) * metre
    stage.metre = metre * 1.35
    return Room(stage, **chosen, foot=stage.horizon, ceiling=ceiling, left=left, right=right, metre=metre, eye=eye)


def _scheme(stage: Stage, rng: Random) -> dict[str, str]:
    """Colours that go together, as the mood wants them."""
    deep = rng.random() < DEEP.get(stage.brief.mood, 0.16)
    names = ("wall", "floor", "wood", "accent", "second")
    return dict(zip(names, rng.choice(DEEP_SCHEMES if deep else SCHEMES), strict=True))


def _corners(stage: Stage, rng: Random) -> tuple[float, float, float]:
    """Where the back wall ends, and where one looks: straight at it, or into a corner with a long wall on the side
    that the light comes from."""
    wide = stage.width
    if rng.random() < 0.5:
        margin = wide * rng.uniform(0.02, 0.1)
        sides = rng.choice(((1, 1), (1, 0), (0, 1), (1, 1)))
        ends = margin if sides[0] else stage.left, wide - margin if sides[1] else stage.right
        return *ends, wide * rng.uniform(0.38, 0.62)
    margin, eye = wide * rng.uniform(0.2, 0.3), rng.uniform(0.58, 0.7)
    if stage.lit_from_left:
        return margin, stage.right, wide * eye
    return stage.left, wide - margin, wide * (1 - eye)


def on_floor(room: Room, x: float, ahead: float) -> Point:
    """The point of the floor x metres from the left end of the back wall and `ahead` metres before it."""
    scale = room.scale(ahead)
    ex, ey = room.eye
    return ex + (room.left + x * room.metre - ex) * scale, ey + (room.foot - ey) * scale


def outward(room: Room, x: float, y: float, edge: float) -> Point:
    """Where the line from the eye through (x, y) reaches the upright at `edge`."""
    ex, ey = room.eye
    return edge, ey + (y - ey) * (edge - ex) / (x - ex)


def floor_plan(room: Room) -> list[Point]:
    """Outline of the floor as it is seen."""
    stage = room.stage
    left = outward(room, room.left, room.foot, stage.left) if room.left > stage.left else (stage.left, room.foot)
    right = outward(room, room.right, room.foot, stage.right) if room.right < stage.right else (stage.right, room.foot)
    return [
        (room.left, room.foot),
        (room.right, room.foot),
        right,
        (stage.right, stage.bottom),
        (stage.left, stage.bottom),
        left,
    ]
