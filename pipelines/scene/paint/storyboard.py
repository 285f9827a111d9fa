"""Storyboards: a moment in several panels, sketched in pencil: from afar, nearer, close, and later."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

from pipelines.scene.curve import n
from pipelines.scene.palette import lightness, mix, recolour
from pipelines.scene.scene import Box, Brief, Layer, Scene
from pipelines.scene.shapes import path, rect, stroke, trace

PAPER, LEAD = "#fbfaf5", "#2c2b31"
SHADES = 7
"""Greys of a pencil."""
BACK, FRONT = (0.5, 1.0), (0.1, 1.0)
"""How dark and how light the background and the things are, 0 lead, 1 paper."""
_ID = re.compile(r'(\bid="|url\(#|href="#)')

Compose = Callable[[Brief, int, int, int], Scene]
"""A brief, a width, a height and a seed to a scene."""


@dataclass(frozen=True)
class Panel:
    """One frame of the board and what is seen in it: a scene, and by how much it is enlarged around a point of it."""

    box: Box
    scene: Scene
    zoom: float = 1.0
    around: tuple[float, float] = (0.5, 0.5)


def storyboard(brief: Brief, width: int, height: int, seed: int, compose: Compose) -> Scene:
    """The brief as a board of three or four panels. Only the first panel's things count as the picture's."""
    boxes = _boxes(width, height)
    w, h = round(boxes[0][2]), round(boxes[0][3])
    whole = replace(brief, kind="scene")
    first = compose(whole, w, h, seed)
    # Other words give another layout; the people stay who they are, for they hang on the seed.
    another = replace(whole, prompt=f"{brief.prompt}, later", daytime="dusk" if brief.daytime == "day" else "day")
    later = compose(another, w, h, seed)
    nearer = replace(brief, kind="close-up" if brief.subjects else "scene", prompt=f"{brief.prompt}, close")
    close = compose(nearer, w, h, seed)
    panels = [Panel(boxes[0], first), _nearer(boxes[1], first), Panel(boxes[2], close)]
    panels += [Panel(box, later) for box in boxes[3:]]
    rng = Random(f"{seed}/{brief.prompt}/board")
    layers, defs = (
        [Layer("paper", "sky", 0.0, rect(-width, -height, 3 * width, 3 * height, PAPER), (0, 0, width, height))],
        [],
    )
    for number, panel in enumerate(panels):
        some, own = _sketched(panel, number)
        layers += [*some, _edge(rng, panel, number)]
        defs.append(own)
    layers = _named_apart(layers)
    return replace(first, width=width, height=height, seed=seed, brief=brief, layers=tuple(layers), defs="".join(defs))


def _boxes(width: int, height: int) -> list[Box]:
    """Two by two; in a row where the sheet is wide, in a column where it is tall. Below each is room for notes."""
    across, down = (3, 1) if width > 1.7 * height else (1, 3) if height > 1.7 * width else (2, 2)
    edge = min(width, height) * 0.05
    w, h = (width - edge * (across + 1)) / across, (height - edge * (down + 1.4)) / down
    return [
        (edge + (w + edge) * column, edge + (h + edge) * row, w, h * 0.88)
        for row in range(down)
        for column in range(across)
    ]


def _nearer(box: Box, scene: Scene) -> Panel:
    """The scene enlarged so that its things fill the panel."""
    boxes = [layer.box for layer in scene.layers if layer.subject]
    if not boxes:
        return Panel(box, scene, 1.6, (0.5, 0.62))
    left, top = min(x for x, _, _, _ in boxes), min(y for _, y, _, _ in boxes)
    wide, tall = max(x + w for x, _, w, _ in boxes) - left, max(y + h for _, y, _, h in boxes) - top
    zoom = min(2.4, max(1.25, 0.82 / max(wide / scene.width, tall / scene.height)))
    edge = 0.5 / zoom
    x, y = (left + wide / 2) / scene.width, (top + tall / 2) / scene.height
    return Panel(box, scene, zoom, (min(1 - edge, max(edge, x)), min(1 - edge, max(edge, y))))


def _sketched(panel: Panel, number: int) -> tuple[list[Layer], str]:
    """The layers of one panel in pencil, and their definitions; only the first panel's things are kept apart."""
    scene, (x, y, w, h), prefix = panel.scene, panel.box, f"panel{number}-"
    scale = w / scene.width * panel.zoom
    dx, dy = x + w / 2 - panel.around[0] * scene.width * scale, y + h / 2 - panel.around[1] * scene.height * scale
    defs = f'<clipPath id="{prefix}frame">{rect(x, y, w, h, "#000000")}</clipPath>' + _grey(
        _ID.sub(rf"\g<1>{prefix}", scene.defs), BACK
    )

    def placed(svg: str) -> str:
        inner = f'<g transform="translate({n(dx)} {n(dy)}) scale({scale:.4f})">{svg}</g>'
        return f'<g clip-path="url(#{prefix}frame)">{inner}</g>'

    layers: list[Layer] = []
    waiting = ""
    for layer in scene.layers:
        svg = _ID.sub(rf"\g<1>{prefix}", layer.svg)
        svg = _outlined(svg, 0.5 / scale) if layer.subject else _grey(svg, BACK)
        if not layer.subject or number:
            waiting += svg
            continue
        if waiting:
            layers.append(Layer(f"panel {number + 1}", "ground", 0.3, placed(waiting), panel.box))
            waiting = ""
        bx, by, bw, bh = layer.box
        box = (dx + bx * scale, dy + by * scale, bw * scale, bh * scale)
        layers.append(replace(layer, svg=placed(svg), box=box, moments=()))
    if waiting:
        layers.append(Layer(f"panel {number + 1}", "ground", 0.3, placed(waiting), panel.box))
    return layers, defs


