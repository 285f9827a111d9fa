"""Build: the proportions of a body by age and sex, in a figure's own units (a grown person is about 200 tall)."""

from __future__ import annotations

from dataclasses import dataclass, replace

from pipelines.scene.scene import Age, Person


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


_MAN = Build(20.5, 18, 7, 59, 31, 28, 44, 43, 23, 17, 16, 7.6, 9.8, 24, 1.75)
_WOMAN = Build(20.5, 17.6, 7, 55, 29, 27, 45, 43, 18.5, 13.5, 16.5, 6.3, 9.2, 21, 1.66)
_YOUNG = Build(20, 17.6, 6, 51, 27, 25, 42, 40, 18, 13.5, 14.5, 6.2, 9, 21, 1.58)
_CHILD = Build(19.5, 18.5, 4, 37.5, 18, 16.5, 25, 24, 14.5, 13, 13, 5.6, 8, 16, 1.15)
_BABY = Build(17.5, 17.5, 1, 25, 10.5, 9.5, 10, 9, 11, 12, 12.5, 5, 7, 9, 0.7)
_AGES: dict[Age, Build] = {"baby": _BABY, "child": _CHILD, "young": _YOUNG, "grown": _WOMAN, "old": _WOMAN}


def standing(build: Build) -> float:
    """Height of somebody of that build who stands straight, with hair."""
    return build.foot * 0.3 + build.shin + build.thigh + build.torso + build.neck + build.head * 1.98


def build_of(person: Person) -> Build:
    """The proportions of somebody; of whom nothing was said, those between a woman's and a man's."""
    man = person.sex == "man"
    if person.age in ("grown", "old"):
        body = _MAN if man else _WOMAN
        return (
            replace(body, torso=body.torso - 4, neck=5, metres=body.metres - 0.08, stoop=9)
            if (person.age == "old")
            else body
        )
    body = _AGES[person.age]
    return replace(body, shoulder=body.shoulder + 2, waist=body.waist + 1.5) if man and person.age == "young" else body
