"""The visitor's own name, kept in the visitor's browser, so that works and jobs are theirs after a reload."""

from __future__ import annotations

import secrets
from pathlib import Path

import gradio as gr

from studio.works.database import told


def name_state(home: Path) -> gr.BrowserState:
    """The browser's copy is encrypted with a key that outlives a restart; otherwise every restart would lose owners."""
    return gr.BrowserState("", storage_key="inkstone-owner", secret=_key(home / "browser.key"))


def _key(file: Path) -> str:
    with told(str(file)):
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(16))
        return file.read_text()
