"""Setting: what is around the one whom a portrait is of."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.kinds.backing import paint_backing, vignette
from pipelines.scene.kinds.member import Member, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.lay.bust import has_face
from pipelines.scene.lay.footing import is_small
from pipelines.scene.lay.portrait import SITTING, worn_by
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import mix
from pipelines.scene.place.backdrop import paint_behind
from pipelines.scene.place.tabletops.tabletops import paint_tabletop
from pipelines.scene.scene import Brief
from pipelines.scene.shapes import rect

FLOOR = 0.66
"""Height of the edge of the floor under a thing that is shown whole, as a part of the picture's."""
FACE, EYES = 0.66, 0.3
"""Width of glasses and height of the eyes of an animal's bust, as parts of its box."""
COMMON = ("plain", "meadow", "room")
"""Settings that are taken where none was said: a portrait is better before nothing then."""


def paint_setting(stage: Stage, group: Group) -> None:
    """The place that was named, out of focus; without one a quiet ground, with a floor for what stands."""
    brief = stage.brief
    if brief.place or brief.setting not in COMMON or brief.features:
        paint_behind(stage, standing=False)
        stage.anchors.clear()
        stage.metre = 0.0
        _veil(stage)
        return
    first = group[0] if group else None
    if first and _is_on_table(brief, first):
        return paint_tabletop(stage, [first.figure])
    busts = first is None or first.subject.person or has_face(first.figure.concept)
    stage.horizon = stage.height * FLOOR
    paint_backing(stage, [one.figure.main for one in group], floor=0.0 if busts else FLOOR)


def _is_on_table(brief: Brief, first: Member) -> bool:
    """Whether a small thing is what the picture is of."""
    concept = first.figure.concept
    return concept.place == "floor" and is_small(concept) and not any(one.person for one in brief.subjects)


def _veil(stage: Stage) -> None:
    """The air between, so that what is in front stands out: thin above, thicker below."""
    t = stage.tones
    haze = mix(t.sky_low, t.sky_edge, 0.5)
    fill = stage.vertical((0, haze, 0.16), (0.55, haze, 0.5), (1, haze, 0.62), top=0, bottom=stage.height)
    stage.add("veil", "far", 0.5, rect(*stage.frame, fill))


def _dim(stage: Stage, group: Group) -> None:
    vignette(stage)


def _enlarged(stage: Stage, spots: list[Spot]) -> list[Spot]:
    """Where nobody sits for the picture, all of it from near; glasses on the eyes of an animal that wears them."""
    sitting = [spot for spot in spots if spot.order >= SITTING and spot.index < len(stage.brief.subjects)]
    if not sitting:
        loose = [spot for spot in spots if spot.ground == "sky" and spot.subject.relation is None]
        group = [spot for spot in spots if spot not in loose]
        box = (stage.width * 0.08, stage.height * 0.08, stage.width * 0.84, stage.height * 0.82)
        return loose + moved_into(group, box, standing=True, shaded=True) if group else spots
    worn = {at: spot for spot in sitting for at in worn_by(stage.brief.subjects, spot.index) if not spot.subject.person}
    return [_on_eyes(spot, worn[spot.index]) if spot.index in worn and _is_glasses(spot) else spot for spot in spots]


def _is_glasses(spot: Spot) -> bool:
    return any(word in spot.figure.concept.key for word in ("glasses", "goggles"))


def _on_eyes(spot: Spot, wearer: Spot) -> Spot:
    """Glasses as wide as the face of a bust, over its eyes."""
    x, y, w, h = wearer.box
    height = w * FACE / spot.figure.ratio
    return replace(spot, x=x + w / 2, foot=y + h * EYES + height / 2, height=height, order=wearer.order + 0.5)


PORTRAIT = Plan(paint_setting, settle=_enlarged, front=_dim, timeless=False, plain=False, most=1)
