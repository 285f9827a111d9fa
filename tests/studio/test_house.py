"""The house puts the rooms together, and says so when it cannot."""

from __future__ import annotations

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

from studio.doctor import examine
from studio.errors import BadInput, QueueFull
from studio.house import House
from studio.jobs.mode import Modes
from studio.models.device import GIBIBYTE, LocalDevice
from studio.settings import Settings
from tests.fakes import FakeDevice, FakeLoader, Sketcher, sketching
from tests.studio.jobs.test_worker import ended

BRUSH = """
[brush]
title = "Brush"
task = "text-to-image"
engine = "diffusers"
package = "studio"
weights_mb = 100
working_mb = 50
licence = "MIT"
commercial = "yes"
"""


def test_settings_reach_the_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INKSTONE_MEMORY_GB", "2")
    monkeypatch.setenv("INKSTONE_OWNER_LIMIT", "1")
    sketcher = Sketcher()
    sketcher.gate.hold()
    house = House.open(Settings.read(), sketching(sketcher), FakeLoader(FakeDevice()))
    assert house.cache.budget.system == 2 * GIBIBYTE
    house.worker.submit("sketch", {"prompt": "one"}, "ann")
    sketcher.gate.reached(1)
    house.worker.submit("sketch", {"prompt": "two"}, "ann")
    with pytest.raises(QueueFull, match="one visitor may have: 1"):
        house.worker.submit("sketch", {"prompt": "three"}, "ann")
    sketcher.gate.open()
    house.close()


def test_a_broken_catalog_file_stops_the_start_and_frees_the_folder(settings: Settings) -> None:
    own = settings.home / "catalog"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text("[my-model")
    for _ in range(2):
        with pytest.raises(BadInput, match=r"The catalog file mine\.toml cannot be read"):
            House.open(settings, Modes(()), FakeLoader(FakeDevice()), serve=True)
    (own / "mine.toml").unlink()
    House.open(settings, Modes(()), FakeLoader(FakeDevice()), serve=True).close()


def test_closing_unloads_every_model(settings: Settings) -> None:
    device = FakeDevice("cpu")
    loader = FakeLoader(device)
    own = settings.home / "catalog"
    own.mkdir(parents=True)
    (own / "brush.toml").write_text(BRUSH)
    house = House.open(settings, sketching(Sketcher()), loader)
    assert ended(house.worker.submit("sketch", {"prompt": "x", "model": "brush"}, "ann")).state == "done"
    assert device.held.system > 0
    house.close()
    assert device.held.system == 0 and loader.calls[-1] == ("unload", "brush")


def test_the_studio_never_lets_a_library_download_by_itself(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    House.open(settings, Modes(()), FakeLoader(FakeDevice())).close()
    assert os.environ["HF_HUB_OFFLINE"] == "1"


ARENAS = """
import ctypes, sys, threading
from pathlib import Path

from studio.house import House
from studio.jobs.mode import Modes
from studio.models.runtime import Runtimes
from studio.settings import Settings

told = Path(sys.argv[1])
House.open(Settings(home=told.parent / "home"), Modes(()), Runtimes(()))
libc, all_have = ctypes.CDLL(None), threading.Barrier(7)


def take():
    libc.malloc(1000)
    all_have.wait(60)


for _ in range(6):
    threading.Thread(target=take, daemon=True).start()
all_have.wait(60)
libc.fopen.restype = ctypes.c_void_p
out = ctypes.c_void_p(libc.fopen(bytes(told), b"w"))
libc.malloc_info(0, out)
libc.fclose(out)
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="arenas are glibc's")
def test_however_many_threads_there_are_they_share_two_arenas(tmp_path: Path) -> None:
    told = tmp_path / "malloc.xml"
    subprocess.run([sys.executable, "-c", ARENAS, told], check=True, timeout=120)
    assert told.read_text().count("<heap nr=") == 2


def test_doctor_finds_a_kernel_that_counts_wrong(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch  # Takes seconds: not for the other tests of this file.

    monkeypatch.setattr(torch.Tensor, "__matmul__", lambda self, other: self * 0)
    house = House.open(settings, Modes(()), FakeLoader(FakeDevice()))
    findings = {str(finding.name): finding for finding in examine(settings, house.catalog, LocalDevice())}
    assert not findings["Kernel"].good and "gave 0.0 instead of 512" in str(findings["Kernel"].says)
    assert findings["Folder"].good and str(findings["Works"].says) == "0 kept"
    house.close()


@pytest.mark.parametrize(
    ("error", "full"),
    [
        (MemoryError(), True),
        (RuntimeError("[enforce fail at alloc_cpu.cpp:124] DefaultCPUAllocator: can't allocate memory"), True),
        (type("OutOfMemoryError", (RuntimeError,), {})("CUDA out of memory."), True),
        (RuntimeError("shapes do not match"), False),
        (KeyboardInterrupt(), False),
    ],
)
def test_out_of_memory_is_told_from_other_errors(error: BaseException, full: bool) -> None:
    assert LocalDevice().is_oom(error) is full


def test_this_machine_is_described() -> None:
    device = LocalDevice()
    assert (
        0 < device.free() <= device.total() and str(device.name) and device.dtype in ("float32", "float16", "bfloat16")
    )
