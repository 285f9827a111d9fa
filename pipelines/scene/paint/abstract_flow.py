"""Abstract pictures of lines that flow: ribbons, waves and strings."""

from __future__ import annotations

import math
from collections.abc import Sequence
from random import Random

from pipelines.scene.curve import Point, below, n, smooth
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade


def paint_ribbons(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Bundles of parallel bands that sweep through the picture and pass over each other."""
    bundles = max(1, round(rng.choice((4, 5, 6)) * (0.25 + 1.15 * density)))
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


def paint_waves(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """A disc over layers of waves that grow towards the front."""
    disc = _ringed_disc(stage, rng, inks)
    rows = max(4, round(rng.choice((8, 9, 10, 11)) * (0.5 + 0.77 * density)))
    order = sorted((c for c in inks if c != disc), key=lightness, reverse=lightness(ground) > 0.5)
    for row in range(rows):
        _wave(stage, rng, row / (rows - 1), order, ground)


def _ringed_disc(stage: Stage, rng: Random, inks: Sequence[str]) -> str:
    """A disc with rings in the upper half. Returns its colour."""
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
    return disc


def _wave(stage: Stage, rng: Random, at: float, order: Sequence[str], ground: str) -> None:
    """One wave with its crest lines, at 0 (far) to 1 (front)."""
    level = stage.height * (0.42 + 0.56 * at)
    tall, length = stage.unit * (2.5 + 3.5 * at) * rng.uniform(0.7, 1.2), stage.width * rng.uniform(0.45, 0.95)
    phase, second = rng.uniform(0, 6), rng.uniform(0, 6)
    points = [
        (
            px,
            level - tall * math.sin(phase + px / length * math.tau) - tall * 0.4 * math.sin(second + px / length * 14),
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


def paint_strings(stage: Stage, rng: Random, ground: str, inks: Sequence[str], density: float) -> None:
    """Rows of lines that swell like sounds, each hiding those behind it, coloured across the picture."""
    rows = round(rng.choice((26, 30, 34)) * (0.6 + 0.62 * density))
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
