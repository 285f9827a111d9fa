"""Probes: how every line is asked that is not a client's."""

from __future__ import annotations

from tests.matrix import page, people, rooms, works
from tests.matrix.asked import Probes

PARTS = (page.PROBES, works.PROBES, rooms.PROBES, people.PROBES)
PROBES = Probes({line: probe for part in PARTS for line, probe in part.items()})
