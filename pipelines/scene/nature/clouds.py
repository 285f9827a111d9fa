"""Clouds: heaps and towers of cumulus and the banks at the horizon, lit from the side of the sun."""

from __future__ import annotations

from random import Random

from pipelines.scene.curve import n
from pipelines.scene.lay.hours import Clouds
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.veils import paint_veil
from pipelines.scene.palette import mix, shade

MANY = {"clear": 3, "wind": 5, "cloudy": 7, "rain": 5, "snow": 5, "storm": 6}
"""How many heaps there are in a weather."""
GREY = ("rain", "storm")
CROWN = 0.5
"""How far the crown of a heap is above its base at most, as a part of its breadth: the frame does not cut it."""
EDGE = 0.62
"""How far the middle of a heap stays from the edge, as a part of its breadth."""

Puff = tuple[float, float, float]
"""x, y and radius of one ball of a cloud."""


def paint_clouds(stage: Stage) -> None:
    """All clouds, the far ones first. Fog hides them."""
    rng, weather = stage.random("clouds"), stage.brief.weather
    if weather == "fog":
        return
    family = _family(stage, rng)
    if family not in ("heaps", "towers"):
        paint_veil(stage, family, rng)
    _bank(stage, rng)
    if weather in GREY:
        _deck(stage, rng)
    _heaps(stage, rng, family)


def _family(stage: Stage, rng: Random) -> Clouds:
    """Which clouds there are: those of the hour in fair weather, heaps where clouds were asked for."""
    if stage.brief.weather in ("clear", "wind") and "clouds" not in stage.brief.features:
        return rng.choice(stage.hour.clouds)
    return "quilt" if stage.brief.weather in ("snow", "cloudy") else "heaps"


def _heaps(stage: Stage, rng: Random, family: Clouds) -> None:
    weather, named = stage.brief.weather, "clouds" in stage.brief.features
    few = {"heaps": 1.0, "towers": 0.7}.get(family, 0.34 if weather in ("clear", "wind") and not named else 0.8)
    many = round((2 if stage.brief.daytime == "night" and weather == "clear" else MANY[weather]) * few)
    many += 3 if named else rng.choice((0, 0, 1)) if few > 0.5 else 0
    heaps = []
    for i in range(many):
        depth = rng.random() if i else 1.0 if family == "towers" else rng.uniform(0.55, 1.0)
        wide = _breadth(stage, depth)
        x = stage.left + (stage.right - stage.left) * ((i + rng.uniform(0.1, 0.9)) / max(many, 1))
        y = stage.horizon * (0.76 - 0.58 * depth * rng.uniform(0.75, 1.1))
        heaps.append((depth, _whole(stage, x, wide), max(y, CROWN * wide)))
    for depth, x, y in sorted(heaps):
        if _hides_light(stage, x, y, _breadth(stage, depth)):
            continue
        _heap(stage, rng, x, y, _breadth(stage, depth), depth, tower=family == "towers" and depth > 0.6)


def _hides_light(stage: Stage, x: float, y: float, wide: float) -> bool:
    """Whether a heap would cut into the disc of sun or moon."""
    if not stage.shows_disc:
        return False
    (lx, ly), near = stage.light, stage.unit * 10
    return abs(lx - x) < wide * 0.6 + near and y - wide * CROWN - near < ly < y + near


def _breadth(stage: Stage, depth: float) -> float:
    return stage.unit * (12 + 30 * depth)


def _whole(stage: Stage, x: float, wide: float) -> float:
    """The nearest place where the frame does not cut a cloud: quite inside, or quite outside."""
    room = wide * EDGE
    if room < x < stage.width - room:
        return x
    inner = room if x < stage.width / 2 else stage.width - room
    outer = -room if x < stage.width / 2 else stage.width + room
    return inner if abs(x - inner) < abs(x - outer) else outer


def _heap(
    stage: Stage, rng: Random, x: float, y: float, wide: float, depth: float, *, tower: bool = False, far: float = 0.0
) -> None:
    """A cumulus: a flat base that dissolves, a crown of balls, and on each of them the light of the sun."""
    puffs = _puffs(rng, x, y, wide, wide * (rng.uniform(0.28, 0.34) if tower else rng.uniform(0.16, 0.24)))
    bright, body, belly = _tones(stage, depth)
    opacity = (0.55 if stage.brief.daytime == "night" else 0.96) - 0.3 * (1 - depth) - far
    top = min(cy - r for _, cy, r in puffs)
    fill = stage.vertical(
        (0, mix(body, bright, 0.5), opacity),
        (0.5, mix(body, belly, 0.35), opacity),
        (0.82, belly, opacity * 0.92),
        (1, belly, opacity * 0.25),
        top=top,
        bottom=y,
    )
    lit = stage.vertical((0, bright, opacity), (0.55, bright, opacity * 0.5), (0.9, bright, 0), top=top, bottom=y)
    lean = -1 if stage.light[0] < x else 1
    svg = f'<path d="{_crown(puffs, y)}" fill="{fill}"/>'
    svg += f'<path d="{_crown(puffs, y, 0.8, lean * 0.14, -0.1)}" fill="{lit}" fill-opacity=".7"/>'
    svg += f'<path d="{_crown(puffs, y, 0.5, lean * 0.34, -0.28)}" fill="{lit}"/>'
    box = (x - wide * 0.6, top, wide * 1.2, y - top)
    stage.add("cloud", "cloud", 0.05 + 0.1 * depth, svg, box)


