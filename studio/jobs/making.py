"""Making: one job made, from its words to the pieces that are kept."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

from studio.errors import Cancelled
from studio.jobs.context import RunningContext
from studio.jobs.engine import Host, Preview
from studio.jobs.fallback import FAULTS_OF_A_MODEL, fall_back
from studio.jobs.lending import Lending
from studio.jobs.live import LiveJob
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.outcome import recipe_of
from studio.jobs.pace import Pace
from studio.jobs.passing import Passing
from studio.jobs.screening import Screening, notices_of
from studio.models.cache import ModelCache
from studio.safety.levels import Finding
from studio.works.made import Made
from studio.works.store import Store
from studio.works.uploads import Uploads


@dataclass(frozen=True)
class Making:
    """What a job is made with. One job at a time."""

    modes: Modes
    host: Host
    cache: ModelCache
    store: Store
    uploads: Uploads
    log: JobLog
    passing: Passing
    pace: Pace
    lending: Lending | None
    screening: Screening | None

    def make(self, job: LiveJob) -> None:
        """Raises Cancelled, Held, and what its engine raises where no other model can do it either."""
        self._check_words(job)
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

    def keep_left(self, job: LiveJob) -> None:
        """Keep what a process that was killed had finished of it."""
        with self.passing.left(job.id) as folder:
            context = RunningContext(job, self.host, self.cache, self.uploads, folder, self.modes, self.screening)
            for made in map(context.told, job.ask.choice.engine.left(job.ask, context)):
                self._keep(job, made, context)

    def _check_words(self, job: LiveJob) -> None:
        def check() -> None:
            if job.stopped.is_set():
                raise Cancelled()

        if self.screening:
            self.screening.check_words(job, self.modes[job.mode].form, check)

    def _attempt(self, job: LiveJob) -> None:
        with self.passing.folder(job.id) as folder:
            context = RunningContext(job, self.host, self.cache, self.uploads, folder, self.modes, self.screening)
            try:
                with closing(self._pieces(job, context)) as pieces:  # type: ignore[type-var]
                    findings = [self._keep(job, made, context) for made in map(context.told, pieces)]
            finally:
                # Its files go with the folder.
                if job.view.heard.count:
                    job.update(heard=job.view.heard.emptied())
            if self.screening:
                self.screening.check_pieces(findings)

    def _pieces(self, job: LiveJob, context: RunningContext) -> Iterator[Made]:
        if self.lending:
            return self.lending.run(job, context, self.pace.expect(job))
        return job.ask.choice.engine.run(job.ask, context)

    def _keep(self, job: LiveJob, made: Made, context: RunningContext) -> Finding | None:
        """Keep a piece, unless it is held back; then, what for."""
        recipe = recipe_of(job, made, notices_of(job, self.modes[job.mode].form))
        finding = self.screening.holds(job, made, recipe, context.check) if self.screening else None
        works = [] if finding else [self.store.add(made, recipe, job.owner, job.id, job.brought).id]
        job.update(works=(*job.view.works, *works), preview=Preview(), heard=job.view.heard.emptied())
        return finding
