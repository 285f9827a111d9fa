"""Files of one's own at the terminal: brought to a mode by path, and read for how they were made."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest
from PIL import Image

from pipelines.registry import MODES, RUNTIMES
from studio.jobs.mode import Modes
from studio.models.keeper import Loader
from studio.people.tokens import Tokens
from studio.people.visitor import COMMAND_LINE
from studio.settings import Settings
from studio.works.store import Store
from tests.inputs import whole
from tests.studio.cli.conftest import Shell


@pytest.fixture
def modes() -> Modes:
    return MODES


@pytest.fixture
def loader() -> Loader:
    return RUNTIMES


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "my boat.jpg"
    Image.linear_gradient("L").convert("RGB").save(path)
    return path


def test_a_picture_is_brought_by_its_path(shell: Shell, photo: Path, settings: Settings, tmp_path: Path) -> None:
    out = tmp_path / "better.png"
    answer = shell("enhance", str(photo), "--exposure", "0.5", "--no-auto", "--out", str(out))
    assert answer.code == 0 and answer.out.strip() == str(out), answer.err
    with Image.open(out) as better, Image.open(photo) as before:
        assert better.size == before.size and better.convert("L").getpixel((60, 60)) > before.getpixel((60, 60))[0]
    (work,) = Store.open(settings).works(owner=COMMAND_LINE)
    assert work.title == "my boat, enhanced" and work.file("input") is not None


def test_or_a_work_by_its_id(shell: Shell, photo: Path, settings: Settings) -> None:
    shell("enhance", str(photo))
    (first,) = Store.open(settings).works()
    assert shell("enhance", first.id).code == 0
    assert Store.open(settings).works()[0].recipe.parents == (first.id,)


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("missing.png", None, "There is no file"),
        ("empty.png", b"", "empty"),
        ("words.png", b"just some words", "a text"),
        ("torn.png", b"\x89PNG\r\n\x1a\n\0\0", "damaged"),
        (".", None, "There is no file"),
    ],
)
def test_what_cannot_be_read_is_told(shell: Shell, tmp_path: Path, name: str, data: bytes | None, told: str) -> None:
    path = tmp_path / name
    if data is not None:
        path.write_bytes(data)
    answer = shell("enhance", str(path))
    assert (answer.code, answer.out) == (1, "") and told in answer.err


def test_the_recipe_of_a_work_is_the_command_that_makes_it_again(shell: Shell, tmp_path: Path) -> None:
    first, again = tmp_path / "first.png", tmp_path / "again.png"
    shell("image", 'a boat\'s "red" sail', "--size", "512", "--seed", "5", "--out", str(first))
    answer = shell("recipe", str(first))
    command = shlex.split(answer.out)
    assert command[:4] == ["python", "-m", "studio", "image"]
    shell(*command[3:], "--out", str(again))
    with Image.open(first) as one, Image.open(again) as other:
        assert one.tobytes() == other.tobytes()


def test_a_file_without_one_says_so(shell: Shell, tmp_path: Path) -> None:
    path = tmp_path / "plain.png"
    path.write_bytes(whole()["png"])
    answer = shell("recipe", str(path))
    assert answer.code == 1 and "does not say how it was made" in answer.err


def test_the_token_is_the_terminals_own(shell: Shell, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    visitor = Tokens.of(settings.home).read(shell("token").out.strip())
    assert visitor is not None and visitor.id == COMMAND_LINE
    monkeypatch.setenv("INKSTONE_PASSWORD", "open sesame")
    entered = Tokens.of(settings.home, "open sesame").read(shell("token").out.strip())
    assert entered is not None and entered.entered, "whoever sits at the machine needs no password"


def test_a_file_that_may_be_left_out_is_an_option(shell: Shell, photo: Path) -> None:
    """Else a style could not be named without a second and a third picture before it."""
    answer = shell("edit", "a hat", str(photo), "--reference-2", str(photo))
    assert "This needs an image model" in answer.err
