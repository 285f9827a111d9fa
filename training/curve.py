"""A run's curve for its model card: the losses that the training logged, as a table."""

from __future__ import annotations

from pathlib import Path


def table(folder: Path, rows: int = 12) -> str:
    """Markdown of at most `rows` lines: step, training loss, validation loss. `folder` is the run's."""
    validation, training = _logged(folder, "loss/validation"), _logged(folder, "loss/train")
    steps = sorted(validation)
    kept = steps[:: max(1, -(-len(steps) // rows))]
    if steps and steps[-1] not in kept:
        kept.append(steps[-1])
    lines = [f"| {step + 1:,} | {_near(training, step):.3f} | {validation[step]:.3f} |" for step in kept]
    return "\n".join(["| step | training | validation |", "| --- | --- | --- |", *lines])


def _logged(folder: Path, tag: str) -> dict[int, float]:
    """Values by step, over every part of a run that was stopped and resumed."""
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    events = EventAccumulator(str(folder / "log"), size_guidance={"scalars": 0})
    events.Reload()
    return {event.step: event.value for event in events.Scalars(tag)}


def _near(values: dict[int, float], step: int, width: int = 100) -> float:
    """The mean of the values logged in the `width` steps up to this one."""
    near = [value for at, value in values.items() if step - width < at <= step]
    return sum(near) / len(near) if near else float("nan")
