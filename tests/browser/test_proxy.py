"""Behind nginx: page, files and API, with the README's block under a path with https, and with gradio's own block."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from gradio_client import Client
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.conftest import ROOT, Server, made, make, open_tab, start, until, visit

pytestmark = pytest.mark.skipif(
    not (shutil.which("nginx") and shutil.which("openssl")), reason="nginx and openssl are not here"
)
GRADIOS = """
location / {
    proxy_pass http://127.0.0.1:7860/;
    proxy_buffering off;
    proxy_redirect off;
    proxy_http_version 1.1;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection "upgrade";
    proxy_set_header Host $host;
    proxy_set_header X-Forwarded-Host $host;
    proxy_set_header X-Forwarded-Proto $scheme;
}
"""
"""The block of gradio's guide: it drops the port."""


def readme() -> str:
    """The block that the README gives."""
    (block,) = re.findall(r"```nginx\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    return str(block)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


Serve = Callable[[str, Server, str], str]


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Puts nginx with a block of its own before a studio, and gives the address of its root."""
    running: list[subprocess.Popen[bytes]] = []

    def served(block: str, server: Server, scheme: str) -> str:
        folder, port = tmp_path_factory.mktemp("nginx"), free_port()
        listen = f"listen 127.0.0.1:{port};"
        if scheme == "https":
            _certify(folder)
            listen = f"listen 127.0.0.1:{port} ssl; ssl_certificate {folder}/cert; ssl_certificate_key {folder}/key;"
        inner = block.replace("http://127.0.0.1:7860/", server.url)
        kept = " ".join(f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi"))
        kept += " ".join(f"{name}_temp_path {folder}/{name};" for name in ("uwsgi", "scgi"))
        (folder / "conf").write_text(
            f"{'user root;' if os.geteuid() == 0 else ''} daemon off; pid {folder}/pid; error_log {folder}/errors;\n"
            f"events {{}} http {{ access_log off; {kept} server {{ {listen}\n{inner}\n}} }}"
        )
        running.append(subprocess.Popen(["nginx", "-p", str(folder), "-c", str(folder / "conf")]))
        until(lambda: is_open(port))
        return f"{scheme}://localhost:{port}/" if scheme == "https" else f"{scheme}://127.0.0.1:{port}/"

    yield served
    for process in running:
        process.terminate()
        process.wait(10)


def _certify(folder: Path) -> None:
    wish = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    subprocess.run([*wish, "-keyout", folder / "key", "-out", folder / "cert"], check=True, capture_output=True)


def is_open(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def under_a_path(serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The README's block, with https under /studio/."""
    inner = start(tmp_path_factory.mktemp("home"), root_path="/studio", proxies="127.0.0.1", public_demo="1")
    yield Server(f"{serve(readme(), inner, 'https')}studio/", inner.home, inner.process)
    inner.process.terminate()
    inner.process.wait(20)


@pytest.fixture(scope="module")
def at_another_port(serve: Serve, server: Server) -> Server:
    """gradio's block, plain, before a studio that knows of no proxy."""
    return Server(serve(GRADIOS, server, "http"), server.home, server.process)


@pytest.fixture(params=["under_a_path", "at_another_port"])
def proxied(request: pytest.FixtureRequest) -> Server:
    server: Server = request.getfixturevalue(request.param)
    return server


def test_the_page_makes_a_picture_and_shows_it(browser: Browser, proxied: Server) -> None:
    context = browser.new_context(ignore_https_errors=True)
    page = context.new_page()
    refused: list[str] = []
    page.on("response", lambda answer: refused.append(answer.url) if answer.status >= 400 else None)
    visit(page, proxied)
    make(page, "image", "a fox under the moon")
    picture = made(page, "image").locator("img")
    source = picture.get_attribute("src") or ""
    assert picture.evaluate(
        "i => new Promise(r => i.complete ? r(i.naturalWidth) : i.onload = () => r(i.naturalWidth))"
    )
    assert page.evaluate("async u => (await fetch(u)).status", source) == 200
    open_tab(page, "Library")
    expect(page.locator("ink-library .tile")).to_have_count(1)
    assert refused == []
    (cookie,) = context.cookies()
    https = proxied.url.startswith("https")
    assert (cookie["secure"], cookie["httpOnly"], cookie["path"]) == (https, True, "/studio/" if https else "/")
    context.close()


def test_the_api_is_the_same_as_without_a_proxy(proxied: Server) -> None:
    client = Client(proxied.url, download_files=False, verbose=False, ssl_verify=False)
    made = client.predict(prompt="a star", size=512, seed=3, api_name="/image")["works"][0]
    assert client.predict(kind="", limit=5, api_name="/works")[0]["id"] == made["id"]
    client.close()


def test_the_api_gives_addresses_of_the_proxy(under_a_path: Server, tmp_path: Path) -> None:
    client = Client(under_a_path.url, download_files=str(tmp_path), verbose=False, ssl_verify=False)
    work = client.predict(prompt="a star", size=512, seed=3, api_name="/image")["works"][0]
    with Image.open(work["files"]["main"]) as picture:
        assert picture.size == (512, 512)
    client.close()
    bare = Client(under_a_path.url, download_files=False, verbose=False, ssl_verify=False)
    files = bare.predict(prompt="a star", size=512, seed=3, api_name="/image")["works"][0]["files"]
    assert {file["url"].split("/works/")[0] for file in files.values()} == {under_a_path.url.rstrip("/")}
    bare.close()


def test_a_page_elsewhere_is_refused_there_too(proxied: Server) -> None:
    with httpx.Client(base_url=proxied.url, verify=False) as door:
        own = proxied.url.split("/studio")[0].rstrip("/")
        assert door.get("config", headers={"Origin": own}).status_code == 200
        for origin in ("https://evil.example", "null", "", own.replace("http", "ftp")):
            assert door.get("config", headers={"Origin": origin}).status_code == 403
        said = {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
        assert door.get("config", headers=said).status_code == 403
        assert door.get("", headers={"Host": "evil.example"}).status_code == 421


def test_no_stranger_chooses_the_address_that_is_counted(under_a_path: Server, serve: Serve, tmp_path: Path) -> None:
    """Ten guesses are ten, whatever address is claimed for each."""
    inner = start(tmp_path / "guarded", root_path="/studio", proxies="127.0.0.1", password="sesame")
    with httpx.Client(base_url=f"{serve(readme(), inner, 'https')}studio/", verify=False) as door:
        statuses = []
        for number in range(12):
            claims = {name: f"192.0.2.{number}" for name in ("X-Forwarded-For", "X-Real-IP")}
            claims["Forwarded"] = f"for=192.0.2.{number}"
            statuses.append(door.post("login", data={"password": "x"}, headers=claims).status_code)
        assert statuses == [401] * 10 + [429] * 2
        # Whoever asks as a person is led on below the path.
        assert 'action="/studio/login"' in door.get("", headers={"Accept": "text/html"}).text
    inner.process.terminate()
    inner.process.wait(20)
