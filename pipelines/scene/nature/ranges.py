"""Ranges on the horizon: soft hills, snowy peaks, mesas and dunes."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import Point, below, jagged, line, n, rolling, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix, shade


def paint_hills(stage: Stage, count: int = 3, height: float = 12.0) -> None:
    """Soft ranges behind the horizon, each nearer one clearer. `height` in hundredths of the picture."""
    rng = stage.random("hills")
    tall = stage.unit * height
    for i in range(count):
        near = i / max(1, count - 1)
        level = stage.horizon - tall * (0.75 - 0.62 * near)
        points = rolling(rng, stage.left, stage.right, level, tall * (0.6 - 0.25 * near), rng.uniform(1.2, 2.4) + near)
        colour = stage.tones.away(mix(stage.tones.far, stage.tones.land, near * 0.8), 0.62 - 0.42 * near)
        _slope(stage, "hills", 0.12 + 0.14 * near, points, colour)


def paint_peaks(stage: Stage, count: int = 2, height: float = 30.0, snow: float = 0.45) -> None:
    """Mountain ranges with a lit and a shaded side; `snow` is the part of each peak that is white (0 for none)."""
    rng = stage.random("peaks")
    for i in range(count):
        near = (i + 1) / count
        tall = stage.unit * height * (1.15 - 0.4 * near) * rng.uniform(0.9, 1.1)
        points = jagged(rng, stage.left, stage.right, stage.horizon + stage.unit * 2, tall, 0.55)
        rock = mix(stage.tones.far, stage.tones.change("#6f7f96"), 0.65)
        colour = stage.tones.away(rock, 0.72 - 0.42 * near)
        _slope(stage, "mountains", 0.08 + 0.12 * near, points, colour, extra=_faces(stage, points, colour, tall, snow))


def paint_mesas(stage: Stage, count: int = 2) -> None:
    """Flat-topped rocks of a desert."""
    rng = stage.random("mesas")
    for i in range(count):
        near = (i + 1) / count
        x, points = stage.left, [(stage.left, stage.horizon)]
        while x < stage.right:
            wide, tall = stage.unit * rng.uniform(8, 22), stage.unit * rng.uniform(5, 17) * (1.15 - 0.35 * near)
            x += stage.unit * rng.uniform(4, 26)
            lean = wide * 0.12
            points += [
                (x, stage.horizon),
                (x + lean, stage.horizon - tall * 0.7),
                (x + lean * 1.3, stage.horizon - tall),
            ]
            x += wide
            points += [
                (x - lean, stage.horizon - tall * rng.uniform(0.9, 1)),
                (x, stage.horizon - tall * 0.6),
                (x + lean, stage.horizon),
            ]
        colour = stage.tones.away(stage.tones.far, 0.6 - 0.35 * near)
        fill = stage.vertical(
            (0, shade(colour, 0.02)),
            (1, stage.tones.away(colour, 0.3)),
            top=stage.horizon - stage.unit * 18,
            bottom=stage.horizon,
        )
        body = below(line(points), stage.left, stage.right, stage.horizon + stage.unit * 4)
        stage.add("mesas", "far", 0.1 + 0.12 * near, f'<path d="{body}" fill="{fill}"/>')


def paint_dunes(stage: Stage, count: int = 4) -> None:
    """Dunes from the horizon to the front, each with a sunny flank and a shaded one."""
    rng = stage.random("dunes")
    from_left = stage.light[0] < stage.width / 2
    for i in range(count):
        near = i / (count - 1)
        level = stage.horizon + (stage.bottom - stage.horizon) * (0.02 + 0.42 * near**1.35)
        tall = stage.unit * (4 + 7 * near)
        points = rolling(rng, stage.left, stage.right, level, tall, rng.uniform(0.8, 1.7))
        sunny = shade(stage.tones.land, 0.05 - 0.035 * near)
        sunny = stage.tones.away(sunny, 0.35 * (1 - near))
        dark = mix(sunny, stage.tones.far, 0.45)
        fill = stage.vertical((0, sunny), (1, mix(sunny, dark, 0.5)), top=level - tall, bottom=level + tall * 4)
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
        svg += _lee(rng, stage, points, tall, dark, from_left)
        stage.add("dunes", "far" if near < 0.5 else "ground", 0.2 + 0.3 * near, svg)


def _slope(stage: Stage, name: str, depth: float, points: list[Point], colour: str, extra: str = "") -> None:
    top = min(y for _, y in points)
    fill = stage.vertical((0, colour), (1, stage.tones.away(colour, 0.42)), top=top, bottom=stage.horizon + stage.unit)
    path = (line if extra else smooth)(points)
    body = below(path, stage.left, stage.right, stage.horizon + stage.unit * 8)
    stage.add(name, "far", depth, f'<path d="{body}" fill="{fill}"/>{extra}')


def _faces(stage: Stage, points: list[Point], colour: str, tall: float, snow: float) -> str:
    """Shaded flanks away from the light, and snow on the peaks."""
    away = 1 if stage.light[0] < stage.width / 2 else -1
    rng = stage.random("faces")
    dark = caps = shadows = ""
    for i in range(1, len(points) - 1):
        x, y = points[i]
        left, right = points[max(0, i - 6) : i], points[i + 1 : i + 7]
        if len(left) < 6 or len(right) < 6 or y > min(p[1] for p in (*left, *right)) or stage.horizon - y < tall * 0.42:
            continue
        flank = right if away > 0 else left[::-1]
        reach = tall * 0.62
        foot = (x + away * reach * 0.16, y + reach)
        dark += line(
            [
                (x, y),
                *flank,
                foot,
                (x + away * reach * 0.05, y + reach * 0.55),
                (x - away * reach * 0.03, y + reach * 0.3),
            ],
            closed=True,
        )
        if snow:
            white, grey = _cap(rng, (x, y), left[::-1], right, tall * snow, away)
            caps, shadows = caps + white, shadows + grey
    haze = stage.tones.away(colour, 0.2)
    pale = mix(stage.tones.change("#ffffff"), haze, 0.2)
    return (
        f'<path d="{dark}" fill="{shade(colour, -0.05)}" fill-opacity=".75"/>'
        f'<path d="{caps}" fill="{pale}"/><path d="{shadows}" fill="{mix(pale, shade(colour, -0.02), 0.45)}"/>'
    )


def _cap(rng: Random, peak: Point, left: list[Point], right: list[Point], deep: float, away: int) -> tuple[str, str]:
    """Snow on one peak: its whole outline, and the shaded part of it."""
    level = peak[1] + deep
    sides = []
    for side in (left, right):
        kept = [p for p in side if p[1] < level]
        sides.append(kept or [((peak[0] + side[0][0]) / 2, (peak[1] + side[0][1]) / 2)])
    one, two = sides[0][-1], sides[1][-1]
    teeth = []
    for i in range(1, 6):
        x = two[0] + (one[0] - two[0]) * i / 6
        teeth.append((x, two[1] + (one[1] - two[1]) * i / 6 + deep * rng.uniform(0.02, 0.3) * (1 if i % 2 else -0.55)))
    white = line([peak, *sides[1], *teeth, *reversed(sides[0])], closed=True)
    flank = sides[1] if away > 0 else sides[0]
    tooth = min(teeth, key=lambda p: abs(p[0] - peak[0] - away * deep * 0.12))
    grey = line([peak, *flank, tooth], closed=True)
    return white, grey


def _lee(rng: Random, stage: Stage, points: list[Point], tall: float, dark: str, from_left: bool) -> str:
    """The shaded flank of each dune crest, an S-shaped ridge running towards the viewer."""
    svg = ""
    for i in range(2, len(points) - 2):
        x, y = points[i]
        if y > points[i - 1][1] or y > points[i + 1][1]:
            continue
        side = 1 if from_left else -1
        ridge = [
            (x, y),
            (x - side * tall * 0.5, y + tall * 0.8),
            (x + side * tall * 0.3, y + tall * 1.7),
            (x - side * tall * 0.6, y + tall * 3),
        ]
        reach = [p for p in (points[i:] if from_left else points[: i + 1][::-1]) if abs(p[0] - x) < tall * 4.5]
        fill = stage.vertical((0, dark, 0.75), (1, dark, 0), top=y, bottom=y + tall * 3)
        # The foot of the shade runs back to the crest line in a bow, so that no upright edge shows.
        end, low = reach[-1], ridge[-1]
        bow = f"Q{n((low[0] + end[0]) / 2 + side * tall)} {n(low[1])} {n(end[0])} {n(end[1])}"
        svg += f'<path d="{smooth(ridge)}{bow}{smooth(reach[::-1]).replace("M", "L", 1)}Z" fill="{fill}"/>'
    return svg
