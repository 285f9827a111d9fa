"""A room: wall, window with the weather outside, floor, rug and a lamp's light."""

from __future__ import annotations

import math

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lit, mix, shade

WALLS = ("#e8cfae", "#bcd0c0", "#c6cfe3", "#e7c4b5", "#d5c9e0", "#a9c5c9", "#eadfc2")


def paint_room(stage: Stage) -> None:
    """Everything behind the things of a room. The floor begins at the stage's horizon."""
    rng = stage.random("room")
    dark = stage.brief.daytime == "night"
    lamp = "#8a83b5" if dark else {"dusk": "#ffd3ad", "dawn": "#ffe6d0"}.get(stage.brief.daytime, "#ffffff")
    wall = lit(
        rng.choice(WALLS) if not stage.brief.palette else mix(stage.tones.sky_low, stage.tones.sky_edge, 0.5),
        lamp,
        0.75,
    )
    _wall(stage, wall)
    side = -1 if stage.light[0] < stage.width / 2 else 1
    x = stage.width * (0.5 + side * 0.22)
    _window(stage, x, wall)
    _pictures(stage, stage.width * (0.5 - side * 0.24), wall, lamp)
    _floor(stage, lit("#b98257", lamp, 0.75), wall)
    _rug(stage, lit(rng.choice(("#c95f58", "#4f7f98", "#6c8f6a", "#c98a4b", "#8a6aa5")), lamp, 0.75))
    _sunbeam(stage, x, side, dark)


def _wall(stage: Stage, wall: str) -> None:
    rng = stage.random("wall")
    x, y, w, _ = stage.frame
    fill = stage.vertical((0, shade(wall, -0.04)), (1, shade(wall, 0.02)), top=0, bottom=stage.horizon)
    svg = f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(stage.bottom - y)}" fill="{fill}"/>'
    step, tone = stage.unit * rng.uniform(5, 8), shade(wall, rng.choice((-0.022, 0.025)))
    marks = ""
    kind = rng.choice(("stripes", "dots", "plain"))
    for i in range(int(w / step) + 1):
        px = x + i * step
        if kind == "stripes":
            marks += f"M{n(px)} {n(y)}h{n(step * 0.45)}V{n(stage.horizon)}h{n(-step * 0.45)}Z"
        elif kind == "dots":
            for j in range(int((stage.horizon - y) / step) + 1):
                r, cy = step * 0.1, y + (j + 0.5 * (i % 2)) * step
                marks += f"M{n(px - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
    stage.add("wall", "sky", 0.1, f'{svg}<path d="{marks}" fill="{tone}"/>')


def _window(stage: Stage, x: float, wall: str) -> None:
    """A window with the sky of the time of day, hills, a sun or moon, and curtains."""
    t = stage.tones
    tall, wide = min(stage.horizon * 0.6, stage.unit * 42), min(stage.width * 0.32, stage.unit * 34)
    top = (stage.horizon - tall) * 0.42
    left = x - wide / 2
    sky = stage.vertical((0, t.sky_top), (0.6, t.sky_low), (1, t.sky_edge), top=top, bottom=top + tall)
    clip = stage.ident("pane")
    stage.defs.append(
        f'<clipPath id="{clip}"><rect x="{n(left)}" y="{n(top)}" width="{n(wide)}" height="{n(tall)}"/></clipPath>'
    )
    view = f'<rect x="{n(left)}" y="{n(top)}" width="{n(wide)}" height="{n(tall)}" fill="{sky}"/>'
    view += _outside(stage, left, top, wide, tall)
    frame, bar = shade(mix(wall, "#ffffff", 0.75), 0.0), stage.unit * 1.1
    bars = (
        f"M{n(left)} {n(top)}h{n(wide)}v{n(tall)}h{n(-wide)}ZM{n(x)} {n(top)}v{n(tall)}"
        f"M{n(left)} {n(top + tall * 0.42)}h{n(wide)}"
    )
    sill = (
        f'<rect x="{n(left - bar * 1.6)}" y="{n(top + tall)}" width="{n(wide + bar * 3.2)}" '
        f'height="{n(bar * 1.7)}" rx="{n(bar * 0.3)}" fill="{frame}"/>'
    )
    svg = (
        f'<g clip-path="url(#{clip})">{view}</g><path d="{bars}" fill="none" stroke="{frame}" '
        f'stroke-width="{n(bar)}"/>{sill}'
    )
    stage.anchors["window"] = (left, top + tall - bar, wide, bar * 1.7)
    stage.add("window", "far", 0.12, svg + _curtains(stage, left, top, wide, tall))


