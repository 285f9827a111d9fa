"""LiveJob: a job in this process, and JobView: what a page sees of it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from studio.jobs.engine import ENDED, Choice, Preview, Progress, State
from studio.params import Params
from studio.works.works import now


@dataclass(frozen=True)
class JobView:
    """A job at one moment. `version` grows with each change."""

    id: str
    owner: str
    generator: str
    state: State
    engine: str = ""
    why: str = ""
    progress: Progress = field(default_factory=lambda: Progress("waiting"))
    preview: Preview = field(default_factory=Preview)
    works: tuple[str, ...] = ()
    message: str = ""
    version: int = 0

    @property
    def ended(self) -> bool:
        return self.state in ENDED


class LiveJob:
    """A job that waits, runs or has just ended. One thread writes, any number look on."""

    def __init__(
        self,
        id: str,
        owner: str,
        generator: str,
        params: Params,
        choice: Choice,
        parents: tuple[str, ...] = (),
        created: datetime | None = None,
    ) -> None:
        self.id = id
        self.owner = owner
        self.generator = generator
        self.params = params
        self.choice = choice
        self.parents = parents
        self.created: datetime = created or now()
        self.started: datetime | None = None
        self.stopped = threading.Event()
        self._changed = threading.Condition()
        self._view = JobView(id, owner, generator, "queued", engine=choice.engine, why=choice.why)

    @property
    def view(self) -> JobView:
        return self._view

    def update(self, **changes: Any) -> JobView:
        """Change the view and wake everyone who waits for it."""
        with self._changed:
            self._view = replace(self._view, version=self._view.version + 1, **changes)
            self._changed.notify_all()
            return self._view

    def wait(self, version: int, timeout: float) -> JobView:
        """The view once it is newer than `version`, or as it is after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._view.version > version, timeout)
            return self._view
