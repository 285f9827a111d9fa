"""Still lifes: a table with a cloth before a wall, in the light of a window."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pipelines.scene.kinds.backing import vignette
from pipelines.scene.kinds.member import heights
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.still import exhibited
from pipelines.scene.palette import lit, mix, shade
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.shapes import ellipse, path, rect, stroke, trace

WALLS = (
    ("#4b5d5a", "#a9b8a4"), ("#5a4a42", "#b89c82"), ("#3f4e63", "#9db0c4"), ("#6b5a3e", "#cdb78a"),
    ("#57424f", "#b795a2"), ("#c9b79c", "#f1e7d3"), ("#a9b9b3", "#e6eee6"), ("#3b3a36", "#8d8577"),
)  # fmt: skip
"""The shaded and the lit side of the wall."""
WOODS = ("#8a5a38", "#6f4a33", "#a87748", "#5c4334")
CLOTHS = ("#f4ead9", "#dfe6ea", "#e9d3bd", "#cdd8cd", "#b9475a", "#3f6a86")
EDGE = 0.6
"""Height of the far edge of the table, as a part of the picture's."""


def paint_still_life(stage: Stage, group: Group) -> None:
    """Wall, light of a window, a wooden table that begins at the stage's horizon, and a cloth that hangs over it.

    What is shown as goods are, stands on a pedestal instead.
    """
    if stage.brief.place == "pedestal":
        return paint_behind(stage, standing=True)
    rng = stage.random("still life")
    t = stage.tones
    dark, light = rng.choice(WALLS)
    if stage.brief.palette:
        dark, light = shade(stage.brief.palette[0], -0.15), mix(stage.brief.palette[-1], "#ffffff", 0.3)
    dark, light = (lit(colour, t.lamp, t.lamp_strength * 0.8) for colour in (dark, light))
    stage.horizon = stage.height * rng.uniform(EDGE - 0.03, EDGE + 0.03)
    stage.metre = stage.height * 1.9
    _wall(stage, dark, light)
    _window(stage, rng, light)
    wood = lit(rng.choice(WOODS), t.lamp, t.lamp_strength)
    _table(stage, rng, wood, light)
    if rng.random() < 0.75:
        _cloth(stage, rng, lit(rng.choice(CLOTHS), t.lamp, t.lamp_strength))


def _wall(stage: Stage, dark: str, light: str) -> None:
    """Lit from one side, dark at the other."""
    x, y, w, _ = stage.frame
    svg = rect(
        x, y, w, stage.bottom - y, stage.vertical((0, dark), (1, mix(dark, light, 0.35)), top=0, bottom=stage.horizon)
    )
    across = stage.width * (0.2 if stage.lit_from_left else 0.8)
    svg += ellipse(across, stage.height * 0.34, stage.width * 0.75, stage.height * 0.6, stage.glow(light, 0.95))
    stage.add("wall", "sky", 0.1, svg)


def _window(stage: Stage, rng: Random, light: str) -> None:
    """What the window throws on the wall: four slanting panes."""
    side = 1 if stage.lit_from_left else -1
    x0, y0 = stage.width * (0.2 if side > 0 else 0.8), stage.height * rng.uniform(0.04, 0.1)
    w, h, slant = stage.width * 0.17 * side, stage.height * 0.17, stage.height * 0.1
    panes = ""
    for row in range(2):
        for column in range(2):
            x, y = x0 + column * w * 1.1, y0 + row * h * 1.1 + column * slant * 1.1
            panes += path(trace("M", x, y, "l", w, slant, "v", h, "l", -w, -slant, "Z"), shade(light, 0.1), 0.34)
    stage.add("window light", "light", 0.12, panes)


def _table(stage: Stage, rng: Random, wood: str, light: str) -> None:
    x, _, w, _ = stage.frame
    top, foot = stage.horizon, stage.height
    fill = stage.vertical((0, shade(wood, 0.07)), (0.5, wood), (1, shade(wood, -0.1)), top=top, bottom=foot)
    svg = rect(x, top, w, stage.bottom - top, fill)
    boards = ""
    for at in (0.0, 0.22, 0.5, 0.86, 1.3):
        y = top + (foot - top) * at
        boards += trace("M", x, y, "h", w)
    grain = "".join(
        trace(
            "M",
            rng.uniform(x, x + w),
            top + (foot - top) * rng.uniform(0.03, 1.1),
            "q",
            stage.unit * 7,
            -stage.unit * 0.5,
            stage.unit * rng.uniform(8, 22),
            0,
        )
        for _ in range(34)
    )
    svg += stroke(boards, shade(wood, -0.09), stage.unit * 0.3) + stroke(
        grain, shade(wood, -0.05), stage.unit * 0.22, 0.7
    )
    svg += rect(x, top, w, stage.unit * 0.9, mix(shade(wood, 0.14), light, 0.3))
    across = stage.width * (0.28 if stage.lit_from_left else 0.72)
    svg += ellipse(across, top + (foot - top) * 0.3, stage.width * 0.5, (foot - top) * 0.35, stage.glow(light, 0.5))
    stage.add("table", "ground", 0.42, svg)


