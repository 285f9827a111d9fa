"""Runtime: what a library needs to run its models; and Runtimes, which finds the one that a model names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol

from studio.errors import LoadFailed
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.words import say


class Runtime(Protocol):
    """One library. Called by the model cache alone."""

    name: str
    """What a catalog entry calls it."""

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The model from the file or folder `path`, on the device. Raises LoadFailed."""

    def reset(self, spec: ModelSpec, model: Any) -> None:
        """Make a model usable again after a job broke off inside it."""

    def unload(self, spec: ModelSpec, model: Any) -> None:
        """Let go of what outlives the last reference: hooks and native servers."""


class Plain:
    """A runtime whose models keep nothing of a job, and nothing outside of Python."""

    def reset(self, spec: ModelSpec, model: Any) -> None: ...

    def unload(self, spec: ModelSpec, model: Any) -> None: ...


class Runtimes:
    """All runtimes by name: the loader of the model cache."""

    def __init__(self, runtimes: Iterable[Runtime]) -> None:
        """Raises ValueError where two have one name."""
        self._runtimes: dict[str, Runtime] = {}
        for runtime in runtimes:
            if self._runtimes.setdefault(runtime.name, runtime) is not runtime:
                raise ValueError(f"two runtimes are called {runtime.name}")

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The model of `spec`. Raises LoadFailed, for a runtime that nobody knows as well."""
        return self._of(spec).load(spec, path, device)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).reset(spec, model)

    def unload(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).unload(spec, model)

    def _of(self, spec: ModelSpec) -> Runtime:
        if spec.runtime not in self._runtimes:
            known = list(self._runtimes)
            raise LoadFailed(say("model.unknown_runtime", title=spec.title, runtime=spec.runtime, known=known))
        return self._runtimes[spec.runtime]