def _outside(stage: Stage, left: float, top: float, wide: float, tall: float) -> str:
    """What is seen through the window: sun or moon, stars, weather, hills."""
    t = stage.tones
    rng = stage.random("window")
    view = ""
    lx, ly = left + wide * rng.uniform(0.2, 0.8), top + tall * rng.uniform(0.18, 0.45)
    if stage.brief.weather == "clear":
        view += (
            f'<circle cx="{n(lx)}" cy="{n(ly)}" r="{n(wide * 0.4)}" fill="{stage.glow(t.light, 0.6)}"/>'
            f'<circle cx="{n(lx)}" cy="{n(ly)}" r="{n(wide * 0.085)}" fill="{t.light}"/>'
        )
    if stage.brief.daytime == "night":
        view += "".join(
            (
                f'<circle cx="{n(left + wide * rng.random())}" cy="{n(top + tall * 0.8 * rng.random())}" '
                f'r="{stage.unit * 0.16:.1f}" fill="#fff" opacity="{rng.uniform(0.4, 1):.2f}"/>'
            )
            for _ in range(26)
        )
    if stage.brief.weather in ("rain", "storm", "snow"):
        view += _outside_weather(stage, left, top, wide, tall)
    for i, colour in enumerate((t.away(t.far, 0.35), t.change("#7fb069"))):
        y = top + tall * (0.72 + 0.13 * i)
        view += (
            f'<path d="M{n(left)} {n(y)}q{n(wide * 0.25)} {n(-tall * 0.14)} {n(wide * 0.5)} '
            f'0t{n(wide * 0.5)} {n(-tall * 0.02)}V{n(top + tall)}H{n(left)}Z" fill="{colour}"/>'
        )
    return view


def _outside_weather(stage: Stage, left: float, top: float, wide: float, tall: float) -> str:
    rng = stage.random("outside")
    svg = ""
    for _ in range(60):
        x, y = left + wide * rng.random(), top + tall * rng.random()
        if stage.brief.weather == "snow":
            svg += f'<circle cx="{n(x)}" cy="{n(y)}" r="{stage.unit * rng.uniform(0.2, 0.45):.1f}"/>'
        else:
            svg += (
                f'<path d="M{n(x)} {n(y)}l{n(-stage.unit * 0.5)} {n(stage.unit * 2)}" stroke="#fff" '
                f'stroke-width="{n(stage.unit * 0.16)}"/>'
            )
    return f'<g fill="#fff" opacity=".75">{svg}</g>'


def _curtains(stage: Stage, left: float, top: float, wide: float, tall: float) -> str:
    rng = stage.random("curtains")
    colour = stage.tones.change(rng.choice(("#d97b6c", "#6f93b0", "#e2b267", "#7fa58b", "#a98cc0")))
    svg = ""
    for side in (-1, 1):
        edge = left if side < 0 else left + wide
        inner, outer = edge - side * wide * 0.16, edge + side * wide * 0.2
        y1, y2 = top - tall * 0.06, top + tall * 1.16
        svg += (
            f'<path d="M{n(outer)} {n(y1)}H{n(inner)}'
            f"Q{n(inner - side * wide * 0.02)} {n(top + tall * 0.5)} {n(edge + side * wide * 0.04)} {n(y2)}"
            f'H{n(outer)}Z" fill="{colour}"/>'
        )
        for k in (0.3, 0.6):
            fx = outer + (inner - outer) * k
            svg += (
                f'<path d="M{n(fx)} {n(y1)}'
                f'Q{n(fx)} {n(top + tall * 0.5)} {n(outer + (edge - outer) * k)} {n(y2)}" fill="none" '
                f'stroke="{shade(colour, -0.06)}" stroke-width="{n(stage.unit * 0.6)}"/>'
            )
    rod = (
        f'<rect x="{n(left - wide * 0.26)}" y="{n(top - tall * 0.085)}" width="{n(wide * 1.52)}" '
        f'height="{n(stage.unit * 0.9)}" rx="{n(stage.unit * 0.45)}" fill="{shade(colour, -0.22, 0.4)}"/>'
    )
    return svg + rod


def _pictures(stage: Stage, x: float, wall: str, lamp: str) -> None:
    """Two or three small framed pictures on the other side of the wall."""
    rng = stage.random("pictures")
    svg, y = "", stage.horizon * 0.24
    for i in range(rng.choice((1, 2, 3))):
        w, h = stage.unit * rng.uniform(8, 12), stage.unit * rng.uniform(9, 13)
        px, py = x + (i - 0.8) * stage.unit * 13.5 - w / 2, y + stage.unit * rng.uniform(-2, 3)
        paper, ink = (
            lit("#fdf6e6", lamp, 0.75),
            lit(rng.choice(("#d97b6c", "#5f8fb0", "#e2b267", "#6f9f7b")), lamp, 0.75),
        )
        svg += (
            f'<rect x="{n(px)}" y="{n(py)}" width="{n(w)}" height="{n(h)}" fill="{paper}" '
            f'stroke="{shade(wall, -0.35, 0.9)}" stroke-width="{n(stage.unit * 0.8)}"/>'
        )
        svg += (
            f'<circle cx="{n(px + w * rng.uniform(0.35, 0.65))}" cy="{n(py + h * 0.42)}" r="{n(w * 0.2)}" '
            f'fill="{ink}"/>'
        )
        svg += (
            f"<path "
            f'd="M{n(px + w * 0.1)} {n(py + h * 0.85)}q{n(w * 0.2)} {n(-h * 0.3)} {n(w * 0.4)} {n(-h * 0.08)}'
            f't{n(w * 0.4)} {n(h * 0.08)}Z" fill="{shade(ink, -0.12)}"/>'
        )
    stage.add("pictures", "far", 0.11, svg)


