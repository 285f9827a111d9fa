"""Where the files of a job go: the suffix chooses the format or is refused, and nothing else is written over."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args

import numpy as np
import pytest
from pydantic import Field

import tests.fakes
from pipelines.registry import MODES
from studio.cli.app import run
from studio.cli.out import Out
from studio.errors import BadInput
from studio.jobs.engine import Ask, Choice, Engine, Host, JobContext
from studio.jobs.log import JobLog
from studio.jobs.mode import Mode, Modes
from studio.media.audio import encode
from studio.media.reading.sniff import sniff
from studio.params import Options, PromptParams
from studio.settings import Settings
from studio.words import say
from studio.works.delivery import file_name
from studio.works.embed import extract
from studio.works.facts import MusicFacts, TextFacts
from studio.works.kinds import KINDS
from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.works import Work, WorkFile, now
from tests.fakes import FakeDevice, FakeLoader, Sketcher, a_sketch, sketching
from tests.studio.cli.conftest import Shell

SUFFIXES = [".png", ".svg", ".jpg", ".jpeg", ".webp", ".gif", ".mp4", ".mov", ".wav", ".flac", ".mp3", ".ogg", ".mid"]
SUFFIXES += [".md", ".txt", ".pdf", ".PNG", ".Mp3", ".GIF", ".bin", ".musicxml", ".MusicXML"]


def values_of(mode: Mode, **given: Any) -> dict[str, Any]:
    return {name: given.get(name, info.default) for name, info in mode.form.model_fields.items()}


def makes(mode: Mode) -> set[str]:
    """The suffixes that a mode's own fields and its kind speak of."""
    info = mode.form.model_fields.get("format")
    formats = [f".{name}" for name in get_args(info.annotation)] if info else KINDS[mode.makes].suffixes
    return {*formats, *KINDS[mode.makes].beside}


def files(*suffixes: str) -> tuple[WorkFile, ...]:
    return tuple(
        WorkFile(role="main" if not number else f"other{number}", suffix=suffix, sha256=f"{number}" * 64, size=1)
        for number, suffix in enumerate(suffixes)
    )


def a_work(kind: Any, *suffixes: str) -> Work:
    recipe = Recipe(mode="m", engine="e", kind=kind, title="a boat", params={}, seed=7)
    return Work(id="1", owner="ann", job="j", created=now(), recipe=recipe, files=files(*suffixes))


@pytest.mark.parametrize("mode", MODES.values(), ids=lambda mode: mode.key)
def test_a_suffix_chooses_the_format_or_is_refused(mode: Mode) -> None:
    for suffix in SUFFIXES:
        choose(mode, suffix)


def choose(mode: Mode, suffix: str) -> None:
    if suffix.lower() not in makes(mode):
        with pytest.raises(BadInput) as told:
            Out.read(f"boat{suffix}", mode, values_of(mode))
        assert all(one in str(told.value) for one in makes(mode)) and "Nothing was started" in str(told.value)
        return
    chosen = Out.read(f"boat{suffix}", mode, values_of(mode)).chosen
    if "format" in mode.form.model_fields and suffix.lower() not in KINDS[mode.makes].beside:
        assert chosen == {"format": suffix.lower()[1:]}, suffix
    else:
        assert chosen == {}, suffix


def test_two_formats_are_one_too_many() -> None:
    mode = MODES["music"]
    with pytest.raises(BadInput, match=r"“song\.mp3” and --format flac"):
        Out.read("song.mp3", mode, values_of(mode, format="flac"))
    assert Out.read("song.flac", mode, values_of(mode, format="flac")).chosen == {"format": "flac"}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("named", ["boat", "boat{}", "boat/", "v1.2"])
def test_nothing_is_written_over_that_was_not_named(tmp_path: Path, kind: Any, named: str) -> None:
    suffixes = sorted({one for kind in KINDS.values() for one in (*kind.suffixes, *kind.beside)})
    for number, suffix in product((0, 1), suffixes):
        folder = tmp_path / f"{number}{suffix}"
        folder.mkdir()
        write_twice(folder, kind, suffix, named, number)


