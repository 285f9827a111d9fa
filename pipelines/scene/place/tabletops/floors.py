"""Floors: carpets, a gym, sand, a blanket and a lawn from near, from the stage's horizon down."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import tops
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import ellipse, path, rect, ring, stroke, trace


def carpet(setup: Setup, ground: str, second: str) -> str:
    """A soft carpet with large dots and a border, on a floor."""
    stage, u = setup.stage, setup.u
    deep, svg = stage.height - stage.horizon, tops.plain(setup, ground)
    for row in range(5):
        at = (row + 0.5) / 5
        y, size = stage.horizon + deep * at**1.2, u * (1.4 + 2.6 * at)
        step = u * (15 + 14 * at)
        for k in range(-5, 6):
            svg += ellipse(stage.width / 2 + (k + 0.5 * (row % 2)) * step, y, size, size * 0.42, second, 0.5)
    return svg


def court(setup: Setup, wood: str, line: str) -> str:
    """The varnished floor of a gym with the lines of a court."""
    stage, u = setup.stage, setup.u
    svg = tops.planks(setup, wood, along=False)
    deep = stage.height - stage.horizon
    arc = ring(setup.across(0.8), stage.horizon + deep * 0.5, u * 44, deep * 0.42, line, u * 1.2, 0.75)
    edge = trace("M", stage.left, stage.horizon + deep * 0.14, "H", stage.right)
    return svg + arc + stroke(edge, mix(line, "#ffffff", 0.5), u * 1.0, 0.7)


def sand(setup: Setup, colour: str) -> str:
    """Sand with ripples and grains."""
    stage, rng, u = setup.stage, setup.rng, setup.u
    deep, svg, ripples, grains = stage.height - stage.horizon, tops.plain(setup, colour), "", ""
    for row in range(9):
        y = stage.horizon + deep * ((row + 0.5) / 9) ** 1.3
        x = stage.left + rng.uniform(0, 10) * u
        while x < stage.right:
            long = u * rng.uniform(8, 20)
            ripples += trace("M", x, y + rng.uniform(-1, 1) * u, "q", long / 2, -u * (0.6 + row * 0.12), long, 0)
            x += long * rng.uniform(1.1, 1.9)
    for _ in range(160):
        x, y = rng.uniform(0, stage.width), stage.horizon + deep * rng.random() ** 0.8
        grains += trace("M", x, y, "h", u * 0.25)
    svg += stroke(ripples, shade(colour, -0.07), u * 0.5, 0.6) + stroke(grains, shade(colour, -0.2), u * 0.22, 0.6)
    return svg


def blanket(setup: Setup, cloth: str, stripe: str, grass: str) -> str:
    """A checked blanket laid on grass."""
    stage, rng, u = setup.stage, setup.rng, setup.u
    deep = stage.height - stage.horizon
    blades = ""
    for _ in range(170):
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * rng.uniform(0.0, 0.5)
        blades += trace("M", x, y, "q", u * 0.2, -u, u * rng.uniform(-1, 1.2), -u * rng.uniform(1, 2.4))
    svg = tops.plain(setup, grass) + stroke(blades, shade(grass, 0.08), u * 0.32, 0.7)
    far, slant = stage.horizon + deep * 0.16, u * rng.uniform(-3, 3)
    shape = trace(
        "M", stage.width * 0.06, far + slant, "Q", stage.width * 0.5, far - u * 1.6, stage.width * 0.95, far - slant,
        "L", stage.right, stage.bottom, "H", stage.left, "Z",
    )  # fmt: skip
    name = stage.ident("blanket")
    stage.defs.append(f'<clipPath id="{name}"><path d="{shape}"/></clipPath>')
    fill = stage.vertical((0, shade(cloth, 0.02)), (1, shade(cloth, -0.04)), top=far, bottom=stage.height)
    weave = stroke(tops.rays(setup, 8), stripe, u * 4, 0.42) + stroke(tops.bars(setup, 9), stripe, u * 3.4, 0.42)
    dark = path(shape, shade(grass, -0.16), 0.5).replace("<path", f'<path transform="translate(0 {-u * 0.9:.1f})"')
    return svg + dark + path(shape, fill) + f'<g clip-path="url(#{name})">{weave}</g>'


def lawn(setup: Setup, turf: str) -> str:
    """Mown grass in stripes."""
    stage, rng, u, blades = setup.stage, setup.rng, setup.u, ""
    svg, deep = tops.plain(setup, turf), stage.height - stage.horizon
    for k in range(0, 8, 2):
        y, end = (stage.horizon + deep * (at / 8) ** 1.4 for at in (k, k + 1))
        svg += rect(stage.left, y, stage.right - stage.left, end - y, shade(turf, 0.04), 0.6)
    for _ in range(150):
        x, at = rng.uniform(0, stage.width), rng.random()
        blades += trace("M", x, stage.horizon + deep * at, "q", u * 0.1, -u * 0.6, u * 0.4, -u * (0.8 + 1.4 * at))
    return svg + stroke(blades, shade(turf, 0.09), u * 0.28, 0.7)
