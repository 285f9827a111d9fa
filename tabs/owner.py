"""Owner: a visitor's own name, kept in the visitor's browser, so that works and jobs are theirs after a reload."""

from __future__ import annotations

import secrets
from pathlib import Path

import gradio as gr

from studio.works.database import told


def state(home: Path) -> gr.BrowserState:
    """The browser's copy is encrypted with a key that outlives a restart; otherwise every restart would lose owners."""
    return gr.BrowserState("", storage_key="inkstone-owner", secret=_key(home / "browser.key"))


def ensure(owner: str) -> str:
    """The owner's name, a new one for a first visit."""
    return owner if isinstance(owner, str) and len(owner) == 32 else secrets.token_hex(16)


def _key(file: Path) -> str:
    with told(str(file)):
        if not file.exists():
            file.touch(mode=0o600)
            file.write_text(secrets.token_hex(16))
        return file.read_text()
