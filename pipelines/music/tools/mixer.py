"""The mixer: two sounds as one."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.music.ask_sound import MixParams
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.params import Options
from studio.works.made import Made


class SoundMixer(Engine[MixParams, Options]):
    """One under the other, or one after the other."""

    key = "sound-mixer"
    source = "algorithmicallyEnhanced"
    guess = 6.0

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[MixParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made. Raises BadInput where it would be longer than LONGEST, Cancelled between two steps."""
        from pipelines.music.tools.mixing import mixed

        yield mixed(ask.params, ctx)
