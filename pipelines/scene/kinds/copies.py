"""Copies: the layer of a thing taken again, as its outline, its shadow or its edge."""

from __future__ import annotations

import re

from pipelines.scene.lay.stage import Stage
from pipelines.scene.scene import Box

_BEFORE_THING = re.compile(r"^(?:<(?:circle|ellipse)\b[^>]*/>)+")
_IDS = re.compile(r'(\bid="|url\(#|href="#)(?=d-|m-|s-)')


def bare(svg: str) -> str:
    """The thing of a layer without its halo and the patch of its shadow."""
    return _BEFORE_THING.sub("", svg)


def renamed(stage: Stage, svg: str) -> str:
    """A second copy of a thing, with ids of its own."""
    prefix = stage.ident("copy")
    return _IDS.sub(rf"\g<1>{prefix}-", svg)


def middle(stage: Stage, share: float, lift: float = 0.0) -> Box:
    """A square in the middle of the picture: a part of its shorter side, lifted by a part of its own."""
    side = min(stage.width, stage.height) * share
    return ((stage.width - side) / 2, (stage.height - side) / 2 - side * lift, side, side)
