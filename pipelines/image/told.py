"""Told: what a file itself says of how its picture was made."""

from __future__ import annotations

import json

from studio.works.parameters import Parameters
from studio.works.upload import Upload

_LONGEST = 600


def told_prompt(upload: Upload) -> str:
    """The words that the picture was asked for with; empty where its file says nothing of them."""
    try:
        said = _prompt(upload)
    except (ValueError, RecursionError, TypeError):
        # Written by another program, or by a later studio.
        return ""
    return said if len(said) <= _LONGEST else said[:_LONGEST] + "…"


def drawn_here(upload: Upload) -> bool:
    """Whether its file says that the studio drew it out of drawings, whatever it is finished like."""
    if upload.found_is != "recipe":
        return False
    try:
        facts = json.loads(upload.found).get("facts")
    except (ValueError, RecursionError, AttributeError):
        return False
    return isinstance(facts, dict) and bool(facts.get("finish"))


def _prompt(upload: Upload) -> str:
    if upload.found_is == "recipe":
        recipe = json.loads(upload.found)
        params = recipe.get("params") if isinstance(recipe, dict) else None
        return str(params.get("prompt", "")) if isinstance(params, dict) else ""
    if upload.found_is == "parameters":
        return Parameters.read(upload.found).prompt
    return Parameters.of_others(upload.found).prompt if upload.found_is == "others" else ""
