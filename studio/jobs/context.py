"""RunningContext: the JobContext that the worker hands to an engine."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.errors import Cancelled
from studio.jobs.engine import Host, Preview, Progress
from studio.jobs.live import LiveJob
from studio.models.adapter import Adapter
from studio.models.cache import ModelCache
from studio.models.catalog import ModelSpec
from studio.works.upload import Upload
from studio.works.uploads import Uploads


class RunningContext:
    """Progress, previews, cancelling and models of one running job."""

    def __init__(self, job: LiveJob, host: Host, cache: ModelCache, uploads: Uploads, folder: Path) -> None:
        self.host = host
        self.folder = folder
        self._job = job
        self._cache = cache
        self._uploads = uploads

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

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        # Shown before the check, so that what was written so far is kept when the person stops.
        self._job.update(preview=Preview(text, image))
        self.check()

    def brought(self, id: str) -> tuple[Upload, Path]:
        upload = next(upload for upload in self._job.brought if upload.id == id)
        return upload, self._uploads.path(upload)

    @contextmanager
    def lease(self, spec: ModelSpec, adapters: Sequence[Adapter] = ()) -> Iterator[Any]:
        self.check()
        if not self._cache.loaded(spec):
            self.progress("loading", title=spec.title)
        with self._cache.lease(spec, self.check, adapters) as model:
            self.check()
            yield model
