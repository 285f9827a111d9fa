"""Lists of styles in the CSV that other programs have: read, refused, imported."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner

from pipelines.registry import MODES, RUNTIMES
from studio.cli.app import build
from studio.errors import BadInput
from studio.settings import Settings
from studio.styles import Style, filled, import_styles, read_styles, styles_in

GOOD = '\ufeffname,prompt,negative_prompt\r\nOil,"oil painting of {prompt}, thick\npaint","photo"\r\n--- mine ---,,\r\n'


def csv(folder: Path, text: str | bytes, name: str = "list.csv") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    return file


def test_a_list_is_read_with_quotes_lines_and_headings(tmp_path: Path) -> None:
    assert read_styles(csv(tmp_path, GOOD)) == [Style("Oil", "oil painting of {prompt}, thick paint", "photo")]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (b"\xff\xfe\x00bad", "UTF-8"),
        ("title,text\na,b\n", "columns"),
        ("", "columns"),
        ('name,prompt,negative_prompt\n"a,b', "quote"),
        ("name,prompt\n" + "a,b\n" * 2001, "2,000"),
        ("name,prompt\na," + "b" * 2001, "too long"),
        ("name,prompt\n" + "a" * 101 + ",b", "too long"),
        (b"name,prompt\n" + b"x" * 1_000_001, "larger"),
        ('name,prompt\na,"' + "b" * 140_000 + '"', "quote"),
    ],
)
def test_what_is_no_list_is_refused_with_its_name_and_a_reason(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=reason) as refused:
        read_styles(csv(tmp_path, text))
    assert "list.csv" in str(refused.value)


def test_a_list_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="not there"):
        read_styles(tmp_path / "none.csv")


def test_a_later_list_wins(tmp_path: Path) -> None:
    csv(tmp_path, "name,prompt\na,one\nb,one\n", "1.csv")
    csv(tmp_path, "name,prompt\na,two\n", "2.csv")
    assert {name: style.prompt for name, style in styles_in(tmp_path).items()} == {"a": "two", "b": "one"}
    assert styles_in(tmp_path / "none") == {}


@pytest.mark.parametrize(
    ("template", "words", "found"),
    [
        ("a {prompt} b", "x", "a x b"),
        ("a", "x", "x, a"),
        ("", "x", "x"),
        ("a", "", "a"),
        ("a, {prompt}, b", "", "a, b"),
    ],
)
def test_words_stand_at_their_place(template: str, words: str, found: str) -> None:
    assert filled(template, words) == found


def test_an_import_keeps_a_copy_and_says_how_many(tmp_path: Path) -> None:
    home = Settings.read().home
    shown = CliRunner().invoke(build(MODES, RUNTIMES), ["styles", "import", str(csv(tmp_path, GOOD))])
    assert shown.exit_code == 0 and "1 styles" in shown.output
    assert list(styles_in(home / "styles")) == ["Oil"]
    again, count = import_styles(home / "styles" / "list.csv", home)
    assert (again, count) == (home / "styles" / "list.csv", 1)


def test_a_bad_list_is_not_kept(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        import_styles(csv(tmp_path, "a,b\n"), tmp_path / "home")
    assert not (tmp_path / "home").exists()
