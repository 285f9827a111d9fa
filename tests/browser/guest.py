"""A guest: whoever asks the studio over HTTP, with the page's events, the API and the routes alike."""

from __future__ import annotations

import json
import secrets
from typing import Any

import httpx

from tests.browser.conftest import Server


class Refused(Exception):
    """The studio did not take what was sent, or said that it failed."""


class Guest:
    """Sends what a page's script would send, and whatever else an attacker likes."""

    def __init__(self, server: Server, token: str = "") -> None:
        self.http = httpx.Client(base_url=server.url, timeout=60, verify=False)
        if token:
            self.http.headers["Authorization"] = f"Bearer {token}"

    def enter(self, password: str = "") -> Guest:
        """Open the page as a browser does."""
        if password:
            self.http.post("login", data={"password": password}).raise_for_status()
        self.http.get("").raise_for_status()
        return self

    def program(self) -> Guest:
        """Go on with a token instead of the cookie."""
        self.http.headers["Authorization"] = f"Bearer {self.http.post('visitor').json()['token']}"
        self.http.cookies.clear()
        return self

    def event(self, number: int, data: list[Any], sent: Any = None) -> list[Any]:
        """What an event of the page returns at its end. Raises Refused."""
        session = secrets.token_hex(8)
        body = {"fn_index": number, "data": data, "event_data": sent, "session_hash": session}
        self._checked(self.http.post("gradio_api/queue/join", json=body))
        with self.http.stream("GET", "gradio_api/queue/data", params={"session_hash": session}) as answer:
            for line in answer.iter_lines():
                said = json.loads(line.removeprefix("data:")) if line.startswith("data:") else {}
                if said.get("msg") == "process_completed":
                    if not said["success"]:
                        raise Refused(str(said["output"].get("error")))
                    return list(said["output"]["data"])
        raise Refused("the stream ended")

    def call(self, name: str, data: list[Any]) -> Any:
        """What an endpoint of the API returns. Raises Refused."""
        id = self._checked(self.http.post(f"gradio_api/call/{name}", json={"data": data}))["event_id"]
        lines = self._checked_text(self.http.get(f"gradio_api/call/{name}/{id}")).splitlines()
        event, said = lines[-3:-1] if not lines[-1] else lines[-2:]
        if event != "event: complete":
            raise Refused(said)
        return json.loads(said.removeprefix("data: "))[0]

    def _checked(self, answer: httpx.Response) -> Any:
        return json.loads(self._checked_text(answer))

    def _checked_text(self, answer: httpx.Response) -> str:
        if answer.status_code != 200:
            raise Refused(f"{answer.status_code} {answer.text}")
        return answer.text
