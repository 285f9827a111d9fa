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
from studio.words import Sentence, joined, plain, say
from studio.works.store import Store

_LOW_DISK = 2**30


@dataclass(frozen=True)
class Finding:
    """One thing that was tried."""

    name: Sentence
    good: bool
    says: Sentence


def examine(settings: Settings, catalog: Catalog, device: Device) -> Iterator[Finding]:
    """Try each part in turn: folder, disk, works, models, kernel. Seconds, when torch is imported first."""
    yield _try("folder", lambda: _folder(settings))
    yield _try("disk", lambda: _disk(settings))
    yield _try("works", lambda: _works(settings))
    for spec in catalog:
        if not spec.repo:
            yield Finding(spec.called, catalog.present(spec), _presence(spec, catalog))
    yield _try("hub", lambda: _hub(catalog))
    yield _try("kernel", lambda: _kernel(device))


def _try(name: str, check: Callable[[], Sentence]) -> Finding:
    title = say(f"doctor.{name}")
    try:
        return Finding(title, True, check())
    except InkstoneError as error:
        return Finding(title, False, joined(list(error.said)))
    except (OSError, RuntimeError, ImportError) as error:
        return Finding(title, False, plain(error))


def _folder(settings: Settings) -> Sentence:
    probe = settings.home / f".probe-{os.getpid()}"
    settings.home.mkdir(parents=True, exist_ok=True)
    probe.write_bytes(b"x")
    probe.unlink()
    return say("doctor.can_be_kept")


def _works(settings: Settings) -> Sentence:
    store = Store.open(settings)
    try:
        store.check()
        return say("doctor.kept", count=len(store.works(limit=None)))
    finally:
        store.close()


def _disk(settings: Settings) -> Sentence:
    free = shutil.disk_usage(settings.home).free
    if free < _LOW_DISK:
        raise InkstoneError(say("doctor.little_free", mb=free / 2**20))
    return say("doctor.free", gb=free / 2**30)


def _presence(spec: ModelSpec, catalog: Catalog) -> Sentence:
    return say("doctor.present" if catalog.present(spec) else "doctor.absent")


def _hub(catalog: Catalog) -> Sentence:
    """Looks anew, since it is asked after a download too."""
    catalog.refresh()
    if trouble := catalog.hub.trouble():
        raise InkstoneError(trouble)
    if lacks := [say("hub.begun", title=title, lack=lack) for title, lack in catalog.troubles()]:
        raise InkstoneError(joined(lacks), hint=say("hub.again"))
    return say("hub.good", count=sum(bool(spec.repo) and catalog.present(spec) for spec in catalog))


def _kernel(device: Device) -> Sentence:
    import torch

    size = 512
    kind = device.kind
    one = torch.ones(size, size, device=kind)
    started = time.perf_counter()
    corner = float((one @ one)[0, 0])
    took = time.perf_counter() - started
    if corner != size:
        raise InkstoneError(say("doctor.wrong_product", device=device.name, corner=corner, size=size))
    return say("doctor.speed", gflops=2 * size**3 / took / 1e9, device=device.name)
