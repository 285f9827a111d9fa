"""Studios by their settings, and who stands before each."""

from __future__ import annotations

from typing import Literal

Standing = Literal["out", "nameless", "guest", "member", "owner"]
"""out: asked to come in first; nameless: nobody yet."""
KINDS: dict[str, tuple[dict[str, str], dict[str, Standing]]] = {
    "private": ({}, {"anonymous": "nameless", "guest": "owner", "other guest": "owner", "terminal": "owner"}),
    "guarded": (
        {"password": "sesame"},
        {
            "anonymous": "out",
            "wrong password": "out",
            "keeper": "owner",
            "other keeper": "owner",
            "left": "out",
            "terminal": "owner",
        },
    ),
    "demo": (
        {"public_demo": "1", "hosts": "studio.example"},
        {
            "anonymous": "nameless",
            "wrong password": "nameless",
            "guest": "guest",
            "other guest": "guest",
            "member": "member",
            "other member": "member",
            "owner": "owner",
            "signed-out member": "guest",
            "removed member": "guest",
            "terminal": "owner",
        },
    ),
    "accounts": (
        {"hosts": "studio.example"},
        {
            "anonymous": "out",
            "wrong password": "out",
            "member": "member",
            "other member": "member",
            "owner": "owner",
            "signed-out member": "out",
            "removed member": "out",
            "terminal": "owner",
        },
    ),
}
"""Settings of each kind of studio, and how each person stands before it."""
OWNERS = {"private": ("guest",), "guarded": ("keeper",), "demo": ("guest", "member"), "accounts": ("member",)}
"""Whose things are asked for."""
