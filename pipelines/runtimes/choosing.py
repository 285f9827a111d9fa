"""What the generators share: choosing an engine."""

from __future__ import annotations

from studio.errors import DoesNotFit, ModelAbsent
from studio.jobs.engine import Choice, Host
from studio.models.catalog import ModelSpec, Task

GIBIBYTE = 2**30


def choose_engine(model: str, task: Task, host: Host, own: Choice) -> Choice:
    """The engine for a `model` field: "auto", the name of the generator's own engine, or a key of the catalog.

    "auto" takes the first model of the catalog that is present, usable here and whose output may be sold, else the
    generator's own engine.
    Raises NotFound for an unknown key, ModelAbsent or DoesNotFit for one that cannot run.
    """
    if model == own.engine or model in {spec.key for spec in own.models}:
        return own
    if model != "auto":
        return _chosen(host.catalog[model], task, host)
    usable = [s for s in host.catalog.for_task(task) if s not in own.models and _obstacle(s, host) is None]
    if usable:
        return Choice(usable[0].engine, (usable[0],), f"{usable[0].title} is present and fits this machine.")
    return own


def _chosen(spec: ModelSpec, task: Task, host: Host) -> Choice:
    if spec.task != task:
        raise ModelAbsent(f"{spec.title} does {spec.task}, not {task}.", hint="Choose another model.")
    if not host.catalog.present(spec):
        raise ModelAbsent(
            f"The files of {spec.title} ({spec.weights_mb / 1024:.1f} GB, licence {spec.licence}) "
            "are not on this machine.",
            hint="Choose “auto”, or see System for how to get them.",
        )
    if spec.bytes_needed > host.device.total():
        raise DoesNotFit(
            f"{spec.title} needs {spec.bytes_needed / GIBIBYTE:.1f} GB; "
            f"{host.device.name} has {host.device.total() / GIBIBYTE:.1f} GB in all."
        )
    return Choice(spec.engine, (spec,), f"You chose {spec.title}.")


def _obstacle(spec: ModelSpec, host: Host) -> str | None:
    """Why "auto" passes a model over, or None. It never picks one that would be very slow on a plain processor."""
    if not host.catalog.present(spec):
        return "absent"
    if spec.commercial == "no":
        return "its output may not be sold: that has to be a person's own choice"
    if host.device.kind == "cpu" and not spec.cpu:
        return "needs an accelerator"
    return "does not fit" if spec.bytes_needed > host.device.total() else None
