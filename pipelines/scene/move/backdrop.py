"""Backdrop: how the layers that are not things move: sky, lights, clouds, water, plants in front."""

from __future__ import annotations

import math

from pipelines.scene.move.clock import Clock
from pipelines.scene.move.pose import REST, Pose
from pipelines.scene.move.sprite import Ripple
from pipelines.scene.scene import Brief, Layer

WIND = {"wind": 2.6, "storm": 3.0, "rain": 1.5, "fog": 0.5, "snow": 0.9}
"""Strength of the wind by weather; 1 where nothing is said."""
SWAYING = ("grass", "leaves", "sea plants", "flower", "reed", "weed")
"""Names of background layers that the wind or the current moves."""
FLOWING = ("ribbon", "wave", "string")
"""Names of the lines of an abstract picture."""
MIDDLE = (0.5, 0.5)


class Backdrop:
    """Poses of background layers over a picture of the given size in scene units."""

    def __init__(self, brief: Brief, clock: Clock, width: float, height: float) -> None:
        self._clock, self._width, self._height = clock, width, height
        self.breeze = WIND.get(brief.weather, 1.0)

    def pose(self, layer: Layer, phase: float, t: float) -> Pose:
        """How the layer stands at time t; `phase` keeps layers out of step."""
        if layer.role == "light":
            return self._light(layer, phase, t)
        if layer.role == "stars":
            return Pose(opacity=0.72 + 0.28 * self._clock.wave(t, 0.4, phase), pivot=MIDDLE)
        if layer.role == "cloud":
            return self._cloud(layer, phase, t)
        if layer.role == "water":
            return self._water(layer, phase, t)
        if layer.role == "shape":
            return self._shape(layer, phase, t)
        if layer.role == "weather" or layer.name.startswith("mist"):
            return Pose(
                dx=0.05 * self._width * self._clock.wave(t, 0.09, phase),
                opacity=0.9 + 0.1 * self._clock.wave(t, 0.2, phase),
            )
        if layer.name.startswith("northern lights"):
            return Pose(
                opacity=0.75 + 0.25 * self._clock.wave(t, 0.22, phase), lean=0.08 * self._clock.wave(t, 0.12, phase)
            )
        if layer.name.startswith("waves"):
            return self._wave(layer, phase, t)
        if layer.role == "near" or layer.name.startswith(SWAYING):
            return self._sway(layer, phase, t)
        return REST

    def ripple(self, layer: Layer, phase: float, t: float) -> Ripple | None:
        """Sideways displacement by height for open water, small far away and larger in front; and for the flowing
        lines of an abstract picture."""
        if layer.role == "shape" and layer.name.startswith(FLOWING):
            return self._flow(layer, phase, t)
        if layer.role != "water" or layer.name.startswith(("glitter", "ripples")):
            return None
        top, tall = layer.box[1], max(layer.box[3], 1.0)
        cycle = 2 * math.pi * self._clock.cycle(t, 0.35, phase)
        reach, length = 0.006 * self._width, 0.07 * self._height

        def move(y: float) -> float:
            near = min(max((y - top) / tall, 0.0), 1.0)
            return reach * (0.2 + near) * math.sin(2 * math.pi * (y - top) / (length * (0.4 + near)) - cycle)

        return move

    def _flow(self, layer: Layer, phase: float, t: float) -> Ripple:
        reach = 0.022 * self._width * (0.5 + layer.depth)
        cycle = self._clock.cycle(t, 0.2, phase)

        def move(y: float) -> float:
            return reach * math.sin(2 * math.pi * (y / (0.85 * self._height) - cycle))

        return move

    def _shape(self, layer: Layer, phase: float, t: float) -> Pose:
        """Shapes float and turn a little about their middle; lines flow."""
        near = 0.4 + layer.depth
        dx = 0.012 * near * self._width * self._clock.wave(t, 0.17, phase)
        dy = 0.02 * near * self._height * self._clock.wave(t, 0.21, phase + 0.3)
        if layer.name.startswith(FLOWING):
            return Pose(dx, dy)
        size = 1 + 0.035 * self._clock.wave(t, 0.26, phase)
        return Pose(dx, dy, turn=5 * self._clock.wave(t, 0.14, phase), wide=size, tall=size, pivot=MIDDLE)

    def _light(self, layer: Layer, phase: float, t: float) -> Pose:
        if layer.name.startswith("lightning"):
            return Pose(opacity=_flash(self._clock.cycle(t, 0.4, phase) % 1))
        pulse = self._clock.wave(t, 0.3, phase)
        if layer.name.startswith(("light shafts", "sunlight")):
            return Pose(opacity=0.8 + 0.2 * pulse, lean=0.03 * self._clock.wave(t, 0.15, phase), pivot=(0.5, 0.0))
        if layer.name.startswith("glow"):
            size = 1 + 0.07 * pulse
            return Pose(wide=size, tall=size, opacity=0.88 + 0.12 * pulse, pivot=MIDDLE)
        return REST

    def _cloud(self, layer: Layer, phase: float, t: float) -> Pose:
        """Nearer clouds drift faster; in a loop they swing out and back."""
        speed = self._width * (0.006 + 0.05 * layer.depth) * (0.5 + 0.5 * self.breeze)
        if self._clock.loop:
            dx = speed * 1.6 * self._clock.wave(t, 1 / self._clock.seconds, 0.0)
        else:
            dx = speed * (t - self._clock.seconds / 2)
        puff = self._clock.wave(t, 0.16, phase)
        return Pose(dx=dx, wide=1 + 0.012 * puff, tall=1 - 0.018 * puff)

    def _water(self, layer: Layer, phase: float, t: float) -> Pose:
        wave = self._clock.wave(t, 0.3, phase)
        if layer.name.startswith("glitter"):
            return Pose(dx=0.004 * self._width * wave, opacity=0.78 + 0.22 * self._clock.wave(t, 0.7, phase))
        if layer.name.startswith("ripples"):
            return Pose(dx=0.014 * self._width * wave, dy=0.003 * self._height * self._clock.wave(t, 0.45, phase))
        return REST

    def _wave(self, layer: Layer, phase: float, t: float) -> Pose:
        circle = self._clock.cycle(t, 0.36, phase) * 2 * math.pi
        return Pose(dx=0.02 * self._width * math.cos(circle), dy=0.009 * self._height * (1 + math.sin(circle)))

    def _sway(self, layer: Layer, phase: float, t: float) -> Pose:
        hanging = layer.box[1] + layer.box[3] / 2 < self._height * 0.35
        wave = 0.65 * self._clock.wave(t, 0.31, phase) + 0.35 * self._clock.wave(t, 0.13, phase)
        return Pose(lean=0.022 * wave * min(self.breeze, 2.2), pivot=(0.5, 0.0 if hanging else 1.0))


def _flash(part: float) -> float:
    """A bolt that flickers twice and fades, once a cycle: never more than three flashes a second."""
    for start, strength in ((0.30, 1.0), (0.46, 0.7)):
        if start <= part < start + 0.16:
            return strength * (1 - (part - start) / 0.16)
    return 0.0
