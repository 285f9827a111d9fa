"""Homes: tabletops of a kitchen, a breakfast room, a window and a bathroom."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import props, tops
from pipelines.scene.place.tabletops.panes import beam, curtain, outlook, window
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import circle, path, rect, ring, stroke, trace

CLAY = ("#c4714f", "#d9a07a", "#e9e2d4", "#7f98a0")


def kitchen(setup: Setup) -> None:
    """A worktop below a window with herbs on its sill, tiles, and a rail beside it."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(c.wall, shade(c.wall, -0.05))
    joints = props.tiles(stage.left, stage.right, setup.down(0.5), stage.horizon, u * 4, shade(c.wall, -0.1))
    setup.put(joints, "tiles")
    wide, foot = stage.width * 0.5, setup.down(0.74)
    left = setup.across(0.3) - wide / 2
    frame = mix(c.wall, setup.seen("#ffffff"), 0.7)
    setup.put(window(setup, (left, -u * 2, wide, foot + u * 2), outlook(setup), frame, 3), "window")
    for k in range(3):
        clay, size = setup.seen(rng.choice(CLAY)), u * rng.uniform(11, 16)
        herb = props.herbs(rng, left + wide * (0.18 + 0.3 * k), foot, size, clay, setup.green())
        setup.put(herb, "herb", "plant", "pot")
    _kitchenware(setup)
    setup.blurred("window")
    stone = mix(c.top, "#f2efe9", 0.8)
    if rng.random() < 0.6:
        setup.top(tops.planks(setup, c.top), c.top)
    else:
        setup.top(tops.marble(setup, stone), stone)
    beam(setup)


def _kitchenware(setup: Setup) -> None:
    """A rail with ladles, and jars below it."""
    c, u = setup.colours, setup.u
    ladles = props.ladles(setup.across(0.78) - u * 9, setup.down(0.2), u * 5, shade(c.accent, -0.1))
    setup.put(ladles, "ladle", "spoon", "spatula", "whisk")
    glazes = (c.accent, shade(c.accent, 0.12), mix(c.wall, c.accent, 0.4))
    jars = props.jars(setup.rng, setup.across(0.82) - u * 14, setup.stage.horizon, u * 26, u * 13, glazes)
    setup.put(jars, "jar", "bottle")


def breakfast(setup: Setup) -> None:
    """A laid cloth by a tall window with thin curtains, the light slanting in."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(c.wall, shade(c.wall, -0.06), 0.7)
    wide = stage.width * 0.44
    left = setup.across(0.22) - wide / 2
    box = (left, -u * 2, wide, setup.down(0.93))
    setup.put(window(setup, box, outlook(setup), setup.seen("#fbf8f2")), "window")
    cloth = mix(setup.seen("#ffffff"), c.wall, 0.25)
    for x in (left - u * 6, left + wide - u * 8):
        setup.put(curtain(setup, x, u * 14, stage.top, stage.horizon, cloth, 0.72), "curtain", "curtains")
    pot = mix(c.accent, c.wall, 0.3)
    plant = props.bushy(rng, setup.across(0.84), stage.horizon + u, u * rng.uniform(26, 34), pot, setup.green())
    setup.put(plant, "plant", "leaves", "leaf", "pot")
    setup.blurred("window")
    setup.top(tops.linen(setup, c.top, c.accent, rng.choice(("plain", "striped", "checked"))), c.top)
    beam(setup)


def marble(setup: Setup) -> None:
    """A counter of marble before glazed tiles, below hanging lamps."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, -0.04), c.wall, 0.55)
    for _ in range(26):
        tone = shade(c.wall, rng.choice((-0.05, 0.05, 0.09)))
        left = stage.left + rng.randrange(round((stage.right - stage.left) / (u * 8))) * u * 8
        setup.put(rect(left, stage.horizon - rng.randrange(1, 18) * u * 4, u * 8, u * 4, tone, 0.55), "tiles")
    joint = mix(c.wall, "#ffffff", 0.25)
    setup.put(props.tiles(stage.left, stage.right, stage.top, stage.horizon, u * 4, joint), "tiles")
    if rng.random() < 0.7:
        ledge, left = setup.down(0.42), setup.across(0.66) - u * 30
        setup.put(rect(left, ledge, u * 60, u * 1.6, shade(c.wall, -0.16)), "shelf")
        glazes = (mix(c.accent, c.wall, 0.3), mix("#ffffff", c.wall, 0.3), shade(c.wall, 0.1))
        setup.put(props.jars(rng, left + u * 4, ledge, u * 46, u * 11, glazes), "jar", "bottle")
    for at in (0.24, 0.5):
        setup.pendant(at, 0.24, 5.5, c.accent)
    setup.blurred()
    setup.top(tops.marble(setup, c.top), c.top, sheen=0.6)


def sill(setup: Setup) -> None:
    """A broad window sill with the weather outside, between curtains."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(c.wall, shade(c.wall, -0.06))
    frame = mix(c.wall, setup.seen("#ffffff"), rng.choice((0.8, 0.8, 0.15)))
    box = (stage.width * 0.07, -u * 4, stage.width * 0.86, stage.horizon + u * 3)
    setup.put(window(setup, box, outlook(setup), frame, rng.choice((2, 3)), rng.choice((1, 2))), "window")
    for x in (-u * 16, stage.width - u * 11):
        cloth = mix(c.accent, c.wall, 0.3)
        setup.put(curtain(setup, x, u * 27, stage.top, stage.horizon, cloth), "curtain", "curtains")
    setup.blurred("window", 0.55)
    setup.sun()
    top = mix(c.top, frame, 0.6)
    setup.top(tops.planks(setup, top, along=False), top, name="windowsill")
    beam(setup)


def bathroom(setup: Setup) -> None:
    """A stone shelf before tiles, with a round mirror, a towel and a plant."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.02), shade(c.wall, -0.04))
    line, bricks = shade(c.wall, -0.09), rng.random() < 0.5
    joints = props.tiles(stage.left, stage.right, stage.top, stage.horizon, u * 4.5, line, bricks=bricks)
    setup.put(joints, "tiles")
    setup.put(_round_mirror(setup), "mirror")
    x, rail = setup.across(0.86), setup.down(0.36)
    cloth = curtain(setup, x - u * 8, u * 16, rail, setup.down(0.86), mix(c.accent, "#ffffff", 0.5))
    setup.put(cloth + stroke(trace("M", x - u * 12, rail, "h", u * 24), shade(c.accent, -0.15), u), "towel")
    plant = props.herbs(rng, setup.across(0.12), stage.horizon, u * 26, setup.seen("#e9e2d4"), setup.green())
    setup.put(plant, "plant", "pot", "herb")
    setup.blurred()
    setup.top(tops.marble(setup, c.top), c.top, name="counter", sheen=0.6)


def _round_mirror(setup: Setup) -> str:
    c, r, x, y = setup.colours, setup.u * 24, setup.across(0.46), setup.down(0.42)
    shine = trace("M", x - r * 0.7, y + r * 0.4, "L", x + r * 0.3, y - r * 0.8, "h", r * 0.3)
    shine += trace("L", x - r * 0.4, y + r * 0.7, "Z")
    glass = circle(x, y, r, mix(c.wall, "#ffffff", 0.6)) + path(shine, "#ffffff", 0.45)
    return glass + ring(x, y, r, r, c.accent, setup.u * 1.6)
