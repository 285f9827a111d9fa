"""Works: tabletops of a study, a workshop and a cafe at night."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import props, tops
from pipelines.scene.place.tabletops.panes import beam, outlook, window
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import circle, rect, stroke, trace

SPINES = ("#b5564a", "#4f7f8a", "#d9a458", "#5f7a56", "#8a6a9a", "#e6dcc4", "#3f5068")
STREET = ("#ffcf7a", "#ff9d5c", "#ffe6b0", "#7fb8d8")


def desk(setup: Setup) -> None:
    """A desk by a wall with a shelf above it, a lamp that shines, and notes."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, 0.03), shade(c.wall, -0.04), 0.35)
    ledge, left = setup.down(0.34), setup.across(0.7) - u * 30
    setup.put(rect(left - u * 3, ledge, u * 66, u * 2, shade(c.top, -0.06)), "shelf")
    setup.put(props.spines(rng, left, ledge, u * 40, u * 19, _spines(setup)), "book", "books")
    setup.put(props.herbs(rng, left + u * 53, ledge, u * 15, c.accent, setup.green()), "plant", "pot")
    for k in range(4):
        x, y = setup.across(0.62 + 0.1 * k), setup.down(0.5 + 0.14 * (k % 2))
        paper = mix(c.wall, rng.choice(("#ffffff", c.accent)), 0.55)
        setup.put(rect(x - u * 4, y, u * 8, u * 8.5, paper), "memo", "note")
    x = setup.across(0.14)
    lamp = props.shade_lamp(x, stage.horizon + u, u * 38, shade(c.top, -0.25), mix(setup.lamp, "#fff0d0", 0.5))
    setup.put(circle(x, setup.down(0.62), u * 40, stage.glow(setup.lamp, 0.75)) + lamp, "lamp")
    setup.blurred()
    pool = tops.pool(setup, setup.across(0.2), stage.horizon + u * 9, u * 30, setup.lamp, 0.5)
    setup.top(tops.planks(setup, c.top, along=False) + pool, c.top, name="desk")


def study(setup: Setup) -> None:
    """A writing desk at a window."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(c.wall, shade(c.wall, -0.05))
    wide, foot = stage.width * 0.52, setup.down(0.86)
    left = setup.across(0.34) - wide / 2
    box = (left, -u * 2, wide, foot)
    setup.put(window(setup, box, outlook(setup), shade(c.top, -0.08)), "window")
    row = props.spines(rng, setup.across(0.84) - u * 12, stage.horizon + u, u * 22, u * 20, _spines(setup))
    setup.put(row, "book", "books")
    setup.put(props.herbs(rng, left + wide * 0.12, foot, u * 15, c.accent, setup.green()), "plant", "pot")
    setup.blurred("window", 0.7)
    setup.top(tops.planks(setup, c.top, along=rng.random() < 0.4), c.top, name="desk")
    beam(setup)


def _spines(setup: Setup) -> list[str]:
    return [setup.seen(colour) for colour in SPINES]


def workbench(setup: Setup) -> None:
    """A bench below a pegboard on which tools hang, and drawers of small parts."""
    stage, c, u = setup.stage, setup.colours, setup.u
    setup.wall(shade(c.wall, 0.03), shade(c.wall, -0.05), 0.6)
    columns = range(round((stage.right - stage.left) / (u * 5)))
    at = ((stage.left + u * 5 * k, stage.horizon - u * 5 * row) for k in columns for row in range(1, 16))
    holes = "".join(trace("M", *place, "h", 0.1) for place in at)
    setup.put(stroke(holes, shade(c.wall, -0.16), u * 0.9), "wall")
    tone = mix(c.wall, c.accent, 0.62)
    tools = props.hung_tools(setup.rng, setup.across(0.5) - u * 40, setup.down(0.12), u * 9.5, tone, setup.shows)
    setup.put(f'<g opacity=".8">{tools}</g>', "tools")
    setup.put(_drawers(setup), "drawer", "box")
    setup.pendant(0.2, 0.16, 7, c.accent)
    setup.blurred(soft=0.7)
    setup.top(tops.planks(setup, c.top, along=False), c.top, name="workbench")


def _drawers(setup: Setup) -> str:
    """Two rows of small drawers."""
    c, u, svg = setup.colours, setup.u, ""
    for k in range(10):
        left, foot = setup.across(0.78) + (k // 2 - 2.5) * u * 8, setup.stage.horizon - (k % 2) * u * 7
        svg += rect(left, foot - u * 6.4, u * 7.4, u * 6, mix(c.accent, c.wall, 0.35), r=u * 0.5)
        svg += circle(left + u * 3.7, foot - u * 3, u * 0.8, shade(c.wall, 0.1))
    return svg


def cafe(setup: Setup) -> None:
    """A small table in the evening, the lights of a street out of focus behind the glass."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    setup.wall(shade(c.wall, -0.04), mix(c.wall, c.accent, 0.3), 0.3)
    for at in (0.02, 0.36, 0.7):
        pane = stage.vertical((0, shade(c.wall, 0.02)), (1, mix(c.wall, c.accent, 0.45)), top=0, bottom=stage.horizon)
        setup.put(rect(stage.width * at, setup.down(0.06), stage.width * 0.3, setup.down(0.8), pane), "window")
    tones = (*STREET, mix(c.accent, "#ffffff", 0.4))
    setup.put(props.lights(rng, 0, stage.width, setup.down(0.08), setup.down(0.82), u * 4.6, tones), "lights")
    for at in (0.3, 0.74):
        setup.pendant(at, 0.16, 5, shade(c.wall, -0.08))
    setup.blurred(soft=0.6)
    pool = tops.pool(setup, setup.across(0.4), stage.horizon + u * 12, u * 34, "#ffca80", 0.45)
    setup.top(tops.planks(setup, c.top, along=rng.random() < 0.5) + pool, c.top)
