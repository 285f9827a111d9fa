"""Silhouettes: dark shapes before a glowing sky."""

from __future__ import annotations

import re
from dataclasses import replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.kinds.member import moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.kinds.ridges import ridge
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, recolour, shade
from pipelines.scene.scene import Layer
from pipelines.scene.shapes import circle, ellipse, path, rect, stroke, trace

DARK = "#120d1d"
"""What everything before the light is."""
GLOWS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "day": (("#7a2f5c", "#f0754e", "#ffd07a"), ("#2d4a7c", "#d9737a", "#ffc98f"), ("#8c3a2b", "#f08a3c", "#ffe08f")),
    "dusk": (("#41275f", "#d5526a", "#ffb86a"), ("#5a2340", "#e4633f", "#ffc763"), ("#25305f", "#a85490", "#ff9f7a")),
    "dawn": (("#4b6aa8", "#e79aa0", "#ffe6b0"), ("#5b5a9c", "#f0a88c", "#fff0c4")),
    "night": (("#0d1536", "#27407d", "#7f9fd6"), ("#101a33", "#1f5568", "#86c7c2"), ("#1b1440", "#4a3a86", "#a99be0")),
}
"""The sky from above to the horizon."""
EDGE = 0.86
"""Height of the edge of the dark ground, as a part of the picture's."""
WET = ("sea", "underwater")
GRASSY = ("plain", "meadow", "garden", "forest", "mountain")
APART = ("beside", "near", "left of", "right of", "behind", "in front of", "between", "looking at", "chasing")
"""Relations of things that each stand on the ground."""
LINES = re.compile(r'fill="url\(#(?:glow|shade|lit|sheen)[^)]*\)"')


def paint_glow(stage: Stage, group: Group) -> None:
    """A glowing sky with a low sun or a large moon, ridges in haze, and the dark ground that things stand on."""
    rng = stage.random("silhouette")
    top, middle, low = rng.choice(GLOWS[stage.brief.daytime])
    if stage.brief.palette:
        middle = stage.brief.palette[0]
        top, low = shade(middle, -0.3), mix(stage.brief.palette[-1], "#fff2cf", 0.6)
    stage.horizon = stage.height * rng.uniform(0.68, 0.74)
    x, y, w, h = stage.frame
    fill = stage.vertical((0, top), (0.55, middle), (1, low), top=0, bottom=stage.horizon)
    stage.add("sky", "sky", 0.02, rect(x, y, w, h, fill))
    _lamp(stage, rng, low)
    _streaks(stage, rng, low)
    for at, share in enumerate((0.42, 0.66, 0.84)):
        level = stage.horizon - stage.unit * (5 - 2.4 * at)
        colour = mix(mix(middle, low, 0.45), DARK, share)
        data = ridge(stage, rng, level, stage.unit * (17 - 4.5 * at))
        stage.add("ridge", "far", 0.2 + 0.1 * at, path(data, colour))
    afloat = bool(group) and all(one.figure.concept.place == "water" for one in group)
    _ground(stage, rng, shore=not afloat)


def _lamp(stage: Stage, rng: Random, low: str) -> None:
    """The sun or moon that all stands before."""
    night = stage.brief.daytime == "night"
    x, r = stage.width * rng.uniform(0.36, 0.64), stage.unit * rng.uniform(17, 25)
    y = stage.horizon - r * rng.uniform(0.75, 1.35) - (stage.height * 0.08 if night else 0)
    stage.light = (x, y)
    core = "#f3f1dc" if night else mix(low, "#fffbe8", 0.75)
    glow = ellipse(x, y, r * 3.4, r * 3.4, stage.glow(core, 0.75, 0.12))
    box = (x - 3.4 * r, y - 3.4 * r, 6.8 * r, 6.8 * r)
    stage.add("moon" if night else "sun", "light", 0.06, glow + circle(x, y, r, core), box)
    if night:
        stars = "".join(
            circle(
                stage.width * rng.random(),
                stage.horizon * 0.8 * rng.random(),
                stage.unit * rng.uniform(0.1, 0.32),
                "#ffffff",
                rng.uniform(0.4, 0.95),
            )
            for _ in range(70)
        )
        stage.add("stars", "stars", 0.03, stars)


