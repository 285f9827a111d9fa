"""Keeper: takes models into memory and out of it again. What goes wrong while it tidies up is logged, never raised:
it would replace the error of the person, or leave others waiting.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol

from studio.errors import DoesNotFit, InkstoneError, LoadFailed, ModelAbsent
from studio.models.adapter import Adapters
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.ladder import Plan
from studio.words import say

log = logging.getLogger(__name__)


class Loader(Protocol):
    """Turns files into a model, and takes care of it."""

    def load(self, spec: ModelSpec, path: Path, device: Device, plan: Plan) -> Any: ...

    def reset(self, spec: ModelSpec, model: Any) -> None:
        """Make a model usable again after a job broke off inside it."""

    def unload(self, spec: ModelSpec, model: Any) -> None: ...

    def rests(self, spec: ModelSpec) -> bool:
        """Whether its model can be moved between the accelerator and the system's memory."""

    def rest(self, spec: ModelSpec, model: Any) -> None: ...

    def wake(self, spec: ModelSpec, model: Any, device: Device) -> bool:
        """Whether its copy in the system's memory is kept."""

    def unberth(self, spec: ModelSpec, model: Any) -> None: ...

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None: ...

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None: ...


class Keeper:
    """Called by the model cache alone, outside its lock."""

    def __init__(self, device: Device, loader: Loader, locate: Callable[[ModelSpec], Path | None]) -> None:
        self.device = device
        self._loader = loader
        self._locate = locate

    def load(self, spec: ModelSpec, plan: Plan) -> Any:
        """The model. Raises ModelAbsent, LoadFailed or DoesNotFit, once the memory that it took is free again."""
        try:
            path = self._locate(spec)
            if path is None:
                raise ModelAbsent(
                    say("model.absent", title=spec.title), hint=say("choice.another_engine"), model=spec.key
                )
            return self._loader.load(spec, path, self.device, plan)
        except BaseException as error:
            let_go(error)
            failure = self._told(spec, error)
        self.empty()
        raise failure

    def find(self, spec: ModelSpec) -> Path | None:
        """Where the files of a model are; what goes wrong here is told when it is loaded."""
        try:
            return self._locate(spec)
        except Exception:
            return None

    def wake(self, spec: ModelSpec, model: Any) -> bool:
        """Bring a model back from its rest. Whether its copy in the system's memory is kept. Raises LoadFailed or
        DoesNotFit."""
        try:
            return self._loader.wake(spec, model, self.device)
        except BaseException as error:
            let_go(error)
            failure = self._told(spec, error)
        self.unload(spec, model)
        raise failure

    def attach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> None:
        """Put adapters on. Raises LoadFailed or DoesNotFit."""
        try:
            self._loader.attach(spec, model, adapters)
        except BaseException as error:
            let_go(error)
            failure = self._told(spec, error)
        else:
            return
        raise failure

    def rests(self, spec: ModelSpec) -> bool:
        """Whether a model may be moved into the system's memory."""
        try:
            return self.device.apart and self._loader.rests(spec)
        except Exception:
            return False

    def rest(self, spec: ModelSpec, model: Any) -> bool:
        """Whether it lies in the system's memory now; if not, it may be anywhere."""
        return self._done(spec, "laying down", lambda: self._loader.rest(spec, model))

    def unberth(self, spec: ModelSpec, model: Any) -> None:
        """Free the copy that an awake model has in the system's memory."""
        try:
            self._loader.unberth(spec, model)
        except BaseException:
            log.exception("the copy of %s in the system's memory could not be freed", spec.key)

    def reset(self, spec: ModelSpec, model: Any) -> bool:
        """Whether the model is usable again."""
        return self._done(spec, "resetting", lambda: self._loader.reset(spec, model))

    def detach(self, spec: ModelSpec, model: Any, adapters: Adapters) -> bool:
        """Whether the model is as it was before the adapters."""
        return self._done(spec, "taking adapters off", lambda: self._loader.detach(spec, model, adapters))

    def _done(self, spec: ModelSpec, what: str, act: Callable[[], None]) -> bool:
        try:
            act()
        except BaseException:
            log.exception("%s %s failed; it is loaded anew", what, spec.key)
            return False
        return True

    def unload(self, spec: ModelSpec, model: Any) -> None:
        try:
            self._loader.unload(spec, model)
        except BaseException:
            log.exception("unloading %s failed", spec.key)

    def empty(self, collect: bool = True) -> None:
        """Give back what nothing uses. It takes half a second beside a large model: once for several that go, and
        without a look for cycles where nothing went."""
        try:
            self.device.empty(collect)
        except BaseException:
            log.exception("memory of %s could not be given back", self.device.name)

    def out_of_memory(self, spec: ModelSpec) -> DoesNotFit:
        message = say("model.out_of_memory", device=self.device.name, title=spec.title)
        return DoesNotFit(message, kept=say("kept.all_safe"))

    def _told(self, spec: ModelSpec, error: BaseException) -> InkstoneError:
        if isinstance(error, InkstoneError):
            return error
        if self.device.is_oom(error):
            return self.out_of_memory(spec)
        return LoadFailed(say("model.not_loaded", title=spec.title, kind=type(error).__name__, words=str(error)))


def let_go(error: BaseException) -> None:
    """Clear the frames that an error holds, and those of all errors behind it: their variables are the tensors that
    filled the memory. Errors may be each other's cause."""
    seen: set[int] = set()
    waiting: list[Any] = [error]
    while waiting:
        one = waiting.pop()
        if isinstance(one, BaseException) and id(one) not in seen:
            seen.add(id(one))
            traceback.clear_frames(one.__traceback__)
            group = getattr(one, "exceptions", ())
            waiting += [one.__cause__, one.__context__, *(group if isinstance(group, (list, tuple)) else ())]
