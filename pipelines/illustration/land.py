"""Land: far ranges, hills, lines of trees, the ground with its texture, paths and rivers."""

from __future__ import annotations

import math
from random import Random

from pipelines.illustration.curve import Point, below, blob, height_at, jagged, line, n, rolling, smooth
from pipelines.illustration.palette import lightness, mix, shade
from pipelines.illustration.plants import FLOWERS, bush, conifer, flower, leafy, poplar, tuft
from pipelines.illustration.stage import Stage


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


def paint_ground(stage: Stage, *, grass: bool = True, flowers: int = 0, wave: float = 1.6) -> None:
    """The ground plane from the horizon to the lower edge, with mown bands of light, tufts and flowers."""
    rng = stage.random("ground")
    t = stage.tones
    points = rolling(rng, stage.left, stage.right, stage.horizon, stage.unit * wave, rng.uniform(0.9, 1.6))
    light, rich = t.away(shade(t.land, 0.03), 0.22), shade(t.land, -0.075)
    fill = stage.vertical((0, light), (0.35, t.land), (1, rich), top=stage.horizon, bottom=stage.height)
    svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
    stage.add("ground", "ground", 0.45, svg + _bands(rng, stage))
    if grass:
        _meadow_grass(stage, flowers)


def paint_hill(stage: Stage) -> None:
    """One round hill that something can stand on; kept as the anchor "hill"."""
    rng = stage.random("hill")
    wide, tall = stage.width * rng.uniform(0.78, 0.98), stage.unit * rng.uniform(22, 27)
    x = stage.width * rng.choice((0.36, 0.5, 0.64)) + stage.unit * rng.uniform(-4, 4)
    foot = stage.horizon + (stage.height - stage.horizon) * 0.5
    outline = [
        (x + wide * 0.5 * k, foot - tall * math.cos(k * math.pi / 2) ** 1.5) for k in (i / 12 - 1 for i in range(25))
    ]
    t = stage.tones
    fill = stage.vertical(
        (0, shade(t.land, 0.035, 1.1)),
        (0.55, shade(t.land, -0.05, 1.1)),
        (0.8, shade(t.land, -0.05, 1.1), 0.8),
        (1, shade(t.land, -0.06), 0),
        top=foot - tall,
        bottom=foot,
    )
    svg = f'<path d="{smooth(outline)}Z" fill="{fill}"/>'
    blades = "".join(
        tuft(rng, px, height_at(outline, px) + stage.unit * 0.4, stage.unit * rng.uniform(1, 1.9))
        for px in (x + wide * rng.uniform(-0.42, 0.42) for _ in range(26))
    )
    svg += f'<path d="{blades}" fill="{shade(t.land, -0.02)}"/>'
    svg += (
        f'<path d="{smooth(outline[5:-5])}" fill="none" stroke-linecap="round" '
        f'stroke="{mix(t.land, t.light, 0.45)}" stroke-width="{n(stage.unit * 0.4)}" stroke-opacity=".6"/>'
    )
    stage.anchors["hill"] = (x - wide * 0.18, foot - tall, wide * 0.36, tall)
    stage.add("hill", "ground", 0.42, svg)


def paint_trees(
    stage: Stage,
    name: str,
    kinds: str,
    foot: float,
    height: float,
    haze: float,
    *,
    snow: bool = False,
    gaps: float = 0.0,
) -> None:
    """A line of trees. `kinds` holds letters: c conifer, l leafy, p poplar, b bush; `haze` 0 (near) to 1 (far)."""
    rng = stage.random(name)
    t = stage.tones
    base = mix(t.far, t.land, 0.35) if not snow else t.change("#4f7a78")
    svg, x = "", stage.left
    draw = {"c": conifer, "l": leafy, "p": poplar, "b": bush}
    while x < stage.right:
        tall = height * rng.uniform(0.62, 1.15)
        kind = rng.choice(kinds)
        colour = t.away(shade(base, rng.uniform(-0.05, 0.01) - 0.05 * (1 - haze)), haze)
        args = (rng, x, foot + rng.uniform(-0.02, 0.06) * height, tall, colour)
        white = t.away(t.change("#f4f8fd"), haze * 0.6)
        svg += conifer(*args, snow=white) if kind == "c" and snow else draw[kind](*args)
        x += tall * (0.34 if kind in "cp" else 0.52) * rng.uniform(0.7, 1.25) * (1 + gaps * rng.choice((0, 0, 2.5, 5)))
    fade = stage.vertical(
        (0, t.away(base, haze), 0),
        (1, t.away(t.land, haze * 0.7), 0.55),
        top=foot - height * 0.5,
        bottom=foot + height * 0.1,
    )
    floor = (
        f'<rect x="{n(stage.left)}" y="{n(foot - height * 0.5)}" width="{n(stage.right - stage.left)}" '
        f'height="{n(height * 0.56)}" fill="{fade}"/>'
    )
    stage.add(name, "far", 0.42 - 0.3 * haze, svg + (floor if haze > 0.3 else ""))


def paint_grove(stage: Stage, kinds: str) -> None:
    """Three to five tall trees at the side away from the light: a frame for the middle of the picture."""
    rng = stage.random("grove")
    t = stage.tones
    draw = {"c": conifer, "l": leafy, "p": poplar}
    side = 1 if stage.light[0] < stage.width / 2 else 0
    svg = ""
    for i in range(rng.choice((3, 4, 5))):
        x = stage.width * (side + (1 - 2 * side) * (rng.uniform(-0.04, 0.22)))
        foot = stage.horizon + stage.unit * (1.6 + 1.5 * i)
        kind, tall = rng.choice(kinds), stage.unit * rng.uniform(19, 26) * (1 + 0.09 * i)
        colour = t.away(shade(mix(t.far, t.land, 0.3), rng.uniform(-0.09, -0.03)), 0.14 - 0.03 * i)
        shadow = f'cx="{n(x)}" cy="{n(foot)}" rx="{n(tall * 0.24)}" ry="{n(tall * 0.03)}"'
        svg += f'<ellipse {shadow} fill="{shade(t.land, -0.08)}"/>'
        svg += draw[kind](rng, x, foot, tall, colour)
    stage.add("grove", "far", 0.44, svg)


