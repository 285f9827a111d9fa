"""`python -m training painter prepare|train|export|judge`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="The icon painter: a small latent diffusion model.")

Folder = Annotated[Path, typer.Option(help="Data and checkpoints; outside of the repository.")]
Target = Annotated[Path, typer.Option(help="Where the finished model is.")]
FOLDER = Path("~/.cache/inkstone/training/painter").expanduser()
TARGET = Path(__file__).parents[2] / "starter" / "painter"


@app.command()
def prepare(folder: Folder = FOLDER) -> None:
    """Fetch the drawings by npm, render them, write them as arrays (a minute)."""
    from training.painter.prepare import prepare as run

    typer.echo(f"{run(folder)} concepts in {folder}")


@app.command()
def train(folder: Folder = FOLDER, threads: int = 2, minutes: float = 120) -> None:
    """Train codec, UNet and decoder, or go on where a run stopped; `minutes` bounds the UNet."""
    from dataclasses import replace

    import torch

    from training.painter.text import minilm
    from training.painter.train import UNET, Plan
    from training.painter.train import train as run

    torch.set_num_threads(threads)
    loss = run(folder, minilm(), Plan(unet=replace(UNET, minutes=minutes)))
    typer.echo(f"validation loss {loss:.4f}")


@app.command()
def export(folder: Folder = FOLDER, target: Target = TARGET) -> None:
    """Write the trained painter as StableDiffusionPipeline reads it."""
    from training.painter.export import export as run

    typer.echo(f"{run(folder, target) / 1e6:.1f} MB of weights in {target}")


@app.command()
def judge(folder: Folder = FOLDER, target: Target = TARGET, seed: int = 0) -> None:
    """Let the judges, taught the first time, name what they see in its pictures; `seed` is the first picture's."""
    from training.painter.judged import judge as run
    from training.painter.text import minilm

    for line in run(folder, target, minilm(), seed):
        typer.echo(line)
