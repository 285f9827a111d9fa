"""Posters: one strong image, and a third of the sheet left quiet for words."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from pipelines.scene.kinds.member import fitted, is_related, moved_into
from pipelines.scene.kinds.plan import Group, Plan
from pipelines.scene.kinds.ridges import ridge
from pipelines.scene.lay.spot import Spot
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, mix, shade, turn
from pipelines.scene.scene import Box
from pipelines.scene.shapes import circle, frame, path, rect

SHEETS: dict[str, tuple[tuple[str, str, str], ...]] = {
    "": (
        ("#f3e3c6", "#e0683f", "#1f3a4d"), ("#f6d9b8", "#c8443d", "#3d2645"), ("#e9efe6", "#e8a33d", "#23504a"),
        ("#dfe8ef", "#e56b5a", "#28335c"), ("#fbe9d7", "#2f8f8b", "#5b2a3c"), ("#efe6f4", "#f0913e", "#42307a"),
    ),
    "night": (("#1b2447", "#f2c14e", "#0c1026"), ("#1f2f3f", "#f08a5d", "#0d1620"), ("#2a1f4a", "#f3d9a4", "#120c26")),
}  # fmt: skip
"""Paper, the disc, and the land that is nearest."""
LANDS = {
    "sea": "#1c6a94", "underwater": "#17506f", "snow": "#dfe9f0", "desert": "#c08a4c", "forest": "#2c5a42",
}  # fmt: skip
"""What the land is like in a setting, where no colour was asked for."""
WATERY = ("sea", "underwater")
QUIET = 0.34
"""The part of the height that is kept free."""


def _sheet(stage: Stage, group: Group) -> None:
    """Paper, a great disc behind the things, land in flat steps, and a thin frame."""
    rng = stage.random("poster")
    paper, disc, near = rng.choice(SHEETS["night" if stage.brief.daytime == "night" else ""])
    if stage.brief.palette:
        disc = stage.brief.palette[0]
        paper, near = mix(disc, "#fff8ec", 0.85), shade(turn(disc, 30), -0.35)
    above = _quiet_above(stage)
    fill = stage.vertical((0, shade(paper, 0.015)), (1, shade(paper, -0.03)), top=0, bottom=stage.height)
    stage.add("paper", "sky", 0.02, rect(*stage.frame, fill))
    cx, cy, r = stage.width / 2, stage.height * (0.62 if above else 0.36), min(stage.width * 0.36, stage.height * 0.28)
    rings = circle(cx, cy, r * 1.12, mix(paper, disc, 0.25)) if rng.random() < 0.6 else ""
    stage.add("disc", "far", 0.1, rings + circle(cx, cy, r, disc), (cx - r * 1.12, cy - r * 1.12, r * 2.24, r * 2.24))
    if rng.random() < 0.5:
        _bands(stage, cx, cy, r, paper)
    _land(stage, rng, (paper, disc, near), above)
    # What the poster is of is printed, not lit: at night as well it stands out.
    stage.tones = replace(stage.tones, lamp_strength=stage.tones.lamp_strength * 0.2)


def _quiet_above(stage: Stage) -> bool:
    """Whether the quiet part is the upper one: the land then grows from below, else it ends above a calm panel."""
    return bool(stage.random("poster side").random() < 0.6)


def _bands(stage: Stage, cx: float, cy: float, r: float, paper: str) -> None:
    """Gaps across the lower half of the disc."""
    svg = "".join(
        rect(cx - r * 1.2, cy + r * at, r * 2.4, r * (0.02 + 0.05 * at), paper) for at in (0.08, 0.26, 0.44, 0.62, 0.8)
    )
    stage.add("bands", "far", 0.11, svg)


def _land(stage: Stage, rng: Random, colours: tuple[str, str, str], above: bool) -> None:
    _, disc, near = colours
    base = stage.height * (0.9 if above else 0.6)
    setting = stage.brief.setting
    near = near if stage.brief.palette else mix(near, LANDS.get(setting, near), 0.65)
    far = mix(near, disc, 0.3 if setting in LANDS else 0.55)
    steps = 3
    for at in range(steps):
        level = base - stage.unit * (11 - 5.5 * at)
        colour = mix(far, near, at / (steps - 1))
        data = ridge(stage, rng, level, stage.unit * (15 - 4 * at))
        stage.add("sea" if setting in WATERY else "land", "ground", 0.3 + 0.1 * at, path(data, colour))
    stage.horizon = base
    if not above:
        top = stage.height * (1 - QUIET)
        stage.add("panel", "ground", 0.62, rect(stage.left, top, stage.right - stage.left, stage.bottom - top, near))


def _room(stage: Stage) -> Box:
    """Where the things are: the lower two thirds or the upper ones."""
    above = _quiet_above(stage)
    top, foot = stage.height * (QUIET + 0.04 if above else 0.08), stage.height * (0.93 if above else 1 - QUIET)
    return (stage.width * 0.15, top, stage.width * 0.7, foot - top)


def _centred(stage: Stage, group: Group) -> list[Spot] | None:
    return None if is_related(group) else fitted(group, _room(stage), gap=0.12)


def _into_room(stage: Stage, spots: list[Spot]) -> list[Spot]:
    return moved_into(spots, _room(stage), standing=True)


def _frame(stage: Stage, group: Group) -> None:
    """A thin line along the edges."""
    rng = stage.random("poster")
    paper, _, near = rng.choice(SHEETS["night" if stage.brief.daytime == "night" else ""])
    m, thick = stage.unit * 3.2, stage.unit * 0.45
    w, h = stage.width - 2 * m, stage.height - 2 * m
    tone = near if lightness(paper) > 0.5 else mix(paper, "#ffffff", 0.6)
    if not _quiet_above(stage):
        tone = mix(paper, near, 0.25)
    stage.add("frame", "near", 0.98, frame(m, m, w, h, tone, thick))


POSTER = Plan(_sheet, _centred, _into_room, front=_frame, timeless=False, most=12, empty=True)
