"""Captioning: any model of the catalog that puts pictures into words, through transformers."""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.image.ask_picture import DescribeParams
from studio.jobs.catalog_engine import CatalogEngine
from studio.jobs.engine import Ask, JobContext
from studio.params import Options
from studio.works.made import Made


class Captioner(CatalogEngine[DescribeParams, Options]):
    """Asks for a description, alt text, tags and a prompt, as far as the model's family knows them."""

    key = "captioning"
    guess = 60.0
    task = "describing"
    runtimes = ("transformers",)

    def run(self, ask: Ask[DescribeParams, Options], ctx: JobContext) -> Iterator[Made]:
        """One Made: the answers on one page. Raises Cancelled at the next token."""
        from pipelines.image.captioning.making import make

        yield from make(ask, ctx)
