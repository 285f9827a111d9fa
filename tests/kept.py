"""Files of every form that a work has, made here, and works of them."""

from __future__ import annotations

from functools import cache
from typing import Any

from studio.works.kinds import KINDS, Kind
from studio.works.made import Made, MadeFile
from studio.works.recipe import ModelUse, Recipe
from studio.works.store import Store
from studio.works.works import Work
from tests.inputs import whole

SUFFIXES = (".png", ".svg", ".gif", ".webp", ".wav", ".flac", ".mp3", ".ogg", ".mid", ".mp4", ".md", ".txt")
KIND_OF: dict[str, Kind] = {
    ".png": "image",
    ".svg": "image",
    ".gif": "animation",
    ".webp": "animation",
    ".mp4": "animation",
    ".wav": "music",
    ".flac": "music",
    ".mp3": "music",
    ".ogg": "music",
    ".mid": "music",
    ".md": "story",
    ".txt": "story",
}
MODEL = ModelUse(key="tiny", title="Tiny Model", licence="Apache-2.0", commercial="yes")


@cache
def file_of(suffix: str) -> bytes:
    """A good file without a recipe."""
    names = {".gif": "moving.gif", ".webp": "moving.webp"}
    if KINDS[KIND_OF[suffix]].is_text:
        return "# 雪夜\n\nThe boat lay still.\n".encode()
    return whole()[names.get(suffix, suffix[1:])]


def keep(store: Store, suffix: str, owner: str = "a" * 32, data: bytes = b"", **changes: Any) -> Work:
    """A work with one such file, kept as an engine's is."""
    values: dict[str, Any] = {
        "mode": "image",
        "engine": "diffusion",
        "kind": KIND_OF[suffix],
        "title": "Zebrafish under a yellow moon",
        "params": {"prompt": "zebrafish under a yellow moon, gouache", "negative_prompt": "quagga", "seed": 86420},
        "seed": 86420,
        "models": (MODEL,),
    }
    recipe = Recipe(**{**values, **changes})
    made = Made(recipe.kind, recipe.title, (MadeFile("main", suffix, data or file_of(suffix)),), recipe.facts, "")
    return store.add(made, recipe, owner, f"job{suffix}")
