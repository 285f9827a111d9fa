"""From a brief to a scene: stage, background, things, foreground."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import partial
from random import Random

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.feeling import feeling_of
from pipelines.scene.kinds.empty import paint_empty
from pipelines.scene.kinds.kinds import PLANS
from pipelines.scene.kinds.member import members, signs_of
from pipelines.scene.kinds.plan import Plan
from pipelines.scene.kinds.shapes import PLAIN, only_shapes
from pipelines.scene.lay.acting import acted
from pipelines.scene.lay.figure import figure
from pipelines.scene.lay.footing import needs_ground, still_life
from pipelines.scene.lay.hours import hour_of
from pipelines.scene.lay.kept import misplaced
from pipelines.scene.lay.layout import lay_out
from pipelines.scene.lay.near import Near, near_top
from pipelines.scene.lay.neighbours import parted
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage, salt
from pipelines.scene.lay.still import arranged, exhibited
from pipelines.scene.lay.tones import tones
from pipelines.scene.lay.whereabouts import settled
from pipelines.scene.nature.weather import paint_weather
from pipelines.scene.paint.abstract import family_of, paint_abstract
from pipelines.scene.paint.air import paint_air
from pipelines.scene.paint.hidden import hidden
from pipelines.scene.paint.perch import paint_perch
from pipelines.scene.paint.pixels import pixelated
from pipelines.scene.paint.rise import paint_rise
from pipelines.scene.paint.storyboard import storyboard
from pipelines.scene.paint.thing import LONG_SHADOWS, paint_thing
from pipelines.scene.paint.unpainted import unpainted
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.place.front import paint_front
from pipelines.scene.place.tabletops.dishes import paint_dishes
from pipelines.scene.place.tabletops.tabletops import paint_tabletop
from pipelines.scene.scene import Brief, Check, Detail, Missed, Scene, no_check
from pipelines.scene.tables import table

HORIZONS = {
    "plain": (0.66, 0.76),
    "meadow": (0.47, 0.68),
    "garden": (0.5, 0.6),
    "forest": (0.56, 0.74),
    "mountain": (0.56, 0.66),
    "sea": (0.42, 0.64),
    "city": (0.56, 0.66),
    "desert": (0.46, 0.58),
    "snow": (0.52, 0.64),
    "space": (0.7, 0.8),
    "room": (0.62, 0.7),
    "underwater": (0.68, 0.78),
}
CEILED = ("room", "space", "underwater")
"""Settings where the hour does not tell how high the light stands."""


def compose(
    brief: Brief,
    width: int,
    height: int,
    seed: int,
    style: Style,
    drawings: Drawings,
    check: Check = no_check,
    *,
    moving: bool = False,
    detail: Detail = "usual",
) -> Scene:
    """A layered scene of `width` x `height` units. The same arguments give the same scene.

    `check` is called after each thing; what it raises ends the work. `moving`: for a film, with the moments of what
    people do. `detail`: how much is painted.
    """
    if brief.kind == "storyboard":
        return storyboard(brief, width, height, seed, partial(_sketch, style, drawings, check))
    brief = settled(acted(brief, drawings), drawings, seed)
    plan = None if near_top(brief, drawings) else plan_of(brief)
    stage = set_stage(_timeless(brief) if plan and plan.timeless else brief, width, height, seed)
    stage.detail, stage.moving = detail, moving
    if brief.abstract and not plan:
        paint_empty(stage) if _lacks(brief) else paint_abstract(stage)
    elif plan:
        _planned(stage, plan, style, drawings, check, moving)
    else:
        _paint(stage, style, drawings, check, moving)
    if not moving and not brief.abstract and not (plan and plan.plain):
        paint_air(stage)
    scene = Scene(
        width,
        height,
        seed,
        replace(brief, missed=(*brief.missed, *stage.misplaced, *unpainted(brief, stage.layers))),
        tuple(stage.layers),
        "".join(stage.defs),
        stage.horizon / height,
        stage.tones.named(),
    )
    scene = replace(scene, brief=replace(scene.brief, missed=(*scene.brief.missed, *hidden(scene))))
    return pixelated(scene, check) if brief.kind == "pixel" else scene


def _sketch(style: Style, drawings: Drawings, check: Check, brief: Brief, width: int, height: int, seed: int) -> Scene:
    """A scene with little in it, for a panel of a storyboard."""
    return compose(brief, width, height, seed, style, drawings, check, detail="simple")


def _lacks(brief: Brief) -> bool:
    """Whether things were asked for, of which none has a drawing: forms and feelings would not stand for them."""
    words = f"{brief.prompt} {brief.gloss}"
    return any(one.why == "no drawing" for one in brief.missed) and not (family_of(words) or feeling_of(words))


def _paint(stage: Stage, style: Style, drawings: Drawings, check: Check, moving: bool) -> None:
    near = near_top(stage.brief, drawings)
    if still := near is not None or still_life(stage.brief, drawings):
        spots = _on_top(stage, near, style, drawings, check)
    else:
        paint_behind(stage, standing=needs_ground(stage.brief, drawings))
        spots = lay_out(stage, drawings, style, check)
        _clear(stage, spots)
        if spots and all(spot.ground == "sky" for spot in spots) and "pedestal" in stage.anchors:
            spots = exhibited(stage, spots)
    for spot in spots:
        paint_rise(stage, spot)
        paint_perch(stage, spot)
        stage.add_layer(paint_thing(stage, spot, crowded=len(spots) > LONG_SHADOWS, moving=moving))
        check()
    if still:
        paint_weather(stage)
    else:
        paint_front(stage, spots)


def _clear(stage: Stage, spots: list[Spot]) -> None:
    """Take away a table that was offered, where nothing was put on it: it would be one that nobody asked for."""
    left, top, wide, deep = stage.anchors.get("table", (0, 0, 0, 0))
    used = (left <= spot.x <= left + wide and abs(spot.foot - top - deep / 2) <= 2 * deep for spot in spots)
    if stage.offered and not any(used):
        stage.layers[:] = [layer for layer in stage.layers if layer.name != stage.offered]


def _on_top(stage: Stage, near: Near | None, style: Style, drawings: Drawings, check: Check) -> list[Spot]:
    """Small things on a tabletop, which is painted too; it is what they were said to be on, if that is `near`."""
    whole = stage.brief
    stage.brief = near.rest if near else whole
    figures = [figure(drawings, one.drawing, style) for one in stage.brief.subjects]
    paint_tabletop(stage, figures, moving=stage.moving, support=near.support if near else None)
    laid = arranged(stage, lay_out(stage, drawings, style, check))
    spots = sorted(parted(stage, laid, nearer=True), key=lambda spot: spot.order)
    stage.misplaced = misplaced(stage.brief.subjects, spots)
    paint_dishes(stage, spots)
    if near is None:
        return spots
    stage.brief = replace(stage.brief, subjects=whole.subjects)
    return near.restored(whole, spots)


def _planned(stage: Stage, plan: Plan, style: Style, drawings: Drawings, check: Check, moving: bool) -> None:
    """A picture of another kind than a scene."""
    group = members(stage, drawings, style, plan.most, close=plan.close, signs=not plan.empty, furnished=plan.furnished)
    plan.behind(stage, group)
    spots = plan.spots(stage, group)
    if spots is None:
        spots = plan.settle(stage, lay_out(stage, drawings, style, check))
    crowded = plan.plain or len(spots) > LONG_SHADOWS
    for spot in sorted(spots, key=lambda spot: spot.order):
        stage.add_layer(plan.change(stage, paint_thing(stage, spot, crowded=crowded, moving=moving)))
        check()
    plan.front(stage, group)
    stage.misplaced += _left_out(stage)


def _left_out(stage: Stage) -> tuple[Missed, ...]:
    """Things of which fewer are there than were asked for, since so many fit; a pattern has as many as it has room."""
    shown = Counter(layer.subject for layer in stage.layers)
    repeated = stage.brief.kind == "pattern"
    return tuple(
        Missed(one.word, "too many") for one in stage.brief.subjects if shown[one] < (1 if repeated else one.count)
    )


def plan_of(brief: Brief) -> Plan | None:
    """The plan of the kind of picture that is asked for; none for a scene, or where there is nothing to show."""
    plan = PLAIN if only_shapes(brief) else PLANS.get(brief.kind)
    shown = brief.subjects or signs_of(brief)
    return plan if plan and (shown or plan.empty) else None


def _timeless(brief: Brief) -> Brief:
    """Without what changes the light: a logo is the same at night."""
    return replace(brief, daytime="day", weather="clear")


def set_stage(brief: Brief, width: int, height: int, seed: int) -> Stage:
    """An empty stage: horizon, light and colours chosen by the seed."""
    rng = Random(f"{salt(brief, seed)}/stage")
    low, high = table("places").get(brief.place, {}).get("horizon", HORIZONS[brief.setting])
    horizon = height * rng.uniform(low, high)
    side = rng.choice((rng.uniform(0.14, 0.3), rng.uniform(0.7, 0.86)))
    hour = hour_of(brief, rng)
    up = rng.uniform(0.2, 0.38) if brief.setting in CEILED else rng.uniform(*hour.up)
    return Stage(width, height, seed, brief, tones(brief, rng, hour), horizon, (side * width, horizon * up), hour)
