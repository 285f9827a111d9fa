"""Brought: the field for something of the visitor's own, a file or one of their works."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import gradio as gr

from studio.web.brought import brought_html

_SCRIPT = Path(__file__).with_suffix(".js")


def brought_box(elem_id: str, said: Mapping[str, tuple[str, str]], kinds: tuple[str, ...], over: str = "") -> gr.HTML:
    """The field. Its value is the id of an upload or of a work; empty where nothing is there. `said`: its title and
    hint in each mode. `over`: the id of the field whose picture it is painted on."""
    html, (title, _) = brought_html(elem_id, said, kinds, over), next(iter(said.values()))
    return gr.HTML("", html_template=html, js_on_load=_script(), elem_id=elem_id, label=title, apply_default_css=False)


@cache
def _script() -> str:
    return _SCRIPT.read_text(encoding="utf-8")
