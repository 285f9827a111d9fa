"""Brought: the field for something of the visitor's own, a file or one of their works, as HTML."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from html import escape
from typing import cast

from studio.media.reading.admission import largest, too_large
from studio.media.reading.limits import InputKind

_ACCEPT = {
    "picture": "image/*",
    "sound": "audio/*",
    "film": "video/*",
    "midi": ".mid,.midi",
    "text": ".txt,.md,text/plain",
    "document": ".pdf",
    "weights": ".safetensors",
}


def brought_html(field: str, said: Mapping[str, tuple[str, str]], kinds: tuple[str, ...], over: str = "") -> str:
    """The element that draws the field, and what it has to know. `said`: its title and hint in each mode, the first
    one's where it is in none. `over`: the field whose picture it is painted on."""
    most = largest(cast("Sequence[InputKind]", kinds))
    asks = {
        "said": said,
        "takes": kinds,
        "accept": ",".join(_ACCEPT[kind] for kind in kinds if kind in _ACCEPT),
        "most": most,
        "too_large": str(too_large(most)),
        "over": over,
    }
    name = "ink-brush" if over else "ink-brought"
    return f'<{name} field="{escape(field)}" data-asks="{escape(json.dumps(asks))}"></{name}>'
