"""A job's context for writers: it lends loaded models, remembers what it is told, and can be stopped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pipelines.writing.modes import WRITING
from studio.errors import Cancelled
from studio.jobs.engine import Ask, Host, Preview, Progress
from studio.jobs.mode import Modes
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import LocalDevice
from studio.works.made import Made

MODES = Modes(WRITING)
SHIPPED = Catalog.read()
OWN, POET = SHIPPED["smollm2-135m"], SHIPPED["chinese-poet"]
LOST_POET = POET.model_copy(update={"path": "nowhere"})
NO_HUB = Path("nowhere")
ABSENT = ModelSpec(
    key="big-chat",
    title="Big Chat",
    task="text-generation",
    runtime="transformers",
    repo="someone/big-chat",
    revision="0" * 40,
    weights_mb=3000,
    working_mb=500,
    licence="MIT",
    commercial="yes",
    languages=("en", "zh"),
)
HOST = Host(Catalog([OWN, POET, ABSENT], NO_HUB), LocalDevice())
WITHOUT_POET = Host(Catalog([OWN, LOST_POET, ABSENT], NO_HUB), LocalDevice())


class Desk:
    """Lends `models` by their keys; after `stop_after` previews the person stops the job."""

    folder = Path("nowhere")

    def __init__(self, models: Mapping[str, Any], stop_after: int | None = None, host: Host = HOST) -> None:
        self.models, self.stop_after, self.host = models, stop_after, host
        self.previews: list[str] = []
        self.steps: list[Progress] = []
        self.released = 0

    @property
    def cancelled(self) -> bool:
        return self.stop_after is not None and len(self.previews) >= self.stop_after

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled()

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.check()
        self.steps.append(Progress(phase, step, total, values))

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        # As the worker does: shown first, so that what was written last is kept when the person stops.
        self.previews.append(text)
        self.check()

    @property
    def latest(self) -> Preview:
        return Preview(self.previews[-1] if self.previews else "")

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Any]:
        try:
            yield self.models[spec.key]
        finally:
            self.released += 1

    @property
    def phases(self) -> list[str]:
        """What the person was told, each once."""
        return list(dict.fromkeys(str(step.phase_said) for step in self.steps))


def ask(mode: str, host: Host = HOST, **values: Any) -> Ask[Any, Any]:
    """What is asked for, and whom."""
    return MODES[mode].ask(values, host)


def make(desk: Desk, mode: str, **values: Any) -> Iterator[Made]:
    """What one job makes."""
    asked = ask(mode, desk.host, **values)
    yield from asked.choice.engine.run(asked, desk)
