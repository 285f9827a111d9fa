"""LiveJob: a job in this process, and JobView: what a page sees of it."""

from __future__ import annotations

import contextvars
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal

from studio.jobs.engine import Ask, Preview, Progress
from studio.jobs.heard import Heard
from studio.words import Sentence
from studio.works.upload import Upload
from studio.works.works import now

State = Literal["queued", "running", "done", "failed", "held", "cancelled", "interrupted"]
ENDED: tuple[State, ...] = ("done", "failed", "held", "cancelled", "interrupted")


@dataclass(frozen=True)
class JobView:
    """A job at one moment. `version` grows with each change."""

    id: str
    owner: str
    mode: str
    state: State
    engine: str = ""
    why: Sentence | None = None
    progress: Progress = field(default_factory=lambda: Progress("waiting"))
    preview: Preview = field(default_factory=Preview)
    """Without a sound: that is in `heard`."""
    heard: Heard = field(default_factory=Heard)
    works: tuple[str, ...] = ()
    said: tuple[Sentence, ...] = ()
    """How it ended, for the person."""
    created: datetime = field(default_factory=now)
    ended_at: datetime | None = None
    version: int = 0

    @property
    def ended(self) -> bool:
        return self.state in ENDED

    @property
    def message(self) -> str:
        return " ".join(map(str, self.said))


class LiveJob:
    """A job that waits, runs or has just ended. One thread writes, any number look on."""

    def __init__(
        self,
        id: str,
        owner: str,
        ask: Ask[Any, Any],
        parents: tuple[str, ...] = (),
        created: datetime | None = None,
        brought: tuple[Upload, ...] = (),
        values: Mapping[str, Any] | None = None,
    ) -> None:
        self.id = id
        self.owner = owner
        self.ask = ask
        self.parents = parents
        self.brought = brought
        """Files that the fields hold by their ids."""
        self.values: Mapping[str, Any] = ask.values if values is None else values
        """All that was set, for whichever engine."""
        self.cleared = False
        """Whether somebody who may has read the words and let them through."""
        self.tried: tuple[tuple[str, Sentence], ...] = ()
        """Names of those who could not make it, and why."""
        self.created: datetime = created or now()
        self.started: datetime | None = None
        self.stopped = threading.Event()
        self.asked_in = contextvars.copy_context()
        """What holds of the request that asked for it."""
        self._changed = threading.Condition()
        engine, why = ask.choice.engine.key, ask.choice.why
        self._view = JobView(id, owner, ask.mode, "queued", engine, why, created=self.created)

    @property
    def mode(self) -> str:
        return self.ask.mode

    @property
    def view(self) -> JobView:
        return self._view

    def update(self, **changes: Any) -> JobView:
        """Change the view and wake everyone who waits for it."""
        with self._changed:
            self._view = replace(self._view, version=self._view.version + 1, **changes)
            self._changed.notify_all()
            return self._view

    def end(self, state: State, said: tuple[Sentence, ...]) -> JobView:
        """How it ended. Many ended ones are remembered, and none of the requests that asked for them."""
        self.asked_in = contextvars.Context()
        return self.update(state=state, said=said, ended_at=now())

    def wait(self, version: int, timeout: float) -> JobView:
        """The view once it is newer than `version`, or as it is after `timeout` seconds."""
        with self._changed:
            self._changed.wait_for(lambda: self._view.version > version, timeout)
            return self._view
