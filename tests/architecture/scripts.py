"""What the page's own scripts say, read from their text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from scripts.imports import ROOT

PAGE = ROOT / "studio/web/page"
SCRIPTS = [path for path in sorted(PAGE.rglob("*.js")) if "vendor" not in path.parts]
_TEXT = r"'(?:[^'\\\n]|\\.)*'|\"(?:[^\"\\\n]|\\.)*\"|`(?:[^`\\]|\\.)*`"
_TOKEN = re.compile(rf"(?P<comment>/\*.*?\*/|(?<![:\\'\"`])//[^\n]*)|(?P<text>{_TEXT})", re.S)
_FILLED = re.compile(r"\$\{[^}]*\}")


def texts(script: Path) -> Iterator[str]:
    """Every text of a script, what is filled in left out."""
    for token in _TOKEN.finditer(script.read_text(encoding="utf-8")):
        if token["text"]:
            yield _FILLED.sub("", token["text"][1:-1])


def said(script: Path) -> Iterator[str]:
    """Regular expressions of the keys that a script says: say('a.b') is ui.a.b."""
    code = _TOKEN.sub(lambda token: token["text"] or "", script.read_text(encoding="utf-8"))
    for call in re.finditer(r"(?<![\w.])say\(", code):
        for text in re.findall(_TEXT, _first(code[call.end() :])):
            if "." in text:
                yield r"ui\." + ".+".join(map(re.escape, _FILLED.split(text[1:-1])))


def _first(code: str) -> str:
    """The first of the arguments that `code` begins with."""
    depth, end = 0, 0
    for token in re.finditer(rf"{_TEXT}|[(\[{{}}\]),]", code):
        one = token[0]
        if depth == 0 and one in (",", ")"):
            end = token.start()
            break
        depth += (one in "([{") - (one in ")]}") if len(one) == 1 else 0
    return code[:end]
