"""Resvg: an SVG document as the bytes of a PNG."""

from __future__ import annotations

import subprocess
import sys
from tempfile import TemporaryFile
from typing import Any

import resvg_py

from pipelines.scene.scene import Check

CROWDED = 400_000
"""Documents with more characters are drawn apart: they take a second or more, a process some 50 ms."""
GLANCE = 0.1
"""Seconds between two looks at whether the drawing is still wanted."""
_DRAW = (
    "import sys, resvg_py; wide, high = map(int, sys.argv[1:]); "
    "sys.stdout.buffer.write(bytes(resvg_py.svg_to_bytes(svg_string=sys.stdin.buffer.read().decode(), "
    "width=wide, height=high, skip_system_fonts=True)))"
)


def draw(svg: str, width: int, height: int, check: Check) -> bytes:
    """A document at a size in pixels. `check` is called while a crowded one is drawn; what it raises ends that."""
    if len(svg) > CROWDED:
        return _drawn_apart(svg, width, height, check)
    data: Any = resvg_py.svg_to_bytes(svg_string=svg, width=width, height=height, skip_system_fonts=True)
    return bytes(data)


def _drawn_apart(svg: str, width: int, height: int, check: Check) -> bytes:
    """In a process of its own: resvg holds the interpreter's lock, so that the page would stand still for everybody."""
    command = [sys.executable, "-c", _DRAW, str(width), str(height)]
    # From a file: once `communicate` has timed out, it never writes what is left of an input.
    with TemporaryFile() as document:
        document.write(svg.encode())
        document.seek(0)
        with subprocess.Popen(command, stdin=document, stdout=subprocess.PIPE) as drawing:
            try:
                return _awaited(drawing, check)
            except BaseException:
                drawing.kill()
                raise


def _awaited(drawing: subprocess.Popen[bytes], check: Check) -> bytes:
    while True:
        try:
            data, _ = drawing.communicate(timeout=GLANCE)
            break
        except subprocess.TimeoutExpired:
            check()
    if drawing.returncode:
        raise RuntimeError(f"the drawing process ended with {drawing.returncode}")
    return data
