"""Lacking: parts that a drawing of that kind does not have, so that they can only be told of: a cat with wings."""

from __future__ import annotations

from pipelines.scene.drawings import Drawings
from pipelines.scene.tables import table


def lacks(drawing: str, part: str, drawings: Drawings) -> bool:
    """Whether no drawing of this kind shows that part."""
    having = table("grammar")["having"].get(part, ())
    if any(word in having for word in (drawing, *drawing.split("-"))):
        return False
    category = drawings[drawing].category
    return any(part in parts for kind, parts in table("grammar")["lacking"].items() if category.startswith(kind))
