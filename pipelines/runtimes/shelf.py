"""Shelf: components of pipelines that lie in memory once, however many pipelines hold them.

Components are known by their content. Nothing is kept alive here: with the last pipeline that holds it, a component is
free. One that several hold goes to rest with the last that works.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import RLock
from typing import Any
from weakref import WeakSet, WeakValueDictionary

from pipelines.runtimes.berth import Berths


class Shelf:
    """The components of one library. Loading and moving happen under its lock, one at a time."""

    def __init__(self) -> None:
        self.lock = RLock()
        self._known: WeakValueDictionary[str, Any] = WeakValueDictionary()
        self._awake: WeakSet[Any] = WeakSet()
        self._asleep: WeakSet[Any] = WeakSet()
        self._berths = Berths()

    def find(self, keys: Mapping[str, str]) -> dict[str, Any]:
        """Those that are in memory already. `keys`: names in the pipeline and what they are known by."""
        found = {name: self._known.get(key) for name, key in keys.items()}
        return {name: module for name, module in found.items() if module is not None}

    def put(self, pipe: Any, keys: Mapping[str, str]) -> None:
        """A pipeline that works; its components may serve others from now on."""
        self._awake.add(pipe)
        for name, key in keys.items():
            self._known[key] = getattr(pipe, name)

    def forget(self, pipe: Any) -> None:
        """Let nobody else take its components: they may have come to harm."""
        mine = {id(module) for _, module in modules(pipe)}
        for key in [key for key, module in self._known.items() if id(module) in mine]:
            del self._known[key]

    def rest(self, pipe: Any) -> None:
        """Move into the system's memory what no other pipeline works with."""
        with self.lock:
            self._awake.discard(pipe)
            self._asleep.add(pipe)
            working = _held(self._awake)
            for module in _movable(pipe):
                if id(module) not in working:
                    self._berths.lie_down(module)

    def wake(self, pipe: Any, device: str) -> bool:
        """Move everything of it to the device. Whether a copy of it is kept in the system's memory."""
        with self.lock:
            kept = [self._berths.wake(module, device) for module in _movable(pipe)]
            self._asleep.discard(pipe)
            self._awake.add(pipe)
            return any(kept)

    def unberth(self, pipe: Any) -> None:
        """Free the copy of one that works. Of what it shares with others as well: they are copied anew."""
        with self.lock:
            for module in _movable(pipe) if pipe in self._awake else ():
                self._berths.let_go(module)

    def remove(self, pipe: Any) -> None:
        """A pipeline goes. What it shares with one that rests lies in the system's memory from now on."""
        with self.lock:
            self._awake.discard(pipe)
            self._asleep.discard(pipe)
            working, resting = _held(self._awake), _held(self._asleep)
            for module in _movable(pipe):
                if id(module) in working:
                    self._berths.let_go(module)
                elif id(module) in resting:
                    self._berths.lie_down(module)


def modules(pipe: Any) -> Iterator[tuple[str, Any]]:
    """The components of a pipeline that have weights, by their names."""
    import torch

    for name, component in pipe.components.items():
        if isinstance(component, torch.nn.Module):
            yield name, component


def _movable(pipe: Any) -> list[Any]:
    """Its components that are moved as a whole. Hooks move theirs themselves."""
    return [module for _, module in modules(pipe) if not hasattr(module, "_hf_hook")]


def _held(pipes: WeakSet[Any]) -> set[int]:
    return {id(module) for pipe in pipes for _, module in modules(pipe)}
