"""Sounds of every form play in a browser, with the credentials that they carry."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from tests.browser.conftest import Server
from tests.browser.guest import Guest

PLAYED = """async address => {
  const sound = new Audio(address);
  await sound.play();
  while (sound.currentTime < 0.2) await new Promise(done => setTimeout(done, 20));
  sound.pause();
  const data = await (await fetch(address)).arrayBuffer();
  const head = new TextDecoder('latin1').decode(data.slice(0, 40_000));
  const decoded = await new OfflineAudioContext(2, 100, 44100).decodeAudioData(data);
  return {seconds: sound.duration, decoded: decoded.duration, head,
          loudest: decoded.getChannelData(0).reduce((most, value) => Math.max(most, Math.abs(value)), 0)};
}"""


@pytest.mark.parametrize(("form", "begins"), [("wav", "RIFF"), ("flac", "ID3"), ("mp3", "ID3")])
def test_it_plays_with_its_credentials(server: Server, visitor: BrowserContext, form: str, begins: str) -> None:
    """Those of a FLAC stand in a tag before the sound, which not every program reads."""
    guest = Guest(server).enter()
    fields = guest.http.get("gradio_api/info").json()["named_endpoints"]["/music"]["parameters"]
    asked: dict[str, Any] = {"prompt": "a calm waltz for piano", "seconds": 10, "seed": 1, "format": form}
    guest.call("music", [asked.get(one["parameter_name"], one.get("parameter_default")) for one in fields])
    visitor.add_cookies(
        [{"name": one.name, "value": one.value or "", "url": server.url} for one in guest.http.cookies.jar]
    )
    [card] = guest.http.get("library").json()["cards"]
    page = visitor.new_page()
    page.goto(f"{server.url}robots.txt")
    told = page.evaluate(PLAYED, f"{server.url}works/{card['id']}/main")
    assert told["head"].startswith(begins)
    assert form != "flac" or "c2pa" in told["head"]
    assert 9 < told["seconds"] < 14 and abs(told["decoded"] - told["seconds"]) < 0.1 and told["loudest"] > 0.1
