"""Verbs: how a thing moves that walks, flies, floats, sleeps ... Each is a function of the actor and the time."""

from __future__ import annotations

import math
from collections.abc import Callable

from pipelines.scene.move.actor import Actor
from pipelines.scene.move.easing import clamp, overshoot, smooth, there_and_back
from pipelines.scene.move.pose import REST, Pose

Verb = Callable[[Actor, float], Pose]

MIDDLE = (0.5, 0.5)
STROLL, SPRINT = 0.85, 1.4
"""Cycles a second of walking and running people; a cycle is two steps."""
CEILING = 0.1
"""Part of the picture's height that what rises keeps from the top; a moving camera takes some of it."""


def walk(actor: Actor, t: float) -> Pose:
    """Along the ground with a bob and a slight rocking at each step."""
    dx, facing = actor.travel(t, 0.065 * actor.picture[0] * actor.clock.seconds)
    step = actor.clock.cycle(t, 1.0, actor.phase)
    rock, bob = math.sin(2 * math.pi * step), abs(math.sin(2 * math.pi * step))
    return Pose(dx, -0.045 * actor.tall * bob, turn=3.2 * rock, wide=facing, tall=0.985 + 0.03 * bob)


def stroll(actor: Actor, t: float) -> Pose:
    """Along the ground on legs of its own: as far in a cycle as two steps reach."""
    dx, facing = actor.travel(t, 0.7 * STROLL * actor.tall * actor.clock.seconds)
    return Pose(dx, wide=facing)


def sprint(actor: Actor, t: float) -> Pose:
    """The same, running."""
    dx, facing = actor.travel(t, 1.25 * SPRINT * actor.tall * actor.clock.seconds)
    return Pose(dx, wide=facing)


def run(actor: Actor, t: float) -> Pose:
    """Leaps along the ground, leaning forward, stretched in the air and squashed on landing."""
    dx, facing = actor.travel(t, 0.15 * actor.picture[0] * actor.clock.seconds)
    step = actor.clock.cycle(t, 2.0, actor.phase) % 1
    air = 4 * step * (1 - step)
    rock = 6 * math.cos(2 * math.pi * step) * actor.heading * facing
    return Pose(
        dx, -0.11 * actor.tall * air, turn=rock, wide=facing * (1.06 - 0.08 * air), tall=0.93 + 0.1 * air,
        lean=0.05 * actor.heading * facing,
    )  # fmt: skip


def drive(actor: Actor, t: float) -> Pose:
    """Rolls along, shaking a little with the motor."""
    dx, facing = actor.travel(t, 0.12 * actor.picture[0] * actor.clock.seconds)
    shake = actor.clock.wave(t, 5.0, actor.phase)
    sway = actor.clock.wave(t, 0.8, actor.phase)
    return Pose(dx, -0.008 * actor.tall * abs(shake), turn=0.7 * sway, wide=facing, tall=1 + 0.012 * shake)


def fly(actor: Actor, t: float) -> Pose:
    """Along a gently waving path; what has wings beats them."""
    width, height = actor.picture
    dx, facing = actor.travel(t, 0.11 * width * actor.clock.seconds)
    glide = actor.clock.wave(t, 0.28, actor.phase)
    slope = actor.clock.wave(t, 0.28, actor.phase + 0.25)
    dy = 0.035 * height * glide - actor.climb * abs(dx) * (1 if dx * actor.heading > 0 else -1)
    dy = max(dy, min(0.0, CEILING * height - actor.box[1]))
    tilt = 5 * slope * actor.heading * facing
    if not actor.winged:
        return Pose(dx, dy, turn=tilt * 0.7, wide=facing, pivot=MIDDLE)
    beat = actor.clock.wave(t, 2.6 if actor.tall > 0.1 * height else 3.6, actor.phase)
    return Pose(
        dx,
        dy - 0.04 * actor.tall * beat,
        turn=tilt,
        wide=facing * (1 - 0.06 * beat),
        tall=1 + 0.13 * beat,
        pivot=MIDDLE,
    )