def _streaks(stage: Stage, rng: Random, low: str) -> None:
    """Thin clouds across the sky."""
    svg = ""
    for _ in range(7):
        x, y, wide = (
            stage.width * rng.uniform(-0.1, 0.9),
            stage.horizon * rng.uniform(0.12, 0.8),
            stage.unit * rng.uniform(18, 46),
        )
        thin = stage.unit * rng.uniform(0.5, 1.6)
        svg += path(
            trace("M", x, y, "q", wide / 2, -thin, wide, 0, "q", -wide / 2, thin * 1.2, -wide, 0, "Z"),
            mix(low, "#ffffff", 0.25),
            0.35,
        )
    stage.add("streaks", "cloud", 0.08, svg)


def _ground(stage: Stage, rng: Random, *, shore: bool) -> None:
    """The dark ground with blades along its edge; by the sea, water with the light on it and a dark shore."""
    u, wet = stage.unit, stage.brief.setting in WET
    if wet:
        stage.anchors["sea"] = (0, stage.horizon, stage.width, stage.height - stage.horizon)
        _glitter(stage, rng)
    if wet and not shore:
        return
    top = stage.height * EDGE
    data = trace(
        "M", stage.left, top + u, "C", stage.width * 0.25, top - u, stage.width * 0.7, top + u, stage.right, top
    )
    svg = path(f"{data}V{n(stage.bottom)}H{n(stage.left)}Z", DARK)
    if stage.brief.setting in GRASSY:
        blades = "".join(
            trace(
                "M",
                x,
                top + u * 3,
                "q",
                u * rng.uniform(-0.6, 0.6),
                -u * rng.uniform(2, 4),
                u * rng.uniform(-1.4, 1.4),
                -u * rng.uniform(3, 5.4),
            )
            for x in (rng.uniform(stage.left, stage.right) for _ in range(240))
        )
        svg += stroke(blades, DARK, u * 0.22)
    stage.add("ground", "ground", 0.6, svg)


def _glitter(stage: Stage, rng: Random) -> None:
    deep = stage.height - stage.horizon
    glints = "".join(
        trace(
            "M",
            stage.light[0] + rng.gauss(0, 1) * stage.unit * (4 + 14 * at),
            stage.horizon + deep * at,
            "h",
            stage.unit * rng.uniform(2, 8),
        )
        for at in (rng.uniform(0.02, 0.95) for _ in range(64))
    )
    stage.add("glitter", "water", 0.5, stroke(glints, "#ffe9b8", stage.unit * 0.35, 0.75))


def on_edge(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """What stands, on the edge of the dark ground, all together as large as can be; the rest as it is."""
    loose = {spot.index for spot in spots if spot.ground == "sky" and not isinstance(spot.subject.other, int)}
    firm = [spot for spot in spots if spot.index not in loose]
    if not firm or all(spot.ground == "water" for spot in firm):
        return spots
    level = stage.height * EDGE + stage.unit
    lifted = [_lifted(spot, firm, level) for spot in firm]
    high = max(stage.height * 0.5, level - min(spot.box[1] for spot in lifted))
    box = (stage.width * 0.1, level - high, stage.width * 0.8, high)
    return [spot for spot in spots if spot.index in loose] + moved_into(lifted, box, standing=True)


def _lifted(spot: Spot, spots: list[Spot], level: float) -> Spot:
    """A thing with its foot on the level, or as far up as the one that it belongs to."""
    seen, bearer = {spot.index}, spot
    while isinstance(bearer.subject.other, int) and bearer.subject.other not in seen:
        seen.add(bearer.subject.other)
        found = [one for one in spots if one.index == bearer.subject.other]
        if not found or spot.subject.relation in APART:
            break
        bearer = found[min(spot.copy, len(found) - 1)]
    return replace(spot, foot=spot.foot + level - bearer.foot)


def blackened(stage: Stage, layer: Layer) -> Layer:
    """A thing as its outline alone, without shadow and halo."""
    body = layer.svg[layer.svg.index("<g") :] if "<g" in layer.svg else layer.svg
    return replace(
        layer,
        svg=recolour(LINES.sub('fill="none"', body), lambda _: DARK),
        moments=tuple(recolour(one, lambda _: DARK) for one in layer.moments),
    )


SILHOUETTE = Plan(paint_glow, settle=on_edge, change=blackened, timeless=False, empty=True)
