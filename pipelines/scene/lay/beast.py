"""Beast: an animal that does as people do, on two legs, with the face of its drawing; and the clothes it wears."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from pipelines.scene.curve import n
from pipelines.scene.drawings import STYLES, Concept, Drawings, Style
from pipelines.scene.lay.body import ANIMAL_HEADS
from pipelines.scene.lay.bust import face_of
from pipelines.scene.lay.figure import Figure, figure, measured
from pipelines.scene.lay.spot import Spot
from pipelines.scene.palette import shade
from pipelines.scene.people.build import build_of, standing
from pipelines.scene.people.posture import POSTURES, Posture
from pipelines.scene.people.shapes import path, ribbon
from pipelines.scene.people.whole import Body, clothes, whole
from pipelines.scene.scene import Box, Garment, Person, Subject
from pipelines.scene.tables import table

FUR = "fur"
"""The garment that covers a body as fur does."""
MOVING = ("walk", "run", "dance", "jump")
"""Motions of an animal that are a posture of somebody."""
LEAST = 0.4
"""Metres: a mouse on two legs is as large as a doll."""
LENGTHWISE = 1.3
"""Width by height from which on a drawing shows the whole animal and no face."""
FRAME: Box = (-300.0, -360.0, 600.0, 420.0)
PLAIN = Person(age="child", sex="man", hair_style="bald", hair="#000000")
"""Whose proportions they have."""


def upright(subjects: tuple[Subject, ...], index: int, drawings: Drawings, style: Style) -> Figure | None:
    """The figure of an animal that holds or wears what none does on four legs; None for all others."""
    subject = subjects[index]
    things = [subjects[at] for at in subject.holds if at < len(subjects)]
    if subject.person or not drawings[subject.drawing].category.startswith("animal"):
        return None
    face = _face(drawings, subject.drawing, style)
    if face is None or not any(_is_for_hands(drawings, one) or one.drawing in _worn() for one in things):
        return None
    return _drawn(drawings, subject.drawing, face, style, _posture(subject, things, drawings))


def garment(subjects: tuple[Subject, ...], index: int, drawings: Drawings, style: Style) -> Figure | None:
    """The figure of clothes on an animal that stands upright, cut to its body; None for all other things."""
    thing = subjects[index]
    wearer = thing.other if thing.relation == "with" and isinstance(thing.other, int) else None
    if wearer is None or thing.drawing not in _worn() or (who := upright(subjects, wearer, drawings, style)) is None:
        return None
    things = [subjects[at] for at in subjects[wearer].holds]
    kind = _worn()[thing.drawing]
    main = figure(drawings, thing.drawing, style).main
    person = replace(PLAIN, skin=who.main, garments=(Garment(kind, thing.colour or main),))
    body = clothes(person, _posture(subjects[wearer], things, drawings))
    found = measured(drawings[thing.drawing], body.svg, FRAME)
    return replace(found, anchors={"fit": (0.0, 0.0)})


def fitted(target: Figure, cloth: Figure, box: Box, flip: bool) -> tuple[float, float, float]:
    """Middle, foot and height, in scene units, of clothes on somebody who fills a box of the scene."""
    scale = box[3] / target.box[3]
    x, y, wide, tall = cloth.box
    middle = (x + wide / 2 - target.box[0]) * scale
    middle = box[2] - middle if flip else middle
    return box[0] + middle, box[1] + (y + tall - target.box[1]) * scale, tall * scale


def refitted(spots: Sequence[Spot]) -> list[Spot]:
    """The spots with clothes on those who wear them, wherever these have gone since."""
    return [_fit(spot, spots) if "fit" in spot.figure.anchors else spot for spot in spots]


def _fit(cloth: Spot, spots: Sequence[Spot]) -> Spot:
    mine = [spot for spot in spots if spot.index == cloth.subject.other]
    if not mine:
        return cloth
    wearer = next((spot for spot in mine if spot.copy == cloth.copy), mine[0])
    x, foot, height = fitted(wearer.figure, cloth.figure, wearer.box, wearer.flip)
    return replace(cloth, x=x, foot=foot, height=height, flip=wearer.flip, order=wearer.order + 0.1, sunk=0.0)


@lru_cache(maxsize=128)
def _drawn(drawings: Drawings, key: str, face: tuple[str, Style], style: Style, posture: Posture) -> Figure:
    concept, coat = drawings[key], figure(drawings, key, style).main
    build = build_of(PLAIN)
    head, wide, tall = _head(concept, drawings, face, build.face * float(table("beasts")["face"]["wide"]))
    person = replace(PLAIN, skin=coat, garments=(Garment(FUR, coat),))
    body = whole(person, posture, head=head)
    facing: Literal["left", "front"] = "left" if posture.view == "side" else "front"
    concept = replace(concept, facing=facing, place="ground", metres=max(LEAST, concept.metres))
    found = measured(concept, _tail(key, body.pivots["trunk"], coat) + body.svg, FRAME)
    x, y, w, _ = found.box
    box = (x, y, w, -y)
    anchors = {name: ((ax - x) / w, (ay - y) / -y) for name, (ax, ay) in _anchors(body, wide, tall).items()}
    return replace(found, box=box, anchors=anchors, stature=-y / standing(build), main=coat)


def _face(drawings: Drawings, key: str, style: Style) -> tuple[str, Style] | None:
    """Key and style of a drawing of the animal's face; that of another style where this one shows it lengthwise."""
    for tried in (style, *(one for one in STYLES if one != style)):
        found = face_of(drawings[key], tried)
        if found and figure(drawings, *found).ratio < LENGTHWISE:
            return found
    return None


