"""The icon painter, on a tiny export of its own layout with the real sentence model: what a person sees of it."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

import gc
import json
import shutil
import weakref
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image, ImageDraw

from pipelines.image.ask import ImageParams
from pipelines.image.illustrator.engine import Illustrator
from pipelines.image.modes import IMAGE
from pipelines.image.painter import engine as painter
from pipelines.image.painter.concepts import _VECTORS, Concepts, names_in
from pipelines.image.painter.engine import READER, Painter
from pipelines.image.painter.pair import PART, cut_out, together
from pipelines.image.painter.words import LONGEST, embedded
from pipelines.registry import MODES
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.diffusers import Diffusers
from pipelines.runtimes.ncnn import Ncnn
from pipelines.runtimes.painting import paint
from pipelines.runtimes.transformers import Pair, Transformers
from studio.errors import Cancelled, LoadFailed, ModelAbsent
from studio.jobs.engine import Ask, Host
from studio.jobs.live import LiveJob
from studio.jobs.outcome import recipe_of
from studio.jobs.pace import Pace
from studio.models import catalog as catalogs
from studio.models.cache import ModelCache
from studio.models.catalog import Catalog, Defaults, ModelSpec
from studio.models.device import Device
from studio.models.memory import Memory
from studio.models.runtime import Runtimes
from studio.works.facts import PictureFacts
from studio.works.made import Made
from tabs import form
from tests import contract
from tests.contract import Bench, Case, Processor, Recorder

MODE = MODES["image"]
NAMES = {key: key for key in ("cat", "dog", "fox", "bus", "banana", "castle", "owl", "tangerine")}
NAMES |= {"red-apple": "apple", "red-heart": "heart", "full-moon": "full moon", "red-envelope": "red envelope"}
CATALOG = Catalog.read()
MINILM = CATALOG["minilm-torch"]
SPEC = CATALOG["icon-painter"].model_copy(update={"defaults": Defaults(steps=4, guidance_scale=3.0, side=128)})
CLASSES = {"DownBlock2D": 16, "CrossAttnDownBlock2D": 32}


def tiny_painter(folder: Path) -> Path:
    """The painter's classes with small random weights; returns what the catalog points at."""
    prepare()
    import torch
    from diffusers import AutoencoderKL, DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel

    torch.manual_seed(5)
    unet = UNet2DConditionModel(
        sample_size=16,
        in_channels=6,
        out_channels=6,
        down_block_types=tuple(CLASSES),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"),
        block_out_channels=tuple(CLASSES.values()),
        layers_per_block=1,
        cross_attention_dim=32,
        encoder_hid_dim=384,
        encoder_hid_dim_type="text_proj",
        attention_head_dim=1,
        norm_num_groups=8,
        addition_embed_type="text",
        addition_embed_type_num_heads=8,
    )
    codec = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4,
        block_out_channels=(8, 8, 8, 8),
        latent_channels=6,
        norm_num_groups=4,
        scaling_factor=1.0,
    )
    schedule = DDIMScheduler(
        prediction_type="v_prediction", rescale_betas_zero_snr=True, timestep_spacing="trailing", clip_sample=False
    )
    StableDiffusionPipeline(
        vae=codec.to(torch.float16),
        text_encoder=None,
        tokenizer=None,
        unet=unet.to(torch.float16),
        scheduler=schedule,
        safety_checker=None,
        feature_extractor=None,
        requires_safety_checker=False,
    ).save_pretrained(folder)
    (folder / "concepts.json").write_text(json.dumps(NAMES), encoding="utf-8")
    return folder / "model_index.json"


@dataclass(frozen=True)
class PainterCase(Case):
    """The painter, with what reads the words to it, and without what enlarges its icons."""

    def ask(self, seed: int, spec: ModelSpec | None = None, **changes: Any) -> Ask[Any, Any]:
        asked = super().ask(seed, spec, **{"icon_size": "128", **changes})
        models = {**asked.models, READER: MINILM}
        return replace(asked, choice=replace(asked.choice, models=models))


