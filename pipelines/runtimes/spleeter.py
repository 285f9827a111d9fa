"""Spleeter: how much of a sound is voice (Hennequin et al. 2020, JOSS 5(50) 2154), at 44.1 kHz in two channels."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

VOICE = "spleeter"
"""Its key in the catalog."""
RATE, CHANNELS, SIZE, HOP, FRAMES = 44_100, 2, 4096, 1024, 512
"""Samples a second, samples of a spectrum, samples from one to the next, and spectra that are looked at together."""
_BINS = 1024
"""Those of the spectrum's bins that it sees: up to 11 kHz."""
_FILES = "testcheckpoint{}.ckpt"
_LEVELS = 6
_ALMOST = 1e-10

Spectra = NDArray[np.complex64]
"""Channels x frames x bins."""


class Spleeter:
    """Two U-Nets with their weights, one that hears voices and one that hears all else. Any number of threads may use
    them at once."""

    def __init__(self, nets: list[dict[str, Any]]) -> None:
        self._nets = nets

    @classmethod
    def load(cls, path: Path) -> Spleeter:
        """Read the weights of the two files in a folder; nothing but arrays is taken from them. Raises OSError or
        pickle.UnpicklingError for files that are none."""
        return cls([_weights(path / _FILES.format(number)) for number in range(2)])

    def share(self, spectra: Spectra) -> NDArray[np.float32]:
        """The share of the voice in each bin, 0 to 1. `spectra` are FRAMES frames."""
        import torch

        seen = torch.from_numpy(np.abs(spectra[:, :, :_BINS]).astype(np.float32))[None]
        with torch.inference_mode():
            voice, rest = (torch.square(_heard(net, seen))[0].numpy() for net in self._nets)
        share = (voice + _ALMOST / 2) / (voice + rest + _ALMOST)
        # Above what it sees, a moment's voice is as much as just below.
        above = share[:, :, -_BINS // 8 :].mean(2, keepdims=True)
        return np.concatenate([share, np.repeat(above, spectra.shape[2] - _BINS, axis=2)], axis=2)


def _weights(path: Path) -> dict[str, Any]:
    import _codecs

    import torch

    # What an array is pickled by, under its name in numpy 1.
    allowed: list[Any] = [
        (np.zeros(0).__reduce__()[0], "numpy.core.multiarray._reconstruct"),
        np.ndarray,
        np.dtype,
        np.dtypes.Float32DType,
        np.dtypes.Int64DType,
        _codecs.encode,
    ]
    with torch.serialization.safe_globals(allowed):
        arrays = torch.load(path, weights_only=True)
    return {name: torch.from_numpy(np.asarray(array)) for name, array in arrays.items()}


def _heard(net: dict[str, Any], seen: Any) -> Any:
    """The magnitudes of one source, of the same shape: (1, channels, frames, bins)."""
    import torch
    from torch.nn import functional as F

    found, kept = seen, []
    for level in range(1, _LEVELS + 1):
        name = f"down{level}"
        found = F.conv2d(F.pad(found, (1, 2, 1, 2)), *_pair(net, f"{name}_conv.1"), stride=2)
        kept.append(found)
        found = F.leaky_relu(_normed(net, f"{name}_act.0", found), 0.2)
    found = kept.pop()
    for level in range(1, _LEVELS + 1):
        name = f"up{level}"
        found = F.relu(F.conv_transpose2d(found, *_pair(net, f"{name}.0"), stride=2)[:, :, 1:-2, 1:-2])
        found = _normed(net, f"{name}.3", found)
        if kept:
            found = torch.cat([kept.pop(), found], 1)
    return torch.sigmoid(F.conv2d(found, *_pair(net, "up7.0"), dilation=2, padding=3)) * seen


def _pair(net: dict[str, Any], name: str) -> tuple[Any, Any]:
    return net[f"{name}.weight"], net[f"{name}.bias"]


def _normed(net: dict[str, Any], name: str, found: Any) -> Any:
    from torch.nn import functional as F

    mean, variance = net[f"{name}.running_mean"], net[f"{name}.running_var"]
    return F.batch_norm(found, mean, variance, *_pair(net, name), eps=1e-3)
