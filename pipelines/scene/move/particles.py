"""Particles: rain, snow, leaves, bubbles and fireflies, drawn afresh in each frame."""

from __future__ import annotations

import math
from collections.abc import Callable
from random import Random

from PIL import Image, ImageDraw

from pipelines.scene.move.clock import Clock
from pipelines.scene.move.sprite import faded
from pipelines.scene.scene import Brief, Scene

Colour = tuple[int, int, int]
Particles = Callable[[Image.Image, float], None]
"""Draws onto an RGBA canvas what there is at a time in seconds."""

FINE = 2
"""Particles are drawn this many times larger and reduced, for smooth edges and slow drift without jumps."""
PAINTED = ("rain", "snow", "leaves", "bubbles")
"""Names of the layers of a still picture that particles stand in for."""
PETALS = ("cherry blossom", "petal", "sakura", "樱花", "花瓣", "桃花")


def particles_for(scene: Scene, clock: Clock, size: tuple[int, int]) -> list[Particles]:
    """What falls or drifts in this scene, for a canvas of the given size in pixels."""
    brief, names = scene.brief, [layer.name for layer in scene.layers]
    rng = Random(f"{scene.seed}/particles")
    kinds: list[Particles] = []
    if any(name.startswith("rain") for name in names):
        kinds.append(Rain(rng, clock, size, 0.32 if brief.weather == "storm" else 0.17))
    if any(name.startswith("snow") for name in names):
        kinds.append(Snow(rng, clock, size))
    if any(name.startswith("bubbles") for name in names):
        kinds.append(Bubbles(rng, clock, size))
    petals = any(word in brief.prompt.lower() for word in PETALS)
    if petals or any(layer.name.startswith("leaves") and layer.role == "weather" for layer in scene.layers):
        kinds.append(Leaves(rng, clock, size, _leaf_colours("spring" if petals else brief.season)))
    if _fireflies_out(brief):
        kinds.append(Fireflies(rng, clock, size, scene.horizon))
    return kinds


class Rain:
    """Slanting streaks at two distances, and rings where drops land."""

    def __init__(self, rng: Random, clock: Clock, size: tuple[int, int], slant: float) -> None:
        self._clock, self._size, self._slant = clock, size, slant
        self._unit = math.sqrt(size[0] * size[1]) / 100
        self._drops = [(rng.random(), rng.random(), rng.random(), i % 3 == 0) for i in range(190)]
        self._rings = [(rng.random(), rng.random(), rng.random()) for _ in range(34)]

    def __call__(self, canvas: Image.Image, t: float) -> None:
        width, height = (FINE * side for side in self._size)
        mask = Image.new("L", (width, height))
        pen, unit = ImageDraw.Draw(mask), self._unit * FINE
        for x, y, pace, near in self._drops:
            long = unit * (3.2 + 2.6 * pace) * (1.7 if near else 1)
            fallen = self._clock.cycle(t, (1.5 if near else 1.1) + 0.4 * pace, y) % 1
            foot = fallen * (height + long)
            left = (x * 1.4 - 0.1) * width - self._slant * (foot - height / 2)
            ends = (left, foot, left + self._slant * long, foot - long)
            pen.line(ends, fill=120 if near else 80, width=max(2, round(unit * (0.3 if near else 0.2))))
        for x, y, phase in self._rings:
            age = (self._clock.cycle(t, 1.3, phase) % 1) / 0.45
            if age < 1:
                self._ring(pen, x * width, height * (0.76 + 0.24 * y), unit * (0.4 + 2.2 * age) * (0.6 + 0.6 * y), age)
        _paste(canvas, mask, (226, 234, 246))

    def _ring(self, pen: ImageDraw.ImageDraw, x: float, y: float, radius: float, age: float) -> None:
        pen.ellipse(
            (x - radius, y - radius * 0.3, x + radius, y + radius * 0.3), outline=round(120 * (1 - age)), width=FINE
        )


class Snow:
    """Flakes at three distances that sway as they fall."""

    def __init__(self, rng: Random, clock: Clock, size: tuple[int, int]) -> None:
        self._clock, self._size = clock, size
        self._unit = math.sqrt(size[0] * size[1]) / 100
        self._flakes = [(rng.random(), rng.random(), rng.random(), (0, 0, 0, 1, 1, 2)[i % 6]) for i in range(210)]

    def __call__(self, canvas: Image.Image, t: float) -> None:
        width, height = (FINE * side for side in self._size)
        mask = Image.new("L", (width, height))
        pen, unit = ImageDraw.Draw(mask), self._unit * FINE
        for x, y, pace, near in self._flakes:
            radius = unit * (0.2 + 0.14 * pace) * (1 + 0.85 * near)
            speed = (0.075 + 0.05 * pace) * (1 + 0.75 * near)
            fallen = self._clock.cycle(t, speed, y) % 1
            sway = self._clock.wave(t, 0.25 + 0.2 * pace, x + y) * unit * (1.2 + near)
            drift = ((x + 0.06 * math.sin(6.3 * (fallen + pace))) % 1) * 1.1 - 0.05
            left, top = drift * width + sway, fallen * (height + 4 * radius) - 2 * radius
            pen.ellipse((left - radius, top - radius, left + radius, top + radius), fill=(165, 215, 240)[near])
        _paste(canvas, mask, (255, 255, 255))


