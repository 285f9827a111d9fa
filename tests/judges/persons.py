"""Persons: what a figure is and does, from the data of its layer; of an older drawing, from its name."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from tests.judges import colours
from tests.judges.placed import covered
from tests.judges.seen import Layer

DOES = {
    "walk": ("walk", "run", "march"),
    "run": ("run", "walk", "chase"),
    "sit": ("sit", "hug"),
    "hold": ("hold", "hug"),
    "dive": ("jump", "swim", "dive", "fall"),
    "yoga": ("yoga", "lotus-position", "stretch"),
    "kick": ("kick", "play", "run"),
    "play": ("play", "hold", "run"),
    "kneel": ("kneel", "sit", "plant"),
    "paint": ("paint", "artist"),
    "cook": ("cook",),
}
"""What may be seen where a verb was asked for."""


def does(layer: Layer, verb: str) -> bool:
    """Whether a thing is drawn doing it: its pose, its verb, or a drawing that shows nothing else."""
    doings = DOES.get(verb, (verb,))
    shown = (str(layer.person.get("pose", "")), layer.verb)
    return any(word in shown or (not layer.person and word in layer.drawing) for word in doings)


def has_trait(layer: Layer, name: str, value: str, things: Sequence[Layer]) -> bool:
    """Whether somebody has it: age, sex, hair, hair_style, beard, glasses, expression, pose, or what they wear."""
    if not layer.person:
        return _drawn(layer, name, value)
    if name == "wears":
        return _wears(layer, value, things)
    shown = layer.person.get(name, "")
    if str(shown).startswith("#"):
        return named(str(shown), value)
    return bool(shown) if value == "yes" else shown == value or (name == "pose" and value == "stand" and not shown)


def named(hexed: str, colour: str) -> bool:
    """Whether #rrggbb may be called by a term. Red hair is a hair's red."""
    rgb = [int(hexed[at : at + 2], 16) for at in (1, 3, 5)]
    pixel = np.array([[[*rgb, 255]]], dtype=np.uint8)
    found = colours.shares(pixel)
    return found.get(colour, 0) > 0 or (colour == "red" and (found.get("orange", 0) + found.get("brown", 0)) > 0)


def _wears(layer: Layer, value: str, things: Sequence[Layer]) -> bool:
    kind, _, colour = value.partition(":")
    garments = [garment for garment in layer.person.get("garments", ()) if kind in garment["kind"]]
    if colour:
        return any(garment.get("colour") and named(garment["colour"], colour) for garment in garments)
    return bool(garments) or any(kind in thing.drawing and covered(thing, layer) > 0.4 for thing in things)


def _drawn(layer: Layer, name: str, value: str) -> bool:
    """A figure that is one drawing: what its key says."""
    key = layer.drawing
    signs = {"age old": ("old", "older", "white-hair"), "hair red": ("red-hair",)}
    if name in ("age", "hair"):
        return any(sign in key for sign in signs.get(f"{name} {value}", ()))
    if name == "pose":
        return value in key or (value == "stand" and not any(word in key for word in ("walk", "run", "bed", "kneel")))
    return (name == "beard" and "beard" in key) or (name == "hair_style" and value in key)
