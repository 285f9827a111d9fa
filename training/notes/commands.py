"""`python -m training notes ...`"""

from __future__ import annotations

from pathlib import Path

import typer

FOLDER = Path.home() / ".cache" / "inkstone" / "training" / "notes"
TARGET = Path(__file__).parents[2] / "starter" / "hearing" / "notes.npz"

app = typer.Typer(no_args_is_help=True, help="The judge of notes, by which the ear tells notes from overtones.")


@app.command()
def prepare(folder: Path = FOLDER, seconds: float = 20.0) -> None:
    """Compose and play the pieces that it learns from, and hear them: some five minutes."""
    from training.notes.pieces import prepare as write

    typer.echo(f"{write(folder, seconds)} pieces")


@app.command()
def train(folder: Path = FOLDER, target: Path = TARGET) -> None:
    """Train on the pieces, and write the weights."""
    from training.notes.train import train as run

    typer.echo(f"{run(folder, target)} candidates learnt from")