class Bubbles:
    """Bubbles that wobble up to the surface, in a few columns."""

    def __init__(self, rng: Random, clock: Clock, size: tuple[int, int]) -> None:
        self._clock, self._size = clock, size
        self._unit = math.sqrt(size[0] * size[1]) / 100
        columns = [rng.random() for _ in range(6)]
        self._bubbles = [
            (rng.choice(columns) + rng.uniform(-0.03, 0.03), rng.random(), rng.random()) for _ in range(46)
        ]

    def __call__(self, canvas: Image.Image, t: float) -> None:
        width, height = (FINE * side for side in self._size)
        mask = Image.new("L", (width, height))
        pen, unit = ImageDraw.Draw(mask), self._unit * FINE
        for x, y, pace in self._bubbles:
            risen = self._clock.cycle(t, 0.1 + 0.1 * pace, y) % 1
            radius = unit * (0.25 + 1.0 * pace * pace) * (0.6 + 0.4 * risen)
            left = x * width + unit * self._clock.wave(t, 0.7 + 0.4 * pace, y)
            top = (1.04 - 1.08 * risen) * height
            box = (left - radius, top - radius, left + radius, top + radius)
            pen.ellipse(box, fill=38, outline=175, width=max(2, round(radius * 0.16)))
            glint = radius * 0.28
            pen.ellipse((left - glint * 2, top - glint * 2, left - glint, top - glint), fill=220)
        _paste(canvas, mask, (234, 250, 255))


class Leaves:
    """Leaves or petals that tumble across with the wind."""

    def __init__(self, rng: Random, clock: Clock, size: tuple[int, int], colours: list[Colour]) -> None:
        self._clock, self._size = clock, size
        self._unit = math.sqrt(size[0] * size[1]) / 100
        self._leaves = [(rng.random(), rng.random(), rng.random(), rng.choice(colours)) for _ in range(30)]

    def __call__(self, canvas: Image.Image, t: float) -> None:
        width, height = self._size
        for x, y, pace, colour in self._leaves:
            long = self._unit * (0.8 + 1.1 * pace)
            along = self._clock.cycle(t, 0.16 + 0.1 * pace, x) % 1
            swing = self._clock.wave(t, 0.5 + 0.3 * pace, y)
            left = (1.1 - 1.2 * along) * width
            top = (y * 0.9 + 0.25 * along + 0.04 * swing) * height
            turn = 2 * math.pi * self._clock.cycle(t, 0.35 + 0.3 * pace, y)
            self._leaf(canvas, (left, top), long, turn, colour)

    def _leaf(self, canvas: Image.Image, at: tuple[float, float], long: float, turn: float, colour: Colour) -> None:
        side = math.ceil(long) + 2
        left, top = math.floor(at[0]), math.floor(at[1])
        mask = Image.new("L", (2 * side * FINE, 2 * side * FINE))
        cx, cy = (side + at[0] - left) * FINE, (side + at[1] - top) * FINE
        # Seen in turn from the face and from the edge, as it tumbles.
        wide = 0.12 + 0.36 * abs(math.sin(turn * 0.7 + at[1]))
        edge = [(long * math.cos(a), long * wide * math.sin(a) * abs(math.sin(a))) for a in _STEPS]
        c, s = math.cos(turn) * FINE, math.sin(turn) * FINE
        ImageDraw.Draw(mask).polygon([(cx + c * x - s * y, cy + s * x + c * y) for x, y in edge], fill=240)
        canvas.paste((*colour, 255), (left - side, top - side), mask.reduce(FINE))


class Fireflies:
    """Small lights that wander and glow by turns."""

    def __init__(self, rng: Random, clock: Clock, size: tuple[int, int], horizon: float) -> None:
        self._clock, self._size, self._horizon = clock, size, horizon
        radius = round(math.sqrt(size[0] * size[1]) / 100 * 2.4)
        glow = Image.radial_gradient("L").resize((2 * radius, 2 * radius)).point([max(0, 181 - v) for v in range(256)])
        self._glow = glow.point([round(v * v / 181 * 0.85) for v in range(256)])
        dot = Image.new("L", self._glow.size)
        ImageDraw.Draw(dot).ellipse((radius * 0.86, radius * 0.86, radius * 1.14, radius * 1.14), fill=255)
        self._dot, self._radius = dot, radius
        self._flies = [(rng.random(), rng.random(), rng.random()) for _ in range(22)]

    def __call__(self, canvas: Image.Image, t: float) -> None:
        width, height = self._size
        for x, y, phase in self._flies:
            bright = max(0.0, self._clock.wave(t, 0.35 + 0.25 * y, phase)) ** 1.5
            if bright < 0.03:
                continue
            left = (x + 0.035 * self._clock.wave(t, 0.22, phase)) * width - self._radius
            low = self._horizon - 0.08 + (1.02 - self._horizon) * y
            top = (low + 0.03 * self._clock.wave(t, 0.31, x)) * height - self._radius
            for mask, colour in ((self._glow, (238, 246, 120)), (self._dot, (255, 255, 214))):
                canvas.paste((*colour, 255), (round(left), round(top)), faded(mask, bright))


_STEPS = [2 * math.pi * k / 16 for k in range(16)]


def _paste(canvas: Image.Image, mask: Image.Image, colour: Colour) -> None:
    canvas.paste((*colour, 255), (0, 0), mask.reduce(FINE))


def _leaf_colours(season: str) -> list[Colour]:
    if season == "spring":
        return [(246, 183, 200), (251, 211, 220), (255, 240, 244), (243, 155, 180)]
    if season == "summer":
        return [(127, 174, 75), (156, 196, 95), (95, 148, 69), (194, 210, 122)]
    return [(217, 130, 43), (197, 83, 45), (227, 178, 60), (168, 98, 42)]


def _fireflies_out(brief: Brief) -> bool:
    warm = brief.setting in ("meadow", "forest", "garden") and brief.season in ("", "summer")
    asked = "firefl" in brief.prompt.lower() or "萤火虫" in brief.prompt
    return asked or (warm and brief.daytime == "night" and brief.weather == "clear")
