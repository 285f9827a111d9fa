"""Cast: the layers of a scene as pieces that move, each with its verb, its carrier and its place in depth."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from operator import itemgetter
from random import Random
from typing import Any

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.move.actor import Actor
from pipelines.scene.move.backdrop import Backdrop
from pipelines.scene.move.behaviour import Behaviour
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.company import bearer, leader
from pipelines.scene.move.cutout import cut_out
from pipelines.scene.move.daylight import is_luminary
from pipelines.scene.move.heading import TRAVELLING, heading, travelling
from pipelines.scene.move.motions import Motion, carried, grounded, lowered, moved
from pipelines.scene.move.particles import PAINTED
from pipelines.scene.move.piece import Piece
from pipelines.scene.move.pose import Pose
from pipelines.scene.move.rasters import Painter, Rasters
from pipelines.scene.move.verbs import SPRINT, STROLL, VERBS, dream, flicker
from pipelines.scene.scene import Box, Layer, Scene, Subject

WINGED = ("animal-bird", "animal-bug", "person-fantasy")
WINGED_KEYS = ("bat", "dragon", "butterfly", "money-with-wings", "baby-angel")
CLIMBERS = {"rocket": 0.55, "airplane": 0.2, "airplane-departure": 0.3, "airplane-arrival": -0.3}
LIVING = ("animal", "person", "plant", "face", "cat-face", "monkey-face", "family", "body", "heart", "emotion")
"""Starts of the categories of what breathes or sways by itself wherever it is."""
FLAMES = ("fire", "campfire", "torch")
SCENES = ("scene", "still life", "close-up", "portrait")
"""Kinds of picture in which things have weight."""
STANDING = ("place-building", "place-religious", "place-other", "place-geographic", "hotel", "place-map")
GLOW = "url(#glow"
"""Paint of what shines."""
PLANTS = ("plant-flower", "plant-other")
LIFTED = ("bob", "swim", "walk", "run", "drive", "jump", "dance", "grow", "spin", "fall")
"""Verbs of what leaves the ground or the water that it is on."""
STRIDES = {"walk": "stroll", "run": "sprint", "dance": "sway", "spin": "sway"}
"""How somebody moves whose limbs move by themselves."""
HERTZ = {"walk": STROLL, "run": SPRINT}
"""Cycles a second of what people do; other things are done in a little more than a second."""


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
        self._scene, self._drawings, self._clock, self._sinking = scene, drawings, clock, sinking
        self._rasters, self._behaviour = Rasters(scene, detail, reach, margin, painter), Behaviour(scene, drawings)
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
        sprite = self._rasters.background(layer)
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
        verb = self._behaviour.verb(subject)
        self.verbs[subject.word] = verb
        actor = self._actor(layer, index, subject)
        whole, carrier = self._motion(index), self._nearest(index, bearer)
        lit = GLOW in parts.under
        below = moved(partial(flicker, actor), layer.box) if lit and not actor.lively else self._below(index, verb)
        _, y, w, h = layer.box
        floor = y + h if parts.afloat and carrier is None else None
        alive = self._alive(layer, verb, actor)
        trio = ((parts.under, 1.0, below, None), (parts.body, 0.2, whole, floor), (parts.over, 0.6, below, None))
        found = []
        for svg, around, motion, line in filter(itemgetter(0), trio):
            part = replace(layer, svg=svg)
            wide = lit and svg is parts.under
            sprite = self._rasters.glowing(part) if wide else self._rasters.raster(part, around * max(w, h), 1.2)
            if sprite:
                moving = alive if svg is parts.body else {}
                found.append(Piece(sprite, layer.depth, motion, floor=line, **moving))
        return found + (self._dreams(layer, actor) if verb == "sleep" else [])

    def _below(self, index: int, verb: str) -> Motion:
        """How its shadow or its ripples move: what hops leaves them on the ground."""
        if self._nearest(index, bearer) is None and verb in LIFTED:
            return grounded(self._pose(index), self._scene.layers[index].box)
        return self._motion(index)

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
        verb, actor = self._behaviour.verb(subject), self._actor(layer, index, subject)
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
        sprites = self._rasters.sheet(layer, [cut_out(svg).body for svg in layer.moments])
        if not all(sprites) or not sprites:
            return {}
        hertz = HERTZ.get(verb, 0.8)
        return {"moments": tuple(sprites), "cycle": lambda t: self._clock.cycle(t, hertz, actor.phase)}

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
        sprite = self._rasters.raster(replace(layer, svg=svg, box=box), 0.3 * side, 1.2)
        if sprite is None:
            return []
        zeds = [replace(actor, box=box, phase=number / 3) for number in range(3)]
        return [Piece(sprite, layer.depth, moved(partial(dream, one), box)) for one in zeds]

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
            lively=concept.category not in STANDING and not self._rests(concept),
            breeze=self._backdrop.breeze,
        )

    def _rests(self, concept: Concept) -> bool:
        """Whether it is a thing without life that stands somewhere: a cup on a table does not rock."""
        alive = concept.category.startswith(LIVING) or concept.key in FLAMES
        return self._scene.brief.kind in SCENES and concept.place in ("floor", "ground") and not alive

    def _party(self, subject: Subject) -> list[Subject]:
        """A subject with those that it leads or chases, which keep their distance to it."""
        subjects, number = self._scene.brief.subjects, self._behaviour.number(subject)
        led = [one for at, one in enumerate(subjects) if number >= 0 and leader(at, subjects) == number]
        return [subject, *led]

    def _nearest(self, index: int, found: Callable[[int, tuple[Subject, ...]], int | None]) -> int | None:
        """The layer of whoever is something to the thing of a layer; of several, the nearest."""
        subject, layers = self._scene.layers[index].subject, self._scene.layers
        number = -1 if subject is None else self._behaviour.number(subject)
        other = None if number < 0 else found(number, self._scene.brief.subjects)
        if other is None:
            return None
        x, wanted = _middle(layers[index].box), self._scene.brief.subjects[other]
        bearers = [at for at, layer in enumerate(layers) if layer.subject == wanted and at != index]
        return min(bearers, key=lambda at: abs(_middle(layers[at].box) - x), default=None)

    def _phase(self, index: int) -> float:
        # Counted among its namesakes: another number of layers, as at another time of day, leaves it in step.
        name = self._scene.layers[index].name
        number = sum(1 for layer in self._scene.layers[:index] if layer.name == name)
        return Random(f"{self._scene.seed}/phase/{name}/{number}").random()


def _middle(box: Box) -> float:
    return box[0] + box[2] / 2


def _union(boxes: list[Box]) -> Box:
    left, top = min(b[0] for b in boxes), min(b[1] for b in boxes)
    right, bottom = max(b[0] + b[2] for b in boxes), max(b[1] + b[3] for b in boxes)
    return (left, top, right - left, bottom - top)
