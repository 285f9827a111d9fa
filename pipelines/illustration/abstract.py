"""Abstract pictures for prompts that name no thing: six families of generative vector art."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from random import Random

from pipelines.illustration.curve import Point, below, blob, n, smooth
from pipelines.illustration.palette import lightness, mix, shade, to_oklab, turn
from pipelines.illustration.stage import Stage

PALETTES: dict[str, tuple[tuple[str, ...], ...]] = {
    "": (
        ("#f7ede2", "#f6bd60", "#f28482", "#84a59d", "#3d5a80", "#f5cac3"),
        ("#10243e", "#1f6f8b", "#99c2c9", "#e9c46a", "#e76f51", "#f4efe1"),
        ("#fdf6e3", "#d1495b", "#edae49", "#00798c", "#30638e", "#003d5b"),
        ("#1b1b3a", "#693668", "#a74482", "#f84aa7", "#ff9f6b", "#ffe8c2"),
        ("#f4f1de", "#e07a5f", "#3d405b", "#81b29a", "#f2cc8f", "#b5543c"),
        ("#0d1b2a", "#3a86a8", "#f4a259", "#f25c54", "#8cb369", "#f4e285"),
    ),
    "calm": (
        ("#eef4f1", "#a9cbb7", "#5e8c7f", "#f7d08a", "#87b6cf", "#d8e2dc"),
        ("#f3efe6", "#c9ada7", "#9a8c98", "#4a4e69", "#a5c4d4", "#f2e9e4"),
    ),
    "lively": (
        ("#fff8e7", "#ff595e", "#ffca3a", "#8ac926", "#1982c4", "#6a4c93"),
        ("#14213d", "#ff006e", "#fb5607", "#ffbe0b", "#3a86ff", "#8338ec"),
    ),
    "gloomy": (("#1d222b", "#38424f", "#5f6c7b", "#93a1ad", "#7b4b52", "#c9c3b8"),),
    "dreamy": (
        ("#fbeaff", "#cdb4db", "#ffafcc", "#a2d2ff", "#bde0fe", "#9d8df1"),
        ("#2b2250", "#6a5acd", "#b79ced", "#f7aef8", "#72ddf7", "#fdf0d5"),
    ),
    "warm": (("#fff1dd", "#f6aa1c", "#e4572e", "#bc3908", "#941b0c", "#ffd6a5"),),
    "cold": (("#eaf4fb", "#90cbe8", "#3f88c5", "#1b4079", "#0b2545", "#b8e0d2"),),
}
WORDS: dict[str, str] = {
    "stripes": r"flow|line|stream|ribbon|movement|swirl|current|dance|curve|流|线|舞|律动|飘",
    "waves": r"wave|ocean|layer|calm|sunset|horizon|tide|serene|peace|波|浪|宁静|平静|层",
    "tiles": r"pattern|tile|geometr|grid|order|mosaic|retro|图案|几何|网格|秩序",
    "bauhaus": r"bauhaus|circle|square|triangle|geometr|shape|modern|bold|constructiv|圆|方|三角|几何|形状",
    "strings": r"music|rhythm|sound|vibrat|energy|pulse|jazz|song|melod|音乐|节奏|旋律|声音|能量",
    "orbs": r"dream|soft|light|glow|bubble|cosmic|float|mystic|joy|happ|梦|柔|光|泡|快乐|神秘",
}


def paint_abstract(stage: Stage) -> None:
    """All layers of an abstract picture; the family follows the words, or the seed where they say nothing."""
    rng = stage.random("abstract")
    colours = abstract_palette(stage, rng)
    ground, inks = colours[0], colours[1:]
    x, y, w, h = stage.frame
    fill = stage.vertical((0, shade(ground, 0.012)), (1, shade(ground, -0.02)), top=0, bottom=stage.height)
    stage.add("paper", "sky", 0.0, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{fill}"/>')
    _FAMILIES[_family(stage, rng)](stage, rng, ground, inks)


def abstract_palette(stage: Stage, rng: Random) -> list[str]:
    """The paper's colour, then five inks."""
    brief = stage.brief
    if not brief.palette:
        return list(rng.choice(PALETTES.get(brief.mood, PALETTES[""])))
    named = list(brief.palette)
    inks = [named[i % len(named)] for i in range(5)]
    for i in range(len(named), 5):
        # More inks from few words: lighter, darker and slightly turned neighbours.
        grey = math.hypot(*to_oklab(inks[i])[1:]) < 0.03
        inks[i] = shade(turn(inks[i], 0 if grey else rng.choice((-16, 16))), 0.16 if i % 2 else -0.14)
    lightest = max(named, key=lightness)
    dark = brief.daytime == "night" or (lightness(lightest) > 0.7 and rng.random() < 0.4)
    ground = shade(min(named, key=lightness), -0.3) if dark else mix(lightest, "#fffaf0", 0.86)
    if abs(lightness(ground) - lightness(inks[0])) < 0.12:
        ground = "#fbf6ea" if lightness(inks[0]) < 0.7 else "#16182b"
    rng.shuffle(inks)
    return [ground, *inks]


