"""Arranger: a tune of a person's own, played by the composer's players."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import ArrangeParams
from pipelines.music.composer.arranging.options import ArrangerOptions
from pipelines.music.composer.engine import ROLES
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.words import say
from studio.works.made import Made

EARS = {"pitch": "swift-f0", "notes": "basic-pitch"}
"""The models that hear the tune."""


class Arranger(Engine[ArrangeParams, ArrangerOptions]):
    """Chords by the genre's own rules under a tune that stands, and all other parts."""

    key = "arranger"
    options = ArrangerOptions
    source = "algorithmicMedia"
    guess = 10.0

    def choices(self, host: Host) -> Iterator[Choice]:
        needed = {**EARS, "sounds": ROLES["sounds"]}
        specs = {role: host.catalog[key] for role, key in needed.items()}
        if host.catalog.present(meaning := host.catalog[ROLES["meaning"]]):
            specs["meaning"] = meaning
        yield Choice(self, self.key, specs)

    def fits(self, params: ArrangeParams, choice: Choice, host: Host) -> InkstoneError | None:
        absent = [spec for spec in choice.models.values() if not host.catalog.present(spec)]
        return ModelAbsent(say("hearing.absent", title=absent[0].title)) if absent else None

    def run(self, ask: Ask[ArrangeParams, ArrangerOptions], ctx: JobContext) -> Iterator[Made]:
        """One piece. Raises BadInput where no tune is heard."""
        from pipelines.music.composer.arranging.making import make

        yield from make(ask, ctx)
