"""The background of each setting: what is painted behind the things, and what in front of them."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.curve import n
from pipelines.scene.interior.rooms import paint_interior
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline, paint_street
from pipelines.scene.nature.cosmos import paint_space
from pipelines.scene.nature.deep import paint_deep, paint_weeds
from pipelines.scene.nature.grass import paint_front_grass
from pipelines.scene.nature.land import paint_ground, paint_hill, paint_path
from pipelines.scene.nature.plants import bush, flower, spray
from pipelines.scene.nature.ranges import paint_dunes, paint_hills, paint_mesas, paint_peaks
from pipelines.scene.nature.sky import paint_sky
from pipelines.scene.nature.trees import paint_grove, paint_trees
from pipelines.scene.nature.water import paint_beach, paint_coast, paint_lake, paint_sea, paint_waves
from pipelines.scene.nature.weather import paint_lightning, paint_weather
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.atlas import ATLAS, FRONTS, GRASSY
from pipelines.scene.place.table import paint_near_table, paint_table

BARE = ("desert", "snow")
"""Settings without grass, whatever the place."""


def paint_behind(stage: Stage, *, standing: bool, still: bool = False) -> None:
    """All layers behind the things.

    `standing`: something needs firm ground (a beach, a small moon). `still`: a table for a still life.
    """
    setting = stage.brief.setting
    if still and (stage.brief.place in ATLAS or setting == "room"):
        ATLAS[stage.brief.place or "room"](stage)
        paint_near_table(stage)
    elif still:
        paint_table(stage)
    elif stage.brief.place in ATLAS:
        ATLAS[stage.brief.place](stage)
    elif setting == "room":
        paint_interior(stage, "room")
    elif setting == "space":
        paint_space(stage, ground=standing)
    elif setting == "underwater":
        paint_deep(stage)
    else:
        paint_sky(stage)
        if stage.brief.weather == "storm":
            paint_lightning(stage)
        _sea(stage, standing) if setting == "sea" else _LANDS[setting](stage)
        _features(stage)


def paint_front(stage: Stage) -> None:
    """All layers in front of the things: weather, then the frame of grass, leaves or waves."""
    paint_weather(stage)
    place, setting = stage.brief.place, stage.brief.setting
    if place in FRONTS:
        FRONTS[place](stage)
    elif place in ATLAS:
        if place in GRASSY and setting not in BARE:
            paint_front_grass(stage, 5)
    elif setting == "sea" and "beach" not in stage.anchors:
        paint_waves(stage)
    elif setting == "underwater":
        paint_weeds(stage)
    elif setting in ("meadow", "garden", "mountain", "forest"):
        paint_front_grass(stage, {"garden": 12, "meadow": 6, "mountain": 5, "forest": 0}[setting])
    leafy = place in GRASSY and setting not in BARE if place in ATLAS else setting in ("forest", "garden", "meadow")
    if leafy and not stage.wintry:
        _leaves_in_corner(stage)


def _plain(stage: Stage) -> None:
    paint_hills(stage, 2, 8)
    paint_ground(stage, grass=False, wave=2.2)


def _meadow(stage: Stage) -> None:
    rng = stage.random("meadow")
    if rng.random() < 0.4:
        paint_peaks(stage, rng.choice((1, 2)), rng.uniform(18, 30), 0.35)
    paint_hills(stage, rng.choice((2, 3, 3)), rng.uniform(7, 19))
    if rng.random() < 0.75:
        paint_trees(
            stage,
            "tree line",
            rng.choice(("lb", "cl", "lpb", "c")),
            stage.horizon + stage.unit * 0.6,
            stage.unit * rng.uniform(5, 8),
            0.35,
            gaps=0.8,
        )
    paint_ground(stage, flowers=rng.choice((25, 60, 110)) if stage.brief.season in ("spring", "summer", "") else 12)
    extra = rng.choice(("grove", "grove", "path", "bushes", ""))
    if extra == "path" and not {"path", "river", "lake", "hill"} & set(stage.brief.features):
        _sandy_path(stage)
    elif extra == "grove":
        paint_grove(stage, rng.choice(("l", "lp", "c", "p")))
    elif extra == "bushes":
        paint_trees(stage, "bushes", "b", stage.horizon + stage.unit * 4.5, stage.unit * 7, 0.1, gaps=1.6)


def _forest(stage: Stage) -> None:
    rng = stage.random("forest")
    kinds = rng.choice(("c", "cl", "ccl", "l"))
    paint_hills(stage, 2, 12)
    for i, (tall, haze) in enumerate(((20, 0.66), (27, 0.42), (36, 0.18))):
        foot = stage.horizon + stage.unit * (0.5 + 2.2 * i)
        paint_trees(stage, "trees", kinds, foot, stage.unit * tall, haze, snow=stage.wintry, gaps=0.12 * i)
        if i < 2:
            _mist(stage, foot)
    paint_ground(stage, flowers=26, wave=1.2)


def _mountain(stage: Stage) -> None:
    paint_peaks(stage, 3, 36, 0.5)
    paint_trees(stage, "firs", "c", stage.horizon + stage.unit * 1.2, stage.unit * 8, 0.32, snow=stage.wintry, gaps=0.5)
    paint_ground(stage, flowers=46)
    if stage.random("lake here").random() < 0.55 or "lake" in stage.brief.features:
        paint_lake(stage)


def _snow(stage: Stage) -> None:
    rng = stage.random("winter")
    if rng.random() < 0.7:
        paint_peaks(stage, 2, 26, 0.75)
    paint_hills(stage, 2, 9)
    paint_trees(stage, "firs", "c", stage.horizon + stage.unit * 1.2, stage.unit * 11, 0.4, snow=True, gaps=0.5)
    paint_ground(stage, grass=False, wave=3)
    paint_trees(stage, "near firs", "c", stage.horizon + stage.unit * 6, stage.unit * 22, 0.08, snow=True, gaps=2.6)


def _desert(stage: Stage) -> None:
    if stage.random("rocks").random() < 0.65:
        paint_mesas(stage)
    paint_dunes(stage)


def _city(stage: Stage) -> None:
    paint_skyline(stage)
    paint_street(stage)


def _garden(stage: Stage) -> None:
    paint_hills(stage, 2, 8)
    paint_trees(stage, "garden trees", "llp", stage.horizon + stage.unit, stage.unit * 16, 0.3, gaps=0.8)
    _fence(stage)
    paint_ground(stage, flowers=110)
    _flower_bed(stage)


def _sea(stage: Stage, standing: bool) -> None:
    paint_coast(stage)
    paint_sea(stage)
    if standing:
        level = paint_beach(stage)
        stage.anchors["beach"] = (0, level, stage.width, stage.height - level)


_LANDS: dict[str, Callable[[Stage], None]] = {
    "plain": _plain,
    "meadow": _meadow,
    "forest": _forest,
    "mountain": _mountain,
    "snow": _snow,
    "desert": _desert,
    "city": _city,
    "garden": _garden,
}


def _features(stage: Stage) -> None:
    """Parts that were named, where the setting does not bring them anyway."""
    t, named = stage.tones, stage.brief.features
    if stage.brief.setting in ("sea", "city"):
        return
    if "river" in named:
        paint_path(stage, "river", t.water, mix(t.land, t.water_deep, 0.4))
    if "path" in named:
        _sandy_path(stage)
    if "lake" in named and stage.brief.setting != "mountain":
        paint_lake(stage)
    if "hill" in named or any(subject.other == "hill" for subject in stage.brief.subjects):
        paint_hill(stage)
    if "trees" in named and stage.brief.setting not in ("forest", "garden"):
        paint_trees(stage, "trees", "lcl", stage.horizon + stage.unit * 2, stage.unit * 15, 0.2, gaps=1.2)


def _sandy_path(stage: Stage) -> None:
    sand = mix(stage.tones.change("#e8d2a0"), stage.tones.land, 0.1)
    paint_path(stage, "path", sand, shade(sand, -0.08))


def _mist(stage: Stage, foot: float) -> None:
    rng = stage.random(f"mist {foot:.0f}")
    colour = mix(stage.tones.sky_edge, stage.tones.sky_low, 0.3)
    svg = "".join(
        f'<ellipse cx="{n(rng.uniform(stage.left, stage.right))}" cy="{n(foot - stage.unit * rng.uniform(0, 7))}" '
        f'rx="{n(stage.unit * rng.uniform(30, 60))}" ry="{n(stage.unit * rng.uniform(4, 8))}" '
        f'fill="{stage.glow(colour, 0.5, 0.1)}"/>'
        for _ in range(5)
    )
    stage.add("mist", "far", 0.3, svg)


def _fence(stage: Stage) -> None:
    t = stage.tones
    foot, tall, step = stage.horizon + stage.unit * 3, stage.unit * 6.5, stage.unit * 2.6
    white = t.away(t.change("#fbf7ee"), 0.08)
    pales = "".join(
        (
            f"M{n(x)} {n(foot)}V{n(foot - tall * 0.86)}l{n(step * 0.25)} {n(-tall * 0.14)}"
            f"l{n(step * 0.25)} {n(tall * 0.14)}V{n(foot)}Z"
        )
        for x in (stage.left + step * k for k in range(int((stage.right - stage.left) / step) + 1))
    )
    rails = "".join(
        f"M{n(stage.left)} {n(foot - tall * k)}H{n(stage.right)}v{n(tall * 0.11)}H{n(stage.left)}Z" for k in (0.7, 0.3)
    )
    stage.add(
        "fence", "far", 0.42, f'<path d="{rails}" fill="{shade(white, -0.07)}"/><path d="{pales}" fill="{white}"/>'
    )


def _flower_bed(stage: Stage) -> None:
    rng = stage.random("bed")
    t = stage.tones
    svg, foot = "", stage.horizon + stage.unit * 4.2
    x = stage.left
    while x < stage.right:
        green = shade(mix(t.far, t.land, 0.4), rng.uniform(-0.08, 0.0))
        wide = stage.unit * rng.uniform(6, 10)
        svg += bush(rng, x, foot, wide, green)
        petal = t.change(rng.choice(("#f48fb1", "#ffd25e", "#ef6f6c", "#b39ddb", "#ffffff")))
        svg += "".join(
            flower(
                rng,
                x + rng.uniform(-0.35, 0.35) * wide,
                foot - stage.unit * rng.uniform(-0.4, 1.4),
                stage.unit * rng.uniform(1.6, 3),
                petal,
                green,
            )
            for _ in range(5)
        )
        x += wide * rng.uniform(0.6, 1.3)
    stage.add("flower bed", "ground", 0.47, svg)


def _leaves_in_corner(stage: Stage) -> None:
    rng = stage.random("corner")
    right = stage.light[0] < stage.width / 2
    t = stage.tones
    svg = ""
    base = stage.width if right else 0.0
    green = shade(mix(t.land, t.near, 0.5), -0.05)
    for i in range(5):
        angle = (180 - (20 + 17 * i)) if right else (20 + 17 * i)
        start = base + (1 if right else -1) * stage.unit * rng.uniform(2, 6)
        svg += spray(
            rng,
            start,
            -stage.unit * rng.uniform(1, 5),
            stage.unit * rng.uniform(16, 27),
            angle + rng.uniform(-6, 6),
            shade(green, rng.uniform(-0.03, 0.05)),
        )
    stage.add("leaves", "near", 0.97, svg)
