"""Setting: where a picture is and when, by what was said and by what its things imply."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.scene import Daytime, Setting, Subject
from pipelines.scene.tables import table

_WINTRY = {"skier", "ski"}
"""Roles and poses of those who need snow."""
MOUNTAINS = "mountains"
"""The feature of a sea before mountains."""


def usual_time(subjects: tuple[Subject, ...], features: tuple[str, ...]) -> Daytime:
    """When it is, by what is seen: stars are there at night, and fireworks are let off then."""
    lit = set(table("aliases")["daytime"]["night"])
    above = {"moon", "stars", "northern lights"} & set(features)
    nightly = above or any(subject.drawing in lit for subject in subjects)
    return "night" if nightly and "sun" not in features else "day"


def usual_season(subjects: tuple[Subject, ...], setting: Setting, drawings: Drawings) -> Literal["", "winter"]:
    """Winter in the mountains and woods where somebody skis or something is at home in the snow."""
    skis = any(one.person and _WINTRY & {one.person.role, one.person.pose} for one in subjects)
    snowy = skis or "snow" in _implied_by(subjects, drawings)
    return "winter" if snowy and setting in ("mountain", "forest", "meadow", "city") else ""


def place_of(places: tuple[str, ...], settings: list[str]) -> str:
    """The first place that was named, or what it is with the setting beside it; under water, the first one there."""
    if len({*places}) == 1 and (met := table("grammar")["meeting"].get(places[0])):
        return next((met[setting] for setting in settings if setting in met), places[0])
    wet = "underwater" in settings
    return next((one for one in places if not wet or table("places")[one]["setting"] == "underwater"), "")


def setting_of(
    subjects: tuple[Subject, ...], told: Mapping[str, list[str]], scenery: bool, drawings: Drawings
) -> Setting:
    """What was said; else what the things imply; else a meadow under whatever scenery was named."""
    said: Any = told["setting"]
    if "mountain" in said and (
        {*said} == {"sea", "mountain"} or {"sea", "underwater"} & set(_implied_by(subjects, drawings)[:1])
    ):
        return "sea"  # A whale near a mountain.
    if said:
        # Snow lies on whatever else was named, and what is under water is in the sea as well.
        return (
            "underwater" if "underwater" in said else next((setting for setting in said if setting != "snow"), "snow")
        )
    built = any(drawings[s.drawing].category.startswith(("place", "transport")) for s in subjects)
    if "window" in told["feature"] and not built:
        return "room"
    implied = _implied_by(subjects, drawings)
    if implied:
        # Beside a ship, an octopus comes up to the surface.
        seen = {"moon", "sun", "clouds", "rainbow", "stars", "northern lights"} & set(told["feature"])
        above = "sea" in implied or seen
        return "sea" if implied[0] == "underwater" and above else implied[0]
    return "meadow" if scenery else "plain"


_BY = ("beside", "near", "in front of", "behind")


def _implied_by(subjects: tuple[Subject, ...], drawings: Drawings) -> list[Setting]:
    """What the things imply, that first which tells most: what others are in or on.

    People, and what somebody holds, are anywhere.
    """
    under = {s.other for s in subjects if s.relation in ("on", "in") and isinstance(s.other, int)}
    # Who is by the hearth is in the room; a cow beside a chair may be anywhere.
    fixed = {at for at, s in enumerate(subjects) if s.drawing in table("aliases")["fixed"]["keys"]}
    under |= fixed & {s.other for s in subjects if s.relation in _BY}
    # Roses in a vase are where vases are.
    held = {at for at, s in enumerate(subjects) if s.relation == "in" and _on_tables(subjects, s.other, drawings)}
    found = [
        (at, setting) for at, s in enumerate(subjects) if at not in held and (setting := _implied(drawings[s.drawing]))
    ]

    def rank(pair: tuple[int, Setting]) -> tuple[bool, bool]:
        at, setting = pair
        anywhere = subjects[at].person is not None or subjects[at].relation == "with"
        return not (at in under and setting in ("sea", "room")), anywhere

    return [setting for _, setting in sorted(found, key=rank)]


def _on_tables(subjects: tuple[Subject, ...], at: int | str | None, drawings: Drawings) -> bool:
    """Whether that subject is one of the things that stand on tables."""
    return isinstance(at, int) and drawings[subjects[at].drawing].place == "floor"


def _implied(concept: Concept) -> Setting | None:
    """Where a thing is usually seen, by its drawing or else by its category; from data/aliases.toml."""
    lists: Any = table("aliases")
    by_drawing = (setting for setting, keys in lists["setting"].items() if concept.key in keys)
    by_category = (setting for setting, kinds in lists["setting_of_kind"].items() if concept.category in kinds)
    return next(by_drawing, None) or next(by_category, None)
