"""Stage: what every painter of a background works on, and collects its layers in."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.hours import Hour
from pipelines.scene.lay.tones import Tones
from pipelines.scene.lay.unwanted import is_unwanted
from pipelines.scene.scene import Box, Brief, Detail, Layer, Missed, Role

MARGIN = 0.22
"""Backgrounds reach this part of the picture beyond each edge, so that a moving camera never shows their end."""


@dataclass
class Stage:
    """A picture being built, back to front. Lengths are scene units; `horizon` and `light` are positions in them."""

    width: int
    height: int
    seed: int
    brief: Brief
    tones: Tones
    horizon: float
    light: tuple[float, float]
    hour: Hour
    layers: list[Layer] = field(default_factory=list)
    defs: list[str] = field(default_factory=list)
    anchors: dict[str, Box] = field(default_factory=dict)
    """Where parts of the background are that things can stand on or hang under: hill, moon, sea, table, counter ..."""
    metre: float = 0.0
    """How many scene units a metre has at the front of the picture; 0 where nothing of the background tells."""
    detail: Detail = "usual"
    """How much is painted."""
    moving: bool = False
    """Whether the picture is the first of a film, in which things move."""
    offered: str = ""
    """Name of a layer that is only there for small things to be put on: the table of a yard."""
    misplaced: tuple[Missed, ...] = ()
    """What is in the picture and not where it was said to be."""
    key: str = ""
    """What the chances of the background hang on besides the seed; empty takes it from the brief."""
    prefix: str = ""
    """Before each id, where one picture stands in another."""
    _count: int = 0
    _names: dict[str, int] = field(default_factory=dict)

    @property
    def unit(self) -> float:
        """A hundredth of the geometric mean of the sides: sizes in it look alike in all formats."""
        return float((self.width * self.height) ** 0.5 / 100)

    @property
    def salt(self) -> str:
        """What the chances of this picture hang on: at one seed the meadows of two prompts differ."""
        return self.key or salt(self.brief, self.seed)

    @property
    def lit_from_left(self) -> bool:
        """Whether sun, moon or window are at the left: shadows fall to the right then."""
        return self.light[0] < self.width / 2

    @property
    def shows_disc(self) -> bool:
        """Whether sun or moon are seen as a disc, not as a brightness without a rim."""
        return bool({"sun", "moon"} & set(self.anchors)) and (
            self.hour.sun == "disc" or bool({"sun", "moon"} & set(self.brief.features))
        )

    @property
    def wintry(self) -> bool:
        """Whether snow lies: nothing flowers then."""
        return self.brief.season == "winter" or self.brief.weather == "snow"

    @property
    def left(self) -> float:
        return -MARGIN * self.width

    @property
    def right(self) -> float:
        return (1 + MARGIN) * self.width

    @property
    def top(self) -> float:
        return -MARGIN * self.height

    @property
    def bottom(self) -> float:
        return (1 + MARGIN) * self.height

    @property
    def frame(self) -> Box:
        return (self.left, self.top, self.right - self.left, self.bottom - self.top)

    def random(self, name: str) -> Random:
        """A stream of its own for each part, so that one part more leaves the others as they were."""
        return Random(f"{self.salt}/{name}")

    def ident(self, name: str) -> str:
        """A new id for a definition."""
        self._count += 1
        return f"{self.prefix}{name}-{self._count}"

    def vertical(self, *stops: tuple[float, str] | tuple[float, str, float], top: float, bottom: float) -> str:
        """A gradient from y `top` to y `bottom`; stops are (offset, colour[, opacity]). Returns its url()."""
        name = self.ident("fade")
        self.defs.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="0" y1="{n(top)}" x2="0" y2="{n(bottom)}">'
            f"{_stops(stops)}</linearGradient>"
        )
        return f"url(#{name})"

    def glow(self, colour: str, strength: float, core: float = 0.0) -> str:
        """A radial gradient that falls softly from `strength` to nothing, full up to the part `core` of its radius."""
        name = self.ident("glow")
        fall = ((0.0, 1.0), (0.25, 0.62), (0.5, 0.28), (0.75, 0.08), (1.0, 0.0))
        stops = [(core + (1 - core) * at, colour, strength * part) for at, part in fall]
        self.defs.append(f'<radialGradient id="{name}">{_stops(stops)}</radialGradient>')
        return f"url(#{name})"

    def add(self, name: str, role: Role, depth: float, svg: str, box: Box | None = None) -> None:
        """Append a layer on top of those so far. Two of one name are told apart by a number."""
        self.add_layer(Layer(name, role, depth, svg, box or self.frame))

    def add_layer(self, layer: Layer) -> None:
        """Append a layer on top of those so far, unless it shows what must not be there."""
        if is_unwanted(layer, self.brief):
            return
        taken = self._names.get(layer.name, 0)
        self._names[layer.name] = taken + 1
        self.layers.append(replace(layer, name=f"{layer.name} {taken + 1}") if taken else layer)


def salt(brief: Brief, seed: int) -> str:
    """What the chances of a picture hang on: the seed and the words, however they are spaced."""
    return f"{seed}/{' '.join(brief.prompt.lower().split())}"


def _stops(stops: object) -> str:
    parts = []
    for stop in stops:  # type: ignore[attr-defined]
        opacity = f' stop-opacity="{stop[2]:.3f}"' if len(stop) > 2 else ""
        parts.append(f'<stop offset="{stop[0]:.3f}" stop-color="{stop[1]}"{opacity}/>')
    return "".join(parts)
