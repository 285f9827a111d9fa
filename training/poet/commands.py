"""`python -m training poet ...`"""

from __future__ import annotations

from pathlib import Path

import typer

FOLDER = Path.home() / ".cache" / "inkstone" / "training" / "poet"
TARGET = Path(__file__).parents[2] / "starter" / "poet"

app = typer.Typer(no_args_is_help=True, help="The Chinese poet.")


@app.command()
def prepare(folder: Path = FOLDER, target: Path = TARGET) -> None:
    """Fetch the poems, clean and split them, and write the rhyme table."""
    from training.poet.prepare import prepare

    for form, count in prepare(folder, target).most_common():
        typer.echo(f"{form} {count}")


@app.command()
def train(folder: Path = FOLDER, steps: int = 0, threads: int = 1) -> None:
    """Train, or go on with a training that was stopped."""
    import dataclasses

    import torch

    from training.poet.train import SCHEDULE, run

    torch.set_num_threads(threads)
    typer.echo(f"{run(folder, dataclasses.replace(SCHEDULE, steps=steps or SCHEDULE.steps)):.4f} nats per token")


@app.command()
def export(folder: Path = FOLDER, target: Path = TARGET) -> None:
    """Write the best weights and what belongs to them for the studio."""
    from training.poet.export import export

    export(folder, target)


@app.command()
def perplexity(folder: Path = FOLDER) -> None:
    """The held-out perplexity per character, beside a trigram's."""
    from training.poet.perplexity import MOST, measure

    found = measure(folder)
    typer.echo(f"{found}: {found.ratio:.2f} of the trigram's, at most {MOST} must hold")
    raise typer.Exit(found.ratio > MOST)


@app.command()
def judge(folder: Path = FOLDER, target: Path = TARGET) -> None:
    """What must hold, over 200 themes and two forms."""
    from training.poet.figures import full
    from training.poet.judge import report
    from training.poet.judge_themes import themes

    verdict = full(folder, target, themes())
    typer.echo(report(verdict))
    raise typer.Exit(not verdict.passed)
