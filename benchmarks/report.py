"""Rows of figures, as a table for people and as JSON for programs."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import psutil

from studio.works.recipe import versions_in_use
from studio.works.works import now

HEADS = ("", "measured", "limit", "", "first", "peak memory", "how")


@dataclass(frozen=True)
class Row:
    """One figure. `limit` is None where nothing was promised."""

    name: str
    value: float
    unit: str
    """s for seconds, x for a ratio, MB for MiB."""
    limit: float | None
    first: float | None = None
    """The same in a process that had not done it before: imports and loading included."""
    peak_mb: float | None = None
    """Largest resident memory of the process."""
    how: str = ""
    samples: dict[str, list[float]] = field(default_factory=dict)
    """Every single measurement, by what was measured."""

    @property
    def kept(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def cells(self) -> tuple[str, ...]:
        return (
            self.name,
            _figure(self.value, self.unit),
            _figure(self.limit, self.unit),
            "" if self.limit is None else "ok" if self.kept else "MISSED",
            _figure(self.first, self.unit),
            "" if self.peak_mb is None else f"{self.peak_mb:.0f} MB",
            self.how,
        )


def machine() -> dict[str, Any]:
    """Where and on what it was measured. `load` is the mean number of busy processes of the last minute."""
    return {
        "when": now().isoformat(timespec="seconds"),
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gb": round(psutil.virtual_memory().total / 2**30, 1),
        "load": round(os.getloadavg()[0], 2),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "versions": versions_in_use(),
    }


def table(rows: Sequence[Row], where: dict[str, Any]) -> str:
    """Columns as wide as their widest cell, under a line that says where it was measured."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEADS))]
    text = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    about = (
        f"{where['processor']}, {where['cores']} cores, {where['memory_gb']} GB, {where['system']}, "
        f"Python {where['python']}; load {where['load']} before the start"
    )
    return "\n".join([about, "", *text])


def write(rows: Sequence[Row], where: dict[str, Any], folder: Path) -> Path:
    """Keep the figures in a new file named after the time. Returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{where['when'][:19].replace(':', '-')}.json"
    figures = [{**asdict(row), "kept": row.kept} for row in rows]
    file.write_text(json.dumps({"machine": where, "rows": figures}, indent=2, ensure_ascii=False), encoding="utf-8")
    return file


def _figure(value: float | None, unit: str) -> str:
    return "" if value is None else f"{value:.3f} x" if unit == "x" else f"{value:.2f} {unit}"


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    names = [line.partition(":")[2].strip() for line in info.read_text().splitlines() if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()
