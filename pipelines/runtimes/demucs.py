"""Demucs: a sound taken apart by a network that hears waves and spectra (Rouard et al. 2022, arXiv 2211.08553), at 44.1
kHz in two channels.

Its author's weights are pickles in one place and safetensors with a bag's yaml in another; only the latter are read,
since a pickle can run anything.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

RATE, CHANNELS = 44_100, 2
VOICE = "vocals"
KINDS = ("demucs.htdemucs.HTDemucs", "demucs.hdemucs.HDemucs")
"""Networks that are built from a file's word. It names classes to be imported: any other is refused."""

Samples = NDArray[np.float32]
"""Frames x channels."""


class Demucs:
    """Networks that hear the same sources, and how much each counts for the voice."""

    def __init__(self, nets: list[Any], weights: list[float]) -> None:
        """`nets`: demucs models in evaluation; `weights`: one for each, of which the mean is taken."""
        self._nets, self._weights = nets, weights
        self.window = int(min(net.segment for net in nets) * RATE)
        """Samples that are heard at a time."""

    @classmethod
    def load(cls, path: Path) -> Demucs:
        """Read the bag of a folder: one yaml that names its models, and a safetensors file for each.

        Raises OSError or ValueError for a folder that is none.
        """
        import yaml

        bags = sorted(path.glob("*.yaml"))
        if len(bags) != 1:
            raise ValueError(f"{path.name} has {len(bags)} yaml files, and one is wanted")
        bag = yaml.safe_load(bags[0].read_text(encoding="utf-8"))
        nets = [_net(path / f"{Path(str(name)).name}.safetensors") for name in bag["models"]]
        rows = bag.get("weights") or [[1.0] * len(nets[0].sources)] * len(nets)
        return cls(nets, [float(row[net.sources.index(VOICE)]) for row, net in zip(rows, nets, strict=True)])

    def voice(self, samples: Samples) -> Samples:
        """The voice in one window, of the same shape."""
        import torch

        seen = torch.from_numpy(np.ascontiguousarray(samples.T))[None]
        total = torch.zeros_like(seen[0])
        with torch.inference_mode():
            for net, weight in zip(self._nets, self._weights, strict=True):
                if weight:
                    total += weight * net(seen)[0, net.sources.index(VOICE)]
        return np.asarray((total / sum(self._weights)).numpy().T, np.float32)


def _net(file: Path) -> Any:
    """One network. Raises ValueError for a class that is none of KINDS."""
    from importlib import import_module

    from safetensors import safe_open

    with safe_open(str(file), framework="pt") as opened:
        about = opened.metadata() or {}
        state = {key: opened.get_tensor(key) for key in opened.keys()}  # noqa: SIM118
    kind = about.get("klass", "")
    if kind not in KINDS or "structure" in about:
        raise ValueError(f"{file.name} holds {kind or 'no network'}, which is not read")
    module, _, name = kind.rpartition(".")
    args, kwargs = (_decoded(json.loads(about[key])) for key in ("args", "kwargs"))
    net = getattr(import_module(module), name)(*args, **kwargs)
    net.load_state_dict(state)
    return net.eval()


def _decoded(value: Any) -> Any:
    """Fractions are written as two numbers."""
    if isinstance(value, dict):
        if value.get("_type") == "fraction":
            return Fraction(value["numerator"], value["denominator"])
        return {key: _decoded(item) for key, item in value.items()}
    return [_decoded(item) for item in value] if isinstance(value, list) else value
