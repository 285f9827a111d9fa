"""Tops: planks, boards, linen, marble, carpets and the like, in perspective from the stage's horizon down."""

from __future__ import annotations

from pipelines.scene.curve import blob, smooth
from pipelines.scene.palette import lightness, shade
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import ellipse, path, rect, stroke, trace


def plain(setup: Setup, colour: str) -> str:
    """A painted top, lighter far away."""
    stage = setup.stage
    x, _, w, _ = stage.frame
    fill = stage.vertical(
        (0, shade(colour, 0.05)), (0.45, colour), (1, shade(colour, -0.06)), top=stage.horizon, bottom=stage.height
    )
    return rect(x, stage.horizon, w, stage.bottom - stage.horizon, fill)


def rays(setup: Setup, step: float, spread: float = 1.9) -> str:
    """Path data of lines that run towards the viewer, `step` units apart far away."""
    stage, middle, data = setup.stage, setup.stage.width / 2, ""
    count = round(stage.width * 0.75 / (step * setup.u))
    low = stage.height + (stage.height - stage.horizon) * 0.5
    for k in range(-count, count + 1):
        far = middle + (k + 0.5) * step * setup.u
        data += trace("M", far, stage.horizon, "L", middle + (far - middle) * spread, low)
    return data


def bars(setup: Setup, count: int = 7) -> str:
    """Path data of lines across, closer far away."""
    stage = setup.stage
    deep = stage.bottom - stage.horizon
    rows = (stage.horizon + deep * (k / count) ** 1.6 for k in range(1, count))
    return "".join(trace("M", stage.left, y, "H", stage.right) for y in rows)


def planks(setup: Setup, wood: str, *, along: bool = True) -> str:
    """Boards with their grain, towards the viewer or across."""
    stage, rng, u = setup.stage, setup.rng, setup.u
    seams = rays(setup, rng.uniform(11, 16)) if along else bars(setup, 5)
    svg = plain(setup, wood) + _tinted_boards(setup, wood, along)
    svg += stroke(seams, shade(wood, -0.13), u * 0.32) + stroke(_grain(setup), shade(wood, -0.06), u * 0.2, 0.7)
    knots = "".join(
        ellipse(
            rng.uniform(0, stage.width),
            stage.horizon + rng.uniform(6, 34) * u,
            u * 1.1,
            u * 0.4,
            shade(wood, -0.1),
            0.5,
        )
        for _ in range(3)
    )
    return svg + knots


def _tinted_boards(setup: Setup, wood: str, along: bool) -> str:
    """Some boards a little lighter or darker than others."""
    stage, rng = setup.stage, setup.rng
    if not along:
        return ""
    middle, wide, svg = stage.width / 2, setup.u * 13, ""
    for k in range(-5, 6, 2):
        left, right = k * wide, (k + 1) * wide
        tone = shade(wood, rng.choice((-0.03, 0.025)))
        ends = ("M", middle + left, stage.horizon, "H", middle + right)
        svg += path(trace(*ends, "L", middle + right * 1.9, stage.bottom, "H", middle + left * 1.9, "Z"), tone, 0.6)
    return svg


def _grain(setup: Setup) -> str:
    stage, rng, u, data = setup.stage, setup.rng, setup.u, ""
    for _ in range(30):
        x, y = (
            rng.uniform(stage.left, stage.right),
            stage.horizon + rng.uniform(0.05, 1) * (stage.height - stage.horizon),
        )
        data += trace("M", x, y, "q", u * 5, -u * 0.5, u * rng.uniform(7, 18), 0)
    return data


