"""Forks: a stand-in for what lends an accelerator on ZeroGPU. Each call runs in a fork of this process that is killed
after it; what goes in and what comes out is pickled."""

from __future__ import annotations

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from studio.jobs.away import Event
from studio.jobs.lending import Order, Work

_FORKED = multiprocessing.get_context("fork")
_END = "end"


class Forks:
    """Lends nothing, in the form of `spaces.GPU`."""

    def __init__(self) -> None:
        self.asked: list[int] = []
        """Seconds that were asked for, by call."""
        self.ended: list[int | None] = []
        """How each fork ended: the number of the signal, negative."""
        self.pids: list[int | None] = []

    def __call__(self, task: Work, *, duration: Callable[[Order], int]) -> Work:
        def call(order: Order) -> Iterator[Event]:
            self.asked.append(duration(order))
            orders, events, stop = _FORKED.SimpleQueue(), _FORKED.SimpleQueue(), _FORKED.Event()
            fork = _FORKED.Process(target=_work, args=(task, orders, events, stop), daemon=True)
            fork.start()
            self.pids.append(fork.pid)
            try:
                orders.put(order)
                while (event := events.get()) != _END:
                    yield event
            finally:
                stop.set()
                # Like ZeroGPU, it waits for the step in progress.
                while fork.is_alive() and not events.empty() and events.get() != _END:
                    pass
                os.kill(fork.pid or 0, signal.SIGKILL)
                fork.join()
                self.ended.append(fork.exitcode)

        return call


def _work(task: Work, orders: Any, events: Any, stop: Any) -> None:
    import torch

    # The threads that this process had are not in the fork.
    torch.set_num_threads(1)
    pieces = task(orders.get())
    for event in pieces:
        if stop.is_set():
            break
        events.put(event)
    pieces.close()  # type: ignore[attr-defined]
    events.put(_END)
    while True:
        time.sleep(60)
