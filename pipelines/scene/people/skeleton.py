"""Skeleton: where the joints of a body are in a posture."""

from __future__ import annotations

import math
from dataclasses import dataclass

from pipelines.scene.curve import Point
from pipelines.scene.people.build import Build
from pipelines.scene.people.posture import Limb, Posture
from pipelines.scene.people.shapes import swung, turned

SIDEWAYS = 0.42
"""How wide shoulders and hips are from the side, as a part of their width from the front."""
ASLANT = 0.25
"""From which twist on somebody is seen from half the side."""
STOUT = 8.0
"""Degrees."""
ANKLE = 0.3
"""Height of the ankle, as a part of the length of a foot."""


@dataclass(frozen=True)
class Arm:
    """Joints of an arm, and the direction of the forearm in degrees."""

    shoulder: Point
    elbow: Point
    wrist: Point
    angle: float


@dataclass(frozen=True)
class Leg:
    """Joints of a leg, and the turn of its foot in degrees, clockwise on a screen."""

    hip: Point
    knee: Point
    ankle: Point
    foot: float


@dataclass(frozen=True)
class Skeleton:
    """Joints in a figure's own units; the lowest part of the body is at 0."""

    build: Build
    posture: Posture
    hips: Point
    neck: Point
    """Where the neck leaves the shoulders."""
    head: Point
    """The middle of the head."""
    tilt: float
    """Of the head, in degrees, clockwise on a screen."""
    lean: float
    """Of the back, likewise."""
    near_arm: Arm
    far_arm: Arm
    near_leg: Leg
    far_leg: Leg

    @property
    def sideways(self) -> bool:
        return self.posture.view == "side"

    @property
    def aslant(self) -> bool:
        """Whether it is turned halfway: one arm is behind the body, and both feet point one way."""
        return abs(self.posture.twist) > ASLANT

    @property
    def slim(self) -> float:
        """Factor on the widths of the trunk."""
        return 0.7 if self.sideways else 1 - 0.18 * abs(self.posture.twist)

    def at(self, across: float, up: float) -> Point:
        """A point of the trunk: `across` from its axis to the right, `up` from the hips (0) to the neck (1)."""
        x, y = self.hips
        return turned((x + across, y - up * self.build.torso), self.hips, self.lean)


def skeleton(build: Build, posture: Posture) -> Skeleton:
    """The joints of a body of that build in that posture."""
    hips = (0.0, -_standing(build, posture))
    lean = -(posture.lean + build.stoop * (posture.view == "side"))
    side = posture.view == "side"
    neck = turned((0.0, hips[1] - build.torso), hips, lean)
    tilt = -(posture.nod + build.stoop * 0.5 * side)
    head = turned((neck[0], neck[1] - build.neck - build.head * 0.9), neck, lean * 0.5 + tilt)
    share = SIDEWAYS * 0.42 if side else 1 - 0.22 * abs(posture.twist)
    reach = build.shoulder - build.arm * 0.85

    def arm(limb: Limb, near: bool) -> Arm:
        across = reach * share * (1 if near else -1)
        level = (hips[0] + across, hips[1] - build.torso + build.arm * 1.4)
        start = turned(turned(level, (hips[0], level[1]), posture.sway), hips, lean)
        # The arms of the stout hang further out.
        swing = limb[0] + (STOUT if build.belly and not side else 0.0)
        return _arm(build, start, (swing, limb[1]), -1 if near and not side else 1)

    def leg(limb: Limb, near: bool) -> Leg:
        across = build.hip * (0.16 if side else 0.46) * (1 if near else -1)
        start = turned((hips[0] + across, hips[1]), hips, -posture.sway)
        return _leg(build, start, limb, -1 if near and not side else 1, side)

    return Skeleton(
        build,
        posture,
        hips,
        neck,
        head,
        tilt,
        lean,
        arm(posture.near_arm, True),
        arm(posture.far_arm, False),
        leg(posture.near_leg, True),
        leg(posture.far_leg, False),
    )


def sole(build: Build, leg: Leg) -> float:
    """How low the foot of a leg reaches."""
    tall, long = build.foot * ANKLE, build.foot * 0.72
    toe = turned((leg.ankle[0] - long, leg.ankle[1] + tall), leg.ankle, leg.foot)
    heel = turned((leg.ankle[0] + build.foot * 0.28, leg.ankle[1] + tall), leg.ankle, leg.foot)
    return max(toe[1], heel[1])


def _standing(build: Build, posture: Posture) -> float:
    """How high the hips are above the ground."""
    side = posture.view == "side"
    if posture.rest == "back":
        return 0.0
    if posture.rest == "air" and side:
        return _hanging(build, posture)
    drop = math.sin(math.radians(posture.sway)) * build.hip * 0.46
    limbs = ((posture.near_leg, -drop), (posture.far_leg, drop))
    legs = [_leg(build, (0.0, y), limb, 1, side) for limb, y in limbs]
    low = max(max(sole(build, leg), leg.knee[1] + build.leg * 0.7) for leg in legs)
    if posture.rest == "seat":
        low = max(low, build.leg, build.torso * 0.11) if not posture.one_leg else low
    return low + build.shin * (posture.lift + (0.35 if posture.rest == "air" else 0.0))


def _hanging(build: Build, posture: Posture) -> float:
    """How high the hips are when whatever is lowest touches the ground: a foot, or the hands of a diver."""
    neck = turned((0.0, -build.torso), (0.0, 0.0), -(posture.lean + build.stoop))
    arms = [_arm(build, neck, limb, 1) for limb in (posture.near_arm, posture.far_arm)]
    legs = [_leg(build, (0.0, 0.0), limb, 1, True) for limb in (posture.near_leg, posture.far_leg)]
    return max(*(sole(build, leg) for leg in legs), *(arm.wrist[1] + build.arm * 0.45 for arm in arms), build.hip * 0.6)


def _arm(build: Build, start: Point, limb: Limb, sign: int) -> Arm:
    swing, bend = limb
    elbow = swung(start, sign * swing, build.upper_arm)
    return Arm(start, elbow, swung(elbow, sign * (swing + bend), build.forearm), sign * (swing + bend))


def _leg(build: Build, start: Point, limb: Limb, sign: int, side: bool) -> Leg:
    swing, bend = limb
    knee = swung(start, sign * swing, build.thigh)
    angle = swing - bend
    ankle = swung(knee, sign * angle, build.shin)
    # A foot follows its shin: the heel lifts behind and the toes lift ahead.
    foot = math.copysign(min(90.0, abs(angle)), angle) * (0.55 if side else 0.0)
    return Leg(start, knee, ankle, sign * foot)
