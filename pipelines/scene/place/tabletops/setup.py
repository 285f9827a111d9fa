"""Setup: a tabletop being built: the wall, what is out of focus before it, and the top that things stand on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from random import Random
from typing import TypeAlias

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import MARGIN, Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops.props import pendant
from pipelines.scene.place.tabletops.scheme import Scheme, Triple, scheme, seen
from pipelines.scene.scene import Role
from pipelines.scene.shapes import circle, ellipse, rect

GREENS = ("#6f9a5a", "#5f8f6a", "#86a85a")
SOFT = 0.85
"""Standard deviation of the blur behind a tabletop, in the stage's units."""


Cover: TypeAlias = "Callable[[Setup], tuple[str, str] | None]"
"""What a top looks like, and its colour; nothing where that is left to the painter."""


@dataclass
class Setup:
    """What the painters of a tabletop work on. Lengths are scene units."""

    stage: Stage
    rng: Random
    triples: Sequence[Triple]
    mains: Sequence[str]
    moving: bool = False
    """Whether a camera will move over it: then it reaches as far beyond the frame as all backgrounds."""
    cover: Cover = lambda _: None
    """What the top looks like, and its colour, where something was said of it."""
    parts: list[str] = field(default_factory=list)

    @cached_property
    def colours(self) -> Scheme:
        return scheme(self.stage, self.rng, self.triples, self.mains)

    @property
    def u(self) -> float:
        return self.stage.unit

    @property
    def lamp(self) -> str:
        """The colour of lamplight in the light of the picture."""
        return mix(self.stage.tones.light, "#ffd296", 0.65)

    def green(self) -> str:
        """The colour of leaves, by chance."""
        return self.seen(self.rng.choice(GREENS))

    def seen(self, colour: str) -> str:
        """A colour of daylight in the light and the mood of the picture."""
        return seen(self.stage, colour)

    def pendant(self, across: float, down: float, size: float, metal: str) -> None:
        """A lamp of `size` units to each side, at parts of the width and of the height of the wall."""
        x, stage = self.across(across), self.stage
        bell = pendant(x, stage.top, self.down(down) - stage.top, size * self.u, metal, mix(self.lamp, "#ffffff", 0.5))
        halo = circle(x, self.down(down) + size * self.u, self.u * 22, stage.glow(self.lamp, 0.55))
        self.put(halo + bell, "lamp", "lantern")

    def across(self, share: float) -> float:
        """The x at a part of the width, counted from the side of the light."""
        return self.stage.width * (share if self.stage.lit_from_left else 1 - share)

    def down(self, share: float) -> float:
        """The y at a part of the height of the wall."""
        return self.stage.horizon * share

    def shows(self, *names: str) -> bool:
        """Whether a background may show that: it neither must be missing nor could be taken for what was asked for."""
        asked = {word for subject in self.stage.brief.subjects for word in subject.drawing.split("-")}
        return not any(is_missing(name, self.stage.brief) or name in asked for name in names)

    def put(self, svg: str, *names: str) -> None:
        """A part that is out of focus, unless it must not be there under one of its names."""
        if self.shows(*names):
            self.parts.append(svg)

    def wall(self, top: str, foot: str, glow: float = 0.5) -> None:
        """The wall from top to foot, lit from its side."""
        stage = self.stage
        x, y, w, _ = stage.frame
        svg = rect(
            x, y, w, stage.horizon - y + self.u, stage.vertical((0, top), (1, foot), top=0, bottom=stage.horizon)
        )
        light = mix(mix(top, foot, 0.5), stage.tones.light, 0.6)
        svg += ellipse(
            self.across(0.16), self.down(0.4), stage.width * 0.7, self.down(0.9), stage.glow(light, glow)
        )  # fmt: skip
        stage.add("wall", "sky", 0.08, svg)

    def sun(self) -> None:
        """The glow of the sun, where it was asked for."""
        stage, r = self.stage, self.u * 24
        if "sun" in stage.brief.features:
            x, y = stage.light
            glow = circle(x, y, r, stage.glow(stage.tones.light, 0.9, 0.12))
            stage.add("sun", "light", 0.11, glow, (x - r, y - r, 2 * r, 2 * r))

    def blurred(self, name: str = "background", soft: float = SOFT, role: Role = "far") -> None:
        """All parts so far as one layer out of focus."""
        if not self.parts:
            return
        svg, self.parts = "".join(self.parts), []
        if self.stage.detail != "simple":
            svg = f'<g filter="{self._blur(soft * self.u)}">{svg}</g>'
        self.stage.add(name, role, 0.12, svg)

    def _blur(self, deviation: float) -> str:
        stage, name = self.stage, self.stage.ident("blur")
        beyond = MARGIN if self.moving else 0.0
        x, y = -beyond * stage.width - 3 * deviation, -beyond * stage.height - 3 * deviation
        stage.defs.append(
            f'<filter id="{name}" filterUnits="userSpaceOnUse" x="{n(x)}" y="{n(y)}" width="{n(stage.width - 2 * x)}" '
            f'height="{n(stage.horizon + 3 * deviation - y)}" color-interpolation-filters="sRGB">'
            f'<feGaussianBlur stdDeviation="{deviation:.2f}"/></filter>'
        )
        return f"url(#{name})"

    def top(self, svg: str, colour: str, *, name: str = "table", sheen: float = 0.45, edge: str = "") -> None:
        """The top that things stand on, of that colour: what is drawn on it, its far edge, and the light over it.

        Things standing there have shadows of its colour, and its light from below.
        """
        stage, deep = self.stage, self.stage.height - self.stage.horizon
        svg, colour = self.cover(self) or (svg, colour)
        x, _, w, _ = stage.frame
        light = mix(shade(colour, 0.12), stage.tones.light, 0.5)
        glow = ellipse(
            self.across(0.3), stage.horizon + deep * 0.28, stage.width * 0.55, deep * 0.34, stage.glow(light, sheen)
        )  # fmt: skip
        line = rect(x, stage.horizon, w, self.u * 0.5, edge or mix(shade(colour, 0.1), stage.tones.light, 0.4), 0.75)
        near = stage.vertical((0, "#1c1626", 0.0), (1, "#1c1626", 0.2), top=stage.height * 0.88, bottom=stage.height)
        dim = rect(x, stage.height * 0.88, w, stage.bottom - stage.height * 0.88, near)
        stage.add(name, "ground", 0.42, svg + glow + line + dim)
        stage.tones = replace(stage.tones, land=colour)
        stage.metre = stage.height * 1.6
