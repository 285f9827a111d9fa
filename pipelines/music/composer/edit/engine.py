"""Rearranger: a piece of the composer's, changed."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_edit import RearrangeParams
from pipelines.music.composer.edit.options import RearrangerOptions
from pipelines.music.composer.engine import ROLES
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.words import say
from studio.works.credit import Source
from studio.works.made import Made
from studio.works.recipe import Recipe


class Rearranger(Engine[RearrangeParams, RearrangerOptions]):
    """Transposes, swaps and silences players, writes parts anew, and keeps all else note for note."""

    key = "rearranger"
    options = RearrangerOptions
    guess = 5.0

    def choices(self, host: Host) -> Iterator[Choice]:
        specs = {role: host.catalog[ROLES[role]] for role in ("melody", "sounds")}
        here = {role: spec for role, spec in specs.items() if role == "sounds" or host.catalog.present(spec)}
        yield Choice(self, self.key, here)

    def fits(self, params: RearrangeParams, choice: Choice, host: Host) -> InkstoneError | None:
        if host.catalog.present(choice.models["sounds"]):
            return None
        return ModelAbsent(say("composer.no_sounds"), hint=say("composer.get_sounds"))

    def check(self, params: RearrangeParams, options: RearrangerOptions, choice: Choice, host: Host) -> None:
        from pipelines.music.composer.edit.changes import check

        check(params, options)

    def source_of(self, recipe: Recipe) -> Source:
        """By rule, and where the melody may be the model's, together with that."""
        is_modelled = ROLES["melody"] in {model.key for model in recipe.models}
        return "compositeWithTrainedAlgorithmicMedia" if is_modelled else "algorithmicMedia"

    def run(self, ask: Ask[RearrangeParams, RearrangerOptions], ctx: JobContext) -> Iterator[Made]:
        """One piece."""
        from pipelines.music.composer.edit.remaking import remake

        yield from remake(ask, ctx)
