"""Tiny checkpoints for the runtimes, in the hub's own layout, and a device that says its memory is apart."""

from __future__ import annotations

import hashlib
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipelines.runtimes.compat import prepare
from studio.models.device import DeviceKind, LocalDevice
from tests import tiny


class Apart(LocalDevice):
    """The processor, as if its memory were an accelerator's: moves copy nothing, but are counted."""

    kind: DeviceKind = "cpu"
    apart = True


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    """Built when they are first asked for, once a session."""
    prepare()

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield tiny.Built(tmp_path_factory.mktemp)


def in_hub(checkpoint: Path, hub: Path, repo: str, change: Callable[[Path], None] = lambda folder: None) -> Path:
    """The checkpoint as a snapshot of a repository: links to blobs that are named by their hashes."""
    raw, folder = hub / f"raw-{repo}", hub / f"models--{repo}"
    shutil.copytree(checkpoint, raw)
    change(raw)
    snapshot = folder / "snapshots" / "1"
    (folder / "blobs").mkdir(parents=True)
    for file in (file for file in raw.rglob("*") if file.is_file()):
        blob = folder / "blobs" / hashlib.sha256(file.read_bytes()).hexdigest()
        blob.write_bytes(file.read_bytes())
        link = snapshot / file.relative_to(raw)
        link.parent.mkdir(parents=True, exist_ok=True)
        link.symlink_to(os.path.relpath(blob, link.parent))
    return snapshot


def other_unet(seed: int) -> Callable[[Path], None]:
    """Another denoiser with the same text encoder and VAE."""

    def change(folder: Path) -> None:
        import torch
        from safetensors.torch import load_file, save_file

        file = folder / "unet" / "diffusion_pytorch_model.safetensors"
        random = torch.Generator().manual_seed(seed)
        shaken = {
            name: value + torch.randn(value.shape, generator=random) / 50 for name, value in load_file(file).items()
        }
        save_file(shaken, file, metadata={"format": "pt"})

    return change


def painted(pipe: Any, seed: int = 7, prompt: str = "a red fox", **more: Any) -> bytes:
    """A picture of 64 pixels by two steps, as the bytes of its numbers."""
    import torch

    random = torch.Generator().manual_seed(seed)
    made = pipe(prompt=prompt, width=64, height=64, num_inference_steps=2, generator=random, output_type="np", **more)
    return bytes(made.images.tobytes())
