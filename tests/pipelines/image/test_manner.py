"""Manner: a picture is painted in the style of another one, where something reads it; the model stays as it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.image.ask import ImageParams
from pipelines.image.ask_picture import ChangeParams, GuideParams, RepaintParams
from pipelines.image.diffusion import Diffusion
from pipelines.image.guide import FollowGuide
from pipelines.image.modes import IMAGE
from pipelines.image.redraw import Redraw
from pipelines.image.repaint import Repaint
from studio.errors import BadInput, ModelAbsent
from studio.jobs.engine import Engine, Host
from studio.models.catalog import Catalog, ModelSpec
from studio.params import Params
from tests.contract import Bench, Processor
from tests.pipelines.image.pictures import MASK, MORE, PICTURE, PROMPT, bench, keep, mask, of, pixels, scene, spec
from tests.pipelines.image.test_guide import control
from tests.tiny_adapters import STYLE_FILE, STYLE_READER, controlnet, ip_adapter

STYLE = MORE[0]
ASKED: dict[str, tuple[Engine[Any, Any], Params]] = {
    "image": (Diffusion(), ImageParams(prompt=PROMPT, size=512)),
    "change": (Redraw(), ChangeParams(prompt=PROMPT, picture=PICTURE)),
    "repaint": (Repaint(), RepaintParams(prompt=PROMPT, picture=PICTURE, mask=MASK)),
    "guide": (FollowGuide(), GuideParams(prompt=PROMPT, picture=PICTURE)),
}


def reader(base: str, path: Path | None = None) -> ModelSpec:
    where = {"path": str(path)} if path else {"repo": "owner/style", "revision": "0" * 40}
    files = (STYLE_FILE, f"{STYLE_READER}/config.json", f"{STYLE_READER}/model.safetensors")
    size = {"weights_mb": 1250, "disk_mb": 2460, "working_mb": 1, "licence": "Apache-2.0", "commercial": "yes"}
    told = {"task": "style-reading", "kind": "adapter", "runtime": "diffusers", "base": base, "files": files}
    return ModelSpec(key=f"style-{base}", title="IP-Adapter", **{**size, **told, **where})


@pytest.fixture
def desk(checkpoints: dict[str, Path], tmp_path: Path) -> Any:
    """Builds a bench for a mode, with all that lies beside the model."""
    checkpoint = checkpoints["stable_diffusion"]
    for id, seed in ((PICTURE, 1), (STYLE, 2)):
        keep(tmp_path, scene(seed=seed), id)
    keep(tmp_path, mask((96, 80), (10, 10, 80, 70)), MASK)

    def build(mode: str) -> Bench:
        one = bench(*ASKED[mode], spec("sd-1.5"), checkpoint, tmp_path)
        beside = [reader("sd-1.5", ip_adapter(tmp_path / "style"))]
        beside += [control("sd-1.5", "canny", controlnet(tmp_path / "net", checkpoint))]
        one.host = Host(Catalog([one.case.spec, *beside]), Processor())
        return one

    return build


@pytest.mark.parametrize("mode", ASKED)
def test_every_mode_takes_a_style_and_leaves_the_model_as_it_was(mode: str, desk: Any) -> None:
    one: Bench = desk(mode)
    plain = pixels(of(one.run()[0][0]))
    first = pixels(of(one.run(style_picture=STYLE, style_hold=1.0)[0][0]))
    assert np.abs(first - plain).max() > 0
    keep(one.scratch, scene(seed=5), STYLE)
    assert np.abs(pixels(of(one.run(style_picture=STYLE, style_hold=1.0)[0][0])) - first).max() > 0, "another style"
    assert (pixels(of(one.run()[0][0])) == plain).all()


def test_the_more_closely_the_farther_from_the_plain_one(desk: Any) -> None:
    one: Bench = desk("image")
    plain = pixels(of(one.run()[0][0]))
    far = [
        np.abs(pixels(of(one.run(style_picture=STYLE, style_hold=hold)[0][0])) - plain).mean() for hold in (0.2, 1.0)
    ]
    assert 0 < far[0] < far[1]
    assert (pixels(of(one.run(style_picture=STYLE, style_hold=0.0)[0][0])) == plain).all()


def ask(mode: str, here: ModelSpec, *beside: ModelSpec) -> Any:
    found = next(one for one in IMAGE if one.key == mode)
    values = {"prompt": PROMPT, "picture": PICTURE, "style_picture": STYLE, "model": here.key}
    asked = {name: value for name, value in values.items() if name in found.form.model_fields}
    return found.ask(asked, Host(Catalog([here, *beside]), Processor()))


@pytest.mark.parametrize("mode", ["image", "change"])
def test_a_family_without_a_reader_is_refused_before_anything_waits(mode: str) -> None:
    here = spec("z-image", "ZImagePipeline", path="poet")
    with pytest.raises(BadInput, match="no network that reads") as refused:
        ask(mode, here, reader("sd-1.5", Path("/")))
    assert "style_picture" in refused.value.fields


def test_a_reader_that_is_not_here_is_named_with_its_size() -> None:
    with pytest.raises(ModelAbsent, match=r"IP-Adapter \(2.4 GB, licence Apache-2.0\)"):
        ask("change", spec("sd-1.5", path="poet"), reader("sd-1.5"))


def test_the_model_that_sees_may_lie_beside_another_familys_weights(desk: Any, tmp_path: Path) -> None:
    """So it is with SDXL's."""
    one: Bench = desk("image")
    folder = tmp_path / "style"
    (folder / "other").mkdir()
    (folder / STYLE_FILE).rename(folder / "other" / "style.safetensors")
    shared = reader("sd-1.5", folder).model_copy(update={"files": ("other/style.safetensors",)})
    one.host = Host(Catalog([one.case.spec, shared]), Processor())
    assert of(one.run(style_picture=STYLE)[0][0]).tobytes() != of(one.run()[0][0]).tobytes()
