"""The city: skylines with windows, and a street."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.crowns import leafy
from pipelines.scene.palette import mix, shade


def paint_skyline(stage: Stage) -> None:
    """Three rows of houses, the nearer the darker and clearer, with lit windows when it is dark."""
    for i in range(3):
        rng = stage.random(f"skyline {i}")
        near = i / 2
        colour = stage.tones.away(mix(stage.tones.far, stage.tones.near, 0.2 + 0.35 * near), 0.66 - 0.5 * near)
        svg, x = "", stage.left
        while x < stage.right:
            wide = stage.unit * rng.uniform(5, 10) * (0.8 + 0.4 * near)
            tall = stage.unit * rng.uniform(12, 40) * (1.15 - 0.55 * near)
            svg += _tower(rng, stage, x, wide, tall, shade(colour, rng.uniform(-0.025, 0.025)), near)
            x += wide * rng.uniform(0.96, 1.25)
        foot = stage.horizon + stage.unit * 5
        mist = stage.vertical(
            (0, stage.tones.sky_edge, 0),
            (1, stage.tones.sky_edge, 0.5 - 0.3 * near),
            top=foot - stage.unit * 24,
            bottom=foot,
        )
        svg += (
            f'<rect x="{n(stage.left)}" y="{n(foot - stage.unit * 24)}" '
            f'width="{n(stage.right - stage.left)}" height="{n(stage.unit * 24)}" fill="{mist}"/>'
        )
        stage.add("skyline", "far", 0.12 + 0.12 * near, svg)


def paint_street(stage: Stage) -> None:
    """A row of street trees, a pavement and a road across the picture."""
    t = stage.tones
    rng = stage.random("street")
    top, deep = stage.horizon + stage.unit * 1.5, stage.height - stage.horizon
    green = t.change("#6fa564")
    svg = _strip(stage, top, stage.bottom - top, shade(t.land, 0.05))
    svg += _strip(stage, top, deep * 0.1, mix(green, t.land, 0.2))
    kerb = top + deep * 0.34
    slabs = "".join(
        f"M{n(x)} {n(top + deep * 0.1)}L{n(x + (x - stage.width / 2) * 0.22)} {n(kerb)}"
        for x in (stage.width * k / 14 for k in range(-4, 19))
    )
    svg += f'<path d="{slabs}" stroke="{shade(t.land, -0.03)}" stroke-width="{n(stage.unit * 0.18)}"/>'
    road = stage.vertical((0, shade(t.near, 0.1, 0.5)), (1, shade(t.near, -0.02, 0.5)), top=kerb, bottom=stage.height)
    svg += _strip(stage, kerb, stage.unit * 1.1, shade(t.land, 0.1)) + _strip(
        stage, kerb + stage.unit * 0.9, stage.bottom - kerb, road
    )
    line = kerb + (stage.height - kerb) * 0.56
    dash = stage.unit * 9
    marks = "".join(
        (
            f'<path d="M{n(x)} {n(line)}h{n(dash * 0.55)}l{n(-stage.unit * 0.8)} {n(stage.unit * 1.1)}'
            f'h{n(-dash * 0.55)}Z"/>'
        )
        for x in (stage.left + dash * k for k in range(int((stage.right - stage.left) / dash) + 1))
    )
    svg += f'<g fill="{mix(t.change("#fff6dc"), t.near, 0.15)}" fill-opacity=".85">{marks}</g>'
    stage.add("street", "ground", 0.45, svg)
    trees, x = "", stage.left
    while x < stage.right:
        trees += leafy(
            rng, x, top + deep * 0.08, stage.unit * rng.uniform(8, 11), shade(green, rng.uniform(-0.07, 0.0))
        )
        x += stage.unit * rng.uniform(9, 22)
    stage.add("street trees", "far", 0.4, trees)


def _tower(rng: Random, stage: Stage, x: float, wide: float, tall: float, colour: str, near: float) -> str:
    foot = stage.horizon + stage.unit * 5
    top = foot - tall
    fill = f'fill="{colour}"'
    svg = f'<rect x="{n(x)}" y="{n(top)}" width="{n(wide)}" height="{n(tall)}" {fill}/>'
    side = shade(colour, -0.025)
    share = rng.uniform(0.25, 0.4)
    edge = x + wide * (1 - share) if stage.light[0] < stage.width / 2 else x
    svg += f'<rect x="{n(edge)}" y="{n(top)}" width="{n(wide * share)}" height="{n(tall)}" fill="{side}"/>'
    kind = rng.random()
    if kind < 0.2:
        svg += f'<path d="M{n(x)} {n(top)}L{n(x + wide / 2)} {n(top - wide * 0.45)}L{n(x + wide)} {n(top)}Z" {fill}/>'
    elif kind < 0.4:
        svg += (
            f'<rect x="{n(x + wide * 0.2)}" y="{n(top - wide * 0.25)}" width="{n(wide * 0.6)}" '
            f'height="{n(wide * 0.26)}" {fill}/>'
        )
    elif kind < 0.5:
        svg += f'<path d="M{n(x + wide * 0.47)} {n(top)}v{n(-wide * 0.9)}h{n(wide * 0.06)}v{n(wide * 0.9)}Z" {fill}/>'
    elif kind < 0.58:
        svg += f'<ellipse cx="{n(x + wide / 2)}" cy="{n(top)}" rx="{n(wide * 0.5)}" ry="{n(wide * 0.4)}" {fill}/>'
    return svg + _windows(rng, stage, x, top, wide, tall, colour, near)


def _windows(
    rng: Random, stage: Stage, x: float, top: float, wide: float, tall: float, colour: str, near: float
) -> str:
    dark = stage.brief.daytime in ("dusk", "night") or stage.brief.weather == "storm"
    columns = max(2, round(wide / (stage.unit * 1.9)))
    step = wide / (columns + 0.5)
    lit = unlit = ""
    for row in range(int(tall * 0.8 / (step * 1.35))):
        for column in range(columns):
            wx, wy = x + step * (column + 0.42), top + step * (0.6 + row * 1.35)
            pane = f"M{n(wx)} {n(wy)}h{n(step * 0.56)}v{n(step * 0.72)}h{n(-step * 0.56)}Z"
            if rng.random() < (0.42 if dark else 0.1):
                lit += pane
            elif rng.random() < 0.8:
                unlit += pane
    glow = "#ffd98a" if dark else mix(colour, "#ffffff", 0.5)
    pane = shade(colour, -0.04) if not dark else mix(colour, stage.tones.sky_low, 0.25)
    return (
        f'<path d="{unlit}" fill="{pane}"/><path d="{lit}" '
        f'fill="{mix(glow, colour, 0.45 - 0.4 * near if dark else 0.3)}"/>'
    )


def _strip(stage: Stage, y: float, tall: float, fill: str) -> str:
    return (
        f'<rect x="{n(stage.left)}" y="{n(y)}" width="{n(stage.right - stage.left)}" height="{n(tall)}" fill="{fill}"/>'
    )
