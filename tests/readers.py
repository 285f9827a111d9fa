"""Processes that a hostile file has taken over: what stands in the file says what they do instead of reading it."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from studio.media.reading.confinement import confine
from studio.media.reading.limits import LIMITS

GOOD = {"plain": {"kind": "text", "facts": {"characters": 3}}}


def main(arguments: Sequence[str]) -> None:
    source, target = Path(arguments[0]), Path(arguments[1])
    confine(LIMITS["text"])
    ACTS[source.read_text(encoding="utf-8").strip()](target)


def _say(answer: object) -> None:
    print(json.dumps(answer), flush=True)


def _sleep(target: Path) -> None:
    (target.parent / "started").touch()
    time.sleep(60)


def _good(target: Path) -> None:
    target.write_text("abc")
    _say(GOOD)


def _environment(target: Path) -> None:
    target.write_text(json.dumps({"names": sorted(os.environ), "path": sys.path[1:], "folder": os.getcwd()}))
    _say(GOOD)


def _memory(target: Path) -> None:
    held = [bytes(2**28) for _ in range(64)]
    _say([len(held), GOOD])


def _large_file(target: Path) -> None:
    with target.open("wb") as file:
        file.truncate(10**9)
    _say(GOOD)


def _flood(target: Path) -> None:
    while True:
        os.write(1, b"x" * 2**20)


def _many_files(target: Path) -> None:
    kept = [target.with_name(f"{number}").open("w") for number in range(500)]
    _say([len(kept), GOOD])


def _link(target: Path) -> None:
    target.symlink_to("/etc/passwd")
    _say(GOOD)


def _other_kind(target: Path) -> None:
    target.write_text("abc")
    _say({"plain": {"kind": "film", "facts": {}}})


def _lies(target: Path) -> None:
    target.write_text("abc")
    notes = [{"key": "guard.own_page_only", "values": {}}, {"key": "upload.rate", "values": {"rate": "x"}}]
    _say({"plain": {**GOOD["plain"], "notes": [*notes, {"key": "upload.clipped", "values": {"count": {"a": 1}}}]}})


def _connect(target: Path) -> None:
    with socket.socket() as connection:
        connection.connect(("127.0.0.1", 9))
    _say(GOOD)


def _start_others(target: Path) -> None:
    subprocess.run(["sleep", "60"], check=True)
    _say(GOOD)


ACTS: dict[str, Callable[[Path], None]] = {
    "good": _good,
    "sleep": _sleep,
    "environment": _environment,
    "memory": _memory,
    "large file": _large_file,
    "flood": _flood,
    "many files": _many_files,
    "nothing said": lambda target: None,
    "nothing written": lambda target: _say(GOOD),
    "half an answer": lambda target: print(json.dumps(GOOD)[:-5]),
    "another shape": lambda target: _say({"plain": {"kind": "text"}}),
    "too many notes": lambda target: _say({"plain": {**GOOD["plain"], "notes": [{"key": "upload.clipped"}] * 99}}),
    "crash": lambda target: os.abort(),
    "link": _link,
    "other kind": _other_kind,
    "lies": _lies,
    "connect": _connect,
    "start others": _start_others,
}