def write_twice(tmp_path: Path, kind: Any, suffix: str, named: str, number: int) -> None:
    mode = next(mode for mode in MODES.values() if mode.makes == kind)
    text = str(tmp_path / named.format(suffix)) + ("/" if named.endswith("/") else "")
    if "{}" in named and suffix not in makes(mode):
        return
    out = Out.read(text, mode, values_of(mode))
    main = suffix if suffix in KINDS[kind].suffixes else KINDS[kind].suffixes[0]
    work = a_work(kind, main, *KINDS[kind].beside, ".png")
    first = [place for place, *_ in out.write(work, number, lambda file: b"first")]
    assert len({*first}) == len(work.files) and all(place.parent in (tmp_path, tmp_path / "boat") for place in first)
    second = {place: wanted for place, wanted, _ in out.write(work, number, lambda file: b"second")}
    over = [place for place in first if place.read_bytes() == b"second"]
    assert over == ([Path(text)] if "{}" in named and number == 0 else [])
    assert [place for place, wanted in second.items() if place == wanted] == over
    assert all(place.suffix == file.suffix for place, file in zip(second, work.files, strict=True))


def test_the_issues_own_cases(shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "boat.png").write_bytes(b"a photo")
    (tmp_path / "fox.svg").write_bytes(b"a drawing")
    for name in ("boat.mp4", "cat.jpg", "song.mp3"):
        answer = shell("sketch", "birds", "--out", name)
        assert answer.code == 1 and "What can be: .png, .svg" in answer.err
    assert (tmp_path / "boat.png").read_bytes() == b"a photo"
    assert JobLog(Store.open(Settings.read()).database).jobs() == [], "it was refused before anything was made"

    answer = shell("sketch", "birds", "--out", "fox.png")
    assert answer.out.split() == ["fox.png", "fox-2.svg"] and (tmp_path / "fox.svg").read_bytes() == b"a drawing"
    assert "fox.svg is there already and was left as it is; this is fox-2.svg" in answer.err
    shell("sketch", "fishes", "--out", "boat.png")
    assert (tmp_path / "boat.png").read_bytes().startswith(b"\x89PNG"), "it was named"


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("bird", {"bird.png", "bird.svg"}),
        ("bird.svg", {"bird.png", "bird.svg"}),
        ("bird.PNG", {"bird.PNG", "bird.svg"}),
        ("v1.2", {"v1.2.png", "v1.2.svg"}),
        ("new/", {"new"}),
    ],
)
def test_every_file_gets_the_suffix_of_what_it_is(shell: Shell, tmp_path: Path, name: str, files: set[str]) -> None:
    shell("sketch", "birds", "--out", f"{tmp_path}/out/{name}")
    assert {path.name for path in (tmp_path / "out").iterdir()} == files
    for path in (tmp_path / "out").glob("*.*"):
        assert path.read_bytes().startswith(b"\x89PNG" if path.suffix.lower() == ".png" else b"<svg")


