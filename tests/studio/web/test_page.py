"""The page around gradio's part: in the visitor's language, with styles and scripts under addresses that change."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.testclient import TestClient
from starlette.types import Receive, Scope, Send

from studio.jobs.mode import Mode
from studio.jobs.worker import Worker
from studio.web.assets import ALONE, STYLES, Assets
from studio.web.frame import Frame
from studio.web.language import Language
from studio.web.page import Page
from studio.words import spoken, words

BARE = (
    '<!doctype html><html\n\tlang="en"><head><meta property="og:title" content="Gradio" /></head>'
    "<body><gradio-app></gradio-app></body></html>"
)


class Gradio:
    """Answers as gradio does, and counts."""

    def __init__(self, answer: Response) -> None:
        self.answer, self.asked = answer, 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.asked += 1
        await self.answer(scope, receive, send)


def door(answer: Response, modes: tuple[Mode, ...] = ()) -> tuple[TestClient, Gradio]:
    inner = Gradio(answer)
    frame = Frame(Assets(), {"sketch": modes}, leaves=False)
    return TestClient(Language(Page(inner, frame))), inner


def test_each_language_has_its_page_and_it_is_made_once() -> None:
    client, inner = door(HTMLResponse(BARE))
    for tag, code in (("en", "en"), ("zh-CN", "zh"), ("en", "en"), ("zh-TW,en;q=0.5", "zh")):
        html = client.get("/", headers={"Accept-Language": tag}).text
        assert f'lang="{words(code)["language.html"]}"' in html
        assert words(code)["library.title"] in html
        assert "Gradio" not in html
    assert inner.asked == 2


def test_a_page_is_remembered_for_the_address_that_it_was_made_under() -> None:
    client, inner = door(HTMLResponse(BARE))
    for host in ("one.example", "two.example", "one.example"):
        client.get("/", headers={"Host": host})
    assert inner.asked == 2


def test_strangers_cannot_make_it_remember_without_end() -> None:
    client, _ = door(HTMLResponse(BARE))
    for number in range(40):
        client.get("/", headers={"Host": f"h{number}.example"})
    assert len(client.app._app._known) <= 16  # type: ignore[attr-defined]


LAYOUT = {"id": 0, "children": [{"id": 1}, {"id": 2}]}
CONFIG = {
    "components": [
        {"id": 1, "type": "textbox", "props": {"value": "</script><b>'&"}},
        {"id": 2, "type": "api", "props": {"label": "1st"}},
    ],
    "dependencies": [
        {"id": 0, "api_visibility": "private", "inputs": [1]},
        {"id": 1, "api_visibility": "public", "inputs": [2]},
    ],
    "page": {
        "": {"components": [1, 2], "dependencies": [0, 1], "layout": {"id": 0, "children": [{"id": 1}, {"id": 2}]}}
    },
    "layout": {"id": 0, "children": [{"id": 1}, {"id": 2}]},
}
INFO = {"named_endpoints": {"/sketch": {"parameters": []}}, "unnamed_endpoints": {}}


def scripted(name: str, html: str) -> Any:
    return json.loads(re.search(rf"window\.{name} = (.*?);</script>", html)[1])  # type: ignore[index]


def test_a_browser_is_not_told_of_what_programs_call() -> None:
    told = f"<script>window.gradio_config = {json.dumps(CONFIG)};</script>".replace("</script><b>", "\\u003c/script>")
    html = BARE.replace("</head>", f"{told}<script>window.gradio_api_info = {json.dumps(INFO)};</script></head>")
    client, inner = door(HTMLResponse(html))
    seen = client.get("/").text
    config = scripted("gradio_config", seen)
    assert [one["id"] for one in config["components"]] == [1] and [one["id"] for one in config["dependencies"]] == [0]
    laid = {"id": 0, "children": [{"id": 1}]}
    assert config["page"][""] == {"components": [1], "dependencies": [0], "layout": laid} and config["layout"] == laid
    assert config["components"][0]["props"]["value"] == "</script>'&", "nothing in it ends the script"
    assert scripted("gradio_api_info", seen) == {"named_endpoints": {}, "unnamed_endpoints": {}}
    whole = client.get("/?view=api").text
    assert scripted("gradio_api_info", whole) == INFO and len(scripted("gradio_config", whole)["components"]) == 2
    assert client.get("/").text == seen and inner.asked == 2


@pytest.mark.parametrize("packed", ["gzip", "identity"])
def test_it_is_packed_for_whom_can_unpack(packed: str) -> None:
    client, _ = door(HTMLResponse(BARE))
    answer = client.get("/", headers={"Accept-Encoding": packed})
    assert answer.headers.get("content-encoding", "identity") == packed
    assert "<ink-library>" in answer.text


def test_what_is_no_page_passes_unchanged() -> None:
    for answer in (JSONResponse({"a": 1}), HTMLResponse("no", 404)):
        client, inner = door(answer)
        for _ in range(2):
            said = client.get("/")
            assert (said.status_code, said.content) == (answer.status_code, answer.body)
        assert inner.asked == 2


def test_the_scripts_know_words_modes_and_tabs(worker: Worker) -> None:
    client, _ = door(HTMLResponse(BARE), tuple(worker.modes.values()))
    html = client.get("/", headers={"Accept-Language": "zh"}).text
    told = json.loads(re.findall(r'id="ink-page">(.*?)</script>', html)[0])
    assert told["words"]["keys.make"] == words("zh")["ui.keys.make"] != spoken("ui.keys.make")
    assert set(told["modes"]) == set(worker.modes)
    assert [tab["key"] for tab in told["tabs"]] == ["sketch"]


def test_what_the_scripts_know_ends_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio.web.frame.listed", lambda language: [{"title": "</script><b>"}])
    client, _ = door(HTMLResponse(BARE))
    html = client.get("/").text
    assert "</script><b>" not in html and "\\u003c/script>" in html


def test_the_addresses_change_with_what_stands_behind_them(tmp_path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "main.js").write_text("import './a.js';\nimport {x} from './lib/b.js';")
    (tmp_path / "a.js").write_text("")
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib/b.js").write_text("export {y} from '../c.js';")
    (tmp_path / "c.js").write_text("const later = () => import('./d.js');")
    (tmp_path / "d.js").write_text("")
    first = Assets(tmp_path)
    assert first.modules == ("main.js", "a.js", "lib/b.js", "c.js"), "and none that is only needed later"
    (tmp_path / "d.js").write_text("changed")
    assert Assets(tmp_path).url("main.js") != first.url("main.js")


def test_assets_are_served_from_their_folder_alone(tmp_path) -> None:  # type: ignore[no-untyped-def]
    from starlette.applications import Starlette

    (tmp_path / "page").mkdir()
    (tmp_path / "page/main.js").write_text("1")
    (tmp_path / "secret.txt").write_text("s")
    assets = Assets(tmp_path / "page")
    client = TestClient(Starlette(routes=assets.routes))
    good = client.get(f"/{assets.url('main.js')}")
    assert good.headers["content-type"].startswith("text/javascript") and "immutable" in good.headers["cache-control"]
    assert client.get("/page/000000000000/main.js").headers["cache-control"] == "no-store"
    for name in ("../secret.txt", "%2e%2e/secret.txt", "..%2fsecret.txt", "nothing.js"):
        assert client.get(f"/page/{assets.digest}/{name}").status_code == 404


def test_every_style_sheet_is_joined_or_asked_for_when_it_is_needed() -> None:
    folder = Assets()._folder
    asked = {
        name
        for script in folder.rglob("*.js")
        for name in re.findall(r"styled\('css/(\w+)\.css'\)", script.read_text())
    }
    assert {path.stem for path in (folder / "css").glob("*.css")} == {*STYLES, *ALONE, *asked}
    joined = b"".join(Assets().styles.values()).decode()
    assert all((folder / f"css/{name}.css").read_text() in joined for name in (*STYLES, *ALONE))
