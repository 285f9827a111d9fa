"""What only the listener is asked."""

from __future__ import annotations

from pipelines.voice.listener.script import Characters
from studio.params import Options


class ListenerOptions(Options):
    """How it is written down. `characters`: of Chinese."""

    section = "listener"

    characters: Characters = "simplified"