def swim(actor: Actor, t: float) -> Pose:
    """Along a wavy line, bending with each stroke."""
    dx, facing = actor.travel(t, 0.08 * actor.picture[0] * actor.clock.seconds)
    stroke = actor.clock.wave(t, 1.1, actor.phase)
    dive = actor.clock.wave(t, 0.3, actor.phase)
    dy = 0.022 * actor.picture[1] * dive
    return Pose(
        dx,
        dy,
        turn=4 * stroke,
        wide=facing * (1 + 0.04 * stroke),
        tall=1 - 0.03 * stroke,
        lean=0.06 * stroke,
        pivot=MIDDLE,
    )


def bob(actor: Actor, t: float) -> Pose:
    """Rocks on the waves and drifts on slowly."""
    dx, _ = actor.travel(t, 0.018 * actor.picture[0] * actor.clock.seconds) if not actor.clock.loop else (0.0, 1.0)
    lift = actor.clock.wave(t, 0.42, actor.phase)
    roll = actor.clock.wave(t, 0.42, actor.phase + 0.2)
    return Pose(dx, (0.03 * lift + 0.012) * actor.tall, turn=4.2 * roll, pivot=(0.5, 0.9))


def float_(actor: Actor, t: float) -> Pose:
    """Rises slowly and sways, hanging from its top."""
    height = actor.picture[1]
    sway = actor.clock.wave(t, 0.3, actor.phase)
    highest = max(CEILING * height - actor.box[1], -0.1 * height)
    if actor.clock.loop:
        rise = max(0.0, highest + 0.03 * height) + 0.03 * height * actor.clock.wave(t, 0.2, actor.phase + 0.4)
    else:
        rise = highest + 0.2 * height * (1 - actor.clock.progress(t))
    return Pose(
        0.2 * actor.box[2] * sway, rise, turn=4.5 * actor.clock.wave(t, 0.3, actor.phase + 0.22), pivot=(0.5, 0.2)
    )


def jump(actor: Actor, t: float) -> Pose:
    """Crouches, leaps and lands."""
    part = actor.clock.cycle(t, 0.95, actor.phase) % 1
    leap = clamp((part - 0.28) / 0.6)
    air = 4 * leap * (1 - leap)
    crouch = math.sin(math.pi * clamp(part / 0.28)) + 0.6 * math.sin(math.pi * clamp((part - 0.88) / 0.12))
    height = min(0.62 * actor.tall, 0.14 * actor.picture[1])
    return Pose(0, -height * air, wide=1 + 0.12 * crouch - 0.05 * air, tall=1 - 0.17 * crouch + 0.07 * air)


def grow(actor: Actor, t: float) -> Pose:
    """Grows out of the ground, a little too far, and settles; in a loop it shrinks again."""
    p = actor.clock.progress(t)
    grown = overshoot((p - 0.04 - 0.2 * actor.phase) / 0.5)
    if actor.clock.loop:
        grown *= 1 - smooth((p - 0.86) / 0.14)
    sway = actor.clock.wave(t, 0.35, actor.phase)
    size = max(grown, 0.0)
    return Pose(wide=0.1 + 0.9 * size, tall=0.06 + 0.94 * size, lean=0.025 * sway)


def fall(actor: Actor, t: float) -> Pose:
    """Falls swaying from above the picture to its place; in a loop it melts away there and falls again."""
    p = actor.clock.progress(t)
    part = clamp((p - 0.12 * actor.phase) / 0.8)
    # Fast at first, at rest at the end.
    left = (1 - part) * (1 - 0.35 * part)
    height = (actor.box[1] + 1.3 * actor.box[3]) * left
    sway = actor.clock.wave(t, 0.55, actor.phase) * min(1.0, 3 * left)
    opacity = 1 - smooth((p - 0.92) / 0.08) if actor.clock.loop else 1.0
    return Pose(0.5 * actor.box[2] * sway, -height, turn=22 * sway, opacity=opacity, pivot=MIDDLE)


def spin(actor: Actor, t: float) -> Pose:
    """Turns round and round on its own axis, like a card or a dancer."""
    turn = math.cos(2 * math.pi * actor.clock.cycle(t, 0.6, actor.phase))
    return Pose(wide=turn, dy=-0.02 * actor.tall * (1 - abs(turn)))


