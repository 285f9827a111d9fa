"""Walls: tabletops before a wall that is itself the picture: plaster, a coloured one, a mirror, a hall."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import props, tops
from pipelines.scene.place.tabletops.panes import daylight
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import circle, ellipse, path, rect, ring, stroke, trace


def plaster(setup: Setup) -> None:
    """A wooden board before a plaster wall with the shadow of a branch and the light of a window."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.02), shade(c.wall, -0.07), 0.7)
    for _ in range(9):
        x, y, r = rng.uniform(0, stage.width), setup.down(rng.random()), u * rng.uniform(10, 26)
        setup.put(ellipse(x, y, r, r * 0.7, shade(c.wall, rng.choice((-0.04, 0.04))), 0.25), "wall")
    daylight(setup)
    lean = 150 if stage.lit_from_left else 30
    for _ in range(3):
        y, long = setup.down(rng.uniform(0.1, 0.75)), u * rng.uniform(36, 56)
        branch = props.leaf(rng, setup.across(1.05), y, long, lean + rng.uniform(-25, 25), c.accent)
        setup.put(f'<g opacity=".26">{branch}</g>', "leaves", "leaf", "shadow")
    setup.blurred(soft=0.7)
    ground = mix(shade(c.wall, 0.05), "#efe9df", 0.45)
    setup.top(tops.plain(setup, ground) + tops.board(setup, c.top), c.top)


def shelf(setup: Setup) -> None:
    """A shelf on a coloured wall with a form painted on it, a plant trailing from above."""
    c, u, rng = setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.03), shade(c.wall, -0.05), 0.6)
    setup.put(_painted(setup), "arch")
    daylight(setup)
    high = setup.down(0.12)
    setup.put(rect(setup.across(0.9) - u * 16, high, u * 32, u * 1.8, shade(c.top, -0.04)), "shelf")
    plant = props.trailing(rng, setup.across(0.88), high, u * 36, setup.green())
    setup.put(plant, "plant", "leaves", "leaf", "herb")
    setup.blurred(soft=0.7)
    setup.top(tops.shelf(setup, c.top), c.top, name="shelf")


def _painted(setup: Setup) -> str:
    """An arch or a disc of a second colour on the wall."""
    stage, c, rng = setup.stage, setup.colours, setup.rng
    x, r, tone = setup.across(rng.uniform(0.5, 0.62)), setup.u * rng.uniform(24, 32), mix(c.wall, c.accent, 0.4)
    if rng.random() < 0.5:
        return circle(x, setup.down(0.62), r, tone)
    arch = trace("M", x - r, stage.horizon, "V", setup.down(0.5), "a", r, r, 0, 0, 1, 2 * r, 0, "V", stage.horizon, "Z")
    return path(arch, tone)


def dressing(setup: Setup) -> None:
    """A dressing table: a mirror with lamps around it and lights out of focus."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, -0.03), c.wall, 0.6)
    x, y, w, h = setup.across(0.55), setup.down(0.5), u * 27, setup.down(0.62)
    glass = ellipse(x, y, w, h, mix(c.wall, "#ffffff", 0.3))
    glass += ellipse(x + u * 6, y + u * 3, w * 0.6, h * 0.6, stage.glow(setup.lamp, 0.5))
    setup.put(glass + ring(x, y, w, h, c.accent, u * 2.2), "mirror")
    for k in range(7):
        bx, by = x + (-1 if k % 2 else 1) * (w + u * 4), y - h * 0.7 + h * 0.47 * (k // 2)
        bulb = circle(bx, by, u * 8, stage.glow(setup.lamp, 0.7)) + circle(bx, by, u * 1.9, "#fff6e0")
        setup.put(bulb, "lamp", "lights")
    sparks = (setup.lamp, mix(c.accent, "#ffffff", 0.6), mix(c.wall, "#ffffff", 0.7))
    setup.put(props.lights(rng, 0, stage.width, setup.down(0.1), stage.horizon, u * 3.6, sparks), "lights")
    setup.blurred()
    setup.top(tops.marble(setup, c.top) if rng.random() < 0.6 else tops.plain(setup, c.top), c.top, sheen=0.7)


def hall(setup: Setup) -> None:
    """A bench in a hall: panelled wall, hooks, and a lamp."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.05), c.wall)
    setup.put(_panels(setup), "wall")
    for k in range(5):
        x, y = setup.across(0.14 + 0.18 * k), setup.down(0.42) + u * 3
        hook = stroke(trace("M", x, y, "v", u * 4, "q", u * 1.6, u * 2, u * 2.6, -u), shade(c.accent, -0.2), u)
        setup.put(hook, "hook")
    x, y = setup.across(0.12), setup.down(0.16)
    setup.put(circle(x, y, u * 26, stage.glow(setup.lamp, 0.6)) + circle(x, y, u * 4.5, "#fff1d0"), "lamp")
    daylight(setup)
    setup.blurred(soft=0.7)
    setup.top(tops.planks(setup, c.top, along=rng.random() < 0.5), c.top, name="bench")


def _panels(setup: Setup) -> str:
    """Boards up to the middle of a wall, and the rail that ends them."""
    stage, c, u = setup.stage, setup.colours, setup.u
    top, wide = setup.down(0.42), stage.right - stage.left
    grooves = "".join(
        trace("M", stage.left + k * u * 7, top, "V", stage.horizon) for k in range(round(wide / u / 7) + 1)
    )
    svg = rect(stage.left, top, wide, stage.horizon - top, mix(c.wall, c.accent, 0.35))
    svg += stroke(grooves, mix(c.wall, c.accent, 0.5), u * 0.6)
    return svg + rect(stage.left, top - u * 1.4, wide, u * 2.4, mix(c.wall, "#ffffff", 0.5))
