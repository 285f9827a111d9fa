"""The separator: a voice and its accompaniment apart, by Spleeter or Demucs."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import SeparateParams
from pipelines.runtimes.spleeter import VOICE
from studio.errors import InkstoneError
from studio.jobs.catalog_engine import MAIN, obstacle
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.words import Sentence, say
from studio.works.made import Made


class Separator(Engine[SeparateParams, Options]):
    """Spleeter's network of two stems, or what the person has of Demucs."""

    key = "separator"
    source = "compositeWithTrainedAlgorithmicMedia"
    guess = 30.0

    def choices(self, host: Host) -> Iterator[Choice]:
        """A person's own first: nobody has it by chance."""
        own = (spec for spec in host.catalog.for_task("separating-voices") if spec.key != VOICE)
        for spec in own:
            if spec.runtime == "torch":
                yield Choice(self, spec.key, {MAIN: spec})
        yield Choice(self, self.key, {MAIN: host.catalog[VOICE]})

    def fits(self, params: SeparateParams, choice: Choice, host: Host) -> InkstoneError | None:
        return obstacle(choice.models[MAIN], host)

    def why(self, choice: Choice, named: bool) -> Sentence:
        if (spec := choice.models[MAIN]).key != VOICE:
            return say("choice.present", title=spec.title)
        return super().why(choice, named)

    def run(self, ask: Ask[SeparateParams, Options], ctx: JobContext) -> Iterator[Made]:
        """The voice, then the accompaniment. Raises BadInput for silence, Cancelled at the next window."""
        from pipelines.music.tools.separating import separated

        yield from separated(ask, ctx)
