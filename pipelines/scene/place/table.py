"""A table before a plain wall, for still lifes."""

from __future__ import annotations

from pipelines.scene.curve import blob, n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lit, mix, shade

WALLS = ("#f2c6a0", "#a9cfc4", "#b9c6e6", "#f0b8b0", "#d6c3e6", "#f3d88f", "#9fc3d6")
WOODS = ("#b98455", "#a06f48", "#c99a68", "#8a5f42", "#d9b183")
CLOTHS = ("#fbf3e4", "#e9eef2", "#f6dfc8", "#dfeae0")


def paint_table(stage: Stage) -> None:
    """A wall with a large disc of light and a table top with a cloth; the table begins at the stage's horizon."""
    rng = stage.random("table")
    t = stage.tones
    wall = rng.choice(WALLS) if not stage.brief.palette else t.sky_low
    wall = lit(wall, t.lamp, t.lamp_strength * 0.8)
    x, y, w, _ = stage.frame
    fill = stage.vertical((0, shade(wall, -0.05)), (1, shade(wall, 0.05)), top=0, bottom=stage.horizon)
    stage.add(
        "wall", "sky", 0.1, f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(stage.bottom - y)}" fill="{fill}"/>'
    )
    cx, cy, r = (
        stage.width * rng.uniform(0.35, 0.65),
        stage.horizon * rng.uniform(0.55, 0.8),
        stage.unit * rng.uniform(30, 38),
    )
    rings = "".join(
        f'<circle cx="{n(cx)}" cy="{n(cy)}" r="{n(r * k)}" fill="{mix(wall, t.light, share)}"/>'
        for k, share in ((1.22, 0.16), (1, 0.38))
    )
    stage.add("disc of light", "light", 0.12, rings, (cx - r * 1.25, cy - r * 1.25, r * 2.5, r * 2.5))
    _top(stage, lit(rng.choice(CLOTHS), t.lamp, t.lamp_strength), wall)


def paint_near_table(stage: Stage) -> None:
    """A wooden table close before the place that is painted already; it begins at the horizon, which it lowers."""
    rng = stage.random("near table")
    t = stage.tones
    x, y, w, h = stage.frame
    # A veil: what is behind the table is out of focus.
    veil = mix(t.sky_low, t.light, 0.5) if stage.brief.setting != "room" else t.change("#f3e6d2")
    stage.add(
        "veil",
        "far",
        0.42,
        f'<rect x="{n(x)}" y="{n(y)}" width="{n(w)}" height="{n(h)}" fill="{veil}" fill-opacity=".3"/>',
    )
    stage.horizon = max(stage.horizon, stage.height * rng.uniform(0.6, 0.66))
    top, deep = stage.horizon, stage.bottom - stage.horizon
    wood = t.change(rng.choice(WOODS))
    fill = stage.vertical((0, shade(wood, 0.05)), (0.5, wood), (1, shade(wood, -0.06)), top=top, bottom=stage.height)
    svg = f'<rect x="{n(x)}" y="{n(top)}" width="{n(w)}" height="{n(deep)}" fill="{fill}"/>'
    middle = stage.width / 2
    seams = "".join(
        f"M{n(middle + k * stage.unit * 13)} {n(top)}L{n(middle + k * stage.unit * 24)} {n(stage.bottom)}"
        for k in range(-9, 10)
    )
    grain = "".join(
        f"M{n(gx)} {n(gy)}q{n(stage.unit * 6)} {n(-stage.unit * 0.5)} {n(stage.unit * rng.uniform(8, 20))} 0"
        for gx, gy in ((rng.uniform(x, x + w), top + deep * rng.uniform(0.06, 0.8)) for _ in range(26))
    )
    svg += (
        f'<path d="{seams}" stroke="{shade(wood, -0.08)}" stroke-width="{n(stage.unit * 0.35)}"/>'
        f'<path d="{grain}" fill="none" stroke="{shade(wood, -0.04)}" stroke-width="{n(stage.unit * 0.25)}"/>'
        f'<rect x="{n(x)}" y="{n(top)}" width="{n(w)}" height="{n(stage.unit * 0.7)}" fill="{shade(wood, 0.1)}"/>'
    )
    cx = stage.width * (0.3 if stage.lit_from_left else 0.7)
    svg += (
        f'<ellipse cx="{n(cx)}" cy="{n(top + deep * 0.3)}" rx="{n(stage.unit * 55)}" ry="{n(deep * 0.3)}" '
        f'fill="{stage.glow(t.light, 0.35)}"/>'
    )
    stage.metre = stage.height * 1.6
    # What the place offers is behind the table now; the table is the ground.
    stage.anchors.clear()
    stage.add("table", "ground", 0.46, svg)


def _top(stage: Stage, cloth: str, wall: str) -> None:
    rng = stage.random("cloth")
    x, w = stage.left, stage.right - stage.left
    pattern = mix(cloth, shade(wall, -0.12, 1.3), 0.4)
    fill = stage.vertical(
        (0, shade(cloth, -0.07)), (0.3, cloth), (1, shade(cloth, -0.03)), top=stage.horizon, bottom=stage.height
    )
    svg = (
        f'<rect x="{n(x)}" y="{n(stage.horizon)}" width="{n(w)}" height="{n(stage.bottom - stage.horizon)}" '
        f'fill="{fill}"/>'
    )
    middle, deep = stage.width / 2, stage.bottom - stage.horizon
    lines = "".join(
        f"M{n(middle + k * stage.unit * 9)} {n(stage.horizon)}L{n(middle + k * stage.unit * 19)} {n(stage.bottom)}"
        for k in range(-14, 15)
    )
    bars = "".join(f"M{n(x)} {n(stage.horizon + deep * (k / 9) ** 1.5)}h{n(w)}" for k in range(1, 9))
    svg += (
        f'<path d="{lines}{bars}" fill="none" stroke="{pattern}" stroke-opacity=".55" '
        f'stroke-width="{n(stage.unit * rng.uniform(0.5, 1.6))}"/>'
    )
    svg += (
        f'<rect x="{n(x)}" y="{n(stage.horizon)}" width="{n(w)}" height="{n(stage.unit * 0.8)}" '
        f'fill="{shade(cloth, -0.12)}" fill-opacity=".6"/>'
    )
    spots = [(stage.width * rng.uniform(0, 1), stage.horizon + deep * rng.uniform(0.2, 0.7)) for _ in range(3)]
    light = "".join(f'<path d="{blob(rng, *spot, stage.unit * 26, stage.unit * 2.2, 0.2)}"/>' for spot in spots)
    stage.add(
        "table", "ground", 0.42, f'{svg}<g fill="{mix(cloth, stage.tones.light, 0.5)}" fill-opacity=".35">{light}</g>'
    )