def _tail(key: str, root: tuple[float, float], coat: str) -> str:
    """What is seen of the tail behind the hips."""
    kind = ANIMAL_HEADS.get(key) or ANIMAL_HEADS.get(f"{key}-face", "")
    x, y = root[0] + 6, root[1] + 2
    line = [(x, y), (x + 14, y + 8), (x + 25, y - 2), (x + 27, y - 20)]
    dark = shade(coat, -0.04)
    if kind == "bushy":
        return path(ribbon(line, 3.5, 3, (0.7, 6.5)), dark)
    return path(ribbon(line, 2.6, 2.0), dark) if kind in ("thin", "tuft") else ""


def _anchors(body: Body, wide: float, tall: float) -> dict[str, tuple[float, float]]:
    """Those of a body; and of the face its crown, its middle and its edge."""
    x, y = body.anchors["eyes"]
    return {**body.anchors, "crown": (x, y - tall * 0.62), "cheek": (x + wide / 2, y)}


def _head(concept: Concept, drawings: Drawings, face: tuple[str, Style], wide: float) -> tuple[str, float, float]:
    """A face of that width around the middle of a head, as SVG, with its width and height."""
    key, style = face
    drawing = drawings.svg(key, style)
    side = max(drawing.width, drawing.height)
    x, y, w, h = measured(concept, drawing.body, (0.0, 0.0, side, side)).box
    scale = wide / w
    shift = f"translate({n(-wide / 2)} {n(-h * scale * 0.62)}) scale({scale:.4f}) translate({-x:.3f} {-y:.3f})"
    return f'<g transform="{shift}">{drawing.body}</g>', wide, h * scale


def _posture(subject: Subject, things: list[Subject], drawings: Drawings) -> Posture:
    """By what is in the hands, else by what it rides or does."""
    poses = table("beasts")["poses"]
    name = next((poses[c] for one in things if (c := drawings[one.drawing].category) in poses), "")
    held = any(_is_for_hands(drawings, one) for one in things)
    done = "ride" if subject.relation == "riding" else subject.verb if subject.verb in MOVING else "stand at ease"
    found = POSTURES[name or ("hold" if held and done == "stand at ease" else done)]
    return replace(found, prop="", furniture="", nod=0.0)


def _is_for_hands(drawings: Drawings, thing: Subject) -> bool:
    held = table("beasts")["held"]
    return drawings[thing.drawing].category in held["categories"] or any(w in thing.drawing for w in held["drawings"])


def _worn() -> dict[str, str]:
    return dict(table("beasts")["worn"])