def board(setup: Setup, wood: str) -> str:
    """One thick board on a top of another colour, its front edge near the lower end of the picture."""
    stage, u = setup.stage, setup.u
    deep = stage.height - stage.horizon
    far, near = stage.horizon + deep * 0.1, stage.height * 0.955
    left, right = stage.width * 0.06, stage.width * 0.94
    data = trace("M", left + u * 9, far, "H", right - u * 9, "L", right, near, "H", left, "Z")
    fill = stage.vertical((0, shade(wood, 0.05)), (1, shade(wood, -0.02)), top=far, bottom=near)
    svg = ellipse(stage.width / 2, near + u * 2, stage.width * 0.52, u * 4, stage.glow("#1c1626", 0.5, 0.4))
    svg += path(data, fill, edge=shade(wood, 0.05), width=u * 0.6)
    lines = "".join(
        trace("M", left + u * (9 - 9 * k) + u, far + (near - far) * k, "H", right - u * (9 - 9 * k) - u)
        for k in (0.16, 0.34, 0.55, 0.8)
    )
    svg += stroke(lines, shade(wood, -0.07), u * 0.22, 0.7)
    return svg + rect(left, near, right - left, u * 2, shade(wood, -0.12), r=u * 0.5)


def linen(setup: Setup, cloth: str, stripe: str, manner: str) -> str:
    """A cloth: plain, "striped" towards the viewer, or "checked"."""
    stage, rng, u = setup.stage, setup.rng, setup.u
    svg = plain(setup, cloth)
    if manner == "striped":
        svg += stroke(rays(setup, 16), stripe, u * 1.8, 0.4) + stroke(rays(setup, 16), stripe, u * 0.5, 0.35)
    elif manner == "checked":
        svg += stroke(rays(setup, 7), stripe, u * 3.2, 0.3) + stroke(bars(setup, 9), stripe, u * 2.6, 0.3)
    folds = ""
    for _ in range(5):
        x, y = rng.uniform(0, stage.width), stage.horizon + rng.uniform(0.15, 0.95) * (stage.height - stage.horizon)
        folds += trace("M", x, y, "q", u * rng.uniform(6, 12), -u * rng.uniform(0.5, 2), u * rng.uniform(16, 28), u)
    return svg + stroke(folds, shade(cloth, -0.1), u * 0.7, 0.35) + stroke(folds, shade(cloth, 0.06), u * 0.3, 0.4)


def marble(setup: Setup, stone: str) -> str:
    """Polished stone with veins that run one way, and the light of a window in it."""
    stage, rng, u = setup.stage, setup.rng, setup.u
    vein, svg = shade(stone, -0.16 if lightness(stone) > 0.6 else 0.16, 0.8), plain(setup, stone)
    deep, way = stage.height - stage.horizon, rng.choice((-1, 1))
    for _ in range(6):
        points = [(rng.uniform(-0.1, 1.1) * stage.width, stage.horizon + deep * rng.uniform(-0.2, 0.9))]
        for _ in range(7):
            x, y = points[-1]
            points.append((x + way * u * rng.uniform(3, 10), y + u * rng.uniform(-0.6, 3.4)))
        svg += stroke(smooth(points), vein, u * 1.6, 0.07) + stroke(
            smooth(points), vein, u * rng.uniform(0.12, 0.4), 0.34
        )
    shine = ellipse(setup.across(0.34), stage.horizon + deep * 0.2, u * 14, deep * 0.4, stage.glow("#ffffff", 0.2))
    return svg + shine


def shelf(setup: Setup, wood: str) -> str:
    """The top of a shelf, and its front edge near the lower end of the picture."""
    stage, u = setup.stage, setup.u
    x, _, w, _ = stage.frame
    edge = stage.height * 0.95
    front = stage.vertical((0, shade(wood, 0.02)), (1, shade(wood, -0.1)), top=edge, bottom=stage.height)
    svg = planks(setup, wood, along=False) + rect(x, edge, w, stage.bottom - edge, front)
    return svg + rect(x, edge - u * 0.2, w, u * 0.5, shade(wood, 0.1))


def pool(setup: Setup, x: float, y: float, wide: float, colour: str, strength: float) -> str:
    """A soft patch of light on a top."""
    return path(blob(setup.rng, x, y, wide, wide * 0.24, 0.12), setup.stage.glow(colour, strength, 0.3))
