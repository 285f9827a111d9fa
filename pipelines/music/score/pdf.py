"""Sheet music as one PDF: the pages of a sheet, A4, their fonts inside."""

from __future__ import annotations

import base64
import json
import subprocess
import sys
from collections.abc import Sequence

_SET = """
import base64, json, sys, typst
told = json.load(sys.stdin)
files = {f"{number}.svg": base64.b64decode(page) for number, page in enumerate(told["pages"])}
files["main.typ"] = told["source"].encode()
sys.stdout.buffer.write(typst.compile(files, format="pdf", sys_inputs=told["inputs"]))
"""
_SOURCE = """
#set document(title: sys.inputs.title, author: sys.inputs.creator, date: none)
#set page(paper: "a4", margin: 0pt)
#for number in range(int(sys.inputs.pages)) { image(str(number) + ".svg", width: 210mm, height: 297mm) }
"""
"""No date, so that the same pages make the same bytes."""
_LONGEST = 60.0
"""Seconds; a page takes some 40 ms."""


def sheet_pdf(pages: Sequence[bytes], title: str, creator: str) -> bytes:
    """The pages, SVG of A4 each, as one PDF. Words stay words, in the fonts of this system that have their letters.

    Set by Typst, in a process of its own: whatever ends it must not end the studio. Raises ValueError for pages that
    cannot be set.
    """
    inputs = {"title": title, "creator": creator, "pages": str(len(pages))}
    told = {"source": _SOURCE, "inputs": inputs, "pages": [base64.b64encode(page).decode() for page in pages]}
    command = [sys.executable, "-c", _SET]
    try:
        done = subprocess.run(
            command, input=json.dumps(told).encode(), capture_output=True, timeout=_LONGEST, check=True
        )
    except subprocess.SubprocessError as error:
        raise ValueError(f"not to be set: {error}") from error
    return done.stdout