def _family(stage: Stage, rng: Random) -> str:
    counts = {name: len(re.findall(pattern, stage.brief.prompt.lower())) for name, pattern in WORDS.items()}
    best = max(counts.values())
    return rng.choice([name for name, count in counts.items() if count == best])


def _stripes(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """Bundles of parallel bands that sweep through the picture and pass over each other."""
    bundles = rng.choice((4, 5, 6))
    lean = rng.uniform(-0.5, 0.5) + rng.choice((0, math.pi / 2 if stage.height > stage.width else 0))
    for number in range(bundles):
        spine = _spine(stage, rng, lean + rng.uniform(-0.35, 0.35), (number + 0.5) / bundles)
        bands = rng.choice((4, 5, 6, 7))
        wide = stage.unit * rng.uniform(1.3, 3.2)
        phase, beat = rng.uniform(0, 6), rng.uniform(0.7, 1.6)
        widths = [
            wide * (1 + 0.55 * math.sin(phase + beat * math.tau * i / (len(spine) - 1))) for i in range(len(spine))
        ]
        start = rng.randrange(len(inks))
        edges = [_offset(spine, [(k - bands / 2) * w for w in widths]) for k in range(bands + 1)]
        shadow = _offset(spine, [w * bands * 0.5 for w in widths])
        svg = (
            f'<path d="{smooth(shadow)}" fill="none" stroke="#0b1020" stroke-opacity=".13" '
            f'stroke-width="{n(stage.unit * 2.4)}"/>'
        )
        for k in range(bands):
            colour = inks[(start + k) % len(inks)]
            svg += f'<path d="{_between(edges[k], edges[k + 1])}" fill="{colour}"/>'
        fine = _offset(spine, [w * (bands / 2 + 0.55) for w in widths])
        svg += f'<path d="{smooth(fine)}" fill="none" stroke="{inks[start]}" stroke-width="{n(stage.unit * 0.28)}"/>'
        stage.add("ribbon", "shape", 0.2 + 0.6 * number / bundles, svg)
    _seeds(stage, rng, inks)


def _waves(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """A disc over layers of waves that grow towards the front."""
    r = stage.unit * rng.uniform(14, 21)
    x, y = stage.width * rng.choice((0.32, 0.5, 0.66)), stage.height * rng.uniform(0.27, 0.38)
    disc = rng.choice(inks)
    rings = "".join(
        (
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r + stage.unit * k)}" fill="none" stroke="{disc}" '
            f'stroke-width="{n(stage.unit * 0.35)}" stroke-opacity="{0.75 - k * 0.06:.2f}"/>'
        )
        for k in (2.2, 4.4, 6.6, 8.8)
    )
    stage.add(
        "disc",
        "shape",
        0.1,
        f'{rings}<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{disc}"/>',
        (x - r * 2, y - r * 2, r * 4, r * 4),
    )
    rows = rng.choice((8, 9, 10, 11))
    order = sorted((c for c in inks if c != disc), key=lightness, reverse=lightness(ground) > 0.5)
    for row in range(rows):
        at = row / (rows - 1)
        level = stage.height * (0.42 + 0.56 * at)
        tall, length = stage.unit * (2.5 + 3.5 * at) * rng.uniform(0.7, 1.2), stage.width * rng.uniform(0.45, 0.95)
        phase, second = rng.uniform(0, 6), rng.uniform(0, 6)
        points = [
            (
                px,
                level
                - tall * math.sin(phase + px / length * math.tau)
                - tall * 0.4 * math.sin(second + px / length * 14),
            )
            for px in (stage.left + (stage.right - stage.left) * i / 40 for i in range(41))
        ]
        place = at * (len(order) - 1.001)
        colour = mix(order[int(place)], order[min(len(order) - 1, int(place) + 1)], place % 1)
        fill = stage.vertical(
            (0, shade(colour, 0.04)), (1, shade(colour, -0.06)), top=level - tall, bottom=level + stage.unit * 16
        )
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, stage.bottom)}" fill="{fill}"/>'
        svg += "".join(
            (
                f'<path d="{smooth([(px, py + stage.unit * k) for px, py in points])}" fill="none" '
                f'stroke="{mix(colour, ground, 0.55)}" stroke-width="{n(stage.unit * w)}" stroke-opacity="{o}"/>'
            )
            for k, w, o in ((0.0, 0.4, 0.9), (1.3, 0.16, 0.6), (2.3, 0.12, 0.4))
        )
        stage.add("wave", "shape", 0.25 + 0.7 * at, svg)


