"""Guide: the picture follows what was drawn of another one, and says what it lacks."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from pipelines.image.ask_picture import GuideParams
from pipelines.image.guide import FollowGuide
from pipelines.image.modes import IMAGE
from studio.errors import BadInput, ModelAbsent
from studio.jobs.engine import Host
from studio.models.catalog import Catalog, ModelSpec
from tests import contract
from tests.contract import Bench, Processor
from tests.pipelines.image.pictures import PICTURE, PROMPT, bench, keep, mask, of, pixels, scene, spec
from tests.tiny_adapters import controlnet

PARAMS = GuideParams(prompt=PROMPT, picture=PICTURE)
MODELS = {
    "stable_diffusion": spec("sd-1.5"),
    "sdxl": spec("sdxl"),
    "flux": spec("flux1", "FluxPipeline"),
}


def control(base: str, name: str, path: Path | None = None, **values: Any) -> ModelSpec:
    where = {"path": str(path)} if path else {"repo": f"owner/{name}", "revision": "0" * 40}
    size = {"weights_mb": 690, "working_mb": 1, "licence": "OpenRAIL", "commercial": "yes"}
    told = {"task": "control", "kind": "adapter", "runtime": "diffusers", "base": base, "class_name": "ControlNetModel"}
    return ModelSpec(
        key=f"control-{name}-{base}", title=f"ControlNet {name.title()}", **{**size, **told, **where, **values}
    )


@pytest.fixture
def desk(checkpoints: dict[str, Path], tmp_path: Path) -> Callable[[str], Bench]:
    """A bench for a family, with a network for edges beside it."""

    def build(name: str) -> Bench:
        keep(tmp_path, scene())
        one = bench(FollowGuide(), PARAMS, MODELS[name], checkpoints[name], tmp_path)
        net = controlnet(tmp_path / "net", checkpoints[name])
        one.host = Host(Catalog([one.case.spec, control(one.case.spec.base, "canny", net)]), Processor())
        return one

    return build


@pytest.fixture
def sd(desk: Callable[[str], Bench]) -> Bench:
    return desk("stable_diffusion")


@pytest.mark.parametrize("name", MODELS)
def test_every_family_keeps_the_contract(name: str, desk: Callable[[str], Bench]) -> None:
    one = desk(name)
    contract.check_progress(one)
    contract.check_previews(one)
    contract.check_recipe(one)
    contract.check_seed(one)
    contract.check_cancel(one)


@pytest.mark.parametrize("name", MODELS)
def test_two_guides_give_two_pictures(name: str, desk: Callable[[str], Bench]) -> None:
    one = desk(name)
    keep(one.scratch, mask((96, 80), (10, 10, 40, 70)))
    first = pixels(of(one.run()[0][0]))
    keep(one.scratch, mask((96, 80), (50, 20, 90, 50)))
    assert np.abs(pixels(of(one.run()[0][0])) - first).mean() > 0.5


def test_how_closely_it_is_followed(sd: Bench) -> None:
    """Not at all: then two guides give one picture."""
    found = []
    for seed in (1, 2):
        keep(sd.scratch, scene(seed=seed))
        found.append(of(sd.run(hold=0.0)[0][0]).tobytes())
    assert found[0] == found[1] != of(sd.run(hold=1.0)[0][0]).tobytes()


def test_the_guide_is_shown_first_and_kept_beside_the_picture(sd: Bench) -> None:
    (made,), ctx = sd.run()
    assert [file.role for file in made.files] == ["main", "guide"]
    guide = of(made, "guide")
    assert set(np.unique(pixels(guide))) == {0, 255}
    shown = Image.open(BytesIO(ctx.images[0]))
    assert shown.size == guide.size
    assert np.abs(pixels(shown.convert("RGB")) - pixels(guide)).mean() < 30


def test_a_drawing_is_followed_as_it_is(sd: Bench) -> None:
    keep(sd.scratch, mask((96, 80), (10, 10, 12, 70), (10, 68, 90, 70)))
    made = sd.run()[0][0]
    assert any("taken as it is" in str(note) for note in made.notes)


@pytest.mark.parametrize(("size", "wanted"), [((400, 300), (400, 300)), ((24, 20), (64, 64))])
def test_it_is_as_large_as_the_picture_or_as_the_model_paints(
    size: tuple[int, int], wanted: tuple[int, int], sd: Bench
) -> None:
    keep(sd.scratch, scene(*size))
    assert of(sd.run()[0][0]).size == wanted


def test_the_model_is_as_before_afterwards(sd: Bench) -> None:
    first = of(sd.run()[0][0]).tobytes()
    assert of(sd.run()[0][0]).tobytes() == first
    with sd.cache.lease(sd.case.spec) as pipe:
        assert not getattr(pipe, "controls", None)


@pytest.mark.parametrize("size", [(1, 1), (1, 4096), (15, 15)])
def test_a_picture_of_no_use_is_refused(size: tuple[int, int], sd: Bench) -> None:
    keep(sd.scratch, Image.new("RGB", size))
    with pytest.raises(BadInput):
        sd.run()
    assert not sd.cache.residents()


def choose(guide: str, *more: ModelSpec) -> Any:
    mode = next(mode for mode in IMAGE if mode.key == "guide")
    here = spec("sd-1.5", path="poet")
    return mode.choose(PARAMS.model_copy(update={"guide": guide}), Host(Catalog([here, *more]), Processor()))


def test_what_is_not_here_is_named_with_its_size() -> None:
    with pytest.raises(ModelAbsent, match=r"“Depth”.*ControlNet Depth \(0.7 GB, licence OpenRAIL\)"):
        choose("depth", control("sd-1.5", "depth"), control("sd-1.5", "canny"))


def test_a_family_without_such_a_network_says_so() -> None:
    with pytest.raises(ModelAbsent, match="no network that follows “Pose”"):
        choose("pose", control("sdxl", "openpose"), control("sd-1.5", "canny"))


@pytest.mark.parametrize(
    ("guide", "name"),
    [("edges", "canny"), ("soft-edges", "softedge"), ("sketch", "scribble"), ("depth", "depth"), ("pose", "openpose")],
)
def test_each_guide_has_its_network(guide: str, name: str) -> None:
    assert choose(guide, control("sd-1.5", name, Path("/"))).name == "sd-1.5"


def test_the_shipped_catalog_has_a_network_for_every_guide() -> None:
    from typing import get_args

    from pipelines.image.ask_picture import Guide
    from pipelines.image.guides.controls import controls

    catalog = Catalog.read()
    for guide in get_args(Guide):
        assert len(list(controls(guide, "sd-1.5", catalog))) == 1
