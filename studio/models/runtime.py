"""Runtime: what a library needs to run its models; and Runtimes, which finds the one that a model names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

from studio.errors import LoadFailed
from studio.models.adapter import Adapters
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.ladder import Plan, Rung
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

    @property
    def rests(self) -> bool:
        """Whether its models can be moved between the accelerator and the system's memory."""

    def rest(self, spec: ModelSpec, model: Any) -> None:
        """Move a model that nobody works with from the accelerator into the system's memory."""

    def wake(self, spec: ModelSpec, model: Any, device: Device) -> bool:
        """Move it back. Whether its copy in the system's memory is kept, for the next rest."""

    def unberth(self, spec: ModelSpec, model: Any) -> None:
        """Free that copy. Jobs may be working with the model."""

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        """Put adapters on a model that nobody else works with. Raises LoadFailed for one that does not fit it."""

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        """Leave the model as it was before, also where only some of them were put on."""


@runtime_checkable
class Stepped(Protocol):
    """A runtime that can keep a model in less memory than it takes as it is."""

    def load_on(self, rung: Rung, spec: ModelSpec, path: Path, device: Device) -> Any:
        """The same as `load`, on any rung of the ladder that there is for this library and device."""


class Plain:
    """A runtime whose models keep nothing of a job, stay where they were loaded, and know no adapters."""

    rests = False

    def reset(self, spec: ModelSpec, model: Any) -> None: ...

    def unload(self, spec: ModelSpec, model: Any) -> None: ...

    def rest(self, spec: ModelSpec, model: Any) -> None: ...

    def wake(self, spec: ModelSpec, model: Any, device: Device) -> bool:
        return False

    def unberth(self, spec: ModelSpec, model: Any) -> None: ...

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        raise LoadFailed(say("adapter.none", title=spec.title))

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None: ...


class Runtimes:
    """All runtimes by name: the loader of the model cache."""

    def __init__(self, runtimes: Iterable[Runtime]) -> None:
        """Raises ValueError where two have one name."""
        self._runtimes: dict[str, Runtime] = {}
        for runtime in runtimes:
            if self._runtimes.setdefault(runtime.name, runtime) is not runtime:
                raise ValueError(f"two runtimes are called {runtime.name}")

    def load(self, spec: ModelSpec, path: Path, device: Device, plan: Plan | None = None) -> Any:
        """The model of `spec`, as it is where no plan says otherwise. Raises LoadFailed, for an unknown runtime too."""
        runtime = self._of(spec)
        if plan and isinstance(runtime, Stepped):
            return runtime.load_on(plan.rung, spec, path, device)
        return runtime.load(spec, path, device)

    def reset(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).reset(spec, model)

    def unload(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).unload(spec, model)

    def rests(self, spec: ModelSpec) -> bool:
        return self._of(spec).rests

    def rest(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).rest(spec, model)

    def wake(self, spec: ModelSpec, model: Any, device: Device) -> bool:
        return self._of(spec).wake(spec, model, device)

    def unberth(self, spec: ModelSpec, model: Any) -> None:
        self._of(spec).unberth(spec, model)

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        self._of(spec).attach(spec, model, adapters)

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        self._of(spec).detach(spec, model, adapters)

    def _of(self, spec: ModelSpec) -> Runtime:
        if spec.runtime not in self._runtimes:
            known = list(self._runtimes)
            raise LoadFailed(say("model.unknown_runtime", title=spec.title, runtime=spec.runtime, known=known))
        return self._runtimes[spec.runtime]
