"""A deployment to a Space: what would be sent, what is refused before it is, and what a hub is asked for."""

from __future__ import annotations

import json
import re
import threading
from base64 import b64decode
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts import deploy_space
from scripts.deploy_space import Unfit, check_head, head_of, headed, main, pieces, pinned

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


class Hub(ThreadingHTTPServer):
    """What the hub's interface does for a Space: https://huggingface.co/docs/hub/api. Keeps what it was asked."""

    def __init__(self, stages: list[str]) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.stages, self.made, self.tokens = stages, dict[str, Any](), set[str]()
        self.files: dict[str, bytes] = {".gitattributes": b"*", "old.py": b"gone"}
        self.stock = ["model_index.json", "vae/a.safetensors", "whole.safetensors", "config.json"]


class _Answers(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        if self.path.endswith("/runtime"):
            stage = self.server.stages.pop(0) if len(self.server.stages) > 1 else self.server.stages[0]
            return self._say({"stage": stage, "hardware": {}})
        names = self.server.files if "/spaces/" in self.path else self.server.stock
        if "/tree/" in self.path:
            return self._say([{"type": "file", "path": name, "oid": "0" * 40, "size": 1} for name in names])
        self._say({"id": "ann/studio", "sha": "0" * 40, "siblings": [{"rfilename": name} for name in names]})

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.server.tokens.add(self.headers.get("Authorization", ""))
        if self.path.endswith("/create"):
            self.server.made = json.loads(body)
            return self._say({"url": f"{self.server.url}/spaces/ann/studio", "id": "ann/studio"})
        if "/preupload/" in self.path:
            asked = json.loads(body)["files"]
            return self._say({"files": [{**file, "uploadMode": "regular", "shouldIgnore": False} for file in asked]})
        if self.path.endswith("/validate-yaml"):
            return self._say({"errors": [], "warnings": []})
        assert "/commit/" in self.path, self.path
        for line in map(json.loads, body.splitlines()):
            value = line["value"]
            if line["key"] == "file":
                self.server.files[value["path"]] = b64decode(value["content"])
            elif line["key"] == "deletedFile":
                del self.server.files[value["path"]]
        self._say(
            {"commitUrl": f"{self.server.url}/spaces/ann/studio/commit/1", "commitOid": "1" * 40, "success": True}
        )

    def _say(self, told: Any) -> None:
        data = json.dumps(told).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None: ...


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    import huggingface_hub

    monkeypatch.setattr(deploy_space, "SENT", ("app.py", "LICENSE"))
    hub = Hub(["BUILDING", "APP_STARTING", "RUNNING"])
    api = huggingface_hub.HfApi(endpoint=hub.url, token="hf_ann")
    monkeypatch.setattr(huggingface_hub, "HfApi", lambda: api)
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", False)
    threading.Thread(target=hub.serve_forever, daemon=True).start()
    yield hub
    hub.shutdown()
    hub.server_close()


def test_the_head_is_one_that_spaces_take() -> None:
    head = head_of(README)
    check_head(head, pinned("gradio"))
    assert (head["sdk"], head["app_file"], head["hf_oauth"]) == ("gradio", "app.py", "true")
    assert head["license"] == "apache-2.0"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("short_description", "x" * 61, "more than 60"),
        ("sdk_version", "6.30.0", "pins gradio"),
        ("python_version", "3.12", "in quotes"),
        ("colorTo", "gold", "colorTo is none of"),
        ("sdk", "static", "gradio, or docker"),
        ("app_file", "main.py", "app_file is no file"),
    ],
)
def test_a_head_that_a_space_would_refuse_is_refused_first(name: str, value: str, says: str) -> None:
    with pytest.raises(Unfit, match=says):
        check_head({**head_of(README), name: value}, pinned("gradio"))


