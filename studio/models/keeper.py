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
from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.words import say

log = logging.getLogger(__name__)


class Loader(Protocol):
    """Turns files into a model, and takes care of it."""

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Any: ...

    def reset(self, spec: ModelSpec, model: Any) -> None:
        """Make a model usable again after a job broke off inside it."""

    def unload(self, spec: ModelSpec, model: Any) -> None: ...


class Keeper:
    """Called by the model cache alone, outside its lock."""

    def __init__(self, device: Device, loader: Loader, locate: Callable[[ModelSpec], Path | None]) -> None:
        self.device = device
        self._loader = loader
        self._locate = locate

    def load(self, spec: ModelSpec) -> Any:
        """The model. Raises ModelAbsent, LoadFailed or DoesNotFit, once the memory that it took is free again."""
        try:
            path = self._locate(spec)
            if path is None:
                raise ModelAbsent(say("model.absent", title=spec.title), hint=say("choice.another_engine"))
            return self._loader.load(spec, path, self.device)
        except BaseException as error:
            let_go(error)
            failure = self._told(spec, error)
        self.empty()
        raise failure

    def reset(self, spec: ModelSpec, model: Any) -> bool:
        """Whether the model is usable again."""
        try:
            self._loader.reset(spec, model)
        except BaseException:
            log.exception("resetting %s failed; it is loaded anew", spec.key)
            return False
        return True

    def unload(self, spec: ModelSpec, model: Any) -> None:
        try:
            self._loader.unload(spec, model)
        except BaseException:
            log.exception("unloading %s failed", spec.key)

    def empty(self) -> None:
        """Give back what nothing uses. It takes half a second beside a large model: once for several that go."""
        try:
            self.device.empty()
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
