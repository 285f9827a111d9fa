"""Worker: takes jobs from the queue, runs them one at a time on the accelerator, and keeps what they make."""

from __future__ import annotations

import errno
import logging
import secrets
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import closing
from datetime import timezone
from pathlib import Path
from typing import Any

from studio.errors import Cancelled, DiskFull, InkstoneError, NotFound
from studio.jobs.context import RunningContext
from studio.jobs.engine import Generator, Host, Made, Preview, State
from studio.jobs.live import JobView, LiveJob
from studio.jobs.pace import Pace
from studio.jobs.queue import FairQueue
from studio.models.cache import ModelCache
from studio.params import SEED_LIMIT, Params
from studio.works.store import Store, new_id
from studio.works.tables import JobRow
from studio.works.works import ModelUse, Recipe, now, versions_in_use

log = logging.getLogger(__name__)
_INTERRUPTED = "The studio was stopped while this was being made. What was finished is kept; try the rest again."
_REMEMBERED = 500
"""Ended jobs that stay in memory for pages that come back; older ones are read from the store."""


class Worker:
    """Runs jobs in one thread, so that one model works on the accelerator at a time."""

    def __init__(
        self,
        generators: Mapping[str, Generator[Any]],
        host: Host,
        cache: ModelCache,
        store: Store,
        queue_size: int = 100,
        owner_limit: int = 20,
    ) -> None:
        self.generators = generators
        self.host = host
        self.cache = cache
        self.store = store
        self.pace = Pace()
        self._queue = FairQueue(queue_size, owner_limit)
        self._jobs: OrderedDict[str, LiveJob] = OrderedDict()
        self._running: LiveJob | None = None
        self._wake = threading.Condition()
        self._closing = False
        self._thread = threading.Thread(target=self._work, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to work."""
        self._thread.start()

    def recover(self) -> None:
        """Take up what an earlier process left. Only for the process that owns the studio's folder."""
        self.store.files.sweep()
        for row in self.store.jobs("running"):
            self._end_row(row, "interrupted", _INTERRUPTED)
        for row in self.store.jobs("queued"):
            self._requeue(row)

    def stop(self, timeout: float = 10) -> None:
        """Stop after the running step. The running job is marked as interrupted; waiting ones run at the next start."""
        with self._wake:
            self._closing = True
            if self._running:
                self._running.stopped.set()
            self._wake.notify_all()
        if self._thread.is_alive():
            self._thread.join(timeout)

    def submit(self, generator: str, values: Mapping[str, Any], owner: str, parents: tuple[str, ...] = ()) -> LiveJob:
        """Queue a job. Raises BadInput, ModelAbsent, DoesNotFit, LanguageUnknown or QueueFull; queues nothing then."""
        maker = self._generator(generator)
        params = seeded(maker.Params.read(dict(values)))
        job = LiveJob(new_id(), owner, generator, params, maker.choose(params, self.host), parents)
        with self._wake:
            self._queue.put(job)
            try:
                self._save(job)
            except BaseException:
                self._queue.remove(job)
                raise
            self._remember(job)
            self._wake.notify_all()
        return job

    def retry(self, id: str, owner: str) -> LiveJob:
        """The same job once more, seed included."""
        row = self.store.job(id)
        if row.owner != owner:
            raise NotFound("There is no such job of yours.")
        return self.submit(row.generator, row.params, owner, tuple(row.parents))

    def cancel(self, id: str, owner: str) -> None:
        """Stop a job: at once when it waits, at its next step or token when it runs."""
        job = self.find(id, owner)
        if job is None:
            return
        with self._wake:
            job.stopped.set()
            if self._queue.remove(job):
                self._end(job, "cancelled", "Stopped before it began.")

    def find(self, id: str, owner: str) -> LiveJob | None:
        """A job of this owner that this process knows."""
        job = self._jobs.get(id)
        return job if job and job.owner == owner else None

    def latest(self, owner: str, generator: str) -> JobView | None:
        """The owner's newest job of a kind, for a page that comes back; from the log when this process never ran it."""
        for job in reversed(list(self._jobs.values())):
            if job.owner == owner and job.generator == generator:
                return job.view
        rows = [row for row in self.store.jobs(owner=owner, limit=50) if row.generator == generator]
        return self._view_of(rows[-1]) if rows else None

    def waiting(self) -> list[JobView]:
        """The running job, then those that wait, oldest first."""
        with self._wake:
            running = [self._running] if self._running else []
            return [job.view for job in (*running, *self._queue)]

    def wait_seconds(self, owner: str) -> float:
        """Expected wait of a job that this owner would submit now."""
        with self._wake:
            ahead = sum(self.pace.expect(job) for job in self._queue.ahead(owner))
            return ahead + (self.pace.remaining(self._running) if self._running else 0.0)

    def _generator(self, key: str) -> Generator[Any]:
        try:
            return self.generators[key]
        except KeyError:
            raise NotFound(f"Nothing here makes “{key[:40]}”.", hint=f"Known: {', '.join(self.generators)}.") from None

    def _work(self) -> None:
        while True:
            with self._wake:
                self._running = None
                while not self._closing and not len(self._queue):
                    self._wake.wait()
                if self._closing:
                    return
                job = self._running = self._queue.take(self._is_loaded)
            if job:
                self._run(job)

    def _is_loaded(self, job: LiveJob) -> bool:
        return bool(job.choice.models) and all(map(self.cache.loaded, job.choice.models))

    def _run(self, job: LiveJob) -> None:
        try:
            job.started = now()
            job.update(state="running")
            self._save(job)
            self._make(job)
            self._end(job, "done", "")
        except Cancelled:
            if self._closing:
                self._end(job, "interrupted", _INTERRUPTED)
            else:
                self._end(job, "cancelled", "Stopped. What was finished is kept.")
        except InkstoneError as error:
            self._end(job, "failed", str(error))
        except BaseException as error:
            # Even SystemExit, which some libraries raise: without this thread no job would ever run again.
            log.exception("job %s (%s) failed", job.id, job.generator)
            self._end(job, "failed", _unforeseen(error))

    def _make(self, job: LiveJob) -> None:
        maker = self.generators[job.generator]
        with tempfile.TemporaryDirectory(prefix="inkstone-") as folder:
            context = RunningContext(job, self.host, self.cache, Path(folder))
            with closing(maker.run(job.params, job.choice, context)) as pieces:  # type: ignore[type-var]
                for made in pieces:
                    work = self.store.add(made, recipe_of(job, made), job.owner, job.id)
                    job.update(works=(*job.view.works, work.id), preview=Preview())
        self.pace.learn(job)

    def _end(self, job: LiveJob, state: State, message: str) -> None:
        try:
            self._save(job, state, message)
        except Exception as error:
            # The log cannot be written; the person still has to hear how the job ended.
            log.exception("the end of job %s could not be written down", job.id)
            message = f"{message} {error}".strip()
        job.update(state=state, message=message)

    def _save(self, job: LiveJob, state: State | None = None, message: str = "") -> None:
        self.store.save_job(
            id=job.id,
            owner=job.owner,
            generator=job.generator,
            params=job.params.model_dump(mode="json"),
            parents=list(job.parents),
            state=state or job.view.state,
            created=job.created,
            started=job.started,
            ended=now() if state else None,
            engine=job.choice.engine,
            message=message,
        )

    def _remember(self, job: LiveJob) -> None:
        self._jobs[job.id] = job
        ended = [known for known in self._jobs.values() if known.view.ended]
        for old in ended[: max(0, len(ended) - _REMEMBERED)]:
            del self._jobs[old.id]

    def _requeue(self, row: JobRow) -> None:
        try:
            maker = self._generator(row.generator)
            params = maker.Params.read(row.params)
            choice = maker.choose(params, self.host)
            created = row.created.replace(tzinfo=row.created.tzinfo or timezone.utc)
            job = LiveJob(row.id, row.owner, row.generator, params, choice, tuple(row.parents), created)
            self._queue.put(job)
        except InkstoneError as error:
            self._end_row(row, "failed", str(error))
        else:
            self._remember(job)

    def _end_row(self, row: JobRow, state: State, message: str) -> None:
        values = {column.key: getattr(row, column.key) for column in JobRow.__table__.columns}
        self.store.save_job(**{**values, "state": state, "ended": now(), "message": message})

    def _view_of(self, row: JobRow) -> JobView:
        works = tuple(work.id for work in reversed(self.store.works(owner=row.owner, job=row.id)))
        return JobView(row.id, row.owner, row.generator, row.state, row.engine, works=works, message=row.message)  # type: ignore[arg-type]


def seeded(params: Params) -> Params:
    """The same params with a seed drawn where none was given."""
    return params if params.seed is not None else params.model_copy(update={"seed": secrets.randbelow(SEED_LIMIT + 1)})


def recipe_of(job: LiveJob, made: Made) -> Recipe:
    return Recipe(
        generator=job.generator,
        engine=job.choice.engine,
        kind=made.kind,
        title=made.title,
        params=job.params.model_dump(mode="json"),
        seed=made.facts.get("seed", job.params.seed or 0),
        models=tuple(ModelUse.of(spec) for spec in job.choice.models),
        facts=made.facts,
        notes=made.notes,
        parents=job.parents,
        versions=versions_in_use(),
    )


def _unforeseen(error: BaseException) -> str:
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return str(DiskFull("The disk is full: a temporary file could not be written."))
    # Shortened, and without the lone surrogates of undecodable file names, which no database keeps.
    words = str(error)[:300].encode(errors="replace").decode()
    return (
        f"Something went wrong that the studio did not foresee ({type(error).__name__}: {words}). "
        "What was finished is kept. Try again with another seed or a shorter prompt."
    )
