"""An hour that is read aloud, in a process of its own: prints the seconds of it and the most memory it took, in MB.

Its sentences are a few that come again and again, and the network speaks each of them once: what an hour takes beside
it, and it itself, are there all the same.
"""

from __future__ import annotations

import json
import resource
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from pipelines.runtimes.kokoro import Spoken
from pipelines.voice.narrator.text import LONGEST
from tests.pipelines.voice.desk import Desk, model

SENTENCES = (
    "The garden was quiet, and the gate stood open. Nobody knew where the road would lead them. His grandmother baked "
    "bread every Saturday morning, and we walked for hours through the tall grass, until the first snow fell on the "
    "sleeping city and an old lighthouse keeper wrote a letter to the sea. "
)


class Reader(Desk):
    """Lends a voice that remembers what it said, and keeps nothing of what is shown meanwhile."""

    def preview(self, **shown: Any) -> None: ...

    @contextmanager
    def lease(self, spec: Any, adapters: Any = ()) -> Iterator[Any]:
        styles: dict[bytes, NDArray[Any]] = {}

        @cache
        def remembered(symbols: str, style: bytes, speed: float) -> Spoken:
            return model()(symbols, styles[style], speed)

        def spoken(symbols: str, style: NDArray[Any], speed: float) -> Spoken:
            return remembered(symbols, styles.setdefault(style.tobytes(), style).tobytes(), speed)

        yield spoken


def main(form: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        text = (SENTENCES * (LONGEST // len(SENTENCES))).strip()
        desk = Reader(Path(folder))
        (Path(folder) / "text.txt").write_text(text, encoding="utf-8")
        (made,) = desk.make("read-aloud", text=desk.bring(Path(folder) / "text.txt", "text"), format=form)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"seconds": made.facts.said()["seconds"], "megabytes": peak}))


if __name__ == "__main__":
    main(sys.argv[1])
