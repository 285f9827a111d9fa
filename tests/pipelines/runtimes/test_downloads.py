"""What the libraries save is found present in the hub cache, and nothing less than it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines.runtimes.compat import prepare
from studio.models.catalog import Catalog
from studio.models.weights import weights
from tests import tiny
from tests.fakes import a_spec

REVISION = "0123456789abcdef0123456789abcdef01234567"


@pytest.mark.parametrize("build", tiny.BUILDERS.values(), ids=tiny.BUILDERS)
def test_real_checkpoints_are_present_until_a_file_of_weights_goes(
    tmp_path: Path, build: Callable[[Path], Path]
) -> None:
    prepare()
    spec = a_spec("real", repo="o/real", revision=REVISION)
    folder = build(tmp_path / "models--o--real" / "snapshots" / REVISION)
    catalog = Catalog([spec], tmp_path)
    assert catalog.present(spec), list(catalog.troubles())
    for place in {file.parent for file in folder.glob("**/*") if file.is_file()}:
        for file in weights(place) if "scratch" not in place.parts else ():
            data = file.read_bytes()
            file.write_bytes(data[:-1])
            catalog.refresh()
            assert not catalog.present(spec), file
            file.write_bytes(data)
