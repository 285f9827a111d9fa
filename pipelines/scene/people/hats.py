"""Hats: what is worn on the head, scaled from data/hats.toml to the size of a head and turned with it."""

from __future__ import annotations

from pipelines.scene.people.head import Head
from pipelines.scene.people.stamp import stamp
from pipelines.scene.tables import table

COVERING = ("space helmet", "knight's helmet", "hood", "headscarf", "robot head", "alien head")
"""Hats under which no hair is seen."""
MASKS = ("robot head", "alien head")
"""Hats that are a face themselves."""
OPEN = ("tiara", "flower crown", "veil", "headband", "headphones", "bow", "nurse's cap", "crown")
"""Those that leave the top of the hair to be seen."""
SIDEWAYS = 0.3
"""From which turn on a head is seen from the side."""


def hat_behind(head: Head, kind: str, colour: str) -> str:
    """What is seen of a hat behind the head."""
    return stamp(table("hats").get(kind, {}).get("behind", ()), head.rx, head.ry, colour)


def hat(head: Head, kind: str, colour: str) -> str:
    """The hat itself; an unknown one is a plain hat with a brim."""
    entry = table("hats").get(kind) or table("hats")["hat"]
    entry = table("hats")[entry["like"]] if "like" in entry else entry
    sideways = abs(head.turn) > SIDEWAYS
    parts = entry.get("side", entry["front"]) if sideways else entry["front"]
    drawn = stamp(parts, head.rx, head.ry, colour)
    return f'<g transform="scale(-1 1)">{drawn}</g>' if head.turn > 0 else drawn
