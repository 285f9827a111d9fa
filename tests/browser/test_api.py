"""The HTTP API as a program meets it, and what the guard refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from gradio_client.exceptions import AppError
from PIL import Image

from tests.browser.conftest import Server


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
    """Nothing is copied for a caller; behind a proxy with https the addresses are https too."""
    bare = Client(server.url, download_files=False, verbose=False)
    (main, *_) = bare.predict(prompt="a star", size=512, seed=3, api_name="/image")["works"][0]["files"].values()
    assert main["url"].startswith(f"{server.url}works/") and main["url"].endswith("/main/a-star-3.png")
    assert httpx.get(main["url"]).content.startswith(b"\x89PNG")
    bare.close()
    secure = Client(server.url, download_files=False, verbose=False, headers={"X-Forwarded-Proto": "https"})
    works = secure.predict(kind="image", limit=1, api_name="/works")
    assert works[0]["files"]["main"]["url"].startswith("https://")
    secure.close()


def test_each_mode_has_an_endpoint(client: Client) -> None:
    endpoints = client.view_api(return_format="dict", print_info=False)["named_endpoints"]
    assert set(endpoints) == {
        "/image", "/poem", "/chinese-poem", "/story", "/script", "/letter", "/music", "/animation", "/works", "/doctor"
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
    ],
)
def test_what_a_stranger_may_not_fetch(server: Server, path: str) -> None:
    assert httpx.get(server.url + path).status_code in (403, 404)


def test_nothing_can_be_uploaded(server: Server) -> None:
    assert httpx.post(server.url + "gradio_api/upload", files={"files": b"x"}).status_code == 403
    big = httpx.post(server.url + "gradio_api/queue/join", content=b"x" * 2_000_000)
    assert big.status_code == 403


def test_a_works_svg_runs_nothing(server: Server, client: Client) -> None:
    work = client.predict(prompt="a star", size=512, api_name="/image")["works"][0]
    answer = httpx.get(f"{server.url}works/{work['id']}/svg")
    assert answer.headers["content-type"].startswith("image/svg+xml")
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["x-content-type-options"] == "nosniff"
