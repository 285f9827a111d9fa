"""Outside: a blanket in the grass, the moss, a table in the garden, the beach and a sports ground from near."""

from __future__ import annotations

from pipelines.scene.nature.plants import tuft
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.tabletops import floors, props, tops
from pipelines.scene.place.tabletops.foliage import dapples, open_sky, trees
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.shapes import circle, ellipse, path, rect, stroke, trace


def picnic(setup: Setup) -> None:
    """A checked blanket in the grass, soft trees behind."""
    c, grass = setup.colours, setup.stage.tones.land
    open_sky(setup)
    trees(setup, grass, 0.5)
    setup.blurred()
    setup.top(floors.blanket(setup, c.top, c.accent, grass), c.top, name="blanket", edge=shade(grass, 0.08))
    dapples(setup, setup.u * 9)


def garden(setup: Setup) -> None:
    """A table of weathered boards in a garden; in the evening strings of lamps hang in the trees."""
    stage, c, u, rng = setup.stage, setup.colours, setup.u, setup.rng
    grass = stage.tones.land
    open_sky(setup)
    trees(setup, grass, 0.3)
    if not stage.wintry:
        setup.put(_blossom(setup), "flower", "flowers", "blossom")
    glow = mix(stage.tones.light, "#ffe6b0", 0.4)
    setup.put(props.lights(rng, 0, stage.width, 0, setup.down(0.6), u * 3.6, (glow, mix(glow, grass, 0.4))), "lights")
    if stage.brief.daytime in ("dusk", "night"):
        for k in range(9):
            at = (k + 0.5) / 9
            x, y = stage.width * at, setup.down(0.16 + 0.42 * at * (1 - at))
            lamp = circle(x, y, u * 7, stage.glow("#ffcf7a", 0.9)) + circle(x, y, u * 1.3, "#fff3d0")
            setup.put(lamp, "lamp", "lights")
    setup.blurred(soft=1.1)
    setup.top(tops.planks(setup, c.top, along=rng.random() < 0.6), c.top)
    dapples(setup, u * 8)


def glade(setup: Setup) -> None:
    """Moss and young grass from as near as one who kneels sees them."""
    stage, rng, u, blades = setup.stage, setup.rng, setup.u, ""
    moss = stage.tones.land if stage.wintry else mix(stage.tones.land, setup.colours.top, 0.6)
    open_sky(setup)
    trees(setup, stage.tones.land, 0.2)
    if not stage.wintry:
        setup.put(_blossom(setup), "flower", "flowers", "blossom")
    setup.blurred(soft=1.2)
    for _ in range(70):
        x, at = rng.uniform(stage.left, stage.right), rng.random()
        blades += tuft(rng, x, stage.horizon + (stage.bottom - stage.horizon) * at, u * (2 + 6 * at), 4)
    svg = tops.plain(setup, moss) + path(blades, shade(moss, -0.06), 0.8)
    setup.top(svg, moss, name="moss", sheen=0.3, edge=shade(moss, 0.05))
    rough = (
        tuft(rng, rng.uniform(stage.left, stage.right), stage.horizon + u, u * rng.uniform(1.5, 4)) for _ in range(90)
    )
    stage.add("grass", "ground", 0.43, path("".join(rough), shade(moss, 0.03)))
    dapples(setup, u * 8)


def _blossom(setup: Setup) -> str:
    """Flowers so far out of focus that they are dots."""
    rng, svg = setup.rng, ""
    for _ in range(34):
        x, y = rng.uniform(0, setup.stage.width), setup.down(rng.uniform(0.62, 1.0))
        colour = setup.seen(rng.choice((setup.colours.accent, "#ffffff", "#f4b8a0")))
        svg += circle(x, y, setup.u * rng.uniform(0.8, 2), colour, 0.75)
    return svg


