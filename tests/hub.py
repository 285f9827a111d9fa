"""A hub of our own: a server of HTTP in huggingface.co's layout, which can be told to break off, stall and refuse.

What it answers is what the hub answers: https://huggingface.co/docs/hub/api, and a large file from another host, to
which `resolve` leads.
"""

from __future__ import annotations

import hashlib
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

REVISION = "0123456789abcdef0123456789abcdef01234567"
_LARGE = 1000
"""Bytes from which on a file is one of git-lfs."""
_BLOCK = 4096


@dataclass
class Asked:
    """A request as the hub saw it."""

    path: str
    range: str = ""
    token: str = ""


@dataclass
class Repo:
    """One repository at REVISION, and how it behaves."""

    files: dict[str, bytes]
    gated: bool = False
    """Whether only the token `hub.token` gets a file."""
    sha: str = REVISION


@dataclass
class Hub:
    """What is offered, what was asked for, and what shall go wrong."""

    url: str = ""
    repos: dict[str, Repo] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    token: str = "hf_secret0123456789"
    cuts: list[int] = field(default_factory=list)
    """After how many bytes the next answers with a large file break off."""
    stalls: list[int] = field(default_factory=list)
    """After how many bytes the next answers with a large file say nothing more."""
    spoilt: int = 0
    """How many answers with a large file have a wrong byte."""
    refusals: list[tuple[int, dict[str, str]]] = field(default_factory=list)
    """Status and headers that the next requests get."""
    pause: float = 0.0
    """Seconds between two blocks of a large file."""
    ignores_ranges: bool = False
    listing: Any = None
    """What is said of every repository, where it is not the truth."""

    def ranges(self) -> list[str]:
        return [one.range for one in self.asked if one.range]

    def names(self) -> list[str]:
        """Files that were asked for, by their paths."""
        return [one.path.partition(f"/resolve/{REVISION}/")[2] for one in self.asked if "/resolve/" in one.path]

    def told(self, repo: Repo) -> Any:
        """The list of a repository."""
        if self.listing is not None:
            return self.listing
        return {"sha": repo.sha, "siblings": [_sibling(name, data) for name, data in repo.files.items()]}


def _sibling(name: str, data: bytes) -> dict[str, Any]:
    git = hashlib.sha1(f"blob {len(data)}\0".encode() + data).hexdigest()
    told: dict[str, Any] = {"rfilename": name, "size": len(data), "blobId": git}
    if len(data) >= _LARGE:
        told["lfs"] = {"sha256": hashlib.sha256(data).hexdigest(), "size": len(data), "pointerSize": 134}
    return told


def files_in(folder: Path) -> dict[str, bytes]:
    """The files of a checkpoint, by their paths."""
    return {
        file.relative_to(folder).as_posix(): file.read_bytes() for file in sorted(folder.rglob("*")) if file.is_file()
    }


@contextmanager
def serving() -> Iterator[Hub]:
    """A hub for as long as the block runs."""
    hub = Hub()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"hub": hub}))
    server.daemon_threads = True
    hub.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield hub
    finally:
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    hub: Hub
    protocol_version = "HTTP/1.1"

    def log_message(self, format: str, *args: Any) -> None:
        """Silently."""

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        token = self.headers.get("Authorization", "").removeprefix("Bearer ")
        self.hub.asked.append(Asked(path, self.headers.get("Range", ""), token))
        if self.hub.refusals:
            status, headers = self.hub.refusals.pop(0)
            self._say(status, b"", headers)
        elif path.startswith("/cdn/"):
            self._send(*path.removeprefix("/cdn/").split("//", 1))
        elif path.startswith("/api/models/"):
            self._list(path.removeprefix("/api/models/"))
        else:
            self._resolve(path, token)

    def _list(self, path: str) -> None:
        name, _, revision = path.partition("/revision/")
        repo = self.hub.repos.get(name)
        if repo is None:
            self._say(401, b"", {"X-Error-Code": "RepoNotFound"})
        elif revision != REVISION:
            self._say(404, b"", {"X-Error-Code": "RevisionNotFound"})
        else:
            self._say(200, json.dumps(self.hub.told(repo)).encode(), {"X-Repo-Commit": REVISION})

    def _resolve(self, path: str, token: str) -> None:
        name, _, rest = path.lstrip("/").partition("/resolve/")
        repo, file = self.hub.repos.get(name), rest.partition("/")[2]
        if repo is None or file not in repo.files:
            self._say(404, b"", {"X-Error-Code": "EntryNotFound"})
        elif repo.gated and token != self.hub.token:
            self._say(403 if token else 401, b"", {"X-Error-Code": "GatedRepo"})
        elif len(repo.files[file]) >= _LARGE:
            # Another host of the same machine: whoever follows must not take the token there.
            elsewhere = self.hub.url.replace("127.0.0.1", "localhost")
            tag = hashlib.sha256(repo.files[file]).hexdigest()
            headers = {
                "Location": f"{elsewhere}/cdn/{name}//{file}",
                "X-Linked-Etag": f'"{tag}"',
                "X-Repo-Commit": REVISION,
            }
            self._say(302, b"", headers)
        else:
            self._say(200, repo.files[file], {"X-Repo-Commit": REVISION})

    def _send(self, name: str, file: str) -> None:
        data = self.hub.repos[name].files[file]
        begin = 0 if self.hub.ignores_ranges else int(self.headers.get("Range", "bytes=0-")[6:].rstrip("-"))
        self.send_response(206 if begin else 200)
        if begin:
            self.send_header("Content-Range", f"bytes {begin}-{len(data) - 1}/{len(data)}")
        self.send_header("Content-Length", str(len(data) - begin))
        self.end_headers()
        if self.hub.spoilt:
            self.hub.spoilt -= 1
            data = data[:-1] + bytes([data[-1] ^ 1])
        self._stream(data[begin:])

    def _stream(self, data: bytes) -> None:
        cut = self.hub.cuts.pop(0) if self.hub.cuts else None
        stall = self.hub.stalls.pop(0) if self.hub.stalls else None
        end = min(end for end in (cut, stall, len(data)) if end is not None)
        try:
            for start in range(0, end, _BLOCK):
                self.wfile.write(data[start : min(start + _BLOCK, end)])
                if self.hub.pause:
                    time.sleep(self.hub.pause)
            self.wfile.flush()
            if stall is not None:
                time.sleep(5)
        except (BrokenPipeError, ConnectionResetError):
            pass
        self.close_connection = end < len(data)

    def _say(self, status: int, body: bytes, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
