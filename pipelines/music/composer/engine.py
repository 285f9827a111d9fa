"""The composer: harmony by rule, melodies by a small model, sampled instruments: sound, MIDI and a piano roll."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipelines.music.ask import MusicParams
from pipelines.music.composer.options import ComposerAsk, ComposerOptions
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.engine import Choice, Engine, Host, JobContext
from studio.models.catalog import ModelSpec
from studio.words import say
from studio.works.credit import Source
from studio.works.made import Made
from studio.works.recipe import Recipe

ROLES = {"meaning": "minilm", "melody": "melody-writer", "sounds": "soundfont"}
"""The models that are asked, where they are present: meanings are compared, the melody is written, notes are played."""


class Composer(Engine[MusicParams, ComposerOptions]):
    """Harmony by rule, melodies by a small model, sampled instruments: sound, MIDI and a piano roll."""

    key = "composer"
    options = ComposerOptions
    guess = 5.0

    def choices(self, host: Host) -> Iterator[Choice]:
        specs = {role: host.catalog[key] for role, key in ROLES.items()}
        here = {role: spec for role, spec in specs.items() if role == "sounds" or host.catalog.present(spec)}
        yield Choice(self, self.key, here)

    def fits(self, params: MusicParams, choice: Choice, host: Host) -> InkstoneError | None:
        if host.catalog.present(choice.models["sounds"]):
            return None
        return ModelAbsent(say("composer.no_sounds"), hint=say("composer.get_sounds"))

    def uses(self, options: ComposerOptions, choice: Choice) -> Mapping[str, ModelSpec]:
        """A melody for words is written by rule."""
        models = choice.models
        return {role: models[role] for role in models if role != "melody"} if options.lyrics else models

    def source_of(self, recipe: Recipe) -> Source:
        """By rule, and where the melody is the model's, together with that."""
        is_modelled = ROLES["melody"] in {model.key for model in recipe.models}
        return "compositeWithTrainedAlgorithmicMedia" if is_modelled else "algorithmicMedia"

    def run(self, ask: ComposerAsk, ctx: JobContext) -> Iterator[Made]:
        """One piece."""
        from pipelines.music.composer.making import make

        yield from make(ask, ctx)
