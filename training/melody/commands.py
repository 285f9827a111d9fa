"""`python -m training melody ...`"""

from __future__ import annotations

from pathlib import Path

import typer

FOLDER = Path.home() / ".cache" / "inkstone" / "training" / "melody"
TARGET = Path(__file__).parents[2] / "starter" / "melody"

app = typer.Typer(no_args_is_help=True, help="The melody writer.")


@app.command()
def prepare(folder: Path = FOLDER) -> None:
    """Read the tunes of music21's corpus, put chords under them and split them."""
    from training.melody.prepare import load

    data = load(folder)
    typer.echo(f"{len(data.train)} tunes to learn, {len(data.validation)} to watch, {len(data.test)} to test")


@app.command()
def train(folder: Path = FOLDER, steps: int = 0, threads: int = 1) -> None:
    """Train, or go on with a training that was stopped."""
    import dataclasses

    import torch

    from training.melody.train import SCHEDULE
    from training.melody.train import train as run

    torch.set_num_threads(threads)
    typer.echo(f"{run(folder, dataclasses.replace(SCHEDULE, steps=steps or SCHEDULE.steps)):.4f} nats per event")


@app.command()
def export(folder: Path = FOLDER, target: Path = TARGET) -> None:
    """Write the weights, and the figures and pictures of the model card."""
    from training.melody.card import card
    from training.melody.export import export as write

    write(folder, target)
    card(folder, target)


@app.command()
def judge(folder: Path = FOLDER, target: Path = TARGET, count: int = 100) -> None:
    """Measure the weights: bits an event, and melodies that were asked for."""
    from pipelines.music.composer.tune.melody_writer import MelodyWriter
    from training.melody.compare import bits
    from training.melody.judge import asked_of, learnt_windows, requests
    from training.melody.judge import judge as hear

    typer.echo(bits(folder, target))
    typer.echo(hear(asked_of(MelodyWriter.load(target)), learnt_windows(folder), requests(count)))
