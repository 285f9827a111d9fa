"""The moving illustration: composes a scene as the illustrator does, and lets its layers move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.animation.ask import AnimationParams
from pipelines.animation.moving.options import MovingAsk, MovingOptions
from pipelines.scene.options import models_of, source_of, used_for
from studio.jobs.engine import Choice, Engine, Host, JobContext
from studio.models.catalog import ModelSpec
from studio.works.credit import Source
from studio.works.made import Made
from studio.works.recipe import Recipe


class Moving(Engine[AnimationParams, MovingOptions]):
    """Moves the layers of a composed picture. It works without its model of meaning too, and knows fewer words then."""

    key = "moving"
    options = MovingOptions
    guess = 12.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key, models_of(host))

    def uses(self, options: MovingOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        return used_for(options.finish, choice.models)

    def source_of(self, recipe: Recipe) -> Source:
        return source_of(recipe)

    def run(self, ask: MovingAsk, ctx: JobContext) -> Iterator[Made]:
        """One film."""
        from pipelines.animation.moving.making import make

        yield from make(ask, ctx)