def _grey(svg: str, tones: tuple[float, float]) -> str:
    """Every colour as one of a few greys between two parts (0 pencil, 1 paper) of the way from lead to paper."""
    dark, light = tones

    def change(colour: str) -> str:
        value = round(lightness(colour) * SHADES) / SHADES
        return mix(LEAD, PAPER, dark + (light - dark) * value)

    return recolour(svg, change)


def _outlined(svg: str, width: float) -> str:
    """A thing in the darker greys, every shape of it with a line around."""
    scales = [abs(float(found)) for found in re.findall(r"scale\((-?[\d.]+)", svg)]
    thin = width / max(0.01, max(scales, default=1.0))
    return f'<g stroke="{LEAD}" stroke-width="{thin:.3f}" stroke-linejoin="round">{_grey(svg, FRONT)}</g>'


def _edge(rng: Random, panel: Panel, number: int) -> Layer:
    """Hatching over a part of the panel, its frame drawn twice by hand, an arrow, and scribbled notes below."""
    x, y, w, h = panel.box
    u = w / 100
    hatch = "".join(
        trace("M", x + w * at + rng.uniform(-u, u), y + h, "l", h * 0.24, -h * 0.24)
        for at in (k / 26 for k in range(2, 17))
    )
    svg = f'<g opacity=".5">{stroke(hatch, LEAD, u * 0.3, 0.5)}</g>'
    for _ in range(2):
        a, b, c, d = (rng.uniform(-0.5, 0.5) * u for _ in range(4))
        data = trace("M", x + a, y + b, "L", x + w + c, y + d, "L", x + w + b, y + h + a, "L", x + d, y + h + c, "Z")
        svg += f'<path d="{data}" fill="none" stroke="{LEAD}" stroke-width="{n(u * 0.9)}" stroke-linejoin="round"/>'
    foot = y + h + h * 0.05
    for row, long in enumerate((0.8, 0.52)):
        points = "".join(f"q{n(u * 1.2)} {n(-u * rng.uniform(0.6, 2))} {n(u * 2.4)} 0" for _ in range(int(long * 38)))
        svg += stroke(f"M{n(x + u)} {n(foot + row * h * 0.05)}{points}", LEAD, u * 0.4, 0.55)
    if number == 1:
        ax, ay = x + w * 0.12, y + h * 0.86
        arrow = trace("M", ax, ay, "q", w * 0.12, -h * 0.07, w * 0.24, 0)
        head = trace("M", ax + w * 0.29, ay + u, "l", -u * 6, -u * 3.4, "l", u * 1, u * 5.4, "Z")
        svg += stroke(arrow, "#b8443c", u * 1.4) + path(head, "#b8443c")
    return Layer(f"frame {number + 1}", "near", 0.9, svg, (x, y, w, h * 1.14))


def _named_apart(layers: Sequence[Layer]) -> list[Layer]:
    """The layers with names of their own."""
    taken: dict[str, int] = {}
    named = []
    for layer in layers:
        taken[layer.name] = count = taken.get(layer.name, 0) + 1
        named.append(replace(layer, name=f"{layer.name} {count}") if count > 1 else layer)
    return named
