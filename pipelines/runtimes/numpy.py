"""The runtime of numpy: small models of the studio's own, written in arrays so that they need no torch."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from studio.errors import LoadFailed
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.runtime import Plain
from studio.words import say

NAME = "numpy"


class Numpy(Plain):
    """Loads what a module of the pipelines makes of a folder. Only the studio's own code is ever named."""

    name = NAME

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """`spec.class_name` is "module:name" below pipelines: a class with a `load`, or a function."""
        module, _, name = spec.class_name.partition(":")
        try:
            found = getattr(import_module(f"pipelines.{module}"), name)
        except (ImportError, AttributeError) as error:
            raise LoadFailed(say("model.no_class", title=spec.title, name=spec.class_name)) from error
        own = (Path(spec.own_file),) if spec.own_file else ()
        return getattr(found, "load", found)(path, *own)
