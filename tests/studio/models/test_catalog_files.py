"""A person's own catalog files: a broken one is named, with the entry and the reason."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from studio.errors import BadInput
from studio.models.catalog import Catalog

GOOD = """
[my-model]
title = "My model"
task = "text-to-image"
runtime = "diffusers"
repo = "me/mine"
revision = "0123456789abcdef"
weights_mb = 100
working_mb = 50
licence = "MIT"
commercial = "yes"
"""


def read(folder: Path, text: str | bytes) -> Catalog:
    (folder / "mine.toml").write_bytes(text.encode() if isinstance(text, str) else text)
    return Catalog.read(folder, hub_cache=folder)


def test_a_models_own_file_is_read(tmp_path: Path) -> None:
    catalog = read(tmp_path, GOOD)
    assert catalog["my-model"].title == "My model" and not catalog.present(catalog["my-model"])


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (GOOD.replace('"MIT"', '"MIT'), "line 10"),
        (b"\xff\xfe\x00", "utf-8"),
        ("title = 'no table'", "title"),
        (GOOD.replace('commercial = "yes"', 'commercial = "maybe"'), "my-model.*commercial"),
        (GOOD.replace("weights_mb = 100", "weights_mb = -1"), "my-model.*weights_mb"),
        (GOOD.replace('licence = "MIT"', ""), "my-model.*licence"),
        (GOOD + 'colour = "blue"', "my-model.*colour"),
        (GOOD + 'key = "other"', "my-model"),
        (GOOD.replace("[my-model]", '["My Model"]'), "My Model"),
    ],
)
def test_a_broken_file_is_named_with_the_reason(tmp_path: Path, text: str | bytes, reason: str) -> None:
    with pytest.raises(BadInput, match=rf"The catalog file mine.toml cannot be read: .*{reason}") as told:
        read(tmp_path, text)
    said = str(told.value)
    assert "pydantic" not in said and "\n" not in said
    assert "line " in said or text == b"\xff\xfe\x00"
    assert f"Mend it, or move it away: {tmp_path / 'mine.toml'}" in said


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(BadInput, match=r"mine.toml cannot be read"):
        Catalog.read(tmp_path)


PACKAGES = [
    ".rel", "..rel", "a..b", "a.", ".", "__main__", "__main__.b", "a.__main__", "a b", "a-b", "a/b", "../a", "/etc",
    "C:\\\\x", "a\\u0000b", "a\\nb", "7a", "a." * 2500 + "a", "a" * 5000, "os.path:join",
]  # fmt: skip
PATHS = ["../x", "x/../../y", "..", "x/..", "..\\\\x", "x" * 5000, "x/" * 2500, "ä" * 200, "a\\u0000b", "a\\nb"]
DEEP = 3000


@pytest.mark.parametrize("package", PACKAGES, ids=range(len(PACKAGES)))
def test_what_names_no_package_is_refused(tmp_path: Path, package: str) -> None:
    with pytest.raises(BadInput, match=r"mine.toml cannot be read: line 2: \[my-model\] package: "):
        read(tmp_path, GOOD + f'package = "{package}"')


@pytest.mark.parametrize("path", PATHS, ids=range(len(PATHS)))
@pytest.mark.parametrize("values", ['path = "{}"', 'package = "studio"\npath = "{}"', 'files = ["*.json", "{}"]'])
def test_a_path_that_leaves_its_folder_or_is_none_is_refused(tmp_path: Path, values: str, path: str) -> None:
    with pytest.raises(BadInput, match=r"mine.toml cannot be read: line 2: \[my-model\] (path|files)"):
        read(tmp_path, GOOD + values.format(path))


@pytest.mark.parametrize(
    "values", ['package = "studio"\npath = "/etc"', 'files = ["/etc/*"]', 'files = [""]', 'files = ["a**b"]']
)
def test_an_absolute_path_is_no_place_inside_of_anything(tmp_path: Path, values: str) -> None:
    with pytest.raises(BadInput, match=r"line 2: \[my-model\]"):
        read(tmp_path, GOOD + values)


@pytest.mark.parametrize("number", ["-1", "1e300", "inf", "nan", "9" * 400, "9" * 6000, "0x" + "f" * 300])
@pytest.mark.parametrize("name", ["weights_mb", "working_mb"])
def test_a_size_that_no_machine_has_is_refused(tmp_path: Path, name: str, number: str) -> None:
    with pytest.raises(BadInput, match=r"mine.toml cannot be read"):
        read(tmp_path, GOOD.replace(f"{name} = {100 if name == 'weights_mb' else 50}", f"{name} = {number}"))


@pytest.mark.parametrize(
    "text",
    [
        GOOD + "defaults = " + "{a = " * DEEP + "1" + "}" * DEEP,
        GOOD + "languages = " + "[" * DEEP + "]" * DEEP,
        GOOD + "defaults.scheduler." + "a." * DEEP + "a = 1",
        GOOD + "[my-model." + "a." * DEEP + "a]",
        "a." * DEEP + "a = 1",
        f'["{"k" * 5000}"]\ntitle = "Long"',
        '["a\\nb"]\ntitle = "Two lines"',
        '[""]\ntitle = "Nameless"',
        "[[my-model]]\ntitle = 'A list'",
        "my-model = [1, 2]",
        "my-model = 1979-05-27",
        GOOD + "defaults.steps = 1979-05-27",
        GOOD + GOOD,
    ],
    ids=range(13),
)
def test_whatever_the_shape_of_an_entry_it_is_told_in_a_sentence(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadInput, match=r"^The catalog file mine.toml cannot be read: ") as told:
        read(tmp_path, text)
    assert len(str(told.value)) < 1000 and "\n" not in str(told.value)


@pytest.mark.parametrize(
    "package", ["trap", "trap.inner", "trap.inner.deep", "nosuch", "nosuch.sub", "trap.nosuch", "sys", "json.tool"]
)
def test_no_code_of_a_package_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """Not even of the packages around the one that is named."""
    inner = tmp_path / "site" / "trap" / "inner" / "deep"
    inner.mkdir(parents=True)
    for folder in (inner, inner.parent, inner.parent.parent):
        (folder / "__init__.py").write_text("raise SystemExit('code of the package ran')")
        (folder / "weights.bin").write_bytes(b"x")
    monkeypatch.syspath_prepend(tmp_path / "site")
    before = set(sys.modules)
    own = GOOD.replace(
        'repo = "me/mine"\nrevision = "0123456789abcdef"', f'package = "{package}"\npath = "weights.bin"'
    )
    catalog = read(tmp_path, own)
    assert catalog.present(catalog["my-model"]) is (package in ("trap", "trap.inner", "trap.inner.deep"))
    assert not {name for name in set(sys.modules) - before if name.partition(".")[0] in ("trap", "nosuch")}
