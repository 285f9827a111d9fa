"""Doctor: what works on this machine, found out by trying."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from studio.errors import InkstoneError
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import Device
from studio.settings import Settings
from studio.works.store import Store

_LOW_DISK = 2**30


@dataclass(frozen=True)
class Finding:
    """One thing that was tried."""

    name: str
    good: bool
    says: str


def examine(settings: Settings, catalog: Catalog, device: Device) -> Iterator[Finding]:
    """Try each part in turn: folder, disk, works, starter models, kernel. Seconds, when torch is imported first."""
    yield _try("Folder", lambda: _folder(settings))
    yield _try("Disk", lambda: _disk(settings))
    yield _try("Works", lambda: _works(settings))
    for spec in catalog:
        if not spec.repo:
            yield Finding(spec.title, catalog.present(spec), _presence(spec, catalog))
    yield _try("Kernel", lambda: _kernel(device))


def _try(name: str, check: Callable[[], str]) -> Finding:
    try:
        return Finding(name, True, check())
    except (InkstoneError, OSError, RuntimeError, ImportError) as error:
        return Finding(name, False, str(error))


def _folder(settings: Settings) -> str:
    probe = settings.home / f".probe-{os.getpid()}"
    settings.home.mkdir(parents=True, exist_ok=True)
    probe.write_bytes(b"x")
    probe.unlink()
    return "works can be kept"


def _works(settings: Settings) -> str:
    store = Store.open(settings)
    try:
        store.check()
        return f"{len(store.works(limit=None))} kept"
    finally:
        store.close()


def _disk(settings: Settings) -> str:
    free = shutil.disk_usage(settings.home).free
    if free < _LOW_DISK:
        raise OSError(f"only {free / 2**20:.0f} MB are free; works may not be kept")
    return f"{free / 2**30:.0f} GB free"


def _presence(spec: ModelSpec, catalog: Catalog) -> str:
    return "present" if catalog.present(spec) else "absent: run scripts/run once more, which installs it"


def _kernel(device: Device) -> str:
    import torch

    size = 512
    kind = device.kind
    one = torch.ones(size, size, device=kind)
    started = time.perf_counter()
    corner = float((one @ one)[0, 0])
    took = time.perf_counter() - started
    if corner != size:
        raise RuntimeError(f"a matrix product on {device.name} gave {corner} instead of {size}")
    return f"{2 * size**3 / took / 1e9:.0f} GFLOP/s on {device.name}"
