"""Postures: the angles of a body for each thing that somebody may do, and for each moment of a step.

Angles are degrees. A limb at 0 hangs straight down; positive swings ahead, to the left of a picture, or outwards where
somebody is seen from the front. The bend of an elbow brings the forearm further ahead, that of a knee the shin back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, Literal

from pipelines.scene.tables import table

View = Literal["front", "side", "back"]
Rest = Literal["feet", "seat", "back", "air"]
Limb = tuple[float, float]
"""Swing and bend."""


@dataclass(frozen=True)
class Posture:
    """A body's angles. `near` is the side of the viewer, or from the front the right of the picture."""

    view: View = "front"
    near_arm: Limb = (9.0, -5.0)
    far_arm: Limb = (9.0, -5.0)
    near_leg: Limb = (3.0, 1.0)
    far_leg: Limb = (3.0, 1.0)
    lean: float = 0.0
    """Of the back: positive ahead, or to the left."""
    nod: float = 0.0
    """Of the head, the same way."""
    turn: float = 0.0
    """Of the face: -1 looks to the left, 0 at the viewer, 1 to the right."""
    rest: Rest = "feet"
    """What it rests on. seat: the hips, on the ground or on something; air: nothing."""
    prop: str = ""
    """What is in the hands when nothing is said of it."""
    eyes: str = ""
    """closed, down, or empty."""
    twist: float = 0.0
    """How far the body is turned where it is seen from the front: -1 nearly to the left."""
    sway: float = 0.0
    """Degrees that the hips drop on the far side, and the shoulders on the near one, where the near leg carries."""
    one_leg: bool = False
    """Whether the far leg is hidden by what is ridden."""
    over: bool = False
    """Whether the arms are in front of the head."""
    lift: float = 0.0
    """How far the lowest part of the body is above the ground, in lengths of the shin."""
    hands: str = ""
    """pockets: they are in there; fists: they are closed."""
    furniture: str = ""
    """What it takes that is always there: a desk to write at, an easel."""
    work: str = ""
    """Where a thing goes that it is done to, where the prompt names one: see `props.work_at`."""


def _read(name: str) -> Posture:
    """A posture of data/postures.toml."""
    entry: dict[str, Any] = dict(table("postures")[name])
    entry.pop("sways", None)
    base = _read(like) if (like := entry.pop("like", "")) else Posture()
    said: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    return replace(base, **said)


POSTURES = {name: _read(name) for name in table("postures")}
"""Every posture by its name."""
SWAYS: dict[str, dict[str, Limb]] = {
    name: {limb: (swing, bend) for limb, (swing, bend) in entry["sways"].items()}
    for name, entry in table("postures").items()
    if "sways" in entry
}
"""How far limbs swing and bend to and fro while somebody goes on doing a thing."""
HOLDING: dict[View, Limb] = {"front": (14.0, 96.0), "side": (34.0, 68.0), "back": (14.0, 96.0)}
"""The arm that holds something up, by view."""


def moment(name: str, phase: float) -> Posture:
    """A posture at a moment of what is done in it, for films; phase 0 to 1 is a whole cycle."""
    if name in ("walk", "run"):
        return step(phase, running=name == "run")
    there, now = math.sin(math.tau * phase), POSTURES[name]
    limbs: dict[str, Limb] = {
        limb: (getattr(now, limb)[0] + there * swing, getattr(now, limb)[1] + there * bend)
        for limb, (swing, bend) in SWAYS.get(name, {}).items()
    }
    return replace(now, **limbs)  # type: ignore[arg-type]


def step(phase: float, running: bool = False) -> Posture:
    """A moment of walking or running; phase 0 to 1 is a whole cycle of two steps."""
    reach, lift, swing = (46.0, 78.0, 50.0) if running else (24.0, 34.0, 24.0)
    elbow = 84.0 if running else 18.0
    base = POSTURES["run" if running else "walk"]

    def leg(at: float) -> Limb:
        angle = math.tau * at
        # The knee bends while the leg comes ahead, and is nearly straight while it carries.
        ahead = max(0.0, -math.sin(angle))
        return reach * math.cos(angle) + 4, 4 + lift * ahead**1.3

    def arm(at: float) -> Limb:
        ahead = math.cos(math.tau * at)
        return -swing * ahead, elbow + 8 * -ahead

    return replace(
        base,
        near_leg=leg(phase),
        far_leg=leg(phase + 0.5),
        near_arm=arm(phase),
        far_arm=arm(phase + 0.5),
        rest="feet",
    )
