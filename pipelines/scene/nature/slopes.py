"""Slopes: the folds of a land one behind the other, each with a side in the sun and one in the shade."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, below, height_at, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.lay.unwanted import is_missing
from pipelines.scene.nature.crowns import ball
from pipelines.scene.palette import mix, shade
from pipelines.scene.shapes import path


def slant(rng: Random, stage: Stage, level: float, rise: float, side: int) -> list[Point]:
    """The outline of a land that climbs by `rise` towards one side (-1 left, 1 right), a little uneven."""
    rough = rolling(rng, stage.left, stage.right, 0.0, stage.unit * 0.8, rng.uniform(1.2, 2.2))
    width = stage.right - stage.left
    points = []
    for x, y in rough:
        at = (x - stage.left) / width if side > 0 else (stage.right - x) / width
        points.append((x, level + y - rise * at * at * (3 - 2 * at)))
    return points


def dome(rng: Random, stage: Stage, level: float, rise: float, middle: float, wide: float) -> list[Point]:
    """The outline of one broad hill; `middle` and `wide` are parts of the picture's width."""
    points = []
    for x, y in rolling(rng, stage.left, stage.right, 0.0, stage.unit * 0.7, rng.uniform(1.2, 2.2)):
        at = min(1.0, abs(x / stage.width - middle) / wide)
        points.append((x, level + y - rise * (1 - at * at * (3 - 2 * at))))
    return points


def paint_slope(
    stage: Stage, name: str, points: list[Point], colour: str, near: float, extra: str = "", *, foot: float = 0.0
) -> None:
    """Land below an outline; `near` 0 (far in the haze) to 1 (here). `extra` lies on it."""
    t = stage.tones
    body = t.away(colour, 0.64 * (1 - near))
    top = min(y for _, y in points)
    low = foot or max(stage.horizon, top) + stage.unit * (4 + 16 * near)
    haze = t.away(body, 0.34 * (1 - near))
    fill = stage.vertical((0, t.sunny(body, 0.8)), (0.45, body), (1, haze), top=top, bottom=low)
    svg = path(below(smooth(points), stage.left, stage.right, max(low, stage.horizon + stage.unit * 12)), fill)
    svg += flanks(stage, points, t.shaded(body, 1 - 0.5 * (1 - near)), low) + rim(stage, points, body, near)
    stage.add(name, "far", 0.12 + 0.3 * near, svg + extra)


def flanks(stage: Stage, points: list[Point], dark: str, low: float) -> str:
    """The side of each rise that is turned away from the light."""
    svg, side = "", 1 if stage.lit_from_left else -1
    run = points if side > 0 else points[::-1]
    for i in range(2, len(run) - 3):
        if not (run[i][1] < run[i - 1][1] and run[i][1] <= run[i + 1][1]):
            continue
        end = i + 1
        while end < len(run) - 1 and run[end + 1][1] > run[end][1]:
            end += 1
        (x, y), (ex, ey) = run[i], run[end]
        if ey - y < stage.unit * 0.5:
            continue
        drop = max(ey - y, (low - y) * 0.5)
        fill = stage.vertical((0, dark, 0.6), (0.4, dark, 0.3), (0.9, dark, 0), top=y, bottom=y + drop * 1.1)
        bow = f"Q{n(x + (ex - x) * 0.95)} {n(ey + drop * 0.4)} {n(x + (ex - x) * 0.72)} {n(y + drop)}"
        back = f"Q{n(x + (ex - x) * 0.16)} {n(y + drop * 0.55)} {n(x)} {n(y)}Z"
        svg += path(smooth(run[i : end + 1]) + bow + back, fill)
    return svg


def rim(stage: Stage, points: list[Point], colour: str, near: float) -> str:
    """The light that catches on the crest."""
    line = mix(stage.tones.sunny(colour), stage.tones.light, 0.35)
    width = stage.unit * (0.12 + 0.26 * near)
    return f'<path d="{smooth(points)}" fill="none" stroke="{line}" stroke-width="{n(width)}" stroke-opacity=".6"/>'


def hedge(
    stage: Stage,
    rng: Random,
    points: list[Point],
    span: tuple[float, float],
    size: float,
    colour: str,
    *,
    gap: float = 0.0,
) -> str:
    """A row of far trees or bushes along an outline, over a part of the picture's width; `size` in scene units."""
    if is_missing("trees", stage.brief):
        return ""
    lean = -1 if stage.lit_from_left else 1
    body = light = ""
    x, end = span[0] * stage.width, span[1] * stage.width
    while x < end:
        r = size * rng.uniform(0.6, 1.15)
        if rng.random() >= gap:
            y = height_at(points, x) - r * 0.4
            body += ball(x, y, r)
            light += ball(x + lean * r * 0.25, y - r * 0.3, r * 0.6)
        x += r * rng.uniform(0.9, 1.5)
    return path(body, shade(colour, -0.03)) + path(light, stage.tones.sunny(colour, 0.6), 0.8)


def fields(stage: Stage, rng: Random, points: list[Point], near: float, colours: tuple[str, ...], count: int) -> str:
    """Fields on a slope: long patches that lie along it, each with its rows."""
    svg, t = "", stage.tones
    for _ in range(count):
        x, wide = rng.uniform(-0.1, 0.95) * stage.width, stage.width * rng.uniform(0.14, 0.34)
        drop, deep = (
            stage.unit * rng.uniform(1.0, 4.5) * (0.5 + near),
            stage.unit * rng.uniform(1.6, 3.4) * (0.5 + near),
        )
        lean = stage.unit * rng.uniform(-5, 5)
        ends = [x + wide * at for at in (0, 0.25, 0.5, 0.75, 1)]
        upper = [(px, height_at(points, px) + drop) for px in ends]
        lower = [(px + lean, height_at(points, px) + drop + deep) for px in ends]
        colour = t.away(t.change(rng.choice(colours)), 0.3 + 0.4 * (1 - near))
        svg += path(smooth(upper) + smooth(lower[::-1]).replace("M", "L", 1) + "Z", colour, 0.75)
        rows = "".join(
            smooth([(ux + (lx - ux) * k, uy + (ly - uy) * k) for (ux, uy), (lx, ly) in zip(upper, lower, strict=True)])
            for k in (0.25, 0.5, 0.75)
        )
        width = n(stage.unit * 0.16 * (0.5 + near))
        svg += (
            f'<path d="{rows}" fill="none" stroke="{shade(colour, -0.05)}" stroke-width="{width}" stroke-opacity=".6"/>'
        )
    return svg
