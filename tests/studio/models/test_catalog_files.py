"""A person's own catalog files: a broken one is named, with the entry and the reason."""

from __future__ import annotations

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
    assert "pydantic" not in str(told.value) and "\n" not in str(told.value)


def test_a_folder_in_place_of_a_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").mkdir()
    with pytest.raises(BadInput, match=r"mine.toml cannot be read"):
        Catalog.read(tmp_path)
