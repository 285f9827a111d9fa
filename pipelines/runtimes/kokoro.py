"""Kokoro-82M: phonemes to speech (hexgrad, Apache-2.0; an StyleTTS 2 network, arXiv 2306.07691), in eight bits.

The network comes in four packages, whose files are joined in memory.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from studio.errors import LoadFailed
from studio.models.packages import folder_of
from studio.words import say

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RATE = 24_000
"""Samples a second of what it says."""
FRAME = 600
"""Samples of one step of its durations: 25 ms."""
LONGEST = 200
"""Symbols that are spoken at once: the memory that it works in grows with them, to some 300 MB here."""
THREADS = 2
_PARTS = 4
_SHA256 = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
_DURATIONS = b"/encoder/Clip_output_0"
"""What the network calls the steps that it gives to each symbol."""
_SYMBOLS = dict(
    zip(
        ';:,.!?—…"()“” ̃ʣʥʦʨᵝꭧAIOQSTWYᵊabcdefhijklmnopqrstuvwxyzɑɐɒæβɔɕçɖðʤəɚɛɜɟɡɥɨɪʝɯɰŋɳɲɴøɸθœɹɾɻ'
        "ʁɽʂʃʈʧʊʋʌɣɤχʎʒʔˈˌːʰʲ↓→↗↘ᵻ",
        (
            *(*range(1, 7), *range(9, 24), 24, 25, 31, 33, 35, 36, 39, 41, 42, *range(43, 49), *range(50, 69)),
            *(69, 70, 71, 72, 75, 76, 77, 78, 80, 81, 82, 83, 85, 86, 87, 90, 92, 99, 101, 102, 103, 110, 111, 112),
            *(113, 114, 115, 116, 118, 119, 120, 123, 125, 126, 128, 129, 130, 131, 132, 133, 135, 136, 138, 139),
            *(140, 142, 143, 147, 148, 156, 157, 158, 162, 164, 169, 171, 172, 173, 177),
        ),
        strict=True,
    )
)
"""The number of each symbol, as the network was taught."""


class Spoken(NamedTuple):
    """What was said."""

    sound: NDArray[np.float32]
    """Samples from -1 to 1 at RATE, mono."""
    steps: NDArray[np.int64]
    """How many times FRAME samples each symbol takes: first the silence before, last the silence after."""


def heard(phonemes: str) -> str:
    """The symbols among them that the network knows."""
    return "".join(symbol for symbol in phonemes if symbol in _SYMBOLS)


class Kokoro:
    """The network. Any number of threads may use it at once; it works on THREADS cores."""

    def __init__(self, session: Any) -> None:
        self._session = session

    @classmethod
    def load(cls, path: Path) -> Kokoro:
        """Join the files of the packages, of which `path` is the first. Raises LoadFailed where one is missing or is
        another than the one that was pinned."""
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = THREADS
        options.inter_op_num_threads = 1
        # The arena stays on: without it the freed pieces of one sentence pile up to gigabytes.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        onnxruntime.set_default_logger_severity(3)
        return cls(onnxruntime.InferenceSession(_with_durations(_joined(path)), options, ["CPUExecutionProvider"]))

    def __call__(self, phonemes: str, style: NDArray[np.float32], speed: float = 1.0) -> Spoken:
        """Say some symbols that are all known, LONGEST at most. `style`: of a voice, (256,); `speed`: 1 is its own."""
        import numpy as np
        import onnxruntime

        numbers = [0, *(_SYMBOLS[symbol] for symbol in phonemes), 0]
        asked = {
            "tokens": np.array([numbers], np.int64),
            "style": style[None].astype(np.float32),
            "speed": np.array([speed], np.float32),
        }
        back = onnxruntime.RunOptions()
        # What a long sentence took is given back after it.
        back.add_run_config_entry("memory.enable_memory_arena_shrinkage", "cpu:0")
        sound, steps = self._session.run(None, asked, back)
        return Spoken(np.asarray(sound, np.float32).ravel(), np.asarray(steps[0], np.int64))


def _joined(path: Path) -> bytes:
    package = path.parent.name.rstrip("0123456789")
    folders = [folder_of(f"{package}{number}") for number in range(1, _PARTS + 1)]
    files = [folder / path.name for folder in folders if folder]
    data = b"".join(file.read_bytes() for file in files if file.is_file())
    if hashlib.sha256(data).hexdigest() != _SHA256:
        raise LoadFailed(say("kokoro.incomplete"))
    return data


def _with_durations(model: bytes) -> bytes:
    """The file with one more output. Fields of a message that come again are added to it (protocol buffers, encoding,
    "last one wins"), so what is appended here is a graph (field 7) with an output (12) of that name (1) alone."""
    told = b"\x0a" + bytes([len(_DURATIONS)]) + _DURATIONS
    graph = b"\x62" + bytes([len(told)]) + told
    return model + b"\x3a" + bytes([len(graph)]) + graph
