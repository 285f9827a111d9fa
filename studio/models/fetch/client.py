"""HubClient: the connection to the hub, and what to do when it breaks: wait, each time longer, and say so."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar
from urllib.parse import quote, urlsplit

import httpx

from studio.errors import NotFetched
from studio.models.fetch.asked import Asked, Told
from studio.words import Sentence, say

TRIES = 5
"""How often in a row something is tried again while nothing comes."""
_LONGEST_WAIT = 3600.0
"""Seconds: whoever is told to wait for longer is told so instead."""
_LONGEST_ANSWER = 64_000_000
_AGENT = "inkstone (https://huggingface.co/docs/huggingface_hub)"
_Found = TypeVar("_Found")


class Passing(Exception):
    """What may be over soon. `wait`: seconds that the hub asks for."""

    def __init__(self, why: Sentence, wait: float | None = None) -> None:
        super().__init__(why)
        self.why = why
        self.wait = wait


class HubClient:
    """Asks the hub as one program, with a token or without."""

    def __init__(self, asked: Asked, tell: Callable[[Told], None]) -> None:
        self._asked = asked
        self.tell = tell
        self._host = urlsplit(asked.endpoint).netloc
        # Compressed, a file could not be taken up in its middle.
        headers = {"User-Agent": _AGENT, "Accept-Encoding": "identity"}
        if asked.token:
            headers["Authorization"] = f"Bearer {asked.token}"
        # The token stays with this host: httpx sends it to no other that it is led to.
        self._client = httpx.Client(timeout=asked.silence, follow_redirects=True, headers=headers)

    def listing(self, repo: str, revision: str) -> dict[str, Any]:
        """What the hub says of a repository. Raises NotFetched."""
        path = f"api/models/{repo}/revision/{revision}?blobs=true"
        return self.patiently(lambda: self._json(path, repo))

    @contextmanager
    def file(self, repo: str, revision: str, path: str, begin: int) -> Iterator[httpx.Response]:
        """The answer that brings a file from byte `begin` on, where the hub can. Raises Passing or NotFetched."""
        more = {"Range": f"bytes={begin}-"} if begin else {}
        with self._answer(f"{repo}/resolve/{revision}/{quote(path)}", repo, more) as answer:
            yield answer

    def patiently(self, attempt: Callable[[], _Found], here: Callable[[], int] = lambda: 0) -> _Found:
        """Try until it is done. `here` tells how much has come: whoever gets on may try on. Raises NotFetched."""
        tries, came = 0, here()
        while True:
            try:
                return attempt()
            except Passing as trouble:
                tries, came = (1 if here() > came else tries + 1), here()
                wait = self._asked.pause * 2 ** (tries - 1) if trouble.wait is None else trouble.wait
                if tries > TRIES or wait > _LONGEST_WAIT:
                    raise NotFetched(trouble.why, hint=say("fetch.go_on")) from None
                again = say("fetch.again_in", seconds=max(1, round(wait)), number=tries, most=TRIES)
                self.tell(Told(kind="waits", said=(trouble.why, again)))
                time.sleep(wait)

    def _json(self, path: str, repo: str) -> dict[str, Any]:
        with self._answer(path, repo, {}) as answer:
            body = b""
            for chunk in answer.iter_bytes():
                body += chunk
                if len(body) > _LONGEST_ANSWER:
                    raise self._unreadable()
        try:
            found = json.loads(body)
        except (ValueError, RecursionError):
            found = None
        if not isinstance(found, dict):
            raise self._unreadable()
        return found

    def _unreadable(self) -> NotFetched:
        return NotFetched(say("fetch.unreadable", host=self._host))

    @contextmanager
    def _answer(self, path: str, repo: str, headers: dict[str, str]) -> Iterator[httpx.Response]:
        try:
            with self._client.stream("GET", f"{self._asked.endpoint}/{path}", headers=headers) as answer:
                if answer.status_code not in (200, 206):
                    raise self._trouble(answer, repo)
                yield answer
        except httpx.TimeoutException as error:
            if isinstance(error, httpx.ConnectTimeout):
                raise Passing(say("fetch.no_network", host=self._host)) from None
            raise Passing(say("fetch.silent", host=self._host, seconds=self._asked.silence)) from None
        except (httpx.ConnectError, httpx.ProxyError):
            raise Passing(say("fetch.no_network", host=self._host)) from None
        except (httpx.HTTPError, httpx.StreamError):
            raise Passing(say("fetch.cut", host=self._host)) from None
        except httpx.InvalidURL:
            raise self._unreadable() from None

    def _trouble(self, answer: httpx.Response, repo: str) -> Exception:
        """Why the hub gives nothing."""
        status, host = answer.status_code, self._host
        if status == 429:
            return Passing(say("fetch.too_often", host=host), _wait_of(answer))
        if status >= 500 or status == 408:
            return Passing(say("fetch.unwell", host=host, status=status), _wait_of(answer))
        if status in (401, 403):
            return _closed(answer, f"{self._asked.endpoint}/{repo}", bool(self._asked.token))
        if answer.headers.get("X-Error-Code") == "RevisionNotFound":
            return NotFetched(say("fetch.no_revision", repo=repo))
        if status == 404:
            return NotFetched(say("fetch.not_there", repo=repo, host=host))
        return NotFetched(say("fetch.refused", host=host, status=status))


def _closed(answer: httpx.Response, page: str, has_token: bool) -> NotFetched:
    """Terms that nobody has accepted, or a repository that only some may see."""
    gated = answer.headers.get("X-Error-Code") == "GatedRepo" or answer.status_code == 403
    if not has_token:
        error = NotFetched(say("fetch.gated" if gated else "fetch.closed", page=page), hint=say("fetch.give_token"))
    elif gated:
        error = NotFetched(say("fetch.not_accepted", page=page), hint=say("fetch.accept"))
    else:
        error = NotFetched(say("fetch.wrong_token", page=page), hint=say("fetch.give_token"))
    error.wants_token = True
    return error


def _wait_of(answer: httpx.Response) -> float | None:
    """Seconds after which the hub wants to be asked again; RFC 9110, 10.2.3: a number, or a moment."""
    said = answer.headers.get("Retry-After", "")
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        return max(0.0, parsedate_to_datetime(said).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
