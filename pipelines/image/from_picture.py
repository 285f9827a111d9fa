"""FromPicture: an engine of a diffusion model that begins with a picture, by any model whose family can."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, ClassVar

from pipelines.image.manner import StyledOptions, check_manner
from pipelines.image.pieces import painted
from pipelines.image.wording import check_words
from pipelines.runtimes import diffusers
from pipelines.runtimes.denoising import Canvas, PaintingOptions
from pipelines.runtimes.families import Use, class_for, turned
from pipelines.runtimes.loras import loras_for
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.catalog_engine import MAIN, CatalogEngine, is_quick, obstacle
from studio.jobs.engine import Ask, Choice, Host, JobContext, ParamsT
from studio.models.adapter import Adapter
from studio.models.catalog import ModelSpec, Task
from studio.params import PromptParams
from studio.words import Sentence, say
from studio.works.credit import Source
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    from PIL.Image import Image


class FromPicture(CatalogEngine[ParamsT, PaintingOptions]):
    """Its choices are the models of its tasks whose family serves its use."""

    options: ClassVar[type[PaintingOptions]] = StyledOptions
    task = "text-to-image"
    tasks: ClassVar[tuple[Task, ...]] = ("text-to-image",)
    runtimes = (diffusers.NAME,)
    use: ClassVar[Use]
    source: ClassVar[Source] = "compositeWithTrainedAlgorithmicMedia"

    def choices(self, host: Host) -> Iterator[Choice]:
        for spec in self.specs(host):
            yield Choice(self, spec.key, {MAIN: spec})

    def specs(self, host: Host) -> Iterator[ModelSpec]:
        """The models that can do it, best first."""
        for task in self.tasks:
            for spec in host.catalog.for_task(task):
                if spec.runtime in self.runtimes and class_for(spec, self.use):
                    yield spec

    def lack(self, params: ParamsT, spec: ModelSpec, host: Host) -> InkstoneError | None:
        """Why a model cannot make this here, or None."""
        return obstacle(spec, host)

    def volunteers(self, params: ParamsT, choice: Choice, host: Host) -> bool:
        """Slow ones too where no quick one is here: nobody else makes this. Where none is here at all, the smallest
        steps forward, so that a person hears of it."""
        spec = choice.models[MAIN]
        if spec.commercial == "no":
            return False
        is_here = self.lack(params, spec, host) is None
        if is_here and is_quick(spec, host):
            return True
        # Others are asked only where it matters: the page asks for this at each step of a job.
        mine = [other for other in self.specs(host) if other.commercial != "no"]
        rivals = [other for other in mine if is_quick(other, host)] if is_here else mine
        return (is_here or spec in smallest(mine)) and all(self.lack(params, other, host) for other in rivals)

    def check(self, params: ParamsT, options: PaintingOptions, choice: Choice, host: Host) -> None:
        """Raises BadInput for a LoRA that there is not, or of another model, and for a style that nothing reads."""
        check_manner(options, choice.models[MAIN], host.catalog)
        loras_for(getattr(params, "prompt", ""), options.loras, choice.models[MAIN], host)

    def fits(self, params: ParamsT, choice: Choice, host: Host) -> InkstoneError | None:
        asked: Any = params
        if isinstance(params, PromptParams):
            check_words(asked, host)
        spec = choice.models[MAIN]
        if not host.catalog.present(spec) and spec in smallest(list(self.specs(host))):
            told = say("from_picture.absent", title=spec.title, gb=spec.download_mb / 1024, licence=spec.licence)
            return ModelAbsent(told, hint=say("from_picture.get"), model=spec.key)
        return self.lack(params, spec, host)

    @abstractmethod
    def told(self, title: str, model: str) -> Sentence:
        """A description of what a model made, for people who cannot see it."""

    def paint(
        self,
        ask: Ask[Any, PaintingOptions],
        ctx: JobContext,
        canvas: Canvas,
        given: dict[str, Any],
        finish: Callable[[Image], Image],
        notes: tuple[Sentence, ...] = (),
        files: tuple[MadeFile, ...] = (),
    ) -> Iterator[Made]:
        """One Made a picture, seeds counting up. `given`: what the pipeline begins with; `finish` turns what it
        painted into the picture. Raises Cancelled at the next step."""
        for one in painted(ask, ctx, canvas, lambda adapters: self.leased(ask, ctx, adapters), **given):
            text = self.told(one.piece.title, ask.models[MAIN].title)
            yield one.made(finish(one.image), text, notes, files)

    @contextmanager
    def leased(
        self, ask: Ask[ParamsT, PaintingOptions], ctx: JobContext, adapters: tuple[Adapter, ...]
    ) -> Iterator[Any]:
        """The model as the pipeline that serves this use."""
        with ctx.lease(ask.models[MAIN], adapters) as pipe:
            yield turned(pipe, self.class_name(ask.models[MAIN]))

    def class_name(self, spec: ModelSpec) -> str:
        """The class of diffusers that serves this use."""
        name = class_for(spec, self.use)
        assert name, "only such models are choices"
        return name


def smallest(specs: list[ModelSpec]) -> list[ModelSpec]:
    """The one with the least to download, where there is any."""
    return sorted(specs, key=lambda spec: spec.download_mb)[:1]
