"""Footing: what a thing rests on, and what the setting must have because of it."""

from __future__ import annotations

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.lay.spot import Ground
from pipelines.scene.scene import Brief, Setting, Subject
from pipelines.scene.tables import table

SMALL, HANDY = 0.6, 0.82
"""Metres: what is less high stands on a table, and not on the floor of a room; the most that a table may carry."""

LANDS = ("meadow", "garden", "forest")
"""Where low things are that are seen from so near that the moss is the ground of the picture."""
NEARBY = ("window", "table", "shelf")
"""What small things may be said to be at, or on, where they are seen from near."""


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
    if _creeps(brief):
        return True
    shown = [subject for subject in brief.subjects if not (subject.relation == "in" and _held(subject))]
    places = ["" if subject.person else drawings[subject.drawing].place for subject in shown]
    if not places or any(place != "floor" for place in places):
        return False
    if brief.setting == "room" and not brief.place:
        small = all(is_small(drawings[subject.drawing]) for subject in shown)
        return small and all(_held(subject) or subject.other in (None, *NEARBY) for subject in shown)
    if any(drawings[subject.drawing].metres > HANDY for subject in shown):
        return False
    named = table("places").get(brief.place)
    # A place that the things themselves have chosen is one that they are seen in.
    return not brief.unsaid and "table" in named if named else _is_anywhere(brief)


def _creeps(brief: Brief) -> bool:
    """Whether there is only what one kneels down for: a snail, mushrooms, a bee on a daisy."""
    low: list[str] = table("tabletops")["creeping"]["drawings"]
    said = brief.place or brief.features or not brief.unsaid or brief.setting not in LANDS
    still = all(one.drawing in low and one.size <= 1 and not isinstance(one.other, str) for one in brief.subjects)
    return bool(brief.subjects) and still and not said


def is_small(concept: Concept) -> bool:
    """Whether it stands on a table, and not on the floor of a room."""
    return concept.metres < SMALL or concept.key in table("pieces")["handy"]["things"]


def _is_anywhere(brief: Brief) -> bool:
    """Whether nothing says where it is: a rainy day is seen through a window, too."""
    lit = ("sun",) if brief.daytime in ("dawn", "dusk") else ()
    return brief.setting == "plain" or (brief.setting == "meadow" and brief.unsaid and set(brief.features) <= set(lit))


def rests(subject: Subject, concept: Concept, setting: Setting) -> Ground:
    """What a thing rests on in a setting."""
    place = concept.place
    flying = subject.verb in ("fly", "float") and subject.relation not in ("on", "under")
    if setting == "underwater":
        still = not concept.motion and concept.category.startswith(("animal-marine", "plant"))
        stands = place in ("ground", "floor") or still
        return "ground" if stands and subject.verb not in ("swim", "float", "fly") else "afloat"
    if setting == "space":
        return "ground" if place == "ground" and not flying and subject.verb != "spin" else "afloat"
    # A bridge is over a river, and yet does not fly.
    built = concept.category.startswith("place") and isinstance(subject.other, str)
    if concept.category == "transport-air" and concept.motion == "fly" and not (subject.verb or subject.relation):
        return "ground"  # Parked.
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
