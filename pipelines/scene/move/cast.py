"""Cast: the layers of a scene as pieces that move, each with its verb, its carrier and its place in depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from random import Random
from typing import Any

import numpy as np
from PIL import Image

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.move.actor import Actor
from pipelines.scene.move.backdrop import Backdrop
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.company import BORNE, bearer, in_hand, leader
from pipelines.scene.move.cutout import cut_out
from pipelines.scene.move.daylight import is_luminary
from pipelines.scene.move.finish import paper
from pipelines.scene.move.motions import Motion, carried, grounded, lowered, moved
from pipelines.scene.move.particles import PAINTED
from pipelines.scene.move.pose import Pose
from pipelines.scene.move.sprite import Ripple, Sprite
from pipelines.scene.move.verbs import SPRINT, STROLL, VERBS, dream
from pipelines.scene.paint.render import render_layer
from pipelines.scene.scene import Box, Layer, Role, Scene, Subject

WATERY = ("sea", "underwater")
"""Settings where boats bob and fish swim; elsewhere only on a lake or river."""
WINGED = ("animal-bird", "animal-bug", "person-fantasy")
WINGED_KEYS = ("bat", "dragon", "butterfly", "money-with-wings", "baby-angel")
CLIMBERS = {"rocket": 0.55, "airplane": 0.2, "airplane-departure": 0.3, "airplane-arrival": -0.3}
BURSTING = ("fireworks", "collision", "sparkler")
STANDING = ("place-building", "place-religious", "place-other", "place-geographic", "hotel", "place-map")
PLANTS = ("plant-flower", "plant-other")
STRIDES = {"walk": "stroll", "run": "sprint", "dance": "sway", "spin": "sway"}
"""How somebody moves whose limbs move by themselves."""
HERTZ = {"walk": STROLL, "run": SPRINT}
"""Cycles a second of what people do; other things are done in a little more than a second."""
TRAVELLING = ("walk", "run", "drive", "fly", "swim")
GLANCE = 96
"""Pixels across the picture in the look at how far somebody's limbs reach."""


Painter = Callable[[Image.Image, tuple[float, float], float], Image.Image]
"""Paints an RGBA layer, of which the top left corner in the scene and the pixels a scene unit are given."""


@dataclass(frozen=True)
class Piece:
    """One part of the picture that moves as a whole."""

    sprite: Sprite
    depth: float
    motion: Motion
    ripple: Callable[[float], Ripple | None] | None = None
    floor: float | None = None
    """Nothing of it is seen below this height in scene units: the waterline."""
    on_ground: bool = False
    """Whether it lies on the ground plane and reaches from the horizon to the viewer."""
    moments: tuple[Sprite, ...] = ()
    """The thing at the moments of what it does over and over; empty where it looks the same all the time."""
    cycle: Callable[[float], float] | None = None
    """How many rounds of its moments have passed at a time."""

    def seen(self, t: float) -> Sprite:
        """How it looks at a time."""
        if not self.cycle:
            return self.sprite
        return self.moments[int(self.cycle(t) * len(self.moments)) % len(self.moments)]


