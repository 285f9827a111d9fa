"""Watch: shows what a diffusion model is at, as often as there is time for it."""

from __future__ import annotations

from typing import Any

from pipelines.runtimes.glance import Glance
from pipelines.runtimes.latents import Look, Previewer
from studio.jobs.engine import JobContext


class Watch:
    """The previews of one picture. What an accelerator has not delivered yet is shown at a later step."""

    def __init__(self, ctx: JobContext, previewer: Previewer) -> None:
        self._ctx = ctx
        self._previewer = previewer
        self._glance = Glance()
        self._look: Look | None = None

    def step(self, latents: Any) -> None:
        """Look at the latents of a step, if it is time to. Raises Cancelled once the person has stopped the job."""
        if self._look is None and self._glance.is_due():
            with self._glance.taken():
                self._look = self._previewer.look(latents)
        if self._look and self._look.arrived():
            with self._glance.taken(more=True):
                self._ctx.preview(image=self._look.image())
            self._look = None