def test_a_folder_gets_files_of_their_own_names(shell: Shell, settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    for name in ("new/", "there"):
        shell("sketch", "three birds", "--seed", "7", "--pieces", "2", "--out", f"{tmp_path}/{name}")
        found = {path.name for path in (tmp_path / name).iterdir()}
        assert found == {"three-birds-7.png", "three-birds-7.svg", "three-birds-8.png", "three-birds-8.svg"}
    work = Store.open(settings).works(limit=1)[0]
    assert file_name(work, work.main) in found


def test_a_dash_writes_the_work_to_the_standard_output(
    settings: Settings, capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["studio", "sketch", "birds", "--pieces", "2", "--out", "-"])
    with pytest.raises(SystemExit):
        run(sketching(Sketcher()), FakeLoader(FakeDevice()))
    printed = capfdbinary.readouterr()
    second, first = Store.open(settings).works()
    found = extract(printed.out, ".png")
    assert found and found[0] == first.recipe, "whole, and nothing else"
    assert str(Store.open(settings).path(second.main)) in printed.err.decode()


def test_a_name_of_what_was_not_made_is_told(
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(tests.fakes, "a_sketch", lambda *words: without_svg(a_sketch(*words)))
    answer = shell("ink", "birds", "--out", str(tmp_path / "bird.svg"))
    assert answer.out.split() == [str(tmp_path / "bird.png")]
    assert "There is no “bird.svg” of this work; its own files were written." in answer.err


def without_svg(made: Made) -> Made:
    return replace(made, files=made.files[:1])


class ToneParams(PromptParams):
    """A tone to hear."""

    format: Literal["wav", "flac"] = Field("wav", title="File", description="What it is written as.")


class Tuner(Engine[ToneParams, Options]):
    """Makes a short silence in the format that was asked for."""

    key = "tuner"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[ToneParams, Options], ctx: JobContext) -> Iterator[Made]:
        format = ask.params.format
        file = MadeFile("main", f".{format}", encode(np.zeros((4410, 2)), 44100, format))
        yield Made("music", "tone", (file,), MusicFacts())


@pytest.mark.parametrize(("name", "form"), [("tone.flac", "flac"), ("tone.FLAC", "flac"), ("tone.wav", "wav")])
def test_what_is_made_has_the_format_that_was_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, form: str
) -> None:
    monkeypatch.setattr(sys, "argv", ["studio", "tone", "a tone", "--out", str(tmp_path / name)])
    with pytest.raises(SystemExit) as ended:
        run(Modes((Mode("tone", ToneParams, (Tuner(),), "music", ()),)), FakeLoader(FakeDevice()))
    made = sniff((tmp_path / name).read_bytes())
    assert not ended.value.code and made and made.name == form
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == [name]


class WordParams(PromptParams):
    """Words to read."""


class Scribbler(Engine[WordParams, Options]):
    """Writes down what it was asked."""

    key = "scribbler"

    def choices(self, host: Host) -> Iterator[Choice]:
        yield Choice(self, self.key)

    def run(self, ask: Ask[WordParams, Options], ctx: JobContext) -> Iterator[Made]:
        for number in range(2):
            text = f"{ask.params.prompt} {number}"
            yield Made("story", "Words", (MadeFile("main", ".md", text.encode()),), TextFacts(), text)


SCRIBBLING = Modes((Mode("words", WordParams, (Scribbler(),), "story", ()),))


@pytest.mark.parametrize("modes", [SCRIBBLING])
def test_what_cannot_carry_its_credentials_has_them_beside_it(shell: Shell, tmp_path: Path) -> None:
    (tmp_path / "moon-2.md.c2pa").write_text("of something else")
    answer = shell("words", "the moon", "--out", str(tmp_path / "moon.md"))
    first, second = tmp_path / "moon.md", tmp_path / "moon-2-2.md"
    assert answer.out.split() == [str(first), str(second)], "a name is taken whose credentials would be another's"
    assert answer.err.count("cannot carry its Content Credentials") == 2 and f"{second}.c2pa" in answer.err
    assert (tmp_path / "moon-2.md.c2pa").read_text() == "of something else"
    for place in (first, second):
        assert str(say("check.intact.own")) in shell("check", str(place)).out
    first.write_text(first.read_text().replace("moon", "sun"))
    assert shell("check", str(first)).code == 1


@pytest.mark.parametrize("modes", [SCRIBBLING])
def test_nothing_lies_beside_the_standard_output(shell: Shell, tmp_path: Path) -> None:
    answer = shell("words", "the moon", "--out", "-")
    assert "the moon 0" in answer.out and not [*tmp_path.glob("*.c2pa")]
