"""Guide: a new picture that keeps the lines, the depth or the pose of another one (ControlNet: Zhang et al., 2023)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any

from pipelines.image.ask_picture import GuideParams
from pipelines.image.canvas import opened, whole
from pipelines.image.diffused import area_of
from pipelines.image.from_picture import FromPicture
from pipelines.image.guides.controls import called, control_for, lack_of
from pipelines.runtimes.denoising import PaintingOptions
from pipelines.runtimes.families import turned
from studio.errors import InkstoneError, ModelAbsent
from studio.jobs.catalog_engine import MAIN
from studio.jobs.engine import Ask, Host, JobContext
from studio.media.picture import png, preview
from studio.models.adapter import Adapter
from studio.models.catalog import ModelSpec
from studio.words import Sentence, say
from studio.works.made import Made, MadeFile

if TYPE_CHECKING:
    from PIL.Image import Image


class FollowGuide(FromPicture[GuideParams]):
    """Any diffusion model for which there is a network that reads the guide."""

    key = "guide"
    source = "trainedAlgorithmicMedia"
    use = "control"

    def told(self, title: str, model: str) -> Sentence:
        return say("guide.made", title=title, model=model)

    def lack(self, params: GuideParams, spec: ModelSpec, host: Host) -> InkstoneError | None:
        return super().lack(params, spec, host) or lack_of(params.guide, spec, host.catalog)

    def run(self, ask: Ask[GuideParams, PaintingOptions], ctx: JobContext) -> Iterator[Made]:
        """One Made a picture, its guide beside it, which is shown first. Raises ModelAbsent where what reads the guide
        is not here."""
        from pipelines.image.guides.drawing import draw

        params, spec = ask.params, ask.models[MAIN]
        upload, path = ctx.brought(params.picture)
        picture = opened(path)
        window = whole(picture.size, area_of(spec))
        drawn = draw(params.guide, window.seen(picture), ctx)
        ctx.preview(image=preview(drawn.picture))
        given = {"control_image": drawn.picture, "controlnet_conditioning_scale": params.hold}
        finish = partial(_at_least, size=picture.size)
        notes = (*upload.notes, *drawn.notes)
        beside = (MadeFile("guide", ".png", png(drawn.picture)),)
        yield from self.paint(ask, ctx, window.canvas, given, finish, notes, beside)

    @contextmanager
    def leased(
        self, ask: Ask[GuideParams, PaintingOptions], ctx: JobContext, adapters: tuple[Adapter, ...]
    ) -> Iterator[Any]:
        """With the network that reads the guide."""
        spec, catalog = ask.models[MAIN], ctx.host.catalog
        control = control_for(ask.params.guide, spec.base, catalog)
        path = catalog.locate(control) if control else None
        if control is None or path is None:
            raise ModelAbsent(say("guide.no_control", title=spec.title, guide=called(ask.params.guide)))
        with ctx.lease(spec, (*adapters, Adapter("control", control.key, path))) as pipe:
            yield turned(pipe, self.class_name(spec), controlnet=pipe.controls[control.key])


def _at_least(painted: Image, size: tuple[int, int]) -> Image:
    """As large as the picture that it follows; as it was painted where that is larger, since a sketch may be small."""
    from PIL import Image

    image = painted.convert("RGB")
    if image.width * image.height >= size[0] * size[1]:
        return image
    return image.resize(size, Image.Resampling.LANCZOS)
