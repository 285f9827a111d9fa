"""Footing: what a thing rests on, and what the setting must have because of it."""

from __future__ import annotations

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.lay.spot import Ground
from pipelines.scene.scene import Brief, Setting, Subject
from pipelines.scene.tables import table

SMALL = 0.6
"""Metres: what is less high stands on a table, and not on the floor of a room."""


def needs_ground(brief: Brief, drawings: Drawings) -> bool:
    """Whether something in the picture stands: the sea then gets a beach, space a moon."""
    setting = brief.setting
    if setting == "sea" and "beach" in brief.features:
        return True
    loose = ("sky",) if setting != "space" else ("sky", "water")
    return any(
        rests(subject, drawings[subject.drawing], setting) == "ground" and not _held(subject)
        for subject in brief.subjects
        if drawings[subject.drawing].place not in loose
    )


def still_life(brief: Brief, drawings: Drawings) -> bool:
    """Whether there are only things for a table, and no place was named, or one where tables stand."""
    shown = [subject for subject in brief.subjects if not (subject.relation == "in" and _held(subject))]
    places = ["" if subject.person else drawings[subject.drawing].place for subject in shown]
    if not places or any(place != "floor" for place in places):
        return False
    if brief.setting == "room" and not brief.place:
        small = all(drawings[subject.drawing].metres < SMALL for subject in shown)
        return small and all(subject.other is None or _held(subject) or subject.other == "window" for subject in shown)
    named = table("places").get(brief.place)
    return "table" in named if named else brief.setting == "plain"


def rests(subject: Subject, concept: Concept, setting: Setting) -> Ground:
    """What a thing rests on in a setting."""
    place = concept.place
    flying = subject.verb in ("fly", "float") and subject.relation not in ("on", "under")
    if setting == "underwater":
        return "ground" if place in ("ground", "floor") and subject.verb not in ("swim", "float", "fly") else "afloat"
    if setting == "space":
        return "ground" if place == "ground" and not flying and subject.verb != "spin" else "afloat"
    # A bridge is over a river, and yet does not fly.
    built = concept.category.startswith("place") and isinstance(subject.other, str)
    if place == "sky" or flying or (subject.relation in ("above", "over") and not built):
        return "sky"
    if subject.other == "beach" and (subject.relation == "on" or place != "water"):
        return "ground"
    wet = subject.other in ("sea", "lake", "river", "water") and subject.relation != "beside"
    if (place == "water" and setting == "sea") or wet:
        return "water"
    if setting == "sea" and subject.verb == "swim":
        return "water"
    return "ground"


def _held(subject: Subject) -> bool:
    return isinstance(subject.other, int) and subject.relation in ("on", "in", "with")
