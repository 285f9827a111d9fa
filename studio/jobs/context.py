"""RunningContext: the JobContext that the worker hands to an engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from studio.errors import Cancelled
from studio.jobs.engine import Host, Preview, Progress
from studio.jobs.heard import Chunk, Heard
from studio.jobs.live import LiveJob
from studio.jobs.mode import Modes
from studio.jobs.screening import Screening
from studio.jobs.within import made_within
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.catalog import ModelSpec
from studio.models.ladder import Plan
from studio.works.facts import Denoised
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.uploads import Uploads


class RunningContext:
    """Progress, previews, cancelling and models of one running job."""

    def __init__(
        self,
        job: LiveJob,
        host: Host,
        cache: ModelCache,
        uploads: Uploads,
        folder: Path,
        modes: Modes,
        screening: Screening | None = None,
    ) -> None:
        self.host = host
        self._modes = modes
        self.folder = folder
        self._job = job
        self._cache = cache
        self._uploads = uploads
        self._screening = screening
        self._growing = screening.growing(job) if screening else None
        self._plans: dict[str, Plan] = {}

    @property
    def cancelled(self) -> bool:
        return self._job.stopped.is_set()

    @property
    def latest(self) -> Preview:
        return self._job.view.preview

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled()

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.check()
        self._job.update(progress=Progress(phase, step, total, values))

    def preview(self, *, text: str = "", image: bytes = b"", sound: Chunk | None = None) -> None:
        if image and self._screening and not self._screening.shows(self._job, image, self.check):
            image = b""
        if text and self._growing:
            text = self._growing.shown(text)
        # Shown before the check, so that what was written so far is kept when the person stops.
        self._job.update(preview=Preview(text, image), heard=self._heard(sound))
        self.check()

    def _heard(self, sound: Chunk | None) -> Heard:
        """What there is to hear, nothing of it where the text that is spoken is held back."""
        heard = self._job.view.heard
        if self._growing and self._growing.is_held:
            return heard.emptied()
        return heard if sound is None else heard.joined(sound, self.folder)

    def brought(self, id: str) -> tuple[Upload, Path]:
        upload = next(upload for upload in self._job.brought if upload.id == id)
        return upload, self._uploads.path(upload)

    def make(self, mode: str, values: Mapping[str, Any], part: tuple[int, int] = (0, 1)) -> Iterator[Made]:
        yield from made_within(self, self._modes, mode, values, part)

    @contextmanager
    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> Iterator[Any]:
        self.check()
        if not self._cache.loaded(spec):
            self.progress("loading", title=spec.title)
        with self._cache.lease(spec, self.check, adapters) as model:
            self._plans[spec.key] = self._cache.plan(spec)
            self.check()
            yield model

    def told(self, made: Made) -> Made:
        """What was made, with how its models were kept in memory where that was not as they are."""
        spared = {key: plan for key, plan in self._plans.items() if plan.told}
        if not spared:
            return made
        memory = ", ".join(dict.fromkeys(plan.rung for plan in spared.values()))
        facts = made.facts.model_copy(update={"memory": memory}) if isinstance(made.facts, Denoised) else made.facts
        return replace(made, facts=facts, notes=(*made.notes, *(plan.told for plan in spared.values() if plan.told)))
