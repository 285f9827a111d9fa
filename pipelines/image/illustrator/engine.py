"""The illustrator: understands the prompt, composes a vector scene, renders it and gives it a finish."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pipelines.image.ask import ImageParams
from pipelines.image.illustrator.options import IllustratorAsk, IllustratorOptions
from pipelines.image.wording import check_words
from pipelines.scene.options import models_of, source_of, used_for
from studio.errors import InkstoneError
from studio.jobs.engine import Choice, Engine, Host, JobContext
from studio.models.catalog import ModelSpec
from studio.works.credit import Source
from studio.works.made import Made
from studio.works.recipe import Recipe


class Illustrator(Engine[ImageParams, IllustratorOptions]):
    """Composes the shipped drawings. It works without its model of meaning too, and knows fewer words then."""

    key = "illustrator"
    options = IllustratorOptions
    guess = 2.0

    def early(self, host: Host) -> Iterable[ModelSpec]:
        from pipelines.image.illustrator import making  # noqa: F401

        return used_for(self.options().finish, models_of(host)).values()

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, models_of(host))

    def fits(self, params: ImageParams, choice: Choice, host: Host) -> InkstoneError | None:
        check_words(params, host)
        return None

    def uses(self, options: IllustratorOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        return used_for(options.finish, choice.models)

    def source_of(self, recipe: Recipe) -> Source:
        return source_of(recipe)

    def run(self, ask: IllustratorAsk, ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, seeds counting up."""
        from pipelines.image.illustrator.making import make

        yield from make(ask, ctx)
