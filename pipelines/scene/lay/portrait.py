"""Portrait: people and animals shown from the chest up, other things whole, as large as the picture allows."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.drawings import Drawings, Style
from pipelines.scene.lay.bust import animal_bust, has_face
from pipelines.scene.lay.figure import Figure, figure
from pipelines.scene.lay.gathering import SITTING, gathered
from pipelines.scene.lay.somebody import cold_in, likeness
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Subject

KINDS = ("portrait", "close-up")
HIGH = {"portrait": 0.84, "close-up": 0.97}
"""Height of a bust, as a part of the picture's height."""
WHOLE = {"portrait": 0.74, "close-up": 0.8}
"""Height of a thing that is shown whole, and of the box that it is fitted in."""
ROW, MOST = 5, 10
"""How many sit side by side, and in two rows."""
BEHIND = 1.42
"""How much larger those in the second row are, so that they look over the first."""
_ATTACHED = ("on", "in", "with", "under", "above", "over", "behind", "between", "around")
_BY = (None, "with", "beside", "near", "left of", "right of")
PET = 0.7
"""Height of an animal beside people, as a part of theirs."""
_HAVING = ("holding", "wearing", "reading", "riding")


def sitters(stage: Stage, drawings: Drawings, style: Style) -> dict[int, list[Spot]]:
    """Spots of those whom a portrait is of, by the index of their subject; none for other kinds of picture.

    They are its people with their animals, or else its first thing and what nothing relates to that. Where the first
    is on or in another, there are none: both are to be seen.
    """
    brief = stage.brief
    if brief.kind not in KINDS or not brief.subjects:
        return {}
    people = [at for at, subject in enumerate(brief.subjects) if subject.person]
    chosen = sorted(people + _pets(brief.subjects, drawings)) if people else _first(brief.subjects)
    who = [(at, copy) for at in chosen for copy in range(brief.subjects[at].count)][:MOST]
    if 1 < len(who) <= ROW and all(brief.subjects[at].person for at, _ in who):
        return _by_index(gathered(stage, [(at, copy, _shown(stage, drawings, style, at, copy)[0]) for at, copy in who]))
    first = len(who) if len(who) <= ROW else -(-len(who) // 2)
    spots: dict[int, list[Spot]] = {}
    for place, (at, copy) in enumerate(who):
        behind = place >= first
        many, place = (len(who) - first, place - first) if behind else (first, place)
        # Three and more sit closer than they are wide.
        across, wide = (place + 0.5) / many, (0.98 if many == 1 else 0.9 if many == 2 else 1.35) / max(many, first)
        across = across if many < 3 else 0.5 + (across - 0.5) * (0.7 if behind else 0.84)
        spot = _sitter(stage, _shown(stage, drawings, style, at, copy), at, copy, across, wide)
        if behind:
            spot = replace(spot, height=spot.height * BEHIND, order=spot.order - 50)
        spots.setdefault(at, []).append(spot)
    return spots


def _by_index(spots: list[Spot]) -> dict[int, list[Spot]]:
    found: dict[int, list[Spot]] = {}
    for spot in spots:
        found.setdefault(spot.index, []).append(spot)
    return found


def worn_by(subjects: tuple[Subject, ...], index: int) -> set[int]:
    """The things that a subject wears or holds, by their indices."""
    one = subjects[index]
    return {*one.holds, *([one.other] if one.relation in _HAVING and isinstance(one.other, int) else [])}


def _pets(subjects: tuple[Subject, ...], drawings: Drawings) -> list[int]:
    """Animals that sit with people, of which there is a face."""
    had = {at for index in range(len(subjects)) for at in worn_by(subjects, index)}
    return [
        at
        for at, one in enumerate(subjects)
        if one.relation in _BY and at not in had and not one.person and has_face(drawings[one.drawing])
    ]


def _first(subjects: tuple[Subject, ...]) -> list[int]:
    """The first thing, and those beside it that are no part of anything."""
    had = {at for index in range(len(subjects)) for at in worn_by(subjects, index)}
    loose = [at for at, one in enumerate(subjects) if one.relation not in _ATTACHED and at not in had]
    return loose[:3] if loose and loose[0] == 0 else []


def _shown(stage: Stage, drawings: Drawings, style: Style, index: int, copy: int) -> tuple[Figure, bool]:
    """What is shown of a subject, and whether it ends at the lower edge of the picture."""
    subject = stage.brief.subjects[index]
    if subject.person:
        return likeness(drawings, stage.brief.subjects, index, stage.seed, copy, cold=cold_in(stage)), True
    bust = animal_bust(drawings, subject.drawing, style)
    return (bust, True) if bust else (figure(drawings, subject.drawing, style), False)


def _sitter(stage: Stage, shown: tuple[Figure, bool], index: int, copy: int, across: float, wide: float) -> Spot:
    """One of those who sit side by side; alone a little off the middle."""
    subject, (fig, cut) = stage.brief.subjects[index], shown
    rng = stage.random(f"sitter {index} {copy}")
    share = {"left": 0.32, "right": 0.68}.get(subject.horizontal, across)
    x = stage.width * (share + rng.uniform(-0.02, 0.02) * wide)
    part = (HIGH if cut else WHOLE)[stage.brief.kind]
    height = min(stage.height * part, stage.width * wide * (1.0 if cut else part + 0.1) / fig.ratio)
    # Those whom the lower edge cuts are before what stands.
    order = SITTING + copy + (100 if cut else 0)
    if cut and not subject.person and any(one.person for one in stage.brief.subjects):
        height *= PET
    foot = stage.height * 1.004 if cut else min(stage.height * 0.9, (stage.height + height) / 2 + stage.height * 0.03)
    # Two look at each other, one into the picture.
    flip = fig.concept.facing != "front" and (x < stage.width / 2) != (fig.concept.facing == "right")
    if subject.person or cut:
        flip = bool(subject.person) and (x < stage.width / 2 if across != 0.5 else rng.random() < 0.5)
    return Spot(subject, index, fig, x, foot, height, "sky" if cut else "ground", flip, order, copy=copy)
