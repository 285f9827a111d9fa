"""Worker: takes jobs from the line, has them made one at a time on the accelerator, and says how each ended."""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.errors import Cancelled, Held, InkstoneError, NotFound
from studio.jobs.engine import Host, Progress
from studio.jobs.inputs import Inputs
from studio.jobs.known import Known
from studio.jobs.lending import Lending
from studio.jobs.line import Line
from studio.jobs.live import LiveJob, State
from studio.jobs.log import JobLog
from studio.jobs.making import Making
from studio.jobs.mode import Mode, Modes
from studio.jobs.outcome import unforeseen
from studio.jobs.pace import Pace
from studio.jobs.passing import Passing
from studio.jobs.queue import FairQueue
from studio.jobs.screening import Screening
from studio.models.cache import ModelCache
from studio.models.heap import Heap
from studio.words import Sentence, plain, say
from studio.works.recipe import Recipe
from studio.works.store import Store, new_id
from studio.works.tables import JobRow
from studio.works.uploads import Uploads
from studio.works.works import in_utc, now

log = logging.getLogger(__name__)
_INTERRUPTED = (say("job.interrupted"),)


class Worker:
    """Runs jobs in one thread, so that one model works on the accelerator at a time."""

    def __init__(
        self,
        modes: Modes,
        host: Host,
        cache: ModelCache,
        store: Store,
        uploads: Uploads,
        log: JobLog,
        passing: Path,
        queue_size: int = 100,
        owner_limit: int = 20,
        pace: Pace | None = None,
        lending: Lending | None = None,
        screening: Screening | None = None,
    ) -> None:
        self.modes = modes
        self.host = host
        self.cache = cache
        self.store = store
        self.uploads = uploads
        self.log = log
        self.pace = pace or Pace()
        self.line = Line(FairQueue(queue_size, owner_limit), self.pace)
        self.inputs = Inputs(uploads, store)
        self.known = Known(modes, log, store)
        self._passing = Passing(passing)
        self._making = Making(modes, host, cache, store, uploads, log, self._passing, self.pace, lending, screening)
        self._begun = time.time_ns()
        self._left: tuple[JobRow, ...] = ()
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def recover(self) -> None:
        """Take up what an earlier process left. Only for the process that owns the studio's folder."""
        self.store.files.sweep()
        self._left = tuple(self.log.jobs("running"))
        self._passing.sweep(but=[row.id for row in self._left])
        for row in self._left:
            self.log.end(row, "interrupted", _INTERRUPTED)
        for row in self.log.jobs("queued"):
            self._requeue(row)

    def stop(self, timeout: float = 3) -> None:
        """Stop after the running step, or without it when it takes more than `timeout` seconds.

        The running job is marked as interrupted; waiting ones run at the next start.
        """
        running = self.line.close()
        self.cache.wake()
        if self._thread.is_alive():
            self._thread.join(timeout)
        if running and not running.view.ended:
            self._end(running, "interrupted", *_INTERRUPTED)

    def submit(
        self, mode: str, values: Mapping[str, Any], owner: str, parents: tuple[str, ...] = (), cleared: bool = False
    ) -> LiveJob:
        """Queue a job. Raises BadInput, NotFound, ModelAbsent, DoesNotFit, LanguageUnknown or QueueFull; queues nothing
        then. `cleared`: somebody who may has read the words and let them through."""
        job = self._job(new_id(), owner, self.modes[mode], values, parents)
        job.cleared = cleared
        self.line.join(job, self._write)
        return job

    def again(self, recipe: Recipe, owner: str, seed: int | None, parents: tuple[str, ...]) -> LiveJob:
        """Make once more what a recipe of any schema tells, one piece of it; with another seed where none is given."""
        mode, values = self.modes.find(recipe.mode, recipe.params)
        changed = {name: value for name, value in {"count": 1, "seed": seed}.items() if name in mode.form.model_fields}
        return self.submit(mode.key, {**mode.before, **values, **changed}, owner, parents)

    def retry(self, id: str, owner: str, cleared: bool = False) -> LiveJob:
        """The same job once more, seed included; `cleared` as `submit` has it."""
        row = self.log.job(id)
        if row.owner != owner:
            raise NotFound(say("job.not_yours"))
        mode, values = self.modes.find(row.mode, row.params)
        return self.submit(mode.key, values, owner, tuple(row.parents), cleared)

    def cancel(self, id: str, owner: str) -> None:
        """Stop a job: at once when it waits, at its next step or token when it runs."""
        job = self.find(id, owner)
        if job is None:
            return
        self.line.leave(job, lambda job: self._end(job, "cancelled", say("job.stopped_early")))
        self.cache.wake()

    def find(self, id: str, owner: str) -> LiveJob | None:
        """A job of this owner that this process knows."""
        return self.known.find(id, owner)

    def moment(self, owner: str, beside: int = 0) -> int:
        """A number that is another one when anything has changed for an owner's jobs, or the studio was started anew.
        `beside`: another number that tells of changes.

        Cheap, and waits for nothing: pages ask several times a second.
        """
        views = [job.view for job in self.known.of(owner)]
        turns = self.line.turns if any(view.state == "queued" for view in views) else 0
        changes = sum(view.version + 1 for view in views)
        return zlib.crc32(f"{self._begun} {turns} {changes} {len(views)} {beside}".encode())

    def _work(self) -> None:
        heap = Heap()
        for row in self._left:
            self._keep_left(row)
        while job := self.line.next(self._is_loaded):
            self._run(job)
            heap.give_back()

    def _keep_left(self, row: JobRow) -> None:
        """What was finished of an interrupted job, beside the line: the start does not wait for it."""
        try:
            self._making.keep_left(self._known_job(row))
        except Exception:
            log.exception("what job %s (%s) left could not be kept", row.id, row.mode)

    def _is_loaded(self, job: LiveJob) -> bool:
        models = job.ask.models.values()
        return bool(models) and all(map(self.cache.loaded, models))

    def _run(self, job: LiveJob) -> None:
        try:
            job.started = now()
            job.update(state="running", progress=Progress("starting"))
            self.log.write(job)
            self._making.make(job)
            self._end(job, "done")
        except Cancelled:
            if self.line.is_closed:
                self._end(job, "interrupted", *_INTERRUPTED)
            else:
                self._end(job, "cancelled", say("job.stopped_late"))
        except Held as held:
            self._end(job, "held", *held.said)
        except InkstoneError as error:
            self._end(job, "failed", *error.said)
        except BaseException as error:
            # Even SystemExit, which some libraries raise: without this thread no job would ever run again.
            log.exception("job %s (%s) failed", job.id, job.mode)
            self._end(job, "failed", *unforeseen(error))

    def _write(self, job: LiveJob) -> None:
        self.log.write(job)
        self.known.remember(job)

    def _end(self, job: LiveJob, state: State, *said: Sentence) -> None:
        try:
            self.log.write(job, state, said)
        except Exception as error:
            # The log cannot be written; the person still has to hear how the job ended.
            log.exception("the end of job %s could not be written down", job.id)
            said = (*said, *(error.said if isinstance(error, InkstoneError) else (plain(error),)))
        job.end(state, said)

    def _job(
        self,
        id: str,
        owner: str,
        mode: Mode,
        values: Mapping[str, Any],
        parents: tuple[str, ...],
        created: datetime | None = None,
    ) -> LiveJob:
        values, brought = self.inputs.of(mode, values, owner)
        # Works that were brought are parents, each once.
        parents = tuple(dict.fromkeys((*parents, *(upload.work for upload in brought if upload.work))))
        return LiveJob(id, owner, mode.ask(values, self.host), parents, created, brought, values)

    def _known_job(self, row: JobRow) -> LiveJob:
        """The job that a line of the log tells of. Raises what asking for it raises."""
        mode, values = self.modes.find(row.mode, row.params)
        return self._job(row.id, row.owner, mode, values, tuple(row.parents), in_utc(row.created))

    def _requeue(self, row: JobRow) -> None:
        try:
            self.line.join(self._known_job(row), self.known.remember)
        except InkstoneError as error:
            self.log.end(row, "failed", error.said)
