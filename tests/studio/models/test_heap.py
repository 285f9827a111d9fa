"""Heap: what was freed goes back to the system, now and then."""

from __future__ import annotations

import subprocess
import sys

import pytest

from studio.models.heap import Heap

HOLES = """
import psutil
from studio.models.heap import Heap, share_arenas

share_arenas()
resident = lambda: psutil.Process().memory_info().rss
kept = [bytes(50_000) for _ in range(4_000)]
full = resident()
del kept[::2], kept[1::50]
before = resident()
Heap(every=0).give_back()
print(full - before, before - resident())
"""


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such heap")
def test_holes_between_what_is_used_go_back_to_the_system() -> None:
    told = subprocess.run([sys.executable, "-c", HOLES], capture_output=True, text=True, check=True).stdout
    kept_back, given_back = map(int, told.split())
    assert kept_back < 20e6 < 50e6 < given_back, "half of 200 MB was freed, in holes"


def test_it_takes_its_time_only_now_and_then() -> None:
    assert not Heap(every=60).give_back()
    heap = Heap(every=0)
    assert heap.give_back() and heap.give_back()