def _tiles(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """A grid of square tiles with quarter circles, half discs, arcs and petals."""
    columns = rng.choice((4, 5, 6)) if stage.width <= stage.height else rng.choice((6, 7, 8))
    side = stage.width / columns
    rows = math.ceil(stage.height / side)
    top = (stage.height - rows * side) / 2
    for row in range(-1, rows + 1):
        svg = ""
        for column in range(-1, columns + 1):
            back, front, third = rng.sample([ground, *inks], 3)
            inner = rng.choice(_TILES)(side, front, third)
            turned = rng.randrange(4) * 90
            svg += (
                f'<g transform="translate({n((column + 0.5) * side)} {n(top + (row + 0.5) * side)}) rotate({turned})">'
                f'<rect x="{n(-side / 2 - 0.3)}" y="{n(-side / 2 - 0.3)}" width="{n(side + 0.6)}" '
                f'height="{n(side + 0.6)}" fill="{back}"/>{inner}</g>'
            )
        stage.add("row of tiles", "shape", 0.4, svg)


def _bauhaus(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """A few large plain forms in balance: a disc, bars, a triangle, arcs and a grid of dots."""
    u, w, h = stage.unit, stage.width, stage.height
    tilt = rng.choice((-38, -24, 24, 38, 45))
    cx, cy = w * rng.choice((0.36, 0.62)), h * rng.choice((0.38, 0.58))
    one, two, three, four, five = rng.sample(list(inks), 5)
    r = u * rng.uniform(26, 33)
    stage.add(
        "disc",
        "shape",
        0.2,
        f'<circle cx="{n(cx)}" cy="{n(cy)}" r="{n(r)}" fill="{one}"/>',
        (cx - r, cy - r, 2 * r, 2 * r),
    )
    sx, sy = w - cx + u * rng.uniform(-6, 6), h - cy + u * rng.uniform(-6, 6)
    half = (
        f'<path transform="translate({n(sx)} {n(sy)}) rotate({tilt})" d="M{n(-r * 0.8)} '
        f'0A{n(r * 0.8)} {n(r * 0.8)} 0 0 1 {n(r * 0.8)} 0Z" fill="{two}" fill-opacity=".93"/>'
    )
    stage.add("half disc", "shape", 0.35, half)
    bars = "".join(
        (
            f'<rect x="{n(-u * 75)}" y="{n((k - 1) * u * 6.4)}" width="{n(u * rng.uniform(90, 150))}" '
            f'height="{n(u * thick)}" fill="{colour}"/>'
        )
        for k, (thick, colour) in enumerate(((4.6, three), (1.5, four), (0.6, one)))
    )
    stage.add("bars", "shape", 0.5, f'<g transform="translate({n(w / 2)} {n(h / 2)}) rotate({tilt})">{bars}</g>')
    tri = u * rng.uniform(17, 23)
    tx, ty = w * rng.uniform(0.2, 0.34) if cx > w / 2 else w * rng.uniform(0.66, 0.8), h * rng.uniform(0.2, 0.32)
    stage.add(
        "triangle",
        "shape",
        0.6,
        (
            f'<path transform="translate({n(tx)} {n(ty)}) rotate({rng.choice((0, 90, 180, tilt))})" '
            f'd="M{n(-tri)} {n(tri * 0.8)}L0 {n(-tri)}L{n(tri)} {n(tri * 0.8)}Z" fill="{five}" '
            f'fill-opacity=".92"/>'
        ),
    )
    ax, ay = w * rng.choice((0.12, 0.88)), h * rng.choice((0.86, 0.92))
    arcs = "".join(
        f'<circle cx="{n(ax)}" cy="{n(ay)}" r="{n(u * k)}" fill="none" stroke="{colour}" stroke-width="{n(u * 1.7)}"/>'
        for k, colour in ((8, four), (12.4, two), (16.8, three), (21.2, one))
    )
    stage.add("arcs", "shape", 0.7, arcs)
    dx, dy = (w * 0.78 if ax < w / 2 else w * 0.08), h * 0.8
    dots = "".join(
        f'<circle cx="{n(dx + u * 3 * i)}" cy="{n(dy + u * 3 * j)}" r="{n(u * 0.75)}"/>'
        for i in range(5)
        for j in range(4)
    )
    stage.add("dots", "shape", 0.8, f'<g fill="{shade(four, -0.1)}">{dots}</g>')
    k = u * 4.6
    stage.add(
        "small disc",
        "shape",
        0.85,
        (
            f'<circle cx="{n(cx + r * 0.5)}" cy="{n(cy - r * 0.42)}" r="{n(k)}" fill="{ground}"/>'
            f'<circle cx="{n(cx + r * 0.5)}" cy="{n(cy - r * 0.42)}" r="{n(k * 0.5)}" fill="{three}"/>'
        ),
    )


def _strings(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """Rows of lines that swell like sounds, each hiding those behind it, coloured across the picture."""
    rows = rng.choice((26, 30, 34))
    centres = [
        (rng.uniform(0.2, 0.8), rng.uniform(0.05, 0.14), rng.uniform(0.6, 1.2), rng.uniform(0, 6))
        for _ in range(rng.choice((2, 3)))
    ]
    ramp = sorted(inks, key=lightness, reverse=lightness(ground) < 0.5)[:4]
    for row in range(rows):
        at = row / (rows - 1)
        level = stage.height * (0.16 + 0.76 * at)
        points: list[Point] = []
        for i in range(97):
            px = stage.left + (stage.right - stage.left) * i / 96
            share = px / stage.width
            swell = sum(
                tall
                * math.exp(-(((share - c - 0.06 * math.sin(at * 4 + p)) / (spread * 1.5)) ** 2))
                * (0.55 + 0.45 * math.sin(at * 7 + p))
                for c, spread, tall, p in centres
            )
            ripple = math.sin(share * 46 + row * 0.9) * 0.22 + math.sin(share * 83 + row * 1.7) * 0.13
            points.append((px, level - stage.unit * 14 * swell * (1 + ripple)))
        place = at * (len(ramp) - 1.001)
        colour = mix(ramp[int(place)], ramp[int(place) + 1], place % 1)
        under = stage.vertical(
            (0, mix(ground, colour, 0.35)), (1, ground), top=level - stage.unit * 12, bottom=level + stage.unit * 2
        )
        svg = f'<path d="{below(smooth(points), stage.left, stage.right, level + stage.unit * 6)}" fill="{under}"/>'
        svg += (
            f'<path d="{smooth(points)}" fill="none" stroke="{colour}" '
            f'stroke-width="{n(stage.unit * (0.28 + 0.3 * at))}" stroke-linejoin="round"/>'
        )
        stage.add("string", "shape", 0.2 + 0.6 * at, svg)


def _orbs(stage: Stage, rng: Random, ground: str, inks: Sequence[str]) -> None:
    """Translucent glowing discs on thin orbits."""
    for _ in range(5):
        x, y, r = stage.width * rng.random(), stage.height * rng.random(), stage.unit * rng.uniform(35, 65)
        stage.add(
            "haze",
            "shape",
            0.05,
            f'<path d="{blob(rng, x, y, r, r, 0.1)}" fill="{stage.glow(rng.choice(list(inks)), 0.5)}"/>',
        )
    cx, cy = stage.width * rng.uniform(0.35, 0.65), stage.height * rng.uniform(0.4, 0.6)
    orbits = "".join(
        (
            f'<ellipse cx="{n(cx)}" cy="{n(cy)}" rx="{n(stage.unit * k * 1.2)}" ry="{n(stage.unit * k)}" '
            f'transform="rotate({n(rng.uniform(-30, 30))} {n(cx)} {n(cy)})"/>'
        )
        for k in (14, 22, 31, 41, 52)
    )
    line = shade(ground, -0.3 if lightness(ground) > 0.5 else 0.4)
    stage.add(
        "orbits",
        "shape",
        0.15,
        f'<g fill="none" stroke="{line}" stroke-opacity=".4" stroke-width="{n(stage.unit * 0.18)}">{orbits}</g>',
    )
    placed: list[tuple[float, float, float]] = []
    for r in (15, 10.5, 8, 6.5, 5, 4.2, 3.4, 2.8, 2.2, 1.8, 1.4, 1.2, 1.0, 0.8):
        r *= stage.unit * rng.uniform(0.85, 1.15)
        spots = [(stage.width * rng.uniform(0.06, 0.94), stage.height * rng.uniform(0.06, 0.94)) for _ in range(30)]
        x, y = max(
            spots, key=lambda s: min((math.dist(s, p[:2]) - p[2] for p in placed), default=-math.dist(s, (cx, cy)))
        )
        placed.append((x, y, r))
        one, two = rng.sample(list(inks), 2)
        fill = stage.vertical((0, shade(one, 0.06), 0.95), (1, two, 0.9), top=y - r, bottom=y + r)
        svg = (
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r * 1.9)}" fill="{stage.glow(one, 0.4)}"/>'
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" fill="{fill}"/>'
        )
        if r > stage.unit * 4:
            svg += (
                f'<path d="M{n(x - r * 0.72)} {n(y - r * 0.2)}A{n(r * 0.78)} {n(r * 0.78)} 0 0 '
                f'1 {n(x - r * 0.05)} {n(y - r * 0.76)}" fill="none" stroke="#ffffff" stroke-opacity=".55" '
                f'stroke-width="{n(r * 0.07)}" stroke-linecap="round"/>'
            )
        stage.add("orb", "shape", 0.2 + 0.03 * r / stage.unit, svg, (x - 2 * r, y - 2 * r, 4 * r, 4 * r))


def _seeds(stage: Stage, rng: Random, inks: Sequence[str]) -> None:
    """A few dots and rings as accents."""
    for _ in range(rng.choice((3, 4, 5))):
        x, y, r = (
            stage.width * rng.uniform(0.08, 0.92),
            stage.height * rng.uniform(0.08, 0.92),
            stage.unit * rng.uniform(0.8, 3),
        )
        colour = rng.choice(list(inks))
        ring = (
            f'fill="none" stroke="{colour}" stroke-width="{n(r * 0.3)}"' if rng.random() < 0.4 else f'fill="{colour}"'
        )
        stage.add(
            "dot",
            "shape",
            0.85,
            f'<circle cx="{n(x)}" cy="{n(y)}" r="{n(r)}" {ring}/>',
            (x - 2 * r, y - 2 * r, 4 * r, 4 * r),
        )


def _spine(stage: Stage, rng: Random, angle: float, place: float) -> list[Point]:
    """A long wavy line through the picture, off its edges on both ends."""
    reach = (stage.width + stage.height) * 0.95
    cx, cy = stage.width / 2, stage.height / 2
    shift = (place - 0.5) * (abs(math.sin(angle)) * stage.width + abs(math.cos(angle)) * stage.height)
    tall, beat, phase = stage.unit * rng.uniform(8, 20), rng.uniform(0.8, 1.5), rng.uniform(0, 6)
    points = []
    for i in range(29):
        t = i / 28 - 0.5
        side = (
            shift + tall * math.sin(phase + beat * math.tau * t * 1.6) + tall * 0.3 * math.sin(phase * 2 + beat * 9 * t)
        )
        points.append(
            (
                cx + math.cos(angle) * reach * t - math.sin(angle) * side,
                cy + math.sin(angle) * reach * t + math.cos(angle) * side,
            )
        )
    return points


def _offset(spine: Sequence[Point], distances: Sequence[float]) -> list[Point]:
    """The line moved sideways by a distance for each point."""
    moved = []
    for i, (x, y) in enumerate(spine):
        (x1, y1), (x2, y2) = spine[max(0, i - 1)], spine[min(len(spine) - 1, i + 1)]
        length = math.dist((x1, y1), (x2, y2)) or 1
        moved.append((x - (y2 - y1) / length * distances[i], y + (x2 - x1) / length * distances[i]))
    return moved


def _between(one: Sequence[Point], two: Sequence[Point]) -> str:
    return smooth(one) + smooth(list(reversed(two))).replace("M", "L", 1) + "Z"


def _quarter(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}h{n(side)}A{n(side)} {n(side)} 0 0 1 {n(-h)} {n(h)}Z" fill="{front}"/>'
        f'<path d="M{n(-h)} {n(-h)}h{n(h)}A{n(h)} {n(h)} 0 0 1 {n(-h)} 0Z" fill="{third}"/>'
    )


