"""The background of each setting: what is painted behind the things."""

from __future__ import annotations

from collections.abc import Callable

from pipelines.scene.curve import n
from pipelines.scene.interior.rooms import paint_interior
from pipelines.scene.lay.spot import RAIL
from pipelines.scene.lay.stage import Stage
from pipelines.scene.nature.city import paint_skyline, paint_street
from pipelines.scene.nature.cosmos import paint_space
from pipelines.scene.nature.deep import paint_deep
from pipelines.scene.nature.foreground import paint_foreground
from pipelines.scene.nature.land import paint_ground, paint_hill, paint_path, paint_way
from pipelines.scene.nature.plants import bush, flower
from pipelines.scene.nature.ranges import paint_dunes, paint_hills, paint_mesas, paint_peaks
from pipelines.scene.nature.sky import paint_sky
from pipelines.scene.nature.trees import paint_trees
from pipelines.scene.nature.water import paint_beach, paint_coast, paint_lake, paint_sea
from pipelines.scene.nature.weather import paint_lightning
from pipelines.scene.palette import mix, shade
from pipelines.scene.place.atlas import ATLAS
from pipelines.scene.place.countryside import paint_hedged
from pipelines.scene.place.forests import paint_forest
from pipelines.scene.place.meadows import paint_meadow
from pipelines.scene.place.mountains import paint_mountain
from pipelines.scene.place.railways import paint_track
from pipelines.scene.place.snows import paint_snow


def paint_behind(stage: Stage, *, standing: bool) -> None:
    """All layers behind the things.

    `standing`: something needs firm ground (a beach, a small moon).
    """
    setting = stage.brief.setting
    if stage.brief.place in ATLAS:
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
    if _lacks_rails(stage):
        paint_track(stage, stage.random("track"))


def _lacks_rails(stage: Stage) -> bool:
    """Whether a train would stand in the grass; one on a bridge has its way there."""
    trains = any(one.drawing in RAIL and one.relation not in ("on", "in", "above") for one in stage.brief.subjects)
    land = stage.brief.setting in ("plain", "meadow", "mountain", "forest", "snow", "desert", "garden")
    return trains and land and not {"rails", "hill", "lake"} & set(stage.anchors)


def _plain(stage: Stage) -> None:
    """Open land for what could be anywhere."""
    paint_hills(stage, 2, 12)
    paint_hedged(stage, stage.random("plain"))
    paint_ground(stage, flowers=14, wave=2.2)
    paint_foreground(stage)


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
    if "mountains" in stage.brief.features:
        paint_peaks(stage, 2, 24.0)
    else:
        paint_coast(stage)
    paint_sea(stage)
    if standing:
        level = paint_beach(stage)
        stage.anchors["beach"] = (0, level, stage.width, stage.height - level)


_LANDS: dict[str, Callable[[Stage], None]] = {
    "plain": _plain,
    "meadow": paint_meadow,
    "forest": paint_forest,
    "mountain": paint_mountain,
    "snow": paint_snow,
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
        paint_path(stage, "river", mix(t.water, t.sky_low, 0.45), mix(t.land, t.water_deep, 0.3))
    if "path" in named:
        paint_way(stage)
    if "lake" in named and stage.brief.setting != "mountain":
        paint_lake(stage)
    if "hill" in named or any(subject.other == "hill" for subject in stage.brief.subjects):
        paint_hill(stage)
    if "trees" in named and stage.brief.setting not in ("forest", "garden"):
        paint_trees(stage, "trees", "lcl", stage.horizon + stage.unit * 2, stage.unit * 15, 0.2, gaps=1.2)


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
