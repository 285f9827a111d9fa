"""Top: a head with hair, beard, glasses and hat, as it is seen from the front and the side."""

from __future__ import annotations

from pipelines.scene.palette import mix, shade
from pipelines.scene.people.beard import beard
from pipelines.scene.people.face import face, glasses
from pipelines.scene.people.hair import flat, hair_behind, hair_over
from pipelines.scene.people.hats import COVERING, MASKS, OPEN, hat, hat_behind
from pipelines.scene.people.head import Head
from pipelines.scene.people.posture import Posture
from pipelines.scene.people.skeleton import Skeleton
from pipelines.scene.people.wardrobe import Piece
from pipelines.scene.scene import Person

LOOSENED = {"ponytail": "side part", "pigtails": "bob", "bun": "bob", "topknot": "crop"}
"""Styles as they are on a pillow."""
BROW = 0.72
"""How much a brow is of the hair's colour."""


def skull_of(person: Person, bones: Skeleton, fine: bool) -> Head:
    b = bones.build
    man = person.sex == "man" and person.age not in ("baby", "child")
    return Head(b.face, b.head, bones.posture.turn, person.skin, man, fine)


def behind_head(person: Person, worn: list[Piece], head: Head, lying: bool) -> str:
    cap = next((piece for piece in worn if piece.part == "head"), None)
    hair = "" if cap and cap.kind in COVERING else hair_behind(head, _style(person, cap, lying), person.hair)
    return (hat_behind(head, cap.kind, cap.colour) if cap else "") + hair


def before_head(person: Person, worn: list[Piece], head: Head, posture: Posture, iris: str) -> str:
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
