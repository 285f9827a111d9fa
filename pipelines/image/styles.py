"""The styles that come with the studio, and those of a person's own lists, which win."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

from studio.errors import BadInput
from studio.styles import FOLDER, Style, styles_in
from studio.words import say

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_FILE = Path(__file__).parent / "data" / "styles.toml"
_FIELD = "style_name"
_SHOWN = 8
"""How many of a person's own are named beside one that is unknown."""


@cache
def shipped() -> dict[str, Style]:
    """Those that come with the studio, by name."""
    entries = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return {name: Style(name, **templates) for name, templates in entries.items()}


def style_of(name: str, home: Path | None) -> Style | None:
    """The style with this name; None for an empty one. Raises BadInput where there is none, or a list is unreadable."""
    if not name:
        return None
    own = styles_in(home / FOLDER) if home else {}
    found = own.get(name) or shipped().get(name)
    if found is None:
        hint = say("styles.own", names=list(own)[:_SHOWN]) if own else say("styles.shipped", names=list(shipped()))
        told = say("styles.unknown", name=name)
        raise BadInput(told, hint=hint, fields={_FIELD: told})
    return found