def paint_path(stage: Stage, name: str, colour: str, edge: str) -> None:
    """A path or river that winds from the horizon to the front."""
    rng = stage.random(name)
    sway = rng.choice((-1, 1))
    mid = stage.width * rng.uniform(0.4, 0.6)
    deep = stage.height - stage.horizon
    left: list[Point] = []
    right: list[Point] = []
    for i in range(13):
        at = i / 12
        y = stage.horizon + deep * 1.08 * at**1.7 + stage.unit * 0.6
        x = mid + sway * math.sin(at * 5.2 + 0.6) * stage.width * 0.13 * (0.35 + at)
        half = stage.unit * (0.35 + 10.5 * at**1.7)
        left.append((x - half, y))
        right.append((x + half, y))
    shape = smooth([*left, *reversed(right)], closed=True)
    fill = stage.vertical(
        (0, mix(colour, stage.tones.sky_low, 0.35)), (1, colour), top=stage.horizon, bottom=stage.height
    )
    stage.add(
        name, "ground", 0.46, f'<path d="{shape}" fill="{fill}" stroke="{edge}" stroke-width="{n(stage.unit * 0.35)}"/>'
    )


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
        end = (reach[-1][0], y + tall * 3)
        svg += (
            f'<path d="{smooth(ridge)}L{n(end[0])} {n(end[1])}{smooth(reach[::-1]).replace("M", "L", 1)}'
            f'Z" fill="{fill}"/>'
        )
    return svg


def _bands(rng: Random, stage: Stage) -> str:
    """Long soft patches of light and shade that lie on the ground and widen towards the viewer."""
    svg, deep = "", stage.height - stage.horizon
    for _ in range(12):
        at = rng.uniform(0.12, 1.0)
        y, wide = stage.horizon + deep * at, stage.width * rng.uniform(0.12, 0.4) * (0.4 + at)
        colour = shade(stage.tones.land, rng.choice((0.035, -0.045)))
        x = rng.uniform(stage.left, stage.right)
        svg += (
            f'<path d="{blob(rng, x, y, wide, deep * 0.018 * (0.5 + 2 * at), 0.3)}" fill="{colour}" '
            f'fill-opacity=".38"/>'
        )
    return svg


def _meadow_grass(stage: Stage, flowers: int) -> None:
    rng = stage.random("grass")
    t = stage.tones
    deep = stage.height - stage.horizon
    light = dark = blossoms = ""
    petals = rng.sample(FLOWERS, 3)
    flowers = 0 if stage.wintry else flowers
    for _ in range(150):
        at = rng.random() ** 0.8
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.05 + 1.0 * at)
        blades = tuft(rng, x, y, stage.unit * (0.7 + 2.6 * at), 3)
        light, dark = (light + blades, dark) if rng.random() < 0.45 else (light, dark + blades)
    for _ in range(flowers):
        at = rng.random() ** 0.7
        x, y = rng.uniform(stage.left, stage.right), stage.horizon + deep * (0.08 + 0.95 * at)
        blossoms += flower(rng, x, y, stage.unit * (0.9 + 3 * at), t.change(rng.choice(petals)), shade(t.land, -0.12))
    svg = (
        f'<path d="{dark}" fill="{shade(t.land, -0.085)}"/><path d="{light}" fill="{shade(t.land, 0.055)}"/>{blossoms}'
    )
    stage.add("grass", "ground", 0.5, svg)


def paint_front_grass(stage: Stage, flowers: int = 5) -> None:
    """Dark grass along the lower edge, thicker at the corners: it frames the picture."""
    rng = stage.random("front")
    t = stage.tones
    colour = shade(mix(t.land, t.near, 0.55), -0.06) if lightness(t.land) > 0.4 else shade(t.land, -0.08)
    back = front = blossoms = ""
    for i in range(90):
        x = stage.left + (stage.right - stage.left) * (i + rng.uniform(-0.5, 0.5)) / 89
        edge = min(1.0, abs(x / stage.width - 0.5) * 2)
        tall = stage.unit * (2.2 + 6.5 * edge**3) * rng.uniform(0.7, 1.2)
        blades = tuft(rng, x, stage.height + stage.unit * 1.2, tall, 5)
        back, front = (back + blades, front) if i % 2 else (back, front + blades)
    for _ in range(0 if stage.wintry else flowers):
        x = stage.width * (rng.choice((0, 1)) + rng.uniform(-0.14, 0.14))
        blossoms += flower(
            rng, x, stage.height + stage.unit, stage.unit * rng.uniform(6, 11), t.change(rng.choice(FLOWERS)), colour
        )
    skirt = (
        f'<rect x="{n(stage.left)}" y="{n(stage.height + stage.unit * 0.8)}" '
        f'width="{n(stage.right - stage.left)}" height="{n(stage.bottom - stage.height)}" '
        f'fill="{shade(colour, -0.03)}"/>'
    )
    svg = (
        f'<path d="{back}" fill="{shade(colour, 0.04)}"/>{blossoms}'
        f'<path d="{front}" fill="{shade(colour, -0.03)}"/>{skirt}'
    )
    stage.add("front grass", "near", 0.95, svg)