def _cloth(stage: Stage, rng: Random, cloth: str) -> None:
    """A cloth over a part of the table that falls over its front edge in folds."""
    w, u, deep = stage.width, stage.unit, stage.height - stage.horizon
    left = w * (rng.uniform(0.04, 0.16) if stage.lit_from_left else rng.uniform(-0.3, -0.16))
    right = left + w * rng.uniform(1.05, 1.25)
    far, edge = stage.horizon + deep * 0.1, stage.horizon + deep * 0.8
    top = trace(
        "M", left + w * 0.12, far, "Q", (left + right) / 2, far - u * 0.8, right - w * 0.1, far + u * 0.4,
        "L", right, edge, "H", left, "Z",
    )  # fmt: skip
    svg = path(top, stage.vertical((0, shade(cloth, -0.05)), (1, shade(cloth, 0.02)), top=far, bottom=edge))
    svg += rect(left, edge, right - left, stage.bottom - edge, shade(cloth, -0.07))
    svg += path(_folds(rng, left, right, edge, deep), shade(cloth, -0.13), 0.55)
    creases = ""
    for _ in range(6):
        x, y = rng.uniform(left + w * 0.15, right - w * 0.2), far + (edge - far) * rng.uniform(0.2, 0.9)
        bow, end = -u * rng.uniform(0.5, 2), u * rng.uniform(-0.5, 1.5)
        creases += trace("M", x, y, "q", u * rng.uniform(5, 9), bow, u * rng.uniform(12, 20), end)
    svg += stroke(creases, shade(cloth, -0.08), u * 0.5, 0.5)
    svg += rect(left, edge - u * 0.25, right - left, u * 0.5, shade(cloth, 0.05), 0.8)
    stage.add("cloth", "ground", 0.44, svg)


def _folds(rng: Random, left: float, right: float, edge: float, deep: float, count: int = 9) -> str:
    """Path data of the shadows between the folds of what hangs over an edge."""
    data, step = "", (right - left) / count
    for at in range(count):
        x, wide = left + step * (at + rng.uniform(0.1, 0.5)), step * rng.uniform(0.28, 0.5)
        data += trace(
            "M", x, edge, "q", wide * 0.5, deep * 0.1, wide * 0.2, deep * 0.7, "h", wide,
            "q", -wide * 0.1, -deep * 0.4, -wide * 0.6, -deep * 0.7, "Z",
        )  # fmt: skip
    return data


def arranged(stage: Stage, group: Group) -> list[Spot] | None:
    """The things close together on the table: the tall ones behind, the small ones before them and at the sides."""
    if stage.brief.place == "pedestal" or any(one.subject.relation for one in group):
        return None
    rng = stage.random("arranged")
    tall = heights(group)
    order = sorted(range(len(group)), key=lambda at: -tall[at])
    deep = stage.height - stage.horizon
    wide = sum(tall[at] * group[at].figure.ratio for at in order)
    scale = min(
        stage.height * 0.56,
        stage.width * (0.86 if len(group) > 1 else 0.6) / (wide * (0.82 if len(group) > 2 else 1.04)),
    )
    spots: list[Spot] = []
    for at, x in zip(order, _across(order, group, tall, rng), strict=True):
        back = order.index(at) / max(1, len(order) - 1)
        foot = (
            stage.horizon + deep * (0.3 + 0.36 * back + rng.uniform(-0.03, 0.03))
            if len(order) > 1
            else stage.horizon + deep * 0.48
        )
        middle = stage.width / 2 + x * scale
        flip = group[at].figure.concept.facing != "front" and (middle < stage.width / 2) != (
            group[at].figure.concept.facing == "right"
        )
        spots.append(group[at].spot(middle, foot, tall[at] * scale, ground="ground", flip=flip, order=1000 + foot))
    return spots


def _across(order: Sequence[int], group: Group, tall: Sequence[float], rng: Random) -> list[float]:
    """Where each stands, in the unit of the heights from the middle: by turns at the left and at the right."""
    squeeze = 0.82 if len(order) > 2 else 1.04
    row: list[int] = []
    first = rng.random() < 0.5
    for number, at in enumerate(order):
        row.insert(len(row) if (number % 2 == 0) == first else 0, at)
    wide = [tall[at] * group[at].figure.ratio * squeeze for at in row]
    left = -sum(wide) / 2
    middles: dict[int, float] = {}
    for at, across in zip(row, wide, strict=True):
        middles[at] = left + across / 2
        left += across
    return [middles[at] for at in order]


def _dim(stage: Stage, group: Group) -> None:
    vignette(stage)


def _settled(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return exhibited(stage, spots) if spots and "pedestal" in stage.anchors else spots


STILL_LIFE = Plan(paint_still_life, arranged, settle=_settled, front=_dim, timeless=False, plain=False)