@pytest.mark.parametrize("kind", ["gradio", "zero", "docker"])
def test_each_kind_gets_what_it_can_use(kind: str) -> None:
    found = {piece.path: piece.data for piece in pieces(kind)}
    head = head_of(found["README.md"].decode())  # type: ignore[union-attr]
    check_head(head, pinned("gradio"))
    assert head["sdk"] == ("docker" if kind == "docker" else "gradio")
    assert found["requirements.txt"] == ROOT / "requirements.txt", "as it is"
    assert ("Dockerfile" in found) == (kind == "docker") == ("packages.txt" not in found)
    assert head.get("suggested_hardware") == ("zero-a10g" if kind == "zero" else None)
    assert {"app.py", "studio/house.py", "starter/poet/rhymes.json", "packages/repack.py"} <= found.keys()
    assert not any(path.startswith(("tests/", "data/", ".env", "training/")) for path in found)


def test_a_docker_space_gets_all_that_its_image_copies() -> None:
    lines = re.findall(r"^COPY (?!--from)(.*)$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    found = [piece.path for piece in pieces("docker")]
    for source in (word.rstrip("/") for line in lines for word in line.split()[:-1]):
        assert any(path == source or path.startswith(f"{source}/") for path in found), source


def test_what_git_does_not_know_is_not_sent() -> None:
    secret = ROOT / "studio" / "secret-of-a-test.toml"
    secret.write_text("token = 'hf_1'")
    try:
        assert secret.name not in str([piece.path for piece in pieces("gradio")])
    finally:
        secret.unlink()


def test_by_itself_nothing_is_sent(capsys: pytest.CaptureFixture[str], hub: Hub) -> None:
    assert main([]) == 0
    said = capsys.readouterr().out
    assert re.search(r"in all +\d+ files +[\d.]+ MB", said) and "Nothing was sent" in said and "tests" in said
    assert not hub.made and "app.py" not in hub.files


def test_a_space_gets_these_files_and_no_others(capsys: pytest.CaptureFixture[str], hub: Hub) -> None:
    assert main(["--send", "ann/studio"], pause=0) == 0
    assert hub.made["sdk"] == "gradio" and hub.made["type"] == "space"
    assert hub.made.get("private") is True or hub.made.get("visibility") == "private"
    assert hub.files.keys() == {".gitattributes", "app.py", "LICENSE", "README.md", "requirements.txt", "packages.txt"}
    assert hub.files["requirements.txt"] == (ROOT / "requirements.txt").read_bytes()
    assert hub.files["README.md"].decode() == headed(README, "gradio") == README
    assert hub.tokens == {"Bearer hf_ann"}
    assert re.findall(r"^  ([A-Z_]+)$", capsys.readouterr().out, re.MULTILINE) == [
        "BUILDING",
        "APP_STARTING",
        "RUNNING",
    ]


def test_zero_has_its_models_put_in_by_name_and_revision(hub: Hub) -> None:
    assert main(["--zero", "--send", "ann/studio"], pause=0) == 0
    lines = re.findall(r"^  - (.*)$", hub.files["README.md"].decode().split("---\n")[1], re.MULTILINE)
    assert [line.split()[0] for line in lines] == ["black-forest-labs/FLUX.2-klein-4B", "Qwen/Qwen3-4B-Instruct-2507"]
    assert lines[0].split()[1] == "model_index.json,vae/a.safetensors", "those that the catalog names"
    assert all(re.fullmatch(r"[0-9a-f]{40}", line.split()[2]) for line in lines)


@pytest.mark.parametrize("stage", ["BUILD_ERROR", "RUNTIME_ERROR", "CONFIG_ERROR"])
def test_a_space_that_does_not_run_is_told(stage: str, capsys: pytest.CaptureFixture[str], hub: Hub) -> None:
    hub.stages = ["BUILDING", stage]
    assert main(["--docker", "--send", "ann/studio"], pause=0) == 1
    assert hub.made["sdk"] == "docker" and "Dockerfile" in hub.files
    assert f"It does not run ({stage})" in capsys.readouterr().err


def test_a_hub_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str], hub: Hub) -> None:
    hub.shutdown()
    hub.server_close()
    assert main(["--send", "ann/studio"], pause=0) == 1
    assert "The hub refused it" in capsys.readouterr().err
