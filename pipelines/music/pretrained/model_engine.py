"""ModelEngine: an engine that any model of its classes serves, and those that begin with a sound."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import ClassVar

from studio.errors import DoesNotFit, InkstoneError
from studio.jobs.catalog_engine import MAIN, CatalogEngine, obstacle
from studio.jobs.engine import Choice, Host, OptionsT, ParamsT
from studio.models.catalog import ModelSpec
from studio.words import say
from studio.works.credit import Source


class ModelEngine(CatalogEngine[ParamsT, OptionsT]):
    """Its choices are the models of the catalog that are of one of its classes."""

    classes: ClassVar[frozenset[str]]
    """Names of the libraries' classes; an empty one for entries that name none."""
    bases: ClassVar[frozenset[str]] = frozenset()
    """Families of which alone it takes models; empty for all."""
    needs: ClassVar[str] = ""
    """Library, and the module of it without which it is too old: diffusers/pipelines/ace_step."""

    def choices(self, host: Host) -> Iterator[Choice]:
        for choice in super().choices(host):
            spec = choice.models[MAIN]
            if spec.class_name in self.classes and (not self.bases or spec.base in self.bases):
                yield choice

    def fits(self, params: ParamsT, choice: Choice, host: Host) -> InkstoneError | None:
        return self.lack(choice.models[MAIN], host)

    def lack(self, spec: ModelSpec, host: Host) -> InkstoneError | None:
        """Why a model cannot play here, or None."""
        if self.needs and not is_there(self.needs):
            library = self.needs.split("/")[0]
            told = say("pretrained.old_library", title=spec.title, library=library)
            return DoesNotFit(told, hint=say("pretrained.newer_library", library=library))
        return obstacle(spec, host)


class SoleEngine(ModelEngine[ParamsT, OptionsT]):
    """An engine of a mode in which nobody makes anything without a large model: slow ones step forward too."""

    def volunteers(self, params: ParamsT, choice: Choice, host: Host) -> bool:
        spec = choice.models[MAIN]
        return spec.commercial != "no" and self.lack(spec, host) is None


class FromSound(SoleEngine[ParamsT, OptionsT]):
    """An engine that begins with a sound of one's own."""

    source: ClassVar[Source] = "compositeWithTrainedAlgorithmicMedia"


@cache
def is_there(module: str) -> bool:
    """Whether an installed library has a module: library/folder/name. Nothing of it is imported."""
    library, *inside = module.split("/")
    found = find_spec(library)
    if found is None or not found.origin:
        return False
    path = Path(found.origin).parent.joinpath(*inside)
    return path.is_dir() or path.with_suffix(".py").is_file()
