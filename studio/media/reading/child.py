"""Child: the process in which one file is read, and all that is heard of it. The parent never looks into the file."""

from __future__ import annotations

import logging
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO

from pydantic import BaseModel, ConfigDict, ValidationError

from studio.errors import Cancelled
from studio.media.reading.limits import LIMITS, InputKind
from studio.media.reading.plain import Plain
from studio.media.reading.refused import Refused, broken, too_costly
from studio.words import Sentence, known

log = logging.getLogger(__name__)

_ROOT = Path(__file__).parents[3]
_START = """import sys
from importlib import import_module
root, reader, *arguments = sys.argv[1:]
sys.path.insert(0, root)
import_module(reader).main(arguments)"""
_LONGEST_ANSWER = 2_000_000
_GLANCE = 0.05
"""Seconds between two looks at whether it shall stop."""


class Answer(BaseModel):
    """What the child says: what it read, or why it did not."""

    model_config = ConfigDict(frozen=True)

    plain: Plain | None = None
    refused: Sentence | None = None


def read_apart(
    reader: str,
    source: Path,
    target: Path,
    wanted: Sequence[InputKind],
    is_cancelled: Callable[[], bool] = lambda: False,
) -> Plain:
    """Let `main` of the module `reader` read `source` into `target`, in a process of its own.

    The folder of `target` is the process's own: whatever it leaves there is the caller's to remove. Raises Refused,
    and Cancelled where `is_cancelled` says so while it reads.
    """
    patience = max(LIMITS[kind].patience for kind in wanted)
    said, code = heard_apart(reader, target.parent, [str(source), str(target), *wanted], patience, is_cancelled)
    return _heard(said, code, target, wanted)


def heard_apart(
    reader: str,
    folder: Path,
    arguments: Sequence[str],
    patience: float,
    is_cancelled: Callable[[], bool] = lambda: False,
) -> tuple[bytes, int]:
    """What `main` of the module `reader` says with these arguments, in a process of its own that has `folder`, and how
    that ended: 0 is well. Raises Refused where it takes more than `patience` seconds, and Cancelled."""
    with (folder / "answer").open("w+b") as said, (folder / "errors").open("w+b") as errors:
        process = _started(reader, folder, arguments, said, errors)
        try:
            code = _awaited(process, patience, is_cancelled)
        finally:
            _end(process)
        if code != 0:
            errors.seek(0)
            log.info("Reading a file ended with %d: %s", code, errors.read(2000).decode("utf-8", "replace"))
        said.seek(0)
        return said.read(_LONGEST_ANSWER), code


def _started(
    reader: str, folder: Path, arguments: Sequence[str], said: IO[bytes], errors: IO[bytes]
) -> subprocess.Popen[bytes]:
    # -I: nothing of the environment and no folder of a person's is looked into; -B: no bytecode is written.
    command = [sys.executable, "-I", "-B", "-c", _START, str(_ROOT), reader, *arguments]
    return subprocess.Popen(
        command,
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        stdout=said,
        stderr=errors,
        start_new_session=True,
    )


def _environment(folder: Path) -> dict[str, str]:
    """No secret, no setting: a place for passing files, and one thread for each library that would take all cores."""
    needed = {"TMPDIR": str(folder), "TEMP": str(folder), "TMP": str(folder), "HOME": str(folder)}
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    # Windows starts no Python without it.
    system = {"SYSTEMROOT": os.path.expandvars("%SYSTEMROOT%")} if sys.platform == "win32" else {}
    return needed | threads | system


def _awaited(process: subprocess.Popen[bytes], patience: float, is_cancelled: Callable[[], bool]) -> int:
    """Its exit status. Raises Refused when it takes too long."""
    deadline = time.monotonic() + patience
    while True:
        with suppress(subprocess.TimeoutExpired):
            return process.wait(_GLANCE)
        if is_cancelled():
            raise Cancelled
        if time.monotonic() > deadline:
            raise too_costly()


def _end(process: subprocess.Popen[bytes]) -> None:
    """With all that it may have started."""
    if hasattr(os, "killpg"):
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    elif process.poll() is None:
        process.kill()
    process.wait()


def _heard(said: bytes, code: int, target: Path, wanted: Sequence[InputKind]) -> Plain:
    """Its answer, believed no further than it can be checked: a file may have taken over the process."""
    try:
        answer = Answer.model_validate_json(said)
    except ValidationError:
        # No whole answer: it was stopped by a bound, or by a fault in a library.
        raise (too_costly() if code in _STOPPED else broken()) from None
    if answer.refused:
        raise Refused(_checked(answer.refused))
    plain = answer.plain
    if plain is None or plain.kind not in wanted or not target.is_file() or target.is_symlink():
        raise broken()
    if target.stat().st_size > LIMITS[plain.kind].plain_bytes:
        raise too_costly()
    return plain.model_copy(update={"notes": tuple(_checked(note) for note in plain.notes)})


def _checked(sentence: Sentence) -> Sentence:
    """A sentence of this room's that can be said; else that the file is broken."""
    try:
        if sentence.key.startswith("upload.") and known(sentence.key) and len(str(sentence)) < 1000:
            return sentence
    except (ValueError, KeyError, TypeError, IndexError, AttributeError):
        pass
    return broken().message


_STOPPED = tuple(-getattr(signal, name) for name in ("SIGXCPU", "SIGKILL", "SIGABRT") if hasattr(signal, name))
"""Exit statuses of what was stopped by its bounds; SIGABRT is what libraries do that get no memory."""
