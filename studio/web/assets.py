"""Assets: the scripts, styles and pictures that the page is made of, under addresses that change with them."""

from __future__ import annotations

import hashlib
import mimetypes
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePosixPath

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from studio.words import say

FOLDER = Path(__file__).parent / "page"
STYLES = (
    "tokens",
    "fonts",
    "base",
    "workbench",
    "brought",
    "stage",
    "library",
    "lightbox",
    "swatches",
    "examples",
    "system",
)
"""The style sheets of the studio's page in the order in which they are joined into one."""
ALONE = ("tokens", "fonts", "sheet", "check", "room")
"""Those of the pages that stand by themselves."""
STYLE, SHEET, SCRIPT = "studio.css", "sheet.css", "main.js"
_DARK = re.compile(r"^\.dark (\{.*?^\})", re.MULTILINE | re.DOTALL)
_IMPORT = re.compile(
    r"""^(?:import|export)[^;]*?from\s+['"](\.[^'"]+)['"]|^import\s+['"](\.[^'"]+)['"]""", re.MULTILINE
)
_KEPT = "public, max-age=31536000, immutable"


class Assets:
    """The files of a folder. They are read as a studio starts; one that is changed later has its old address."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._files = {
            path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*")) if path.is_file()
        }
        self.digest = _digest(self._files)

    @cached_property
    def styles(self) -> Mapping[str, bytes]:
        """Style sheets by the names that pages have for them, each joined of several."""
        alone = self._joined(ALONE)
        # Where no script chooses between light and dark, the system does.
        dark = "".join(f"@media (prefers-color-scheme: dark) {{ :root {found} }}" for found in _DARK.findall(alone))
        return {STYLE: self._joined(STYLES).encode(), SHEET: f"{alone}\n{dark}".encode()}

    def _joined(self, names: tuple[str, ...]) -> str:
        sheets = (self._files.get(f"css/{name}.css") for name in names)
        return "\n".join(sheet.read_text(encoding="utf-8") for sheet in sheets if sheet)

    def url(self, name: str) -> str:
        """Relative to the page."""
        return f"page/{self.digest}/{name}"

    @cached_property
    def modules(self) -> tuple[str, ...]:
        """The scripts that the first one imports, and those import, itself first: a browser is told of all at once."""
        found: list[str] = []
        waiting = [SCRIPT]
        while waiting:
            name = waiting.pop(0)
            if name not in found and name in self._files:
                found.append(name)
                text = self._files[name].read_text(encoding="utf-8")
                waiting += [_beside(name, one or other) for one, other in _IMPORT.findall(text)]
        return tuple(found)

    @property
    def routes(self) -> list[Route]:
        return [Route("/page/{digest}/{name:path}", self._serve)]

    def _serve(self, request: Request) -> Response:
        name, kind = request.path_params["name"], mimetypes.guess_type(request.path_params["name"])[0]
        headers = {"Cache-Control": _KEPT if request.path_params["digest"] == self.digest else "no-store"}
        if name in self.styles:
            return Response(self.styles[name], media_type="text/css", headers=headers)
        if name not in self._files:
            return PlainTextResponse(str(say("file.none")), 404)
        return FileResponse(self._files[name], media_type=_SCRIPTS.get(Path(name).suffix, kind), headers=headers)


_SCRIPTS = {".js": "text/javascript", ".svg": "image/svg+xml", ".woff2": "font/woff2", ".webp": "image/webp"}
"""Types that not every system knows."""


def _digest(files: Mapping[str, Path]) -> str:
    """Changes with any of the files."""
    known = hashlib.sha256()
    for name, path in files.items():
        known.update(f"{name}\0".encode() + path.read_bytes())
    return known.hexdigest()[:12]


def _beside(name: str, path: str) -> str:
    """The name of what a script imports by a relative path."""
    parts: list[str] = []
    for part in (PurePosixPath(name).parent / path).parts:
        parts = parts[:-1] if part == ".." else [*parts, part]
    return "/".join(parts)
