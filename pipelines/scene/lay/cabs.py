"""Cabs: people who are in something: at the window of a car, on the bed of a truck, in the water of a pool."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace

from pipelines.scene.lay.spot import Spot
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table

INSIDE = ("", "drive", "sit", "ride", "look", "wave", "travel", "sleep", "talk")
POOLS = ("swimming-pool", "bathtub")
BATHING = ("dive", "swim", "fly", "jump")
LONG = 0.72
"""Length of a swimmer, as a part of the pool's."""


ENTERED = ("bus", "minibus", "tractor", "tram-car", "locomotive", "articulated-lorry", "fire-engine", "helicopter")
"""What one is in, though one says on."""


def in_cab(subject: Subject, subjects: tuple[Subject, ...]) -> bool:
    """Whether somebody is seen at the window of a vehicle, from the chest up."""
    below = _below(subject, subjects)
    pose = subject.person.pose if subject.person else ""
    bed = below is not None and below.drawing in table("cabs")["beds"] and pose != "drive"
    return below is not None and below.drawing in table("cabs")["windows"] and pose in INSIDE and not bed


def _below(subject: Subject, subjects: tuple[Subject, ...]) -> Subject | None:
    if not isinstance(subject.other, int) or not subject.person or subject.other >= len(subjects):
        return None
    below = subjects[subject.other]
    inside = subject.relation in ("in", "riding") or (subject.relation == "on" and below.drawing in ENTERED)
    return below if inside else None


def boarded(spots: list[Spot], subjects: tuple[Subject, ...]) -> list[Spot]:
    """The spots with people at windows, on beds, in pools, and side by side on what they share."""
    found = list(spots)
    riders: dict[int, list[int]] = defaultdict(list)
    for at, spot in enumerate(spots):
        subject = subjects[spot.index]
        if subject.person and isinstance(subject.other, int) and subject.relation in ("on", "in", "riding"):
            riders[subject.other].append(at)
    for index, people in riders.items():
        target = next((spot for spot in found if spot.index == index), None)
        if target is not None and subjects[index].count == 1:
            _settle(found, target, people, subjects)
    return found


def _settle(found: list[Spot], target: Spot, people: list[int], subjects: tuple[Subject, ...]) -> None:
    key = target.figure.concept.key
    for number, at in enumerate(sorted(people, key=lambda at: found[at].x)):
        subject, share = subjects[found[at].index], (number + 0.5) / len(people)
        if in_cab(subject, subjects):
            found[at] = _at_window(found[at], target, number)
        elif key in table("cabs")["beds"]:
            found[at] = _on_bed(found[at], target, share)
        elif key in POOLS:
            found[at] = _in_pool(found[at], target)
        elif len(people) > 1 and found[at].figure.seated:
            found[at] = _in_row(found[at], target, share, number)


def _at_window(one: Spot, target: Spot, number: int) -> Spot:
    windows = table("cabs")["windows"][target.figure.concept.key]
    left, top, wide, high = windows[min(number, len(windows) - 1)]
    x, y, w, h = target.box
    middle = left + wide / 2
    height = min(h * high * 0.96, w * wide * 1.2 / one.figure.ratio)
    return replace(
        one, x=x + w * (1 - middle if target.flip else middle), foot=y + h * (top + high), height=height,
        ground="sky", flip=target.flip, order=target.order + 0.2 + number * 0.01, sunk=0.0,
    )  # fmt: skip


def _on_bed(one: Spot, target: Spot, share: float) -> Spot:
    left, right, side = table("cabs")["beds"][target.figure.concept.key]
    x, y, w, h = target.box
    at = left + (right - left) * share
    height = h * 1.0 * one.figure.stature * one.figure.concept.metres / 1.75
    foot = y + h * (side + 0.28)
    return replace(
        one, x=x + w * (1 - at if target.flip else at), foot=foot, height=height, ground="sky",
        order=target.order - 0.1, sunk=0.0,
    )  # fmt: skip


def _in_pool(one: Spot, target: Spot) -> Spot:
    """Swimming in it, or head first into its middle."""
    x, y, w, h = target.box
    pose = one.subject.person.pose if one.subject.person else ""
    height = min(one.height, w * LONG / one.figure.ratio)
    if pose not in BATHING:
        return replace(one, x=x + w / 2, foot=y + h * 0.62, height=min(height, h * 1.4), order=target.order + 0.2)
    side = 1 if one.flip else -1
    high = 0.5 if pose == "dive" else 0.66
    # The hands of a diver are at the end that is ahead.
    across = -side * height * one.figure.ratio * 0.42 if pose == "dive" else 0.0
    return replace(
        one, x=x + w * 0.45 + across, foot=y + h * high, height=height, ground="sky", order=target.order + 0.2, sunk=0.0
    )


def _in_row(one: Spot, target: Spot, share: float, number: int) -> Spot:
    """Side by side on a bench, or one behind the other on a back."""
    x, _, w, _ = target.box
    room = 0.66 if target.figure.concept.category.startswith("animal") else 0.86
    room *= 0.6 if one.subject.person and one.subject.person.pose == "hug" else 1.0
    middle = x + w * (0.5 + (share - 0.5) * room)
    shift = one.at("seat")[0] - one.x
    return replace(one, x=middle - shift, order=one.order + number * 0.01)