def _floor(stage: Stage, wood: str, wall: str) -> None:
    rng = stage.random("boards")
    fill = stage.vertical((0, shade(wood, -0.05)), (1, shade(wood, 0.03)), top=stage.horizon, bottom=stage.height)
    x, w = stage.left, stage.right - stage.left
    svg = (
        f'<rect x="{n(x)}" y="{n(stage.horizon)}" width="{n(w)}" height="{n(stage.bottom - stage.horizon)}" '
        f'fill="{fill}"/>'
    )
    middle, deep = stage.width / 2, stage.bottom - stage.horizon
    seams, ends = "", ""
    for i in range(-26, 27):
        top, low = middle + i * stage.unit * 5, middle + i * stage.unit * 14
        seams += f"M{n(top)} {n(stage.horizon)}L{n(low)} {n(stage.bottom)}"
        at = rng.random()
        y = stage.horizon + deep * at
        ends += f"M{n(top + (low - top) * at)} {n(y)}h{n(stage.unit * (5 + 9 * at))}"
    svg += (
        f'<path d="{seams}" stroke="{shade(wood, -0.06)}" stroke-width="{n(stage.unit * 0.2)}"/>'
        f'<path d="{ends}" stroke="{shade(wood, -0.06)}" stroke-width="{n(stage.unit * 0.25)}"/>'
    )
    board = shade(mix(wall, "#ffffff", 0.7), -0.02)
    svg += (
        f'<rect x="{n(x)}" y="{n(stage.horizon - stage.unit * 2.2)}" width="{n(w)}" '
        f'height="{n(stage.unit * 2.2)}" fill="{board}"/>'
    )
    svg += (
        f'<rect x="{n(x)}" y="{n(stage.horizon)}" width="{n(w)}" height="{n(stage.unit * 0.7)}" '
        f'fill="{shade(wood, -0.14)}" fill-opacity=".55"/>'
    )
    stage.add("floor", "ground", 0.4, svg)


def _rug(stage: Stage, colour: str) -> None:
    cx, cy = stage.width / 2, stage.horizon + (stage.height - stage.horizon) * 0.55
    rx, ry = min(stage.width * 0.42, stage.unit * 46), (stage.height - stage.horizon) * 0.33
    rings = (
        (1, colour),
        (0.86, mix(colour, "#fff3dc", 0.55)),
        (0.8, shade(colour, 0.02)),
        (0.45, mix(colour, "#fff3dc", 0.4)),
        (0.38, shade(colour, -0.05)),
    )
    svg = "".join(
        f'<ellipse cx="{n(cx)}" cy="{n(cy)}" rx="{n(rx * k)}" ry="{n(ry * k)}" fill="{c}"/>' for k, c in rings
    )
    dots = "".join(
        (
            f'<circle cx="{n(cx + rx * 0.93 * math.cos(a))}" cy="{n(cy + ry * 0.93 * math.sin(a))}" '
            f'r="{n(stage.unit * 0.6)}"/>'
        )
        for a in (math.tau * k / 40 for k in range(40))
    )
    stage.add("rug", "ground", 0.42, f'{svg}<g fill="{mix(colour, "#fff3dc", 0.7)}">{dots}</g>')


def _sunbeam(stage: Stage, x: float, side: int, dark: bool) -> None:
    """Light of the window that falls across the floor."""
    if stage.brief.weather != "clear":
        return
    wide, deep = stage.unit * 30, stage.height - stage.horizon
    colour, strong = ("#b9c6ff", 0.1) if dark else (stage.tones.light, 0.24)
    y1, y2 = stage.horizon + deep * 0.12, stage.horizon + deep * 0.62
    shift = -side * stage.unit * 16
    panes = "".join(
        (
            f"M{n(x + wide * (k - 0.5) + shift * 0.3)} {n(y1)}h{n(wide * 0.46)}"
            f"L{n(x + wide * (k * 1.25 - 0.62) + shift + wide * 0.56)} {n(y2)}h{n(-wide * 0.56)}Z"
        )
        for k in (0, 0.54)
    )
    stage.add("sunlight", "light", 0.43, f'<path d="{panes}" fill="{colour}" fill-opacity="{strong}"/>')
