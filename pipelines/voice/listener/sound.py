"""Sound: what is heard of a sound or a film, as the networks take it."""

from __future__ import annotations

from collections.abc import Callable
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from pipelines.runtimes.whisper import RATE
from studio.errors import BadInput
from studio.words import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def heard(path: Path, target: Path, check: Callable[[], None]) -> NDArray[np.float32]:
    """All of it at RATE, mono, from -1 to 1. It lies in the file `target`, so that an hour takes no more memory than a
    minute. `check` is called again and again and may raise. Raises BadInput where there is no sound in it."""
    import av
    import numpy as np

    with av.open(str(path)) as media, target.open("wb") as file:
        if not media.streams.audio:
            raise BadInput(say("listener.no_sound"), hint=say("listener.bring_sound"))
        resampler = av.AudioResampler("flt", "mono", RATE)
        for frame in chain(media.decode(audio=0), [None]):
            check()
            for part in resampler.resample(frame):
                file.write(part.to_ndarray().astype("<f4").tobytes())
    if not target.stat().st_size:
        raise BadInput(say("listener.no_sound"), hint=say("listener.bring_sound"))
    return np.memmap(target, "<f4", "r")
