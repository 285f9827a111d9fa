"""Build: the proportions of a body by age and sex, in a figure's own units (a grown person is about 200 tall)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.scene.scene import Age, Person
from pipelines.scene.tables import table


@dataclass(frozen=True)
class Build:
    """Lengths of bones, and half widths of what is around them."""

    head: float
    """Half the height of the head."""
    face: float
    """Half its width."""
    neck: float
    torso: float
    """From the hips to the neck."""
    upper_arm: float
    forearm: float
    thigh: float
    shin: float
    shoulder: float
    """Half the width."""
    waist: float
    hip: float
    arm: float
    """Half the width of an arm at the shoulder."""
    leg: float
    foot: float
    """Length of a foot."""
    metres: float
    """Height of the person."""
    stoop: float = 0.0
    """Degrees that the back leans ahead by itself."""
    bust: float = 0.0
    """How far the chest stands out beyond the ribs."""
    belly: float = 0.0
    """How far the belly stands out, as seen from the side."""


_MAN = Build(16.4, 13.6, 9, 58, 32.5, 28.5, 47.5, 47.5, 24.5, 17.2, 16.4, 7.4, 10.4, 24, 1.75)
_WOMAN = Build(15.8, 13.2, 9, 57, 30.5, 27, 47, 46, 19, 12.8, 17.6, 5.8, 9.8, 21, 1.66, bust=2.6)
_YOUNG = Build(15.8, 13.6, 7.5, 52, 28.5, 25, 43, 43, 18, 12.8, 14.8, 5.6, 8.8, 20, 1.58, bust=0.8)
_CHILD = Build(14.2, 13, 5, 38.5, 20, 17.5, 29, 28, 14.5, 12.2, 12.6, 5, 7.4, 15.5, 1.15)
_BABY = Build(17.5, 17.5, 1, 25, 10.5, 9.5, 10, 9, 11, 12, 12.5, 5, 7, 9, 0.7)
_AGES: dict[Age, Build] = {"baby": _BABY, "child": _CHILD, "young": _YOUNG, "grown": _WOMAN, "old": _WOMAN}


def standing(build: Build) -> float:
    """Height of somebody of that build who stands straight, with hair."""
    return build.foot * 0.3 + build.shin + build.thigh + build.torso + build.neck + build.head * 1.98


def build_of(person: Person) -> Build:
    """The proportions of somebody; of whom nothing was said, those between a woman's and a man's."""
    return _shaped(_usual(person), person.build)


def _usual(person: Person) -> Build:
    man = person.sex == "man"
    if person.age in ("grown", "old"):
        body = _MAN if man else _WOMAN
        return (
            replace(body, torso=body.torso - 4, neck=6, metres=body.metres - 0.08, stoop=9)
            if (person.age == "old")
            else body
        )
    body = _AGES[person.age]
    if person.sex != "woman":
        body = replace(body, bust=0.0)
    return replace(body, shoulder=body.shoulder + 2, waist=body.waist + 1.5) if man and person.age == "young" else body


def _shaped(body: Build, shape: str) -> Build:
    """The build as a word says: widths, and the length of legs and trunk, times what data/people.toml has for it."""
    entry = table("people")["shapes"].get(shape, {})
    stout = {name: getattr(body, name) * factor for name, factor in entry.items() if name != "belly"}
    return replace(body, **stout, belly=body.waist * entry.get("belly", 0.0))