def dance(actor: Actor, t: float) -> Pose:
    """Hops from side to side in time, and turns round now and then."""
    beat = actor.clock.cycle(t, 1.0)
    side, hop = math.sin(2 * math.pi * beat), abs(math.sin(2 * math.pi * beat))
    wide = (
        clamp(6 * math.cos(math.pi * 0.5 * beat + 0.6 + math.pi * round(actor.phase)), -1, 1)
        if not actor.clock.loop
        else 1.0
    )
    return Pose(
        0.1 * actor.box[2] * side, -0.11 * actor.tall * hop, turn=8 * side, wide=wide * (1.04 - 0.05 * hop),
        tall=0.95 + 0.07 * hop, lean=0.07 * side,
    )  # fmt: skip


def sway(actor: Actor, t: float) -> Pose:
    """Shifts from foot to foot in time, where the limbs do the rest."""
    beat = actor.clock.cycle(t, 1.0, actor.phase)
    side, hop = math.sin(2 * math.pi * beat), abs(math.sin(2 * math.pi * beat))
    return Pose(0.04 * actor.box[2] * side, -0.03 * actor.tall * hop, turn=2.5 * side)


def sleep(actor: Actor, t: float) -> Pose:
    """Breathes slowly and deeply."""
    breath = there_and_back(actor.clock.cycle(t, 0.32, actor.phase) % 1)
    return Pose(wide=1 + 0.012 * breath, tall=0.975 + 0.05 * breath)


def dream(actor: Actor, t: float) -> Pose:
    """The Z of a sleeper: comes up small, sways away and fades."""
    part = actor.clock.cycle(t, 0.3, actor.phase) % 1
    size = 0.35 + 0.75 * part
    opacity = smooth(part / 0.2) * (1 - smooth((part - 0.6) / 0.4))
    dx = actor.heading * actor.box[2] * (0.35 * math.sin(5 * part) + 1.5 * part)
    turn = 10 * math.sin(4 * part)
    return Pose(dx, -4.2 * actor.tall * part, turn=turn, wide=size, tall=size, opacity=opacity, pivot=MIDDLE)


def shine(actor: Actor, t: float) -> Pose:
    """Pulses and rocks gently, as a light in the sky does; one that stands stays as it is, and its glow flickers."""
    if not actor.lively:
        return REST
    pulse = actor.clock.wave(t, 0.5, actor.phase)
    size = 1 + 0.045 * pulse
    return Pose(turn=5 * actor.clock.wave(t, 0.25, actor.phase), wide=size, tall=size, pivot=MIDDLE)


def flicker(actor: Actor, t: float) -> Pose:
    """The glow around a flame or a lamp."""
    pulse = 0.6 * actor.clock.wave(t, 0.9, actor.phase) + 0.4 * actor.clock.wave(t, 2.3, actor.phase + 0.3)
    return Pose(wide=1 + 0.03 * pulse, tall=1 + 0.03 * pulse, opacity=0.92 + 0.08 * pulse, pivot=MIDDLE)


def burst(actor: Actor, t: float) -> Pose:
    """Opens like a firework, sinks a little and fades, again and again."""
    part = actor.clock.cycle(t, 0.5, actor.phase) % 1
    size = 0.08 + 1.0 * (1 - (1 - part) ** 4)
    opacity = smooth(part / 0.06) * (1 - smooth((part - 0.5) / 0.42))
    return Pose(dy=0.12 * actor.tall * part * part, wide=size, tall=size, opacity=opacity, pivot=MIDDLE)


def idle(actor: Actor, t: float) -> Pose:
    """What nothing was said of: plants sway, the living breathe, things rock a little, houses stand."""
    if not actor.lively:
        return REST
    wave = actor.clock.wave(t, 0.33, actor.phase)
    if actor.plant:
        gust = actor.clock.wave(t, 0.13, actor.phase * 2)
        return Pose(lean=(0.028 * wave + 0.02 * gust) * actor.breeze)
    return Pose(turn=1.3 * actor.clock.wave(t, 0.24, actor.phase), tall=1 + 0.022 * wave, wide=1 - 0.008 * wave)


VERBS: dict[str, Verb] = {
    "walk": walk,
    "run": run,
    "stroll": stroll,
    "sprint": sprint,
    "drive": drive,
    "fly": fly,
    "swim": swim,
    "float": float_,
    "bob": bob,
    "jump": jump,
    "grow": grow,
    "fall": fall,
    "spin": spin,
    "dance": dance,
    "sway": sway,
    "sleep": sleep,
    "shine": shine,
    "burst": burst,
    "idle": idle,
}
