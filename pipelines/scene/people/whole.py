"""Whole: a figure from head to foot, as groups that can be moved about their pivots."""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.scene.curve import Point
from pipelines.scene.palette import mix, shade
from pipelines.scene.people.beard import beard
from pipelines.scene.people.build import build_of
from pipelines.scene.people.details import detail
from pipelines.scene.people.extras import BEHIND, extra
from pipelines.scene.people.face import face, glasses
from pipelines.scene.people.furniture import BEFORE, furniture
from pipelines.scene.people.hair import flat, hair_behind, hair_over
from pipelines.scene.people.hats import COVERING, MASKS, OPEN, hat, hat_behind
from pipelines.scene.people.head import Head
from pipelines.scene.people.limbs import arm, hand, leg
from pipelines.scene.people.posture import Posture
from pipelines.scene.people.props import grip, palms, prop, work_at
from pipelines.scene.people.shapes import group, n, path, rect, ribbon, turned
from pipelines.scene.people.skeleton import Skeleton, skeleton
from pipelines.scene.people.trunk import SKIRT_LEGS, skirt, tail, trunk
from pipelines.scene.people.wardrobe import Piece, pieces
from pipelines.scene.scene import Person

LOOSENED = {"ponytail": "side part", "pigtails": "bob", "bun": "bob", "topknot": "crop"}
"""Styles as they are on a pillow."""
TAIL = "mermaid tail"
IRIS = "#5a3b28"
BROW = 0.72
"""How much a brow is of the hair's colour."""


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


def whole(person: Person, posture: Posture, *, iris: str = "", fine: bool = False) -> Body:
    """The figure of somebody in a posture. All that is seen of a person must be said: see `character`.

    `fine` is for one that is shown large: the eyes have whites.
    """
    bones = skeleton(build_of(person), posture)
    worn = pieces(person.garments)
    head = _head(person, bones, fine)
    anchors, pivots = _anchors(bones), _pivots(bones)
    svg = "".join(_layers(person, bones, worn, head, iris or IRIS))
    if posture.rest == "back":
        return _lying(svg, bones, pivots, anchors)
    return Body(svg, pivots, anchors, _touched(bones))


def _layers(person: Person, bones: Skeleton, worn: list[Piece], head: Head, iris: str) -> list[str]:
    """The groups, back to front."""
    build, skin, posture = bones.build, person.skin, bones.posture
    behind = "".join(extra(bones, piece) for piece in worn if piece.kind in BEHIND)
    side = bones.sideways

    def limb(near: bool) -> str:
        one = bones.near_arm if near else bones.far_arm
        far = side and not near
        return arm(build, one, skin, worn, far=far) + hand(build, one, skin, worn, far=far)

    fish = any(piece.kind == TAIL for piece in worn)
    legs = (
        []
        if fish
        else [
            group("far-leg", leg(build, bones.far_leg, skin, worn, far=side, side=side)) if not posture.one_leg else "",
            group("near-leg", leg(build, bones.near_leg, skin, worn, far=False, side=side)),
        ]
    )
    far_arm, near_arm = group("far-arm", limb(False)), group("near-arm", limb(True))
    top = group("head", _at_head(bones, _head_front(person, worn, head, posture, iris)))
    held = group("held", prop(bones, posture.prop))
    back = [
        group("behind", behind),
        group("hair", _at_head(bones, _head_back(person, worn, head, posture.rest == "back"))),
    ]
    middle = [*legs, group("trunk", _neck(bones, skin), _clothes(bones, worn))]
    before = group("furniture", furniture(bones, posture.furniture) if posture.furniture in BEFORE else "")
    if side:
        return [_behind_all(bones), far_arm, *back, *middle, top, before, held, near_arm]
    if posture.over:
        return [_behind_all(bones), *back, *middle, top, before, held, far_arm, near_arm]
    return [_behind_all(bones), *back, *middle, before, held, far_arm, near_arm, top]


def _behind_all(bones: Skeleton) -> str:
    """Furniture that stands behind the figure, and the chair of who sits at a desk."""
    name = bones.posture.furniture
    behind = "chair" if name == "desk" else name if name not in BEFORE else ""
    return group("set", furniture(bones, behind))


def _clothes(bones: Skeleton, worn: list[Piece]) -> str:
    parts, below = "", "#f4efe6"
    # Trousers are below everything, whenever they were named.
    for piece in sorted(worn, key=lambda piece: piece.part != "legs"):
        if piece.part == "legs":
            parts += _below(bones, piece)
            parts += detail(bones, piece, below)
        if piece.part == "top":
            if piece.hem > 0.05:
                parts += skirt(bones, piece)
            if piece.front != "bib":
                parts += trunk(bones, piece.colour, piece.loose)
            parts += detail(bones, piece, below)
            below = piece.colour
    return parts + "".join(extra(bones, piece) for piece in worn if piece.kind not in BEHIND)


def _below(bones: Skeleton, piece: Piece) -> str:
    if piece.kind == TAIL:
        return tail(bones, piece)
    return skirt(bones, piece) if piece.hem > SKIRT_LEGS else _seat(bones, piece)


def _seat(bones: Skeleton, piece: Piece) -> str:
    """The part of trousers around the hips."""
    b = bones.build
    half = b.hip * bones.slim * 0.55
    left, right = bones.at(-half, 0.04), bones.at(half, 0.04)
    thick = b.hip * 0.42 + piece.loose * 0.3
    return path(ribbon([left, right], thick, thick), piece.colour)


def _neck(bones: Skeleton, skin: str) -> str:
    b = bones.build
    start, end = bones.at(0, 0.93), bones.head
    return path(ribbon([start, end], b.head * 0.34, b.head * 0.3), mix(shade(skin, -0.085), "#b8432f", 0.12))


def _head(person: Person, bones: Skeleton, fine: bool) -> Head:
    b = bones.build
    man = person.sex == "man" and person.age not in ("baby", "child")
    return Head(b.face, b.head, bones.posture.turn, person.skin, man, fine)


def _head_back(person: Person, worn: list[Piece], head: Head, lying: bool) -> str:
    cap = next((piece for piece in worn if piece.part == "head"), None)
    hair = "" if cap and cap.kind in COVERING else hair_behind(head, _style(person, cap, lying), person.hair)
    return (hat_behind(head, cap.kind, cap.colour) if cap else "") + hair


def _head_front(person: Person, worn: list[Piece], head: Head, posture: Posture, iris: str) -> str:
    cap = next((piece for piece in worn if piece.part == "head"), None)
    bare = cap is None or cap.kind not in COVERING
    brow = mix(person.hair, head.dark, 1 - BROW) if person.hair_style != "bald" or person.hair else head.dark
    parts = head.skull() + face(
        head, expression=person.expression, eyes=posture.eyes, iris=iris, brow=shade(brow, -0.05),
        woman=person.sex == "woman", age=person.age,
    )  # fmt: skip
    bearded = person.beard and (cap is None or cap.kind not in MASKS)
    parts += beard(head, person.beard, person.age == "old") if bearded else ""
    lying = posture.rest == "back"
    parts += hair_over(head, _style(person, cap, lying), person.hair) if bare else ""
    parts += glasses(head) if person.glasses else ""
    return parts + (hat(head, cap.kind, cap.colour) if cap else "")


def _style(person: Person, cap: Piece | None, lying: bool) -> str:
    """The hair style as it is under a hat, or with the head on a pillow."""
    if lying and person.hair_style in LOOSENED:
        return LOOSENED[person.hair_style]
    return flat(person.hair_style) if cap and cap.kind not in OPEN else person.hair_style


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