def beach(setup: Setup) -> None:
    """Sand from near, with the sea and its foam behind."""
    stage, u, t = setup.stage, setup.u, setup.stage.tones
    open_sky(setup)
    x, w, line = stage.left, stage.right - stage.left, setup.down(0.56)
    shallow = (0.7, mix(t.water, "#bfeee6", 0.4)), (1.0, mix(t.water, "#eafaf2", 0.7))
    sea = stage.vertical((0, t.water), *shallow, top=line, bottom=stage.horizon)
    setup.put(rect(x, line, w, stage.horizon - line + u * 2, sea), "sea")
    for k in range(5):
        y = line + (stage.horizon - line) * (0.3 + 0.17 * k)
        foam = trace("M", x, y, "q", w * 0.1, -u * 2, w * 0.22, 0, "t", w * 0.2, 0, "t", w * 0.26, 0, "t", w * 0.3, 0)
        setup.put(stroke(foam, "#ffffff", u * (0.5 + 0.45 * k), 0.45), "foam")
    if stage.brief.daytime in ("dawn", "dusk"):
        setup.put(circle(stage.light[0], line - u * 4, u * 26, stage.glow(t.light, 0.9)), "sun")
    setup.blurred(soft=0.7)
    setup.top(floors.sand(setup, setup.colours.top), setup.colours.top, name="beach", edge="#ffffff")
    if setup.shows("shell", "pebble"):
        stage.add("pebbles", "ground", 0.43, _pebbles(setup))


def _pebbles(setup: Setup) -> str:
    stage, rng, u, svg = setup.stage, setup.rng, setup.u, ""
    for _ in range(6):
        x, y = rng.uniform(0.02, 0.98) * stage.width, stage.horizon + u * rng.uniform(1.5, 5)
        svg += ellipse(x, y, u * rng.uniform(0.6, 1.2), u * 0.45, mix(setup.colours.top, "#ffffff", 0.6))
    return svg


def ground(setup: Setup) -> None:
    """The mown grass of a sports ground with a white line, an empty stand behind."""
    stage, u = setup.stage, setup.u
    open_sky(setup)
    turf = stage.tones.land if stage.wintry else mix(stage.tones.land, setup.colours.top, 0.5)
    _stand(setup)
    fence = mix(setup.colours.accent, "#ffffff", 0.2)
    setup.put(rect(stage.left, setup.down(0.83), stage.right - stage.left, setup.down(0.1), fence), "fence")
    setup.put(rect(stage.left, setup.down(0.93), stage.right - stage.left, stage.horizon, shade(turf, -0.05)), "lawn")
    setup.blurred()
    svg = floors.lawn(setup, turf)
    deep = stage.height - stage.horizon
    chalk = trace("M", setup.across(-0.1), stage.horizon + deep * 0.98)
    chalk += trace("L", setup.across(0.72), stage.horizon + deep * 0.12)
    svg += stroke(chalk, "#f4f6ee", u * 1.7, 0.8)
    setup.top(svg, turf, name="lawn", sheen=0.3, edge=shade(turf, 0.06))


def _stand(setup: Setup) -> None:
    """Rows of empty seats below a roof, and two masts with lamps."""
    stage, u = setup.stage, setup.u
    tone, wide = mix(setup.colours.accent, stage.tones.sky_low, 0.45), stage.right - stage.left
    for row in range(6):
        seats = shade(tone, 0.03 * (row % 2) - 0.01 * row)
        setup.put(rect(stage.left, setup.down(0.5 + 0.055 * row), wide, setup.down(0.05), seats), "stand", "bench")
    setup.put(rect(stage.left, setup.down(0.42), wide, u * 4, shade(tone, 0.12)), "stand")
    for at in (0.1, 0.9):
        x = stage.width * at
        mast = rect(x - u * 0.7, setup.down(0.12), u * 1.4, setup.down(0.5), shade(tone, -0.12))
        setup.put(
            mast + rect(x - u * 7, setup.down(0.07), u * 14, u * 7, mix(tone, "#ffffff", 0.6), r=u), "mast", "lamp"
        )
