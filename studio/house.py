"""House: settings, store, catalog, cache and worker put together. Used by the page and the command line alike."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from functools import partial

import psutil
from filelock import FileLock, Timeout

from studio.errors import NotAllowed, NotWritable
from studio.jobs.downloads import Downloads, FetchOf
from studio.jobs.engine import Host
from studio.jobs.lending import Lend, Lending
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.pace import Pace
from studio.jobs.screening import Screening
from studio.jobs.sources import sources, spared
from studio.jobs.sweeper import Sweeper
from studio.jobs.worker import Worker
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, ModelSpec
from studio.models.device import Device, LocalDevice
from studio.models.fetch.asked import Asked, wanted_of
from studio.models.fetch.fetch import Fetch
from studio.models.heap import share_arenas
from studio.models.hub_token import HubToken
from studio.models.keeper import Loader
from studio.models.lent_device import LentDevice
from studio.models.memory import default_budget
from studio.people.mine import Mine
from studio.people.people import People
from studio.people.preferences import Preferences
from studio.people.quota import Quota
from studio.people.remarks import Remarks
from studio.people.retention import Retention
from studio.people.rooms import Rooms
from studio.people.tokens import Tokens
from studio.people.visitor import Role, Visitor
from studio.safety.aside import Aside
from studio.safety.levels import level_of
from studio.safety.reviews import Reviews
from studio.safety.screen import Screen
from studio.settings import Settings
from studio.words import say
from studio.works.checked import Known
from studio.works.checks import Checks
from studio.works.copies import Copies, Terms
from studio.works.copyist import Copyist
from studio.works.database import told
from studio.works.leanings import vocabularies
from studio.works.rebuild import settle
from studio.works.shelf import Shelf
from studio.works.signer import Signer
from studio.works.signers import anchors, signer_for
from studio.works.store import Store
from studio.works.text_key import known_secret
from studio.works.uploads import Uploads

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
    sweeper: Sweeper
    tokens: Tokens
    downloads: Downloads
    copies: Copies
    checks: Checks
    rooms: Rooms
    remarks: Remarks
    preferences: Preferences
    people: People
    quota: Quota
    reviews: Reviews
    lock: FileLock | None = None

    @classmethod
    def open(
        cls, settings: Settings, modes: Modes, loader: Loader, *, serve: bool = False, lend: Lend | None = None
    ) -> House:
        """Open the studio's folder and start the worker.

        `serve`: be the one process that takes up waiting jobs; raises NotWritable when another one is.
        `lend`: what lends the accelerator for single calls, where the machine has none of its own.
        Raises StoreDamaged, NotWritable or DiskFull when the folder cannot be used, BadInput for a bad catalog file.
        """
        share_arenas()
        # What is downloaded is decided in the studio, never by a library on its own.
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        store, lock = _opened_store(settings, alone=serve)
        tokens = Tokens.of(settings.home, settings.secret)
        catalog, device = Catalog.read(settings.home / "catalog", hub_cache=settings.hub_cache), LocalDevice()
        if settings.soundfont:
            catalog.take_up("soundfont", settings.soundfont)
        reviews = opened_reviews(settings, store)
        worker = _built_worker(settings, modes, loader, lend, store, Host(catalog, device, settings.home), reviews)
        downloads = Downloads(catalog, fetching(settings, catalog), settings.home / "downloads.json")
        signer = signer_for(settings)
        copies = Copies(store.files, store.files.copies, Copyist(sources(modes), signer, spared(modes)))
        checks = Checks(store, partial(known_here, settings, signer, catalog), settings.home / "passing" / "uploads")
        if serve:
            worker.recover()
            downloads.start()
            copies.sweep()
        worker.start()
        rooms, remarks = _opened_rooms(store, alone=serve)
        people = _opened_people(settings, store)
        sweeper = Sweeper(worker, (Retention(settings, store, rooms).sweep, people.sweep, copies.sweep, reviews.sweep))
        if serve:
            sweeper.start()
        return cls(
            settings, store, catalog, device, worker.cache, worker, sweeper, tokens, downloads, copies, checks,
            rooms=rooms, remarks=remarks, preferences=Preferences(store.database), people=people,
            quota=Quota(settings, store.database), reviews=reviews, lock=lock,
        )  # fmt: skip

    @property
    def uploads(self) -> Uploads:
        return self.worker.uploads

    @property
    def mine(self) -> Mine:
        accounts = self.people.accounts
        return Mine(self.store, self.uploads, self.rooms, self.remarks, accounts, self.reviews.forget)

    def check_keeper(self, visitor: Visitor) -> None:
        """Raises NotAllowed unless the visitor may do what concerns everybody here: free the memory, examine the
        machine, download models."""
        if not self.is_keeper(visitor):
            raise NotAllowed(say("visitor.keeper_only"))

    def is_keeper(self, visitor: Visitor) -> bool:
        return self.role_of(visitor) == "owner"

    def role_of(self, visitor: Visitor) -> Role:
        return self.people.role_of(visitor)

    def terms(self, owner: str) -> Terms:
        """On which somebody's own works leave: with all that is known of them, and under their name."""
        chosen = self.preferences.of(owner)
        return Terms(author=chosen.name, copyright=chosen.copyright)

    def close(self) -> None:
        self.downloads.stop()
        self.sweeper.stop()
        self.worker.stop()
        self.cache.clear()
        self.store.close()
        if self.lock:
            self.lock.release()


