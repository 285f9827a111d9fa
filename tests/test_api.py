"""The HTTP API as a program meets it, and what the guard refuses."""

# ruff: noqa: F811
# The running studio is a fixture of the browser tests.

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from PIL import Image

from tests.browser.conftest import Server, server, until  # noqa: F401
from tests.browser.guest import Guest


@pytest.fixture(scope="module")
def client(server: Server, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    client = Client(server.url, download_files=str(tmp_path_factory.mktemp("downloads")), verbose=False)
    yield client
    client.close()


def test_a_picture_comes_with_its_files(client: Client) -> None:
    answer = client.predict(prompt="two cats on a hill", size=512, seed=7, api_name="/image")
    work = answer["works"][0]
    assert work["recipe"]["seed"] == 7
    with Image.open(work["files"]["main"]) as picture:
        assert picture.size == (512, 512)
        assert "two cats on a hill" in picture.info["parameters"]
    assert Path(work["files"]["svg"]).read_text().count("<svg") >= 1


def test_files_are_fetched_from_the_studios_own_addresses(server: Server) -> None:
    """Nothing is copied for a caller, and nobody else's word about proxies is believed."""
    program = Guest(server).program()
    token = {"Authorization": program.http.headers["Authorization"]}
    bare = Client(server.url, download_files=False, verbose=False, headers={**token, "X-Forwarded-Proto": "https"})
    (main, *_) = bare.predict(prompt="a star", size=512, seed=3, api_name="/image")["works"][0]["files"].values()
    assert main["url"].startswith(f"{server.url}works/") and main["url"].endswith("/main/a-star-3.png")
    assert program.http.get(main["url"]).content.startswith(b"\x89PNG")
    assert httpx.get(main["url"]).status_code == 404
    bare.close()


def test_a_token_is_the_same_visitor_the_next_day(server: Server, tmp_path: Path) -> None:
    token = {"Authorization": Guest(server).program().http.headers["Authorization"]}
    first, second = (Client(server.url, headers=token, download_files=str(tmp_path), verbose=False) for _ in range(2))
    made = first.predict(prompt="a green frog", size=512, api_name="/image")["works"][0]
    assert [work["id"] for work in second.predict(api_name="/works")] == [made["id"]]
    with Image.open(second.predict(api_name="/works")[0]["files"]["main"]) as picture:
        assert picture.size == (512, 512)
    first.close()
    second.close()


def test_each_mode_has_an_endpoint(client: Client) -> None:
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(endpoints) == {
        "/image", "/grid", "/change", "/repaint", "/extend", "/guide", "/edit", "/layers", "/cutout", "/enlarge",
        "/enhance", "/style", "/lines", "/describe", "/poem", "/chinese-poem", "/story", "/script", "/letter", "/music",
        "/rearrange", "/transcribe", "/arrange", "/cover", "/continue-music", "/repaint-music", "/effects", "/touch-up",
        "/mix", "/separate", "/narrate", "/read-aloud", "/listen", "/animation", "/works", "/recipe", "/doctor",
    }  # fmt: skip
    parameters = [p["parameter_name"] for p in endpoints["/poem"]["parameters"]]
    assert "prompt" in parameters and "form" in parameters and "kind" not in parameters


def test_works_lists_what_was_made(client: Client) -> None:
    client.predict(prompt="a green frog", size=512, api_name="/image")
    assert client.predict(kind="image", limit=5, api_name="/works")[0]["recipe"]["params"]["prompt"] == "a green frog"


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"prompt": ""}, "empty"),
        ({"prompt": "a cat", "size": 0}, "512"),
        ({"prompt": "a cat", "size": 10**9}, "2048"),
        ({"prompt": "a cat", "seed": -1}, "Seed"),
        ({"prompt": "a cat", "model": "nonesuch"}, "nonesuch"),
        ({"prompt": "x" * 100_000}, "2,000"),
    ],
)
def test_bad_input_is_told(client: Client, values: dict[str, object], says: str) -> None:
    with pytest.raises(AppError, match=says):
        client.predict(**values, api_name="/image")


@pytest.mark.parametrize("values", [{"limit": "x"}, {"limit": [1]}, {"limit": 1.5}, {"kind": ["image"]}, {"kind": "x"}])
def test_a_list_that_there_is_not_is_told(client: Client, values: dict[str, object]) -> None:
    with pytest.raises(AppError, match=r"(limit|kind): it should be"):
        client.predict(**values, api_name="/works")


def test_a_page_elsewhere_cannot_act_for_a_visitor(server: Server) -> None:
    answer = httpx.get(server.url + "config", headers={"Origin": "http://evil.example"})
    assert answer.status_code == 403
    assert httpx.get(server.url + "config", headers={"Origin": server.url.rstrip("/")}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "gradio_api/file=https://example.com/x.png",
        "gradio_api/file=/etc/passwd",
        "gradio_api/file=app.py",
        "gradio_api/file=data/inkstone.db",
        "openapi.json",
        "gradio_api/openapi.json",
        "monitoring/summary",
        "works/nonesuch/main",
        "works/../../etc/passwd",
        "assets/../../../etc/passwd",
        "assets/..%2f..%2f..%2fetc%2fpasswd",
        "static/..%2f..%2froutes.py",
        "static//etc/passwd",
    ],
)
def test_what_a_stranger_may_not_fetch(server: Server, path: str) -> None:
    assert httpx.get(server.url + path).status_code in (403, 404)


def test_nothing_can_be_uploaded_but_to_uploads(server: Server) -> None:
    assert httpx.post(server.url + "gradio_api/upload", files={"files": b"x"}).status_code == 404
    assert httpx.post(server.url + "gradio_api/queue/join", content=b"x" * 2_000_000).status_code == 413


def test_a_caller_that_hangs_up_has_its_job_stopped(server: Server) -> None:
    program = Guest(server).enter().program()
    film = {"prompt": "twelve birds over the sea in a storm", "seconds": 12, "fps": 30, "size": 1280}
    fields = program.http.get("gradio_api/info").json()["named_endpoints"]["/animation"]["parameters"]
    data = [film.get(one["parameter_name"], one.get("parameter_default")) for one in fields]
    id = program.http.post("gradio_api/call/animation", json={"data": data}).json()["event_id"]

    def state() -> str:
        with sqlite3.connect(server.home / "inkstone.db") as database:
            return str(*database.execute("SELECT state FROM jobs ORDER BY created DESC LIMIT 1").fetchone())

    with program.http.stream("GET", f"gradio_api/call/animation/{id}"):
        until(lambda: state() == "running")
    until(lambda: state() == "cancelled")


def test_a_works_svg_runs_nothing(server: Server, client: Client) -> None:
    work = client.predict(prompt="a star", size=512, api_name="/image")["works"][0]
    answer = httpx.get(f"{server.url}works/{work['id']}/svg", cookies=client.cookies)
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
