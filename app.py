"""Inkstone's front door: settings, house, page, launch. The Space and the container start here too."""

from __future__ import annotations

import gc
import os
import signal
import sys
import time
from contextlib import closing
from types import FrameType
from typing import NoReturn

from studio.building import complete
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.early import prepare_soon
from studio.jobs.lending import Lend
from studio.settings import Settings
from studio.web.door import Door, check_safe
from studio.web.front import bound
from studio.words import say

_LEAVE = (signal.SIGINT, signal.SIGTERM)


def main() -> int:
    """Serve the studio until it is told to stop. Returns 0 then, and 1 with a message when it cannot start."""
    # What is imported stays: looking through it again and again would take a tenth of the start.
    gc.disable()
    for wish in _LEAVE:
        signal.signal(wish, _leave)
    try:
        _serve(Settings.read())
    except InkstoneError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 0


def _serve(settings: Settings) -> NoReturn:
    door = Door(settings.host, settings.port)
    check_safe(settings, reached=door.check())
    if settings.space_host:
        complete(settings.home)
    lend = _lender() if settings.zero_gpu else None
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    # Each event is remembered with its times, for a summary that is not offered.
    os.environ["GRADIO_ANALYTICS_MAX_EVENTS"] = "100"
    os.environ["GRADIO_TEMP_DIR"] = str(settings.home / "served")
    # Where this says "spaces", gradio lets whoever reaches a second port of its own read and change what runs.
    os.environ.pop("SYSTEM", None)
    from pipelines.registry import MODES, RUNTIMES
    from tabs import shell

    with closing(House.open(settings, MODES, RUNTIMES, serve=True, lend=lend)) as house:
        page = shell.build(house, MODES)
        try:
            page.launch(prevent_thread_lock=True, **shell.launch_options(house, page))
        except OSError as problem:
            raise door.closed(problem) from None
        bound(page.server)
        gc.freeze()
        gc.enable()
        if settings.public_demo:
            print(say("app.public_demo", port=settings.port), file=sys.stderr)
        print(say("app.at", url=door.url), flush=True)
        prepare_soon(MODES.values(), house.worker.host, house.cache)
        if page.share_url:
            print(say("app.at", url=page.share_url), flush=True)
        while True:
            time.sleep(3600)


def _lender() -> Lend:
    """What lends the accelerator of ZeroGPU. It has to be imported before torch, which it changes."""
    import spaces

    lend: Lend = spaces.GPU
    return lend


def _leave(number: int, frame: FrameType | None) -> None:
    """Told to stop: as a container's first process too, which the system gives no other answer to SIGTERM."""
    for wish in _LEAVE:
        # Closing the house takes a bounded time; a second wish must not leave it half closed.
        signal.signal(wish, signal.SIG_IGN)
    raise KeyboardInterrupt


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    # No thread that still waits for a job, and no step in native code that cannot be stopped, may hold the process.
    os._exit(code)