def _puffs(rng: Random, x: float, y: float, wide: float, tall: float) -> list[Puff]:
    """Balls along the base, the largest around a peak, and smaller ones that climb above them."""
    count, peak = rng.choice((7, 8, 9)), rng.uniform(0.34, 0.66)
    found = []
    for i in range(count):
        at = (i + 0.5) / count
        swell = max(0.0, 1 - abs(at - peak) / (peak if at < peak else 1 - peak)) ** 0.8
        r = wide * (0.05 + 0.075 * swell) * rng.uniform(0.85, 1.2)
        px = x + wide * 0.92 * (at - 0.5)
        found.append((px, y - r * 0.5, r))
        up, row = r * 0.5, r
        # Each row overlaps the one below it, so that no ball comes loose.
        while up + row * 0.6 < tall * swell * rng.uniform(0.8, 1.2):
            up, row = up + row * 0.7, row * rng.uniform(0.82, 0.98)
            found.append((px + r * rng.uniform(-0.4, 0.4), y - up, row))
    return found


def _crown(puffs: list[Puff], base: float, size: float = 1.0, dx: float = 0.0, dy: float = 0.0) -> str:
    """Path data of the balls, each cut off at the base; smaller and moved by parts of their radii."""
    return "".join(_ball(x + dx * r, y + dy * r, r * size, base) for x, y, r in puffs)


def _tones(stage: Stage, depth: float) -> tuple[str, str, str]:
    """Where the sun falls, body and belly; far clouds take the colour of the air."""
    t = stage.tones
    if stage.brief.weather in GREY:
        body, belly = mix(t.cloud, t.cloud_shade, 0.5), shade(t.cloud_shade, -0.1)
        bright = mix(body, "#ffffff", 0.22)
    else:
        body, belly = t.cloud, mix(t.cloud_shade, t.sky_high, 0.25)
        bright = mix(mix(body, "#ffffff", 0.6), t.light, 0.5 if stage.hour.low else 0.22)
        bright = body if stage.brief.daytime == "night" else bright
    air = 0.4 * (1 - depth)
    return t.away(bright, air), t.away(body, air), t.away(belly, air)


def _deck(stage: Stage, rng: Random) -> None:
    """A ceiling of dark heaps along the upper edge, row upon row."""
    heavy = stage.brief.weather == "storm"
    for row in range(3 if heavy else 2):
        for i in range(5):
            x = stage.left + (stage.right - stage.left) * (i + rng.uniform(0.2, 0.8)) / 5
            y = stage.horizon * ((0.5 if heavy else 0.34) - 0.15 * row) * rng.uniform(0.85, 1.1)
            _heap(stage, rng, x, y, stage.unit * rng.uniform(46, 64), 0.35 + 0.3 * row)


def _bank(stage: Stage, rng: Random) -> None:
    """A long low bank that rests on the haze above the horizon."""
    if stage.brief.weather in GREY or (stage.hour.clouds[-1] != "bare" and rng.random() < 0.35):
        return
    _, body, belly = _tones(stage, 0.0)
    wide = (stage.right - stage.left) * rng.uniform(0.35, 0.7)
    x, foot = rng.uniform(0.1, 0.9) * stage.width, stage.horizon - stage.unit * rng.uniform(1, 5)
    puffs = _puffs(rng, x, foot, wide, stage.unit * rng.uniform(4, 8))
    squat = [(px, foot - (foot - py) * 0.45, r * 0.5) for px, py, r in puffs]
    top = min(py - r for _, py, r in squat)
    fill = stage.vertical((0, body, 0.8), (0.7, belly, 0.4), (1, belly, 0), top=top, bottom=foot)
    svg = f'<path d="{_crown(squat, foot)}" fill="{fill}"/>'
    stage.add("cloud bank", "cloud", 0.04, svg, (x - wide / 2, top, wide, foot - top))


def _ball(cx: float, cy: float, r: float, base: float) -> str:
    """A circle, without what hangs below the base."""
    if cy + r <= base:
        return f"M{n(cx - r)} {n(cy)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0Z"
    rise = base - cy
    if rise <= -r:
        return ""
    half = (r * r - rise * rise) ** 0.5
    return f"M{n(cx - half)} {n(base)}A{n(r)} {n(r)} 0 {int(rise > 0)} 1 {n(cx + half)} {n(base)}Z"
