"""The cutter: finds what a picture is of with u2netp, and follows its edges in the picture's own pixels."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import CutoutParams
from studio.jobs.catalog_engine import CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.params import Options
from studio.works.made import Made


class Cutter(CatalogEngine[CutoutParams, Options]):
    """Takes any saliency network of u2net's form."""

    key = "cutting"
    source = "algorithmicallyEnhanced"
    guess = 3.0
    task = "cutting-out"
    runtimes = ("onnx",)

    def run(self, ask: Ask[CutoutParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: the subject, as large as the picture was."""
        from pipelines.image.cutting.making import make

        yield from make(ask, ctx)
