"""Forms: whether a prompt asks for forms in place of things: abstract waves, concentric rings."""

from __future__ import annotations

from pipelines.scene.scene import Subject
from pipelines.scene.tables import table


def is_abstract(prompt: str) -> bool:
    """Whether forms are asked for in place of a scene: abstract waves."""
    return "abstract" in prompt.lower() or "抽象" in prompt


def are_forms(subjects: tuple[Subject, ...], prompt: str) -> bool:
    """Whether all that is named are circles and the like in an abstract picture; no forms are none."""
    known, text = table("grammar")["forms"], prompt.lower()
    meant = is_abstract(prompt) or any(word in text for word in known["words"])
    return meant and bool(subjects) and all(one.drawing in known["drawings"] for one in subjects)
