"""Config: what gradio's script in a browser makes the page of, less what only programs need of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection
from typing import Any

_CONFIG, _INFO = "window.gradio_config = ", "window.gradio_api_info = "
_ESCAPED = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&'"}
"""What could end a script in a page, as gradio writes it."""


def without_endpoints(html: str) -> str:
    """The page without the endpoints that programs call and their parameters, some 400 that nobody sees: programs are
    told of them at /info. A page that has no config is left as it is."""
    html = _replaced(html, _CONFIG, _seen)
    # Without any of it the script in the browser would ask for all.
    return _replaced(html, _INFO, lambda info: {name: {} for name in info})


def _replaced(html: str, name: str, change: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    """The page with the JSON that is assigned to a name changed."""
    before, mark, after = html.partition(name)
    if not mark:
        return html
    value, end = json.JSONDecoder().raw_decode(after)
    changed = json.dumps(change(value), ensure_ascii=False, separators=(",", ":"))
    return before + mark + changed.translate(_ESCAPED) + after[end:]


def _seen(config: dict[str, Any]) -> dict[str, Any]:
    """The config of what is seen, and of its events."""
    components = [one for one in config["components"] if one["type"] != "api"]
    events = [one for one in config["dependencies"] if one["api_visibility"] != "public"]
    known, heard = {one["id"] for one in components}, {one["id"] for one in events}
    page = {
        name: {
            **part,
            "components": [id for id in part["components"] if id in known],
            "dependencies": [id for id in part["dependencies"] if id in heard],
            "layout": _laid(part["layout"], known),
        }
        for name, part in config["page"].items()
    }
    layout = _laid(config["layout"], known)
    return config | {"components": components, "dependencies": events, "page": page, "layout": layout}


def _laid(layout: dict[str, Any], known: Collection[int]) -> dict[str, Any]:
    """A layout without what is not there. Its root is no component."""
    if "children" not in layout:
        return layout
    children = [_laid(child, known) for child in layout["children"] if child["id"] in known]
    return layout | {"children": children}
