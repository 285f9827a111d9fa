"""What the licence of a model's weights allows, beside a work that they made."""

from __future__ import annotations

from studio.models.catalog import ModelSpec
from studio.words import Sentence, say


def licence_notes(spec: ModelSpec) -> tuple[Sentence, ...]:
    """A sentence where the licence of the weights limits what may be done with the work."""
    keys = {"no": "model.not_for_sale", "ask": "model.ask_before_sale"}
    key = keys.get(spec.commercial)
    return (say(key, title=spec.title, licence=spec.licence),) if key else ()