def _half(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} 0A{n(h)} {n(h)} 0 0 1 {n(h)} 0Z" fill="{front}"/>'
        f'<path d="M{n(-h)} {n(h)}A{n(h)} {n(h)} 0 0 1 {n(h)} {n(h)}Z" fill="{third}"/>'
    )


def _petal(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}A{n(side)} {n(side)} 0 0 1 {n(h)} {n(h)}A{n(side)} {n(side)} 0 0 '
        f'1 {n(-h)} {n(-h)}Z" fill="{front}"/>'
        f'<circle r="{n(side * 0.11)}" fill="{third}"/>'
    )


def _rings(side: float, front: str, third: str) -> str:
    h = side / 2
    return "".join(
        (
            f'<path d="M{n(-h + side * k)} {n(-h)}A{n(side * k)} {n(side * k)} 0 0 1 {n(-h)} {n(-h + side * k)}" '
            f'fill="none" stroke="{colour}" stroke-width="{n(side * 0.13)}"/>'
        )
        for k, colour in ((0.28, third), (0.56, front), (0.84, front))
    )


def _disc(side: float, front: str, third: str) -> str:
    return f'<circle r="{n(side * 0.36)}" fill="{front}"/><circle r="{n(side * 0.16)}" fill="{third}"/>'


def _corner(side: float, front: str, third: str) -> str:
    h = side / 2
    return (
        f'<path d="M{n(-h)} {n(-h)}h{n(side)}L{n(-h)} {n(h)}Z" fill="{front}"/>'
        f'<path d="M{n(h)} {n(h)}v{n(-h)}L0 {n(h)}Z" fill="{third}"/>'
    )


_TILES: tuple[Callable[[float, str, str], str], ...] = (
    _quarter,
    _quarter,
    _half,
    _petal,
    _petal,
    _rings,
    _disc,
    _corner,
)
_FAMILIES: dict[str, Callable[[Stage, Random, str, Sequence[str]], None]] = {
    "stripes": _stripes,
    "waves": _waves,
    "tiles": _tiles,
    "bauhaus": _bauhaus,
    "strings": _strings,
    "orbs": _orbs,
}
