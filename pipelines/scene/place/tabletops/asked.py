"""Asked: a top that is itself what was asked for, a wooden table or a shelf: its stuff, its colour and its name."""

from __future__ import annotations

from dataclasses import replace

from pipelines.scene.curve import n
from pipelines.scene.lay.stage import Stage
from pipelines.scene.palette import lightness, shade
from pipelines.scene.place.tabletops import tops
from pipelines.scene.place.tabletops.setup import Setup
from pipelines.scene.scene import Subject
from pipelines.scene.tables import table

WOOD, LINEN = "#a8763e", "#f6f1e8"
CLOTHS = {"fabric": "plain", "checks": "checked", "plaid": "checked", "stripes": "striped"}
"""How linen is painted by what is said of it."""


def covering(setup: Setup, support: Subject) -> tuple[str, str] | None:
    """How the top looks of which something was said, and its colour; nothing where all was left to chance."""
    stuff = support.surface or _by_name(support.word)
    if not support.colour and not stuff:
        return None
    colour = setup.seen(support.colour or (WOOD if stuff == "wood" else setup.colours.top))
    if stuff in ("wood", "straw"):
        return tops.planks(setup, colour, along=setup.rng.random() < 0.5), colour
    if stuff in ("marble", "stone"):
        return tops.marble(setup, colour), colour
    if stuff in CLOTHS:
        return tops.linen(setup, *_dyed(setup, support), CLOTHS[stuff]), colour
    return tops.plain(setup, colour), colour


def _dyed(setup: Setup, support: Subject) -> tuple[str, str]:
    """The colours of a cloth and of its pattern: where one is said, a checked one has it on white."""
    colour = setup.seen(support.colour) if support.colour else setup.colours.accent
    white = setup.seen(LINEN)
    if support.surface == "fabric":
        cloth = colour if support.colour else white
        return cloth, shade(cloth, -0.12)
    return white, setup.seen(support.accents[0]) if support.accents and lightness(colour) > 0.9 else colour


def _by_name(word: str) -> str:
    """The stuff that its own name says, or empty: 木桌."""
    return next((name for name, words in table("tabletops")["stuff"].items() if word in words), "")


def claim(stage: Stage, support: Subject) -> None:
    """The top that was painted last is the thing that was asked for, as far as it is in the picture.

    In a film it stays a part of the background, which reaches beyond the frame and does not move.
    """
    at = max(number for number, layer in enumerate(stage.layers) if layer.role == "ground")
    layer = replace(stage.layers[at], name=support.word)
    if not stage.moving:
        box = (0.0, stage.horizon, float(stage.width), stage.height - stage.horizon)
        svg = f'<g clip-path="{_clip(stage)}">{layer.svg}</g>'
        layer = replace(layer, svg=svg, box=box, subject=support)
    stage.layers[at] = layer


def _clip(stage: Stage) -> str:
    name = stage.ident("top")
    sides = f'width="{stage.width}" height="{n(stage.height - stage.horizon)}"'
    stage.defs.append(f'<clipPath id="{name}"><rect x="0" y="{n(stage.horizon)}" {sides}/></clipPath>')
    return f"url(#{name})"
