"""Heading: which way things go."""

from __future__ import annotations

from pipelines.scene.drawings import Concept, Drawings
from pipelines.scene.move.cutout import cut_out
from pipelines.scene.scene import Scene

TRAVELLING = ("walk", "run", "drive", "fly", "swim")


def heading(concept: Concept, flipped: bool) -> int:
    """-1 for a thing that looks to the left as it was drawn, 1 for the right. Those seen from the front go left."""
    return 1 if (concept.facing == "right") != flipped else -1


def travelling(scene: Scene, drawings: Drawings) -> int:
    """Which way most of what travels in a scene goes: below 0 to the left, above to the right, 0 if nothing does."""
    going = [layer for layer in scene.layers if layer.subject and layer.subject.verb in TRAVELLING]
    return sum(heading(drawings[layer.subject.drawing], cut_out(layer.svg).flipped) for layer in going if layer.subject)
