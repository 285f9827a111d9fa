"""Behaviour: how each thing of a scene moves, by what was said of it or by its kind."""

from __future__ import annotations

from pipelines.scene.drawings import Drawings
from pipelines.scene.move.company import BORNE, bearer, in_hand, leader
from pipelines.scene.move.verbs import VERBS
from pipelines.scene.scene import Scene, Subject

WATERY = ("sea", "underwater")
"""Settings where boats bob and fish swim; elsewhere only on a lake or river."""
BURSTING = ("fireworks", "collision", "sparkler")
DRIVEN = (
    "car", "automobile", "bus", "taxi", "truck", "lorry", "train", "tram", "locomotive", "cycle", "scooter", "tractor",
    "engine", "ambulance", "vehicle", "railway", "monorail", "skateboard",
)  # fmt: skip
"""Parts of the keys of vehicles that drive when nothing is said."""


class Behaviour:
    """Tells how the things of a scene move."""

    def __init__(self, scene: Scene, drawings: Drawings) -> None:
        self._scene, self._drawings = scene, drawings

    def verb(self, subject: Subject) -> str:
        """How a thing moves: as was said, else as its kind does here, else idly."""
        if subject.relation == "riding" and isinstance(subject.other, int):
            return "idle"  # The mount carries them.
        if in_hand(self.number(subject), self._scene.brief.subjects) and not self._lives(subject):
            return "idle"
        if (first := leader(self.number(subject), self._scene.brief.subjects)) is not None:
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
        if subject.verb == "bob" and bearer(self.number(subject), self._scene.brief.subjects) is not None:
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

    def number(self, subject: Subject) -> int:
        """Its place among the subjects, or -1 for one that was added to them."""
        subjects = self._scene.brief.subjects
        return subjects.index(subject) if subject in subjects else -1
