"""Pen: draws in metres from a foot point, x to the right and y up, so that a chair is as large as a chair wherever it
stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pipelines.scene.curve import Point, line, smooth
from pipelines.scene.palette import shade
from pipelines.scene.shapes import ellipse, path, rect, stroke


def same(colour: str) -> str:
    """The change of a pen that draws in the plain light of day."""
    return colour


class Pen:
    """Collects shapes as SVG. `x` and `foot` are scene units, `metre` is how many of them one metre has here; every
    colour goes through `change` (the light of the picture, the haze of distance) unless it is a url()."""

    def __init__(
        self, x: float, foot: float, metre: float, change: Callable[[str], str] = same, *, lit_from_left: bool = True
    ) -> None:
        self.x, self.foot, self.metre, self.change = x, foot, metre, change
        self.lit_from_left = lit_from_left
        self._shapes: list[str] = []

    @property
    def svg(self) -> str:
        """All that was drawn so far."""
        return "".join(self._shapes)

    def at(self, x: float, up: float) -> Point:
        """A point in metres as scene units."""
        return self.x + x * self.metre, self.foot - up * self.metre

    def moved(self, x: float, up: float = 0.0) -> Pen:
        """A pen for a part that begins x metres to the right and `up` metres higher; what it draws is drawn here."""
        part = Pen(*self.at(x, up), self.metre, self.change, lit_from_left=self.lit_from_left)
        part._shapes = self._shapes
        return part

    def add(self, svg: str) -> None:
        """A finished fragment in scene units."""
        self._shapes.append(svg)

    def rect(self, x: float, up: float, w: float, h: float, colour: str, r: float = 0.0, opacity: float = 1.0) -> None:
        """A box whose lower left corner is at (x, up); r rounds its corners."""
        m = self.metre
        self.add(rect(*self.at(x, up + h), w * m, h * m, self._seen(colour), opacity, r * m))

    def block(self, x: float, up: float, w: float, h: float, colour: str, r: float = 0.02) -> None:
        """A box with its upper edge in the light and the side that is turned away from it in the shade."""
        self.rect(x, up, w, h, colour, r)
        dim = min(w * 0.16, 0.3)
        self.rect(x + w - dim if self.lit_from_left else x, up, dim, h, shade(colour, -0.05), r)
        self.rect(x, up + h - min(h * 0.25, 0.04), w, min(h * 0.25, 0.04), shade(colour, 0.05), r)

    def bright(self, x: float, up: float, w: float, h: float, colour: str, r: float = 0.0) -> None:
        """A box that shines by itself: the light of the picture does not change its colour."""
        change, self.change = self.change, same
        self.rect(x, up, w, h, colour, r)
        self.change = change

    def shadow(self, x: float, w: float, strength: float = 0.2) -> None:
        """The soft dark under something w metres wide, fallen to the side away from the light."""
        lean = 0.08 if self.lit_from_left else -0.08
        self.oval(x + w * (0.5 + lean), 0, w * 0.56, 0.07, "#241a2e", strength)

    def disc(self, x: float, up: float, r: float, colour: str, opacity: float = 1.0) -> None:
        """A circle around (x, up)."""
        self.oval(x, up, r, r, colour, opacity)

    def oval(self, x: float, up: float, rx: float, ry: float, colour: str, opacity: float = 1.0) -> None:
        """An ellipse around (x, up)."""
        self.add(ellipse(*self.at(x, up), rx * self.metre, ry * self.metre, self._seen(colour), opacity))

    def poly(self, points: Sequence[Point], colour: str, opacity: float = 1.0) -> None:
        """A closed shape with straight sides."""
        self.path(line([self.at(*point) for point in points], closed=True), colour, opacity)

    def soft(self, points: Sequence[Point], colour: str, opacity: float = 1.0) -> None:
        """A closed shape whose outline runs smoothly through the points."""
        self.path(smooth([self.at(*point) for point in points], closed=True), colour, opacity)

    def line(self, points: Sequence[Point], colour: str, width: float, opacity: float = 1.0) -> None:
        """A line with round ends, `width` metres thick."""
        self._stroke(line([self.at(*point) for point in points]), colour, width, opacity)

    def bow(self, points: Sequence[Point], colour: str, width: float, opacity: float = 1.0) -> None:
        """A smooth line with round ends, `width` metres thick."""
        self._stroke(smooth([self.at(*point) for point in points]), colour, width, opacity)

    def path(self, data: str, colour: str, opacity: float = 1.0) -> None:
        """Path data in scene units, filled."""
        self.add(path(data, self._seen(colour), opacity))

    def _stroke(self, data: str, colour: str, width: float, opacity: float) -> None:
        self.add(stroke(data, self._seen(colour), width * self.metre, opacity))

    def _seen(self, colour: str) -> str:
        return colour if colour.startswith("url(") else self.change(colour)
