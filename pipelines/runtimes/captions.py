"""Captions: words beside a work that every model of the catalog needs."""

from __future__ import annotations

from studio.models.catalog import ModelSpec

TITLE_LENGTH = 60


def title_of(text: str) -> str:
    """A text on one line, shortened at a word."""
    line = " ".join(text.split())
    if len(line) <= TITLE_LENGTH:
        return line
    return line[: TITLE_LENGTH - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def licence_notes(spec: ModelSpec) -> list[str]:
    """A sentence where the licence of the weights limits what may be done with the work."""
    if spec.commercial == "no":
        return [f"The weights of {spec.title} are licensed {spec.licence}: not for commercial use."]
    if spec.commercial == "ask":
        return [
            f"The licence of {spec.title} ({spec.licence}) sets conditions on commercial use; read it before you sell."
        ]
    return []


def model_facts(spec: ModelSpec) -> dict[str, str]:
    """What a recipe keeps of the model beside its revision."""
    return {"model": spec.key, "licence": spec.licence, "commercial": spec.commercial}
