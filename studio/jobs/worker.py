"""Worker: takes jobs from the queue, runs them one at a time on the accelerator, and keeps what they make."""

from __future__ import annotations

import logging
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from studio.errors import Cancelled, Held, InkstoneError, NotFound
from studio.jobs.context import RunningContext
from studio.jobs.engine import Host, Preview, Progress
from studio.jobs.fallback import FAULTS_OF_A_MODEL, fall_back
from studio.jobs.inputs import Inputs
from studio.jobs.known import Known
from studio.jobs.lending import Lending
from studio.jobs.live import JobView, LiveJob, State
from studio.jobs.log import JobLog
from studio.jobs.mode import Mode, Modes
from studio.jobs.outcome import recipe_of, unforeseen
from studio.jobs.pace import Pace
from studio.jobs.passing import Passing
from studio.jobs.queue import FairQueue
from studio.jobs.screening import Screening, notices_of
from studio.models.cache import ModelCache
from studio.safety.levels import Finding
from studio.words import Sentence, plain, say
from studio.works.made import Made
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
        self._lending, self._screening = lending, screening
        self._passing = Passing(passing)
        self.inputs = Inputs(uploads, store)
        self._queue = FairQueue(queue_size, owner_limit)
        self.known = Known(modes, log, store)
        self._running: LiveJob | None = None
        self._begun, self._turns = time.time_ns(), 0
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def recover(self) -> None:
        """Take up what an earlier process left. Only for the process that owns the studio's folder."""
        self.store.files.sweep()
        self._passing.sweep()
        for row in self.log.jobs("running"):
            self.log.end(row, "interrupted", _INTERRUPTED)
        for row in self.log.jobs("queued"):
            self._requeue(row)

    def stop(self, timeout: float = 3) -> None:
        """Stop after the running step, or without it when it takes more than `timeout` seconds.

        The running job is marked as interrupted; waiting ones run at the next start.
        """
        with self._wake:
            self._closing = True
            running = self._running
            if running:
                running.stopped.set()
            self._wake.notify_all()
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
        with self._wake:
            self._queue.put(job)
            try:
                self.log.write(job)
            except BaseException:
                self._queue.remove(job)
                raise
            self.known.remember(job)
            self._turns += 1
            self._wake.notify_all()
        return job

    def again(self, recipe: Recipe, owner: str, seed: int | None, parents: tuple[str, ...]) -> LiveJob:
        """Make once more what a recipe of any schema tells, one piece of it; with another seed where none is given."""
        mode, values = self.modes.find(recipe.mode, recipe.params)
        changed = {name: value for name, value in {"count": 1, "seed": seed}.items() if name in mode.form.model_fields}
        return self.submit(mode.key, {**values, **changed}, owner, parents)

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
        with self._wake:
            job.stopped.set()
            if self._queue.remove(job):
                self._turns += 1
                self._end(job, "cancelled", say("job.stopped_early"))
        self.cache.wake()

    def find(self, id: str, owner: str) -> LiveJob | None:
        """A job of this owner that this process knows."""
        return self.known.find(id, owner)

    def waiting(self) -> list[JobView]:
        """The running job, then those that wait, oldest first."""
        with self._wake:
            running = [self._running] if self._running else []
            return [job.view for job in (*running, *self._queue)]

    def line(self, owner: str) -> list[tuple[LiveJob, list[LiveJob]]]:
        """An owner's jobs that run or wait, oldest first, each with those of everybody that come before it."""
        with self._wake:
            running = [self._running] if self._running and not self._running.view.ended else []
            mine = [(job, list[LiveJob]()) for job in running if job.owner == owner]
            return mine + [(job, running + self._queue.before(job)) for job in self._queue if job.owner == owner]

    def moment(self, owner: str, beside: int = 0) -> int:
        """A number that is another one when anything has changed for an owner's jobs, or the studio was started anew.
        `beside`: another number that tells of changes.

        Cheap, and waits for nothing: pages ask several times a second.
        """
        views = [job.view for job in self.known.of(owner)]
        turns = self._turns if any(view.state == "queued" for view in views) else 0
        changes = sum(view.version + 1 for view in views)
        return zlib.crc32(f"{self._begun} {turns} {changes} {len(views)} {beside}".encode())

    def brought(self) -> set[str]:
        """Ids of the uploads that the running and the waiting jobs need."""
        with self._wake:
            running = [self._running] if self._running else []
            return {upload.id for job in (*running, *self._queue) for upload in job.brought}

    def wait_seconds(self, owner: str) -> float:
        """Expected wait of a job that this owner would submit now."""
        with self._wake:
            ahead = sum(self.pace.expect(job) for job in self._queue.ahead(owner))
            return ahead + (self.pace.remaining(self._running) if self._running else 0.0)

    def _work(self) -> None:
        while True:
            with self._wake:
                self._running = None
                while not self._closing and not len(self._queue):
                    self._wake.wait()
                if self._closing:
                    return
                job = self._running = self._queue.take(self._is_loaded)
                self._turns += 1
            if job:
                self._run(job)

    def _is_loaded(self, job: LiveJob) -> bool:
        models = job.ask.models.values()
        return bool(models) and all(map(self.cache.loaded, models))

    def _run(self, job: LiveJob) -> None:
        try:
            job.started = now()
            job.update(state="running", progress=Progress("starting"))
            self.log.write(job)
            self._check_words(job)
            self._make(job)
            self._end(job, "done")
        except Cancelled:
            if self._closing:
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

    def _check_words(self, job: LiveJob) -> None:
        def check() -> None:
            if job.stopped.is_set():
                raise Cancelled()

        if self._screening:
            self._screening.check_words(job, self.modes[job.mode].form, check)

    def _make(self, job: LiveJob) -> None:
        made = False
        while not made:
            try:
                self._attempt(job)
                made = True
            except FAULTS_OF_A_MODEL as error:
                if not fall_back(job, self.modes[job.mode], self.host, error):
                    raise
                self.log.write(job)
        self.pace.learn(job)

    def _attempt(self, job: LiveJob) -> None:
        with self._passing.folder(job.id) as folder:
            context = RunningContext(job, self.host, self.cache, self.uploads, folder, self.modes, self._screening)
            with closing(self._pieces(job, context)) as pieces:  # type: ignore[type-var]
                findings = [self._keep(job, made, context) for made in map(context.told, pieces)]
            if self._screening:
                self._screening.check_pieces(findings)

    def _keep(self, job: LiveJob, made: Made, context: RunningContext) -> Finding | None:
        """Keep a piece, unless it is held back; then, what for."""
        recipe = recipe_of(job, made, notices_of(job, self.modes[job.mode].form))
        finding = self._screening.holds(job, made, recipe, context.check) if self._screening else None
        works = [] if finding else [self.store.add(made, recipe, job.owner, job.id, job.brought).id]
        job.update(works=(*job.view.works, *works), preview=Preview())
        return finding

    def _pieces(self, job: LiveJob, context: RunningContext) -> Iterator[Made]:
        if self._lending:
            return self._lending.run(job, context, self.pace.expect(job))
        return job.ask.choice.engine.run(job.ask, context)

    def _end(self, job: LiveJob, state: State, *said: Sentence) -> None:
        try:
            self.log.write(job, state, said)
        except Exception as error:
            # The log cannot be written; the person still has to hear how the job ended.
            log.exception("the end of job %s could not be written down", job.id)
            said = (*said, *(error.said if isinstance(error, InkstoneError) else (plain(error),)))
        job.update(state=state, said=said, ended_at=now())

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

    def _requeue(self, row: JobRow) -> None:
        try:
            mode, values = self.modes.find(row.mode, row.params)
            job = self._job(row.id, row.owner, mode, values, tuple(row.parents), in_utc(row.created))
            self._queue.put(job)
        except InkstoneError as error:
            self.log.end(row, "failed", error.said)
        else:
            self.known.remember(job)
