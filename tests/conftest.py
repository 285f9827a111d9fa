"""Fixtures that several test files share."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib import import_module
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from studio.jobs.engine import Host
from studio.jobs.log import JobLog
from studio.jobs.mode import Modes
from studio.jobs.worker import Worker
from studio.models.cache import ModelCache
from studio.models.catalog import MEBIBYTE, Catalog
from studio.models.memory import Memory
from studio.people import passwords
from studio.settings import Settings
from studio.works.store import Store
from studio.works.uploads import Uploads
from tests.fakes import FakeClock, FakeDevice, FakeLoader, Sketcher, a_spec, sketching

_NOBODY = 65534

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # Whoever runs the tests in the background has their Ctrl-C ignored, and all processes that they start with it.
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reads or writes the settings and works of the person who runs it."""
    for name in [name for name in os.environ if name.startswith("INKSTONE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("INKSTONE_HOME", str(tmp_path / "home"))
    monkeypatch.setitem(Settings.model_config, "env_file", None)


@pytest.fixture
def settings() -> Settings:
    return Settings.read()


@pytest.fixture
def store(settings: Settings) -> Store:
    return Store.open(settings)


@pytest.fixture
def sketcher() -> Iterator[Sketcher]:
    sketcher = Sketcher()
    yield sketcher
    sketcher.gate.open()


@pytest.fixture
def open_worker(tmp_path: Path) -> Iterator[Callable[..., Worker]]:
    """Builds workers on fake hardware and a real store, and stops them at the end of the test."""
    workers: list[Worker] = []

    def build(store: Store, modes: Modes, loader: FakeLoader | None = None, **limits: int) -> Worker:
        loader = loader or FakeLoader(FakeDevice())
        device = loader.device
        catalog = Catalog([a_spec("brush"), a_spec("pencil")])
        budget = Memory(1000 * MEBIBYTE, 1000 * MEBIBYTE)
        cache = ModelCache(device, loader, lambda spec: Path("/"), budget, FakeClock())
        host, log = Host(catalog, device), JobLog(store.database)
        uploads = Uploads(store.database, store.files, tmp_path / "passing")
        workers.append(Worker(modes, host, cache, store, uploads, log, tmp_path / "jobs", **limits))
        return workers[-1]

    yield build
    for worker in workers:
        worker.stop()


@pytest.fixture
def worker(open_worker: Callable[..., Worker], store: Store, sketcher: Sketcher) -> Worker:
    """A running worker that can sketch."""
    worker = open_worker(store, sketching(sketcher))
    worker.start()
    return worker


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of a little more than one megabyte."""
    if not sys.platform.startswith("linux"):
        pytest.skip("mounting a small disk needs Linux")
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1200k", "tmpfs", str(place)], capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"mounting is not permitted here: {mounted.stderr.strip()}")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


@pytest.fixture
def as_stranger() -> Callable[[], AbstractContextManager[None]]:
    """A block that runs without the rights of root, whom no permission binds."""

    @contextmanager
    def block() -> Iterator[None]:
        # Read now: a stranger may not be able to read the interpreter's own folder.
        for name in ("command", "config", "runtime.environment", "script", "util"):
            import_module(f"alembic.{name}")
        root = os.geteuid() == 0
        if root:
            os.seteuid(_NOBODY)
        try:
            yield
        finally:
            if root:
                os.seteuid(0)

    return block


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Passwords are hashed as they are, and cheaply: for tests of what is done with the answer."""
    cheap = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
    monkeypatch.setattr(passwords, "_hasher", lambda: cheap)
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()