def known_here(settings: Settings, signer: Signer, catalog: Catalog) -> Known:
    """What a file is checked with."""
    trusted = tuple(anchors(settings.home, signer))
    return Known(anchors=trusted, secret=known_secret(settings.home), vocabularies=vocabularies(catalog))


def opened_reviews(settings: Settings, store: Store) -> Reviews:
    """What is held back lies in the studio's folder, encrypted where kept files are."""
    key = settings.files_key.get_secret_value() if settings.files_key else ""
    return Reviews(store.database, Aside(Shelf(settings.home / "held", key)))


def _opened_store(settings: Settings, alone: bool) -> tuple[Store, FileLock | None]:
    """`alone`: no other process may have it, which the lock says."""
    store = Store.open(settings)
    lock = claim(settings) if alone else None
    if found := settle(store, alone=alone):
        log.warning("%d works were missing from the database and were read back.", found)
    return store, lock


def _built_worker(
    settings: Settings, modes: Modes, loader: Loader, lend: Lend | None, store: Store, host: Host, reviews: Reviews
) -> Worker:
    """Not yet at work."""
    memory = int(psutil.virtual_memory().total)
    budget = default_budget(host.device, settings.accelerator_gb, settings.memory_gb, memory)
    cache = ModelCache(host.device, loader, host.catalog.locate, budget)
    passing = settings.home / "passing"
    lending = Lending.of(settings.lent, lend, loader, host, modes, LentDevice()) if lend else None
    return Worker(
        modes,
        lending.outside if lending else host,
        cache,
        store,
        Uploads(store.database, store.files, passing / "uploads"),
        JobLog(store.database),
        passing / "jobs",
        settings.queue_size,
        settings.owner_limit,
        Pace(settings.home / "pace.json"),
        lending,
        Screening(Screen(level_of(settings), host.catalog, cache), reviews),
    )


def _opened_rooms(store: Store, alone: bool) -> tuple[Rooms, Remarks]:
    rooms, remarks = Rooms(store.database, store.files.shelf), Remarks(store.database, store.files.shelf)
    rooms.restore(alone=alone)
    remarks.restore()
    return rooms, remarks


def _opened_people(settings: Settings, store: Store) -> People:
    people = People(settings, store.database, store.files.shelf)
    people.accounts.restore()
    people.sweep()
    people.refresh(at_once=True)
    return people


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