class Cast:
    """All pieces of a scene, back to front. `detail` is pixels a scene unit; `reach` is how far beyond the sides
    background layers may come into view; `margin` is the paper-cut shadow in pixels, or 0. `sinking` is how far sun or
    moon are below their place at a time; `painter` paints each piece in a look."""

    def __init__(
        self,
        scene: Scene,
        drawings: Drawings,
        clock: Clock,
        detail: float,
        reach: tuple[float, float],
        margin: int = 0,
        sinking: Callable[[float], float] | None = None,
        painter: Painter | None = None,
    ) -> None:
        self._painter = painter
        self._scene, self._drawings, self._clock = scene, drawings, clock
        self._detail, self._reach, self._margin, self._sinking = detail, reach, margin, sinking
        self._backdrop = Backdrop(scene.brief, clock, scene.width, scene.height)
        self._way = travelling(scene, drawings)
        self._motions: dict[int, Motion] = {}
        self.verbs: dict[str, str] = {}
        """How each thing moves, by the word that named it."""

    def pieces(self, layer: Layer, index: int) -> list[Piece]:
        """The pieces of one layer; `index` is its place in the scene. Empty for one that has nothing to show."""
        if layer.subject is not None:
            return self._thing(layer, index, layer.subject)
        if layer.role == "weather" and layer.name.startswith(PAINTED):
            return []
        sprite = self._background(layer)
        if sprite is None:
            return []
        width, height = (side / sprite.detail for side in sprite.image.size)
        found = replace(layer, box=(*sprite.origin, width, height))
        phase = self._phase(index)
        broad = found.box[2] >= 0.98 * self._scene.width and layer.role in ("ground", "water")
        motion = moved(lambda t: self._backdrop.pose(found, phase, t), found.box)
        if self._sinking and is_luminary(layer):
            motion = lowered(motion, self._sinking)
        ripple = (lambda t: self._backdrop.ripple(found, phase, t)) if layer.role in ("water", "shape") else None
        return [Piece(sprite, layer.depth, motion, ripple, on_ground=broad)]

    def _thing(self, layer: Layer, index: int, subject: Subject) -> list[Piece]:
        parts = cut_out(layer.svg)
        verb = self.verb(subject)
        self.verbs[subject.word] = verb
        actor = self._actor(layer, index, subject)
        pose, whole = self._pose(index), self._motion(index)
        carrier = self._nearest(index, bearer)
        if carrier is None and verb in ("bob", "swim", "walk", "run", "drive", "jump", "dance", "grow", "spin", "fall"):
            below = grounded(pose, layer.box)
        else:
            below = whole
        _, y, w, h = layer.box
        floor = y + h if parts.afloat and carrier is None else None
        alive = self._alive(layer, verb, actor)
        trio = ((parts.under, 1.0, below, None), (parts.body, 0.2, whole, floor), (parts.over, 0.6, below, None))
        found = []
        for svg, around, motion, line in trio:
            sprite = self._raster(replace(layer, svg=svg), around * max(w, h), 1.2) if svg else None
            if sprite:
                moving = alive if svg is parts.body else {}
                found.append(Piece(sprite, layer.depth, motion, floor=line, **moving))
        return found + (self._dreams(layer, actor) if verb == "sleep" else [])

    def _motion(self, index: int) -> Motion:
        """How the thing of a layer moves, on top of what carries it."""
        if index not in self._motions:
            own = moved(self._pose(index), self._scene.layers[index].box)
            # Those who carry each other go each on its own.
            self._motions[index] = own
            carrier = self._nearest(index, bearer)
            self._motions[index] = own if carrier is None else carried(own, self._motion(carrier))
        return self._motions[index]

    def _pose(self, index: int) -> Callable[[float], Pose]:
        """What the thing of a layer does by itself. What is carried stays where it is on its carrier; what is led or
        chased goes as fast as the other."""
        layer = self._scene.layers[index]
        subject = layer.subject or Subject("", "")
        verb, actor = self.verb(subject), self._actor(layer, index, subject)
        act = VERBS[STRIDES.get(verb, verb) if layer.moments else verb]
        # All that travel go one way, though some were drawn looking the other: a flock stays a flock.
        flipped = cut_out(layer.svg).flipped
        turned = verb in TRAVELLING and heading(self._drawings[subject.drawing], flipped) != actor.heading
        if self._nearest(index, bearer) is not None:
            return lambda t: replace(act(actor, t), dx=0.0, wide=abs(act(actor, t).wide))
        first = self._nearest(index, leader)
        ahead = None if first is None else self._pose(first)

        def pose(t: float) -> Pose:
            now = act(actor, t)
            now = replace(now, dx=ahead(t).dx) if ahead else now
            return replace(now, wide=-now.wide) if turned else now

        return pose

    def _alive(self, layer: Layer, verb: str, actor: Actor) -> dict[str, Any]:
        """The moments of somebody, and how fast they follow one another."""
        sprites = self._sheet(layer, [cut_out(svg).body for svg in layer.moments])
        if not all(sprites) or not sprites:
            return {}
        hertz = HERTZ.get(verb, 0.8)
        return {"moments": tuple(sprites), "cycle": lambda t: self._clock.cycle(t, hertz, actor.phase)}

    def _sheet(self, layer: Layer, bodies: list[str]) -> list[Sprite | None]:
        """A sprite of each body, drawn side by side in one picture: to start the painter takes longer than to paint."""
        detail = self._detail * 1.2
        x, y, wide, tall = self._reached(layer, "".join(bodies))
        step = round(wide * detail)
        row = "".join(
            f'<g transform="translate({at * step / detail:.4f} 0)">{body}</g>' for at, body in enumerate(bodies)
        )
        width = max(1, step * len(bodies)) / detail
        pixels = render_layer(self._scene, replace(layer, svg=row, box=(x, y, width, tall)), detail)
        return [
            self._sprite(pixels[:, at * step : (at + 1) * step], x, y, detail, layer.role) for at in range(len(bodies))
        ]

    def _reached(self, layer: Layer, svg: str) -> Box:
        """Around all that a drawing inks, in it and beside the picture: a leash goes far beyond who holds it."""
        width, height = self._scene.width, self._scene.height
        box, detail = (-0.5 * width, -0.5 * height, 2.0 * width, 2.0 * height), GLANCE / width
        ys, xs = np.nonzero(render_layer(self._scene, replace(layer, svg=svg, box=box), detail)[..., 3])
        if not len(xs):
            return layer.box
        # What is less than a pixel of the small picture is missed by it.
        left, top = box[0] + (int(xs.min()) - 1) / detail, box[1] + (int(ys.min()) - 1) / detail
        return (left, top, (np.ptp(xs) + 3) / detail, (np.ptp(ys) + 3) / detail)

    def _dreams(self, layer: Layer, actor: Actor) -> list[Piece]:
        """Zs that rise from the head of a sleeper."""
        x, y, w, h = layer.box
        side = max(0.13 * h, 0.035 * self._scene.height)
        left, top = x + w * (0.2 if actor.heading < 0 else 0.8) - side / 2, y - 0.2 * side
        zed = f"M{left} {top}h{side}l{-side} {side}h{side}"
        lines = ((0.34, "#3c4a78"), (0.2, "#ffffff"))
        svg = "".join(
            f'<path d="{zed}" fill="none" stroke="{colour}" stroke-width="{side * wide}" stroke-linejoin="round"/>'
            for wide, colour in lines
        )
        box = (left, top, side, side)
        sprite = self._raster(replace(layer, svg=svg, box=box), 0.3 * side, 1.2)
        if sprite is None:
            return []
        zeds = [replace(actor, box=box, phase=number / 3) for number in range(3)]
        return [Piece(sprite, layer.depth, moved(partial(dream, one), box)) for one in zeds]

    def verb(self, subject: Subject) -> str:
        """How a thing moves: as was said, else as its kind does here, else idly."""
        if subject.relation == "riding" and isinstance(subject.other, int):
            return "idle"  # The mount carries them.
        if in_hand(self._number(subject), self._scene.brief.subjects) and not self._lives(subject):
            return "idle"
        if (first := leader(self._number(subject), self._scene.brief.subjects)) is not None:
            return self.verb(self._scene.brief.subjects[first])
        if self._is_ridden(subject) and subject.verb not in VERBS:
            return "drive" if self._drawings[subject.drawing].category == "transport-ground" else "walk"
        if subject.person and subject.person.pose in VERBS and subject.verb not in VERBS:
            return subject.person.pose
        concept = self._drawings[subject.drawing]
        wheels = concept.category == "transport-ground" and self._scene.brief.setting not in ("room",)
        if subject.verb in ("walk", "run") and wheels:
            return "drive"
        if concept.key in BURSTING and subject.verb in ("", "shine"):
            return "burst"
        if subject.verb == "bob" and bearer(self._number(subject), self._scene.brief.subjects) is not None:
            return "idle"  # The boat rocks them.
        if subject.verb in VERBS:
            return subject.verb
        resting = subject.relation in BORNE and subject.other is not None
        wet = self._scene.brief.setting in WATERY or any(layer.role == "water" for layer in self._scene.layers)
        usual = concept.motion
        if usual in ("bob", "swim"):
            return usual if wet and not (resting and isinstance(subject.other, int)) else "idle"
        if usual in VERBS and usual and not (resting and usual == "fly"):
            return usual
        return "drive" if wheels and not resting and any(word in concept.key for word in DRIVEN) else "idle"

    def _lives(self, subject: Subject) -> bool:
        return subject.person is not None or self._drawings[subject.drawing].category.startswith("animal")

    def _is_ridden(self, subject: Subject) -> bool:
        subjects = self._scene.brief.subjects
        mounts = [one.other for one in subjects if one.relation == "riding" and isinstance(one.other, int)]
        return any(at < len(subjects) and subjects[at] == subject for at in mounts)

    def _actor(self, layer: Layer, index: int, subject: Subject) -> Actor:
        concept = self._drawings[subject.drawing]
        party = self._party(subject)
        fellows = [other for other in self._scene.layers if other.subject in party]
        return Actor(
            layer.box,
            _union([other.box for other in fellows]),
            (self._scene.width, self._scene.height),
            self._clock,
            1 if self._way > 0 else -1,
            self._phase(index),
            climb=CLIMBERS.get(concept.key, 0.0),
            winged=concept.category in WINGED or concept.key in WINGED_KEYS,
            plant=concept.category in PLANTS,
            lively=concept.category not in STANDING,
            breeze=self._backdrop.breeze,
        )

    def _party(self, subject: Subject) -> list[Subject]:
        """A subject with those that it leads or chases, which keep their distance to it."""
        subjects, number = self._scene.brief.subjects, self._number(subject)
        led = [one for at, one in enumerate(subjects) if number >= 0 and leader(at, subjects) == number]
        return [subject, *led]

    def _nearest(self, index: int, found: Callable[[int, tuple[Subject, ...]], int | None]) -> int | None:
        """The layer of whoever is something to the thing of a layer; of several, the nearest."""
        subject, layers = self._scene.layers[index].subject, self._scene.layers
        number = -1 if subject is None else self._number(subject)
        other = None if number < 0 else found(number, self._scene.brief.subjects)
        if other is None:
            return None
        x, wanted = _middle(layers[index].box), self._scene.brief.subjects[other]
        bearers = [at for at, layer in enumerate(layers) if layer.subject == wanted and at != index]
        return min(bearers, key=lambda at: abs(_middle(layers[at].box) - x), default=None)

    def _number(self, subject: Subject) -> int:
        """Its place among the subjects, or -1 for one that was added to them."""
        subjects = self._scene.brief.subjects
        return subjects.index(subject) if subject in subjects else -1

    def _phase(self, index: int) -> float:
        # Counted among its namesakes: another number of layers, as at another time of day, leaves it in step.
        name = self._scene.layers[index].name
        number = sum(1 for layer in self._scene.layers[:index] if layer.name == name)
        return Random(f"{self._scene.seed}/phase/{name}/{number}").random()

    def _background(self, layer: Layer) -> Sprite | None:
        """The part of a background layer that may come into view. A layer that ends at the picture's side, where the
        camera may look beyond it, goes on there as it ends."""
        reach_x, reach_y = self._reach
        width, height = self._scene.width, self._scene.height
        # Small layers may be drawn a little larger than the box they name.
        x, y, w, h = layer.box
        if w < width:
            x, y, w, h = x - 0.2 * w, y - 0.2 * h, 1.4 * w, 1.4 * h
        spread = 0.12 * width if layer.role in ("cloud", "weather", "light", "shape") else 0.03 * width
        x0, y0 = max(x, -reach_x - spread), max(y, -reach_y - spread)
        x1, y1 = min(x + w, width + reach_x + spread), min(y + h, height + reach_y + spread)
        if x1 <= x0 or y1 <= y0:
            return None
        return self._raster(replace(layer, box=(x0, y0, x1 - x0, y1 - y0)), 0.0, 1.0, extend=True)

    def _raster(self, layer: Layer, pad: float, fine: float, extend: bool = False) -> Sprite | None:
        detail = self._detail * fine
        pixels = render_layer(self._scene, layer, detail, pad)
        x, y = layer.box[0] - pad, layer.box[1] - pad
        if extend:
            pixels, x, y = self._extended(pixels, layer.box, detail)
        return self._sprite(pixels, x, y, detail, layer.role)

    def _sprite(self, pixels: np.ndarray, x: float, y: float, detail: float, role: Role) -> Sprite | None:
        """Pixels whose top left corner is at x, y of the scene, without what is clear around them."""
        image = Image.fromarray(np.ascontiguousarray(pixels))
        inked = image.getchannel("A").getbbox()
        if inked is None:
            return None
        # A clear pixel all round keeps the edge soft.
        inked = (max(0, inked[0] - 1), max(0, inked[1] - 1), inked[2] + 1, inked[3] + 1)
        image = image.crop(inked)
        x, y = x + inked[0] / detail, y + inked[1] / detail
        if self._painter:
            image = self._painter(image, (x, y), detail)
        if self._margin and role not in ("sky", "light", "stars", "weather"):
            image = paper(image, self._margin)
            x, y = x - self._margin / detail, y - self._margin / detail
        return Sprite(image.convert("RGBa"), (x, y), detail)

    def _extended(self, pixels: np.ndarray, box: Box, detail: float) -> tuple[np.ndarray, float, float]:
        x, y, w, h = box
        room = [side + 0.03 * self._scene.width for side in self._reach]
        wants = (
            (_ends_at(y, 0, detail), room[1]),
            (_ends_at(y + h, self._scene.height, detail), room[1]),
            (_ends_at(x, 0, detail), room[0]),
            (_ends_at(x + w, self._scene.width, detail), room[0]),
        )
        top, bottom, left, right = (round(reach * detail) if wanted else 0 for wanted, reach in wants)
        grown = np.pad(pixels, ((top, bottom), (left, right), (0, 0)), mode="edge")
        return grown, x - left / detail, y - top / detail


DRIVEN = (
    "car", "automobile", "bus", "taxi", "truck", "lorry", "train", "tram", "locomotive", "cycle", "scooter", "tractor",
    "engine", "ambulance", "vehicle", "railway", "monorail", "skateboard",
)  # fmt: skip
"""Parts of the keys of vehicles that drive when nothing is said."""


def heading(concept: Concept, flipped: bool) -> int:
    """-1 for a thing that looks to the left as it was drawn, 1 for the right. Those seen from the front go left."""
    return 1 if (concept.facing == "right") != flipped else -1


def travelling(scene: Scene, drawings: Drawings) -> int:
    """Which way most of what travels in a scene goes: below 0 to the left, above to the right, 0 if nothing does."""
    going = [layer for layer in scene.layers if layer.subject and layer.subject.verb in TRAVELLING]
    return sum(heading(drawings[layer.subject.drawing], cut_out(layer.svg).flipped) for layer in going if layer.subject)


def _ends_at(edge: float, side: float, detail: float) -> bool:
    return abs(edge - side) * detail < 1.5


def _middle(box: Box) -> float:
    return box[0] + box[2] / 2


def _union(boxes: list[Box]) -> Box:
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)
