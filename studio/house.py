"""House: settings, store, catalog, cache and worker put together. Used by the page and the command line alike."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass

import psutil
from filelock import FileLock, Timeout

from studio.errors import NotWritable
from studio.jobs.engine import Host
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.models.cache import Loader, ModelCache
from studio.models.catalog import Catalog
from studio.models.device import Device, LocalDevice
from studio.models.memory import default_budget
from studio.settings import Settings
from studio.words import say
from studio.works.database import told
from studio.works.rebuild import read_back
from studio.works.store import Store

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class House:
    """All rooms of the core. Close it when done."""

    settings: Settings
    store: Store
    catalog: Catalog
    device: Device
    cache: ModelCache
    worker: Worker
    lock: FileLock | None = None

    @classmethod
    def open(cls, settings: Settings, modes: Modes, loader: Loader, *, serve: bool = False) -> House:
        """Open the studio's folder and start the worker.

        `serve`: be the one process that takes up waiting jobs; raises NotWritable when another one is.
        Raises StoreDamaged, NotWritable or DiskFull when the folder cannot be used, BadInput for a bad catalog file.
        """
        # What is downloaded is decided in the studio, never by a library on its own.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        store = Store.open(settings)
        jobs = JobLog(store.database)
        lock = _claim(settings) if serve else None
        if not store.works(limit=1) and not jobs.jobs(limit=1) and (found := read_back(store)):
            log.warning("The database was empty; %d works were read back from their files.", found)
        device = LocalDevice()
        catalog = Catalog.read(settings.home / "catalog", hub_cache=settings.hub_cache)
        budget = default_budget(device, settings.accelerator_gb, settings.memory_gb, int(psutil.virtual_memory().total))
        cache = ModelCache(device, loader, catalog.locate, budget)
        worker = Worker(modes, Host(catalog, device), cache, store, jobs, settings.queue_size, settings.owner_limit)
        if serve:
            worker.recover()
        worker.start()
        return cls(settings, store, catalog, device, cache, worker, lock)

    def close(self) -> None:
        self.worker.stop()
        self.cache.clear()
        self.store.close()
        if self.lock:
            self.lock.release()


def _claim(settings: Settings) -> FileLock:
    """The system frees the lock when a process dies, however it dies."""
    lock = FileLock(settings.home / "studio.lock")
    with told(str(settings.home)):
        settings.home.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            raise NotWritable(
                say("home.taken", folder=str(settings.home.absolute())), hint=say("home.stop_first")
            ) from None
    return lock
