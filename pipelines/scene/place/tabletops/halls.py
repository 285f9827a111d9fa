"""Halls: what is seen on a floor from near: a stage, a playroom, a gym; and a bench before lockers."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import floors, props, tops
from pipelines.scene.place.tabletops.panes import beam, curtain
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import ellipse, path, rect, stroke, trace

BLOCKS = ("#e5786a", "#f0c04f", "#5fa8b8", "#8fbf6a", "#b08ac9")


def theatre(setup: Setup) -> None:
    """The boards of a stage in the light of two lamps, folds of a curtain behind."""
    stage, c, u = setup.stage, setup.colours, setup.u
    setup.wall(shade(c.wall, -0.05), shade(c.wall, 0.04), 0.2)
    wide, cloth = (stage.right - stage.left) / 9, mix(c.wall, c.accent, 0.55)
    for k in range(9):
        setup.put(curtain(setup, stage.left + wide * k, wide, stage.top, stage.horizon, cloth), "curtain")
    spots = props.lights(setup.rng, 0, stage.width, 0, setup.down(0.3), u * 2.4, (setup.lamp, c.accent))
    setup.put(spots, "lights")
    setup.blurred()
    foot = stage.horizon + (stage.height - stage.horizon) * 0.52
    pool = ellipse(stage.width / 2, foot, u * 56, u * 17, stage.glow(setup.lamp, 0.75, 0.45))
    setup.top(tops.planks(setup, c.top, along=False) + pool, mix(c.top, setup.lamp, 0.25), name="stage", sheen=0.2)
    _cones(setup, foot)


def _cones(setup: Setup, foot: float) -> None:
    """Two beams that meet on the boards, at y `foot`."""
    stage, u = setup.stage, setup.u
    fill = stage.vertical((0, setup.lamp, 0.26), (1, setup.lamp, 0.04), top=0, bottom=foot)
    left, right = stage.width / 2 - u * 40, stage.width / 2 + u * 40
    cones = "".join(
        trace("M", setup.across(at) - u * 3, stage.top, "h", u * 6, "L", right, foot, "H", left, "Z")
        for at in (0.1, 0.72)
    )
    stage.add("beams", "light", 0.43, path(cones, fill))


def playroom(setup: Setup) -> None:
    """A carpet before a painted wall with pennants and a low shelf of coloured boxes."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.02), shade(c.wall, -0.02), 0.6)
    x, w = stage.left, stage.right - stage.left
    hills = trace("M", x, stage.horizon, "V", setup.down(0.66), "q", w * 0.2, -u * 16, w * 0.42, -u * 2)
    hills += trace("t", w * 0.36, -u * 3, "t", w * 0.3, 0, "V", stage.horizon, "Z")
    setup.put(path(hills, mix(c.wall, c.accent, 0.3)), "hill", "hills")
    colours = [setup.seen(colour) for colour in BLOCKS]
    if rng.random() < 0.6:
        setup.put(_rainbow(setup, colours), "rainbow")
    pennants = props.bunting(-u * 4, stage.width + u * 4, setup.down(0.04), u * 7, colours)
    setup.put(pennants, "flag", "pennants")
    pale = [mix(colour, c.wall, 0.25) for colour in colours]
    setup.put(props.boxes(rng, setup.across(0.2) - u * 22, stage.horizon + u, u * 44, u * 11, pale), "shelf", "box")
    setup.blurred()
    setup.top(floors.carpet(setup, c.top, mix(c.top, c.accent, 0.4)), c.top, name="carpet", sheen=0.35)
    beam(setup)


def _rainbow(setup: Setup, colours: list[str]) -> str:
    """A rainbow painted on the wall."""
    u, x, y, svg = setup.u, setup.across(0.76), setup.down(0.7), ""
    for k, colour in enumerate(colours[:4]):
        r = u * (22 - 4 * k)
        svg += stroke(
            trace("M", x - r, y, "a", r, r, 0, 0, 1, 2 * r, 0), mix(colour, setup.colours.wall, 0.45), u * 3.4
        )
    return svg


def gym(setup: Setup) -> None:
    """The floor of a gym with the lines of a court, before high windows and padding."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.04), shade(c.wall, -0.03), 0.6)
    light, top, tall = mix(stage.tones.sky_low, "#ffffff", 0.5), setup.down(0.08), setup.down(0.3)
    for k in range(-1, 5):
        left, wide = k * stage.width * 0.27, stage.width * 0.24
        bar = stroke(trace("M", left + wide / 2, top, "v", tall), shade(c.wall, -0.1), u)
        setup.put(rect(left, top, wide, tall, light) + bar, "window")
    pad, wide = setup.down(0.66), stage.width / 8
    for k in range(-2, 10):
        tone = shade(c.accent, 0.03 * (k % 2))
        setup.put(rect(k * wide, pad, wide - u * 0.6, stage.horizon - pad, tone, r=u), "wall")
    setup.put(rect(stage.left, pad - u * 2.4, stage.right - stage.left, u * 2, mix(c.wall, "#ffffff", 0.4)), "wall")
    setup.blurred()
    line = mix(c.accent, "#ffffff", rng.choice((0.55, 0.05)))
    setup.top(floors.court(setup, c.top, line), c.top, name="floor", sheen=0.6)
    beam(setup)


def lockers(setup: Setup) -> None:
    """A bench before a row of lockers."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.04), c.wall)
    wide, metal = u * 17, mix(c.accent, c.wall, 0.3)
    for k in range(-1, round(stage.width / wide) + 2):
        left, tone = k * wide, shade(metal, rng.choice((-0.02, 0.0, 0.03)))
        rows = (setup.down(0.2 + 0.035 * row) for row in range(4))
        slots = "".join(trace("M", left + u * 5, y, "h", wide - u * 10) for y in rows)
        door = rect(left, setup.down(0.1), wide - u * 0.7, stage.horizon, tone, r=u * 0.5)
        grip = rect(left + wide - u * 4, setup.down(0.52), u * 1.3, u * 5, shade(tone, -0.2))
        setup.put(door + stroke(slots, shade(tone, -0.14), u * 0.8) + grip, "locker")
    setup.blurred(soft=0.7)
    setup.top(tops.planks(setup, c.top, along=False), c.top, name="bench")
    beam(setup)
