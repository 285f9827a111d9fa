"""The studio of November 2026 on a folder of its own, and the tiny checkpoints that it runs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipelines import GENERATORS
from pipelines.compat import prepare
from pipelines.loading import Loading
from studio.catalog import ModelSpec
from studio.house import House
from studio.live import JobView
from studio.settings import Settings
from tests import tiny
from tests.golden.cases import TINY, Case

OWNER = "a" * 32
TORCH_SEED = 0
"""Set before each tiny checkpoint is built: not all of the builders draw every weight from a seed of their own."""


@contextmanager
def open_house(home: Path, hub: Path) -> Iterator[House]:
    """Today's studio on the folder `home`, with the tiny checkpoints that lie in `hub`."""
    catalog = home / "catalog"
    catalog.mkdir(parents=True)
    (catalog / "tiny.toml").write_text("\n".join(as_toml(one.spec) for one in TINY.values()), encoding="utf-8")
    house = House.open(Settings(home=home, hub_cache=hub), GENERATORS, Loading())
    try:
        yield house
    finally:
        house.close()


def as_toml(spec: ModelSpec) -> str:
    """The entry of the spec in a catalog file."""
    values = spec.model_dump(exclude_defaults=True, exclude={"key"})
    defaults = values.pop("defaults", {})
    tables = {f"[{spec.key}]": values, f"[{spec.key}.defaults]": defaults}
    return "\n".join(
        line
        for heading, table in tables.items()
        for line in (heading, *(f"{name} = {json.dumps(value)}" for name, value in table.items()), "")
    )


def build_checkpoints(hub: Path) -> None:
    """Every tiny checkpoint, laid out as the hub's cache has downloaded models."""
    import torch

    prepare()
    # Sums over several threads may be added in another order.
    torch.set_num_threads(1)
    for one in TINY.values():
        folder = hub / f"models--{one.spec.repo.replace('/', '--')}" / "snapshots" / one.spec.revision
        folder.mkdir(parents=True)
        torch.manual_seed(TORCH_SEED)
        tiny.BUILDERS[one.builder](folder)


def make(house: House, case: Case) -> JobView:
    """Submit the job and wait for its end. Raises RuntimeError when it fails."""
    job = house.worker.submit(case.generator, case.params, OWNER)
    view = job.view
    while not view.ended:
        view = job.wait(view.version, 60)
    if view.state != "done":
        raise RuntimeError(f"{case.name}: {view.state}: {view.message}")
    return view
