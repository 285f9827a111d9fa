"""House: settings, store, catalog, cache and worker put together. Used by the page and the command line alike."""

from __future__ import annotations

import ctypes
import logging
import os
import sys
from dataclasses import dataclass

import psutil
from filelock import FileLock, Timeout

from studio.errors import NotAllowed, NotWritable
from studio.jobs.downloads import Downloads, FetchOf
from studio.jobs.engine import Host
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.pace import Pace
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import Device, LocalDevice
from studio.models.fetch.asked import Asked, wanted_of
from studio.models.fetch.fetch import Fetch
from studio.models.hub_token import HubToken
from studio.models.keeper import Loader
from studio.models.memory import default_budget
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE, Role, Visitor
from studio.settings import Settings
from studio.words import say
from studio.works.copies import Copies
from studio.works.database import told
from studio.works.rebuild import settle
from studio.works.store import Store
from studio.works.uploads import Uploads

log = logging.getLogger(__name__)
_ARENAS = -8
"""M_ARENA_MAX of malloc.h."""


@dataclass(frozen=True)
class House:
    """All rooms of the core. Close it when done."""

    settings: Settings
    store: Store
    catalog: Catalog
    device: Device
    cache: ModelCache
    worker: Worker
    sweeper: Sweeper
    tokens: Tokens
    downloads: Downloads
    copies: Copies
    lock: FileLock | None = None

    @classmethod
    def open(cls, settings: Settings, modes: Modes, loader: Loader, *, serve: bool = False) -> House:
        """Open the studio's folder and start the worker.

        `serve`: be the one process that takes up waiting jobs; raises NotWritable when another one is.
        Raises StoreDamaged, NotWritable or DiskFull when the folder cannot be used, BadInput for a bad catalog file.
        """
        _share_arenas()
        # What is downloaded is decided in the studio, never by a library on its own.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        store = Store.open(settings)
        jobs = JobLog(store.database)
        lock = claim(settings) if serve else None
        tokens = Tokens.of(settings.home, settings.secret)
        if found := settle(store, alone=serve):
            log.warning("%d works were missing from the database and were read back.", found)
        device = LocalDevice()
        catalog = Catalog.read(settings.home / "catalog", hub_cache=settings.hub_cache)
        budget = default_budget(device, settings.accelerator_gb, settings.memory_gb, int(psutil.virtual_memory().total))
        cache = ModelCache(device, loader, catalog.locate, budget)
        passing = settings.home / "passing"
        uploads = Uploads(store.database, store.files, passing / "uploads")
        more = (settings.queue_size, settings.owner_limit, Pace(settings.home / "pace.json"))
        host = Host(catalog, device, settings.home)
        worker = Worker(modes, host, cache, store, uploads, jobs, passing / "jobs", *more)
        if serve:
            worker.recover()
        worker.start()
        sweeper = Sweeper(worker)
        downloads = Downloads(catalog, fetching(settings, catalog), settings.home / "downloads.json")
        if serve:
            sweeper.start()
            downloads.start()
        copies = Copies(store.files, settings.home / "copies")
        return cls(settings, store, catalog, device, cache, worker, sweeper, tokens, downloads, copies, lock)

    @property
    def uploads(self) -> Uploads:
        return self.worker.uploads

    def check_keeper(self, visitor: Visitor) -> None:
        """Raises NotAllowed unless the visitor may do what concerns everybody here: free the memory, examine the
        machine, download models."""
        if not self.is_keeper(visitor):
            raise NotAllowed(say("visitor.keeper_only"))

    def is_keeper(self, visitor: Visitor) -> bool:
        return self.role_of(visitor) == "owner"

    def role_of(self, visitor: Visitor) -> Role:
        if visitor.id == COMMAND_LINE or visitor.entered or self.settings.is_private:
            return "owner"
        return visitor.role

    def close(self) -> None:
        self.downloads.stop()
        self.sweeper.stop()
        self.worker.stop()
        self.cache.clear()
        self.store.close()
        if self.lock:
            self.lock.release()


def fetching(settings: Settings, catalog: Catalog) -> FetchOf:
    """How models of the catalog are fetched: from where, as whom, and to where."""
    token = HubToken(settings)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("INKSTONE_")}

    def fetch(spec: ModelSpec, only_measure: bool) -> Fetch:
        asked = Asked(
            endpoint=settings.hub_url,
            token=token.read(),
            cache=catalog.hub.folder,
            wanted=wanted_of(spec),
            only_measure=only_measure,
        )
        return Fetch(asked, environment)

    return fetch


def _share_arenas() -> None:
    """glibc gives each thread an arena of its own and keeps what is free in it: the worker's, where models come and go,
    took a twentieth of a model's memory on top. Two for all threads are enough: Python's objects have arenas apart."""
    if sys.platform == "linux" and (mallopt := getattr(ctypes.CDLL(None), "mallopt", None)):
        mallopt(_ARENAS, 2)


def claim(settings: Settings) -> FileLock:
    """Be the one process that changes the studio's folder. Raises NotWritable when another one is.

    The system frees the lock when a process dies, however it dies."""
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