class PainterBench(Bench):
    """The tiny painter and the real reader, each where the catalog says."""

    def __init__(self, export: Path, scratch: Path) -> None:
        spec = SPEC.model_copy(update={"path": str(export)})
        case = PainterCase(
            "image",
            Painter(),
            ImageParams(prompt="a fox", model="icon-painter", count=2),
            spec,
            tiny_painter,
            lambda pipe: pipe.unet,
            "painting",
            previews="image",
        )
        super().__init__(case, export, scratch)
        catalog = Catalog([spec, MINILM])
        self.host = Host(catalog, Processor())
        self.cache = ModelCache(self.host.device, contract.RUNTIMES, catalog.locate, Memory(system=2**40))


def facts_of(made: Made) -> PictureFacts:
    assert isinstance(made.facts, PictureFacts)
    return made.facts


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    prepare()
    import torch

    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_painter(tmp_path_factory.mktemp("painter"))


@pytest.fixture(scope="module")
def bench(export: Path, tmp_path_factory: pytest.TempPathFactory) -> Bench:
    bench = PainterBench(export, tmp_path_factory.mktemp("job"))
    assert bench.first, "made while the model is fresh"
    return bench


@pytest.fixture
def starter(export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A studio whose starter folder holds the tiny painter and the real upscaler."""
    folder = tmp_path / "starter"
    shutil.copytree(export.parent, folder / "painter")
    (folder / "upscaler").symlink_to(catalogs.STARTER / "upscaler")
    monkeypatch.setattr(catalogs, "STARTER", folder)
    return folder


@cache
def reader_at(path: Path) -> Pair:
    return Transformers().load(MINILM, path, Processor())


class OneReader(Transformers):
    """Lends all jobs the same reader of words; only the painter is loaded anew for each."""

    def load(self, spec: ModelSpec, path: Path, device: Device) -> Pair:
        assert spec == MINILM
        return reader_at(path)


def make(values: dict[str, Any], folder: Path, stop_at: int = 0) -> tuple[list[Made], Recorder]:
    """One job of the mode through the catalog, the cache and the runtimes, with four steps."""
    catalog, device = Catalog.read(), Processor()
    host = Host(catalog, device)
    runtimes = Runtimes((Diffusers(), OneReader(), Ncnn()))
    cache = ModelCache(device, runtimes, catalog.locate, Memory(system=2**40))
    ctx = Recorder(host, cache, folder, stop_at, "painting")
    ask = MODE.ask({"seed": 7, "steps": 4, "prompt": "a fox", "model": "icon-painter", **values}, host)
    return list(ask.choice.engine.run(ask, ctx)), ctx


@pytest.mark.parametrize(
    "check",
    [
        contract.check_progress,
        contract.check_previews,
        contract.check_cancel,
        contract.check_seed,
    ],
    ids=lambda check: check.__name__,
)
def test_it_keeps_the_contract_of_every_engine(check: Any, bench: Bench) -> None:
    check(bench)


def test_its_recipe_names_the_painter_and_what_read_the_words(bench: Bench) -> None:
    pieces, _ = bench.first
    for number, made in enumerate(pieces):
        assert made.files[0].role == "main" and made.files[0].data and made.title and made.text and made.notes == ()
        recipe = recipe_of(LiveJob("job", "owner", bench.case.ask(7)), made)
        assert (recipe.seed, recipe.engine) == (7 + number, "painter")
        assert [(model.key, model.commercial) for model in recipe.models] == [
            ("icon-painter", "yes"),
            ("minilm-torch", "yes"),
        ]
        facts = facts_of(made)
        assert (facts.steps, facts.guidance_scale, facts.sampler) == (4, 3.0, "DDIM")


def test_a_failure_leaves_it_usable(bench: Bench) -> None:
    contract.check_reset(bench)


def test_a_stopped_icon_frees_the_model(bench: Bench) -> None:
    with pytest.raises(Cancelled):
        bench.run(stop_at=2)
    residents = bench.cache.residents()
    assert len(residents) == 2 and {resident.state for resident in residents} == {"idle"}
    bench.cache.clear()
    assert not bench.cache.residents()


@pytest.mark.parametrize("size", ["128", "512"])
def test_an_icon_has_the_size_that_was_asked_for(size: str, starter: Path, tmp_path: Path) -> None:
    (made,), ctx = make({"icon_size": size}, tmp_path)
    picture = Image.open(BytesIO(made.files[0].data))
    assert picture.size == (int(size), int(size)) == (facts_of(made).width, facts_of(made).height)
    assert ("enlarging" in [step.phase for step in ctx.steps]) == (size == "512")
    assert made.notes == ()


def test_the_large_icon_is_the_small_one_enlarged(starter: Path, tmp_path: Path) -> None:
    small, large = (
        Image.open(BytesIO(make({"icon_size": size}, tmp_path)[0][0].files[0].data)) for size in ("128", "512")
    )
    # Random weights paint noise, which the upscaler smoothes: the same colours in the same places are what remains.
    rough = [np.asarray(icon.resize((8, 8), Image.Resampling.BOX), float).ravel() for icon in (large, small)]
    assert np.corrcoef(rough)[0, 1] > 0.9


def test_without_the_upscaler_it_paints_small_and_says_so(starter: Path, tmp_path: Path) -> None:
    (starter / "upscaler").unlink()
    (made,), _ = make({}, tmp_path)
    assert facts_of(made).width == 128 and any("128 pixels" in str(note) for note in made.notes)


def test_it_paints_only_for_those_who_ask(starter: Path) -> None:
    host = Host(Catalog.read(), Processor())
    asked = {"auto": Illustrator, "illustrator": Illustrator, "icon-painter": Painter}
    for model, engine in asked.items():
        choice = MODE.choose(ImageParams.read({"prompt": "a fox", "model": model}), host)
        assert type(choice.engine) is engine
        assert [spec.key for spec in choice.models.values()] == (
            ["icon-painter", "minilm-torch", "upscaler"] if engine is Painter else ["minilm", "english-parser"]
        )
    assert choice.name == "icon-painter" and str(choice.why) == "You chose Icon painter."


@pytest.mark.parametrize("whole", [True, False], ids=["whole", "half-written"])
def test_the_page_offers_it_where_its_weights_are(whole: bool, starter: Path, tmp_path: Path) -> None:
    if not whole:
        (starter / "painter" / "model_index.json").unlink()
    offered = {name: title for title, name in form.engines(IMAGE, Host(Catalog.read(), Processor()))}
    assert ("icon-painter" in offered) == whole
    assert not whole or "Icon or sticker" in offered["icon-painter"]
    if not whole:
        with pytest.raises(ModelAbsent, match="Icon painter"):
            make({}, tmp_path)


@pytest.mark.parametrize("content", [b"", b"\0" * 64, None], ids=["empty", "zeros", "cut short"])
def test_damaged_weights_are_told(content: bytes | None, starter: Path, tmp_path: Path) -> None:
    file = starter / "painter" / "unet" / "diffusion_pytorch_model.safetensors"
    file.write_bytes(file.read_bytes()[:-2000] if content is None else content)
    with pytest.raises(LoadFailed, match="Icon painter"):
        make({}, tmp_path)


@pytest.mark.parametrize("content", ["[", "[]", '"cat"'])
def test_a_damaged_list_of_concepts_is_told(content: str, starter: Path, tmp_path: Path) -> None:
    (starter / "painter" / "concepts.json").write_text(content, encoding="utf-8")
    with pytest.raises(LoadFailed, match="list of concepts"):
        make({}, tmp_path)


def test_wishes_that_have_no_effect_are_named(bench: Bench) -> None:
    (made,), _ = bench.run(aspect="16:9", negative_prompt="snow", count=1)
    said = [str(note) for note in made.notes]
    assert any("16:9" in note for note in said) and any("“snow”" in note for note in said)


@pytest.fixture(scope="module")
def reader(bench: Bench) -> Pair:
    with bench.cache.lease(MINILM) as reader:
        assert isinstance(reader, Pair)
        return reader


@pytest.fixture(scope="module")
def concepts(reader: Pair) -> Concepts:
    return Concepts(NAMES, reader)


@pytest.mark.parametrize(
    ("prompt", "words", "missed"),
    [
        ("a fox", "a fox", ""),
        ("an icon of an owl", "an owl", ""),
        ("Banana sticker", "a banana", ""),
        ("a kitten", "a cat", ""),
        ("a blue cat", "a blue cat", ""),
        ("cat, blue", "a blue cat", ""),
        ("a navy castle", "a blue castle", ""),
        ("a black cat", "a black cat", ""),
        ("a light blue heart", "a blue heart", ""),
        ("a green apple", "a green apple", ""),
        ("an orange", "a tangerine", ""),
        ("an orange cat", "an orange cat", ""),
        ("a fox and a moon", "a fox and a full moon", ""),
        ("a red bus next to a white dog", "a red bus and a white dog", ""),
        ("flat bus icon", "a bus, flat", ""),
        ("a 3D cat", "a cat", ""),
        ("a blue owl and a fox in flat style", "a blue owl and a fox, flat", ""),
        ("two blue foxes in the snow", "a blue fox", "two, in, snow"),
        ("a fox, a cat and a green owl", "a fox and a cat", "green owl"),
        ("a cat without a banana", "a cat", "without, banana"),
        ("a happy cat", "a cat", "happy"),
        ("a blue red envelope", "a red envelope", "blue"),
        ("a red envelope, green", "a red envelope", "green"),
        ("一只猫", "a cat", ""),
        ("狐狸", "a fox", ""),
        ("蓝色的狐狸", "a blue fox", ""),
        ("藍色的貓和月亮", "a blue cat and a full moon", ""),
        ("扁平风格的红苹果图标", "a red apple, flat", ""),
        ("一只蓝色的猫在雪中", "a blue cat", "雪中"),
    ],
)
def test_a_prompt_is_read_for_things_colours_and_look(prompt: str, words: str, missed: str, concepts: Concepts) -> None:
    subject = concepts.subject(prompt)
    assert subject.words == words
    assert bool(missed) == bool(subject.notes) and all(f"no effect: {missed}." in str(note) for note in subject.notes)


@pytest.mark.parametrize(
    ("prompt", "said"),
    [
        ("justice", "far from all that the icon painter has learned"),
        ("民主精神", "far from all that the icon painter has learned"),
        ("the catalogue of taxation policies", "take the Illustrator"),
        ("a purple zzyzx", "far from all"),
    ],
)
def test_where_no_thing_is_named_the_nearest_is_painted_and_told(prompt: str, said: str, concepts: Concepts) -> None:
    subject = concepts.subject(prompt)
    assert said in " ".join(map(str, subject.notes))
    assert ("purple" in subject.words) == ("purple" in prompt)


def test_a_thing_that_is_near_in_meaning_stands_in(reader: Pair) -> None:
    subject = Concepts({"dog": "dog", "bus": "bus"}, reader).subject("a grey poodle")
    assert subject.words == "a grey dog"


def test_two_things_are_asked_for_one_by_one_and_set_together(bench: Bench, concepts: Concepts) -> None:
    subject = concepts.subject("a flat blue cat and an owl")
    assert subject.asked == ("a blue cat, flat", "an owl, flat")
    (made,), _ = bench.run(prompt="a cat and an owl", count=1)
    assert "a cat and an owl, each painted by itself" in made.text
    assert Image.open(BytesIO(made.files[0].data)).size == (128, 128)


def test_the_thing_that_is_named_first_stands_in_front(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Image.Image] = []

    def watched(*wishes: Any) -> Any:
        painted = paint(*wishes)
        seen.extend(painted.images)
        return painted

    monkeypatch.setattr(painter, "paint", watched)
    (made,), _ = bench.run(prompt="a cat and an owl", count=1)
    shown = np.asarray(Image.open(BytesIO(made.files[0].data)))
    assert (shown == np.asarray(together(*seen))).all()
    assert (shown != np.asarray(together(*seen[::-1]))).any()


def tile(colour: str, size: int = 128) -> Image.Image:
    """A square on white with a white eye."""
    picture = Image.new("RGB", (size, size), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((8, 8, size - 9, size - 9), colour)
    draw.ellipse((size // 2 - 9, size // 2 - 9, size // 2 + 9, size // 2 + 9), "white")
    return picture


def test_of_a_pair_the_first_stands_in_front_and_its_white_parts_cover() -> None:
    pixels = together(tile("red"), tile("blue")).load()
    side = round(128 * PART)
    corner = 128 - side
    assert pixels[side // 2, corner + side // 2] == (255, 255, 255), "its eye is white"
    assert pixels[side // 2, corner + side // 4][0] > 200, "red at the lower left"
    assert pixels[corner + side // 2, side // 4][2] > 200, "blue at the upper right"
    middle = [pixels[at, 127 - at] for at in range(corner + 6, side - 6)]
    assert {pixel[0] > 200 and pixel[2] < 60 for pixel in middle} == {True}, "red where they overlap"


def test_a_cut_out_thing_keeps_what_is_white_inside_of_it() -> None:
    alpha = np.asarray(cut_out(tile("green")))[..., 3]
    assert alpha[0, 0] == 0 and alpha[64, 64] == 255 and alpha[30, 64] == 255


def test_ground_that_is_not_quite_white_leaves_no_film_on_what_is_behind() -> None:
    front = Image.new("RGB", (128, 128), (249, 250, 246))
    ImageDraw.Draw(front).rectangle((20, 60, 108, 127), "red")
    back = tile("blue")
    assert np.asarray(cut_out(front))[0, 0, 3] == 0
    corner = 128 - round(128 * PART)
    seen = np.asarray(together(front, back)).astype(int)[corner + 4 : corner + 20, corner + 6 : corner + 20]
    assert seen.size and np.ptp(seen, axis=(0, 1)).max() <= 4, "the blue behind is one blue"


def test_the_look_that_was_chosen_beats_the_one_in_the_prompt(concepts: Concepts) -> None:
    assert concepts.subject("a flat cat", "3d").words == "a cat"
    assert concepts.subject("a 3D cat", "flat").words == "a cat, flat"


@pytest.mark.parametrize(("look", "asked"), [("auto", "a fox, flat"), ("3d", "a fox"), ("flat", "a fox, flat")])
def test_the_page_chooses_the_look(look: str, asked: str, bench: Bench) -> None:
    (made,), _ = bench.run(prompt="a flat fox", icon_look=look, count=1)
    assert facts_of(made).subject == asked and asked in made.text


def test_far_from_all_it_names_what_it_can_paint(concepts: Concepts) -> None:
    (hint,) = concepts.subject("the spirit of democracy").notes
    assert sum(name in str(hint) for name in NAMES.values()) >= 5


def test_without_a_list_of_concepts_it_paints_the_words_as_they_are(starter: Path, tmp_path: Path) -> None:
    (starter / "painter" / "concepts.json").unlink()
    (made,), _ = make({"prompt": "justice", "icon_size": "128"}, tmp_path)
    assert (facts_of(made).subject, made.notes) == ("justice", ())


def test_what_the_names_mean_is_kept_for_as_long_as_the_reader_is_loaded(export: Path, tmp_path: Path) -> None:
    bench = PainterBench(export, tmp_path)
    with bench.cache.lease(MINILM) as reader:
        Concepts(NAMES, reader).subject("justice")
        (kept,) = _VECTORS[reader.model].values()
        Concepts(names_in(export.parent), reader).subject("the spirit of democracy")
        (again,) = _VECTORS[reader.model].values()
        assert again is kept and kept.shape == (len(NAMES), 384)
        gone = weakref.ref(reader.model)
    del reader, kept, again
    bench.cache.clear()
    gc.collect()
    assert gone() is None and len(_VECTORS) <= 1


def test_it_hears_the_words_as_the_stock_pipeline_does(bench: Bench, reader: Pair, tmp_path: Path) -> None:
    """Half a prompt is padding, and longer ones are cut."""
    from transformers import AutoTokenizer

    texts = ["a blue cat and an owl, flat", "a very long prompt " * 9]
    with bench.cache.lease(bench.case.spec) as pipe:
        assert pipe.text_encoder is None and pipe.tokenizer is None
        components = dict(pipe.components)
    path = CATALOG.locate(MINILM)
    tokenizer = AutoTokenizer.from_pretrained(path, local_files_only=True, model_max_length=LONGEST)
    stock = type(pipe)(
        **{**components, "text_encoder": reader.model, "tokenizer": tokenizer}, requires_safety_checker=False
    )
    reader.model.config.use_attention_mask = True
    try:
        words, silence = stock.encode_prompt(texts, "cpu", 1, True)
    finally:
        del reader.model.config.use_attention_mask
    assert (words == embedded(texts, reader)).all() and (silence == embedded(["", ""], reader)).all()


def test_the_words_are_heard(bench: Bench) -> None:
    """Another thing asked with the same noise makes another picture."""
    fox, bus = (bench.run(prompt=prompt, count=1)[0][0].files[0].data for prompt in ("a fox", "a bus"))
    assert fox != bus


def test_the_first_guess_of_its_time_is_seconds() -> None:
    host = Host(Catalog.read(), Processor())
    guesses = {choice.engine.key: Pace().guess(MODE.key, choice) for choice in MODE.choices(host)}
    assert guesses["painter"] < 10 < guesses["diffusion"]
