"""`python -m training <model> <step>`: one command line for every model's programs."""

from __future__ import annotations

import importlib

import typer

MODELS = ("poet", "melody", "painter", "notes")

app = typer.Typer(no_args_is_help=True, help="Train the small models that the studio ships, or your own.")
for name in MODELS:
    app.add_typer(importlib.import_module(f"training.{name}.commands").app, name=name)

if __name__ == "__main__":
    app()
