"""Whole: a figure from head to foot, as groups that can be moved about their pivots."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.scene.curve import Point
from pipelines.scene.people.build import build_of
from pipelines.scene.people.dressing import TAIL, dressed, from_behind, neck
from pipelines.scene.people.extras import BEHIND, extra, life_support
from pipelines.scene.people.furniture import BEFORE, furniture
from pipelines.scene.people.head import Head
from pipelines.scene.people.idle import FISTS, POCKETS
from pipelines.scene.people.limbs import arm, hand, leg, pocket, sleeves, trouser_leg
from pipelines.scene.people.nape import nape
from pipelines.scene.people.posture import Posture
from pipelines.scene.people.props import grip, palms, prop, work_at
from pipelines.scene.people.shapes import group, n, rect, turned
from pipelines.scene.people.skeleton import Skeleton, skeleton
from pipelines.scene.people.top import before_head, behind_head, skull_of
from pipelines.scene.people.wardrobe import Piece, pieces
from pipelines.scene.scene import Person

IRIS = "#5a3b28"
CLOSED = 60
"""Degrees from which on a forearm that is raised ends in a closed hand."""


@dataclass(frozen=True)
class Body:
    """A drawn figure in its own units: the ground is at 0, a grown person is about 200 tall."""

    svg: str
    """Groups with ids: far-arm, far-leg, near-leg, trunk, head, near-arm and what is behind and before them."""
    pivots: dict[str, Point]
    """Where each group turns: shoulders, hips, neck."""
    anchors: dict[str, Point]
    """seat, hand (the palm that holds), hands (between both palms), head (its top), eyes, lap, chest, and work: where
    a thing goes that something is done to."""
    feet: tuple[float, float]
    """From where to where it touches the ground."""


def whole(person: Person, posture: Posture, *, iris: str = "", fine: bool = False, head: str = "") -> Body:
    """The figure of somebody in a posture. All that is seen of a person must be said: see `character`.

    `fine` is for one that is shown large: the eyes have whites. `head` is SVG around the middle of the head that is
    drawn in its place: the face of an animal.
    """
    bones = skeleton(build_of(person), posture)
    worn = pieces(person.garments)
    skull = skull_of(person, bones, fine)
    anchors, pivots = _anchors(bones), _pivots(bones)
    svg = "".join(_layers(person, bones, worn, skull, iris or IRIS, head))
    if posture.rest == "back":
        return _lying(svg, bones, pivots, anchors)
    return Body(svg, pivots, anchors, _touched(bones))


def clothes(person: Person, posture: Posture) -> Body:
    """What somebody wears in a posture, with the hands that are before it but without the body."""
    bones = skeleton(build_of(person), posture)
    worn = pieces(person.garments)
    b, side = bones.build, bones.sideways or bones.aslant
    near = hand(b, bones.near_arm, person.skin, worn, far=False, holds=True, mirrored=False)
    far = "" if side else hand(b, bones.far_arm, person.skin, worn, far=False, holds=True, mirrored=True)
    limbs = [sleeves(b, bones.far_arm, worn, far=side), trouser_leg(b, bones.far_leg, worn, far=side)]
    limbs += [trouser_leg(b, bones.near_leg, worn, far=False), dressed(bones, worn, person.skin)]
    order = [*limbs, far, sleeves(b, bones.near_arm, worn, far=False), near]
    order = order if side else [*limbs[1:], limbs[0], far, *order[-2:]]
    return Body("".join(order), _pivots(bones), _anchors(bones), _touched(bones))


def _layers(person: Person, bones: Skeleton, worn: list[Piece], head: Head, iris: str, instead: str = "") -> list[str]:
    """The groups, back to front."""
    build, skin, posture = bones.build, person.skin, bones.posture
    behind = "".join(extra(bones, piece) for piece in worn if piece.kind in BEHIND)
    side = bones.sideways
    behind_body = side or bones.aslant

    def limb(near: bool) -> str:
        one = bones.near_arm if near else bones.far_arm
        far = behind_body and not near
        holds = bool(posture.prop) or posture.hands == FISTS or abs(one.angle) > CLOSED
        mirrored = not side and not near
        bare = arm(build, one, skin, worn, far=far)
        if posture.hands == POCKETS:
            return bare + pocket(build, one, worn, far=far)
        return bare + hand(build, one, skin, worn, far=far, holds=holds, mirrored=mirrored)

    fish = any(piece.kind == TAIL for piece in worn)
    legs = (
        []
        if fish
        else [
            group("far-leg", leg(build, bones.far_leg, skin, worn, far=behind_body, points=_toes(bones, False)))
            if not posture.one_leg
            else "",
            group("near-leg", leg(build, bones.near_leg, skin, worn, far=False, points=_toes(bones, True))),
        ]
    )
    if posture.view == "back":
        return _from_behind(
            person, bones, worn, head, [*legs, group("far-arm", limb(False)), group("near-arm", limb(True))]
        )
    far_arm, near_arm = group("far-arm", limb(False)), group("near-arm", limb(True))
    top = group("head", _at_head(bones, instead or before_head(person, worn, head, posture, iris)))
    held = group("held", prop(bones, posture.prop))
    back = [
        group("behind", behind),
        group("hair", "" if instead else _at_head(bones, behind_head(person, worn, head, posture.rest == "back"))),
    ]
    middle = [*legs, group("trunk", neck(bones, skin), dressed(bones, worn, skin))]
    before = group("furniture", furniture(bones, posture.furniture) if posture.furniture in BEFORE else "")
    if behind_body:
        return [_behind_all(bones), far_arm, *back, *middle, top, before, held, near_arm]
    if posture.over:
        return [_behind_all(bones), *back, *middle, top, before, held, far_arm, near_arm]
    return [_behind_all(bones), *back, *middle, before, held, far_arm, near_arm, top]


def _from_behind(person: Person, bones: Skeleton, worn: list[Piece], head: Head, limbs: list[str]) -> list[str]:
    """The groups of somebody who looks away from us, back to front."""
    on_back = "".join(extra(bones, piece) for piece in worn if piece.kind in BEHIND)
    suited = any(piece.front == "panel" for piece in worn)
    pack = life_support(bones) if suited else ""
    return [
        *limbs,
        group("trunk", neck(bones, person.skin), from_behind(bones, worn)),
        group("behind", on_back + pack),
        group("head", _at_head(bones, nape(person, worn, head))),
    ]


def _toes(bones: Skeleton, near: bool) -> float:
    """Where the toes of a leg go: -1 to the left. Those who face us stand with their feet a little apart."""
    if bones.sideways:
        return -1.0
    if bones.aslant:
        return -0.92 if near else -0.74
    return 0.62 if near else -0.62


def _behind_all(bones: Skeleton) -> str:
    """Furniture that stands behind the figure, and the chair of who sits at a desk."""
    name = bones.posture.furniture
    behind = "chair" if name == "desk" else name if name not in BEFORE else ""
    return group("set", furniture(bones, behind))


def _at_head(bones: Skeleton, svg: str) -> str:
    x, y = bones.head
    turn = f" rotate({n(bones.tilt + bones.lean * 0.5)})" if abs(bones.tilt + bones.lean * 0.5) > 0.05 else ""
    return f'<g transform="translate({n(x)} {n(y)}){turn}">{svg}</g>' if svg else ""


def bust(person: Person, posture: Posture, *, iris: str = "") -> Body:
    """Head and shoulders of somebody, for a portrait: cut off at the lower chest, at 0."""
    body = whole(person, posture, iris=iris, fine=True)
    low = body.anchors["chest"][1] + build_of(person).torso * 0.34
    clip = f'<clipPath id="cut"><rect x="-400" y="-400" width="800" height="{n(400 + low)}"/></clipPath>'
    moved = {name: (x, y - low) for name, (x, y) in body.anchors.items()}
    svg = f'{clip}<g transform="translate(0 {n(-low)})"><g clip-path="url(#cut)">{body.svg}</g></g>'
    pivots = {name: (x, y - low) for name, (x, y) in body.pivots.items()}
    return Body(svg, pivots, moved, (-1.0, 1.0))


def _touched(bones: Skeleton) -> tuple[float, float]:
    """From where to where the ground is touched."""
    legs = (bones.near_leg, bones.far_leg)
    long = bones.build.foot * (0.6 if bones.sideways else 0.3)
    places = [leg.ankle[0] for leg in legs] + [bones.hips[0]] * (bones.posture.rest == "seat")
    return min(places) - long, max(places) + bones.build.foot * 0.28


def _pivots(bones: Skeleton) -> dict[str, Point]:
    return {
        "near-arm": bones.near_arm.shoulder,
        "far-arm": bones.far_arm.shoulder,
        "near-leg": bones.near_leg.hip,
        "far-leg": bones.far_leg.hip,
        "head": bones.neck,
        "trunk": bones.hips,
    }


def _anchors(bones: Skeleton) -> dict[str, Point]:
    b = bones.build
    x, y = bones.head
    turn = bones.tilt + bones.lean * 0.5
    return {
        "seat": (bones.hips[0], bones.hips[1] + b.hip * 0.55),
        "hand": grip(bones),
        "hands": palms(bones),
        "head": turned((x, y - b.head), bones.head, turn),
        "eyes": turned((x + bones.posture.turn * b.face * 0.5, y + b.head * 0.1), bones.head, turn),
        "lap": (bones.near_leg.knee[0] * 0.55, bones.near_leg.knee[1] - b.leg),
        "chest": bones.at(0, 0.66),
        **({"work": work_at(bones, bones.posture.work)} if bones.posture.work else {}),
    }


def _lying(svg: str, bones: Skeleton, pivots: dict[str, Point], anchors: dict[str, Point]) -> Body:
    """The figure on its back, head to the left, with a pillow."""
    b = bones.build
    x, y = bones.head
    # As high as the hips are thick, and the hair behind the head.
    height = max(b.hip * 0.8, b.face * 1.5 + x)

    def laid(point: Point) -> Point:
        px, py = turned(point, (0, 0), 90)
        return -px, py - height

    hx, hy = laid((x, y))
    deep = max(b.head * 0.5, -hy - b.face * 0.7)
    pillow = rect(hx - b.head * 1.6, -deep, b.head * 2.9, deep, "#f3efe6", deep * 0.48) + rect(
        hx - b.head * 1.5, -deep * 0.3, b.head * 2.7, deep * 0.3, "#ddd5c6", deep * 0.15
    )
    body = f'<g transform="translate(0 {n(-height)}) scale(-1 1) rotate(90)">{svg}</g>'
    return Body(
        group("pillow", pillow) + body,
        {name: laid(point) for name, point in pivots.items()},
        {name: laid(point) for name, point in anchors.items()},
        (hx - b.head, laid(bones.near_leg.ankle)[0]),
    )
