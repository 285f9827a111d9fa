"""Every model engine, on a tiny real checkpoint, keeps the shared contract; and what each does beyond it."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ClassVar, Literal

import numpy as np
import pytest
from PIL import Image

from pipelines.animation import video
from pipelines.animation.ask import AnimationParams
from pipelines.image import diffusion
from pipelines.image.ask import ImageParams
from pipelines.music import musicgen
from pipelines.music.ask import MusicParams
from pipelines.runtimes.compat import prepare
from pipelines.runtimes.denoising import Canvas
from pipelines.runtimes.latents import Previewer
from pipelines.runtimes.loading import Loading
from pipelines.writing import chat
from pipelines.writing.ask import WritingParams
from studio.errors import BadInput, Cancelled, InkstoneError, LoadFailed
from studio.models.catalog import ModelSpec, Part
from tests import contract, tiny
from tests.contract import Bench, Case, Processor

PROMPT = "a red fox under the moon"


# Shorter than a person may ask for: the engine does not know, and the suite stays quick.
MUSIC = MusicParams.model_construct(prompt="a calm piano tune", seconds=1.0)


def spec(key: str, task: Any, engine: str, commercial: Literal["yes", "no"] = "yes", **values: Any) -> ModelSpec:
    licence = {"yes": "Apache-2.0", "no": "CC-BY-NC-4.0"}[commercial]
    size = {"weights_mb": 1, "working_mb": 1, "licence": licence, "commercial": commercial}
    return ModelSpec(key=key, title=key.title(), task=task, engine=engine, dtype="float32", **{**size, **values})


PICTURE = {"steps": 3, "guidance_scale": 4.0, "side": 64}
FILM = {"steps": 2, "guidance_scale": 4.0, "width": 64, "height": 64, "frames": 8, "fps": 4}
CASES = [
    Case(
        "stable-diffusion",
        diffusion.run,
        ImageParams(prompt=PROMPT, aspect="4:3", size=512, negative_prompt="snow"),
        spec("sd", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.stable_diffusion,
        lambda pipe: pipe.unet,
        "painting",
        previews="image",
    ),
    Case(
        "flux",
        diffusion.run,
        ImageParams(prompt=PROMPT, aspect="9:16", size=512, count=2),
        spec("flux", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.flux,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "sdxl",
        diffusion.run,
        ImageParams(prompt=PROMPT, size=512),
        spec("sdxl", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.sdxl,
        lambda pipe: pipe.unet,
        "painting",
        previews="image",
    ),
    Case(
        "flux2-klein",
        diffusion.run,
        ImageParams(prompt=PROMPT, size=512),
        spec("klein", "text-to-image", "diffusers", pipeline="Flux2KleinPipeline", defaults=PICTURE),
        tiny.flux2_klein,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "z-image",
        diffusion.run,
        ImageParams(prompt=PROMPT, size=512),
        spec("zimage", "text-to-image", "diffusers", pipeline="ZImagePipeline", defaults=PICTURE),
        tiny.z_image,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "wan",
        video.run,
        AnimationParams(prompt=PROMPT, seconds=2, size=480),
        spec(
            "wan",
            "text-to-video",
            "diffusers",
            pipeline="WanPipeline",
            defaults={**FILM, "steps": 3, "frames": 9, "frame_step": 4},
        ),
        tiny.wan,
        lambda pipe: pipe.transformer,
        "filming",
        previews="image",
    ),
    Case(
        "animatediff",
        video.run,
        AnimationParams(prompt=PROMPT, seconds=2, size=480),
        spec("film", "text-to-video", "diffusers", pipeline="AnimateDiffPipeline", defaults={**FILM, "steps": 3}),
        tiny.animatediff,
        lambda pipe: pipe.unet,
        "filming",
        previews="image",
    ),
    Case(
        "chat",
        chat.run,
        WritingParams(prompt=PROMPT, kind="poem", form="haiku"),
        spec("llama", "text-generation", "transformers"),
        tiny.chat,
        lambda pair: pair.model,
        "writing",
        previews="text",
    ),
    Case(
        "musicgen",
        musicgen.run,
        MUSIC,
        spec("musicgen", "text-to-music", "transformers", "no", defaults={"window": 30}),
        tiny.musicgen,
        lambda pair: pair.model.decoder,
        "composing",
    ),
    Case(
        "audiocraft",
        musicgen.run,
        MUSIC,
        spec("audiocraft", "text-to-music", "audiocraft", "no", defaults={"window": 30}),
        tiny.audiocraft_musicgen,
        lambda model: model.lm.transformer,
        "composing",
    ),
]


@pytest.fixture(scope="session", autouse=True)
def _importable() -> Iterator[None]:
    prepare()
    import torch

    # Threads cost more than they bring on tensors this small, above all while other tests run.
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built when they are first asked for, once a session."""

    class Built(dict[str, Path]):
        def __missing__(self, name: str) -> Path:
            self[name] = tiny.BUILDERS[name](tmp_path_factory.mktemp(name))
            return self[name]

    return Built()


@pytest.fixture(scope="session")
def benches(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    """One loaded model a case, shared by the checks: that is how the studio uses it too."""

    class Set(dict[str, Bench]):
        def __missing__(self, name: str) -> Bench:
            case = next(case for case in CASES if case.name == name)
            self[name] = Bench(case, checkpoints[case.checkpoint.__name__], tmp_path_factory.mktemp("job"))
            return self[name]

    return Set()


@pytest.fixture(params=CASES, ids=lambda case: case.name)
def bench(request: pytest.FixtureRequest, benches: dict[str, Bench]) -> Bench:
    return benches[request.param.name]


def test_the_bar_goes_forward_to_its_end(bench: Bench) -> None:
    contract.check_progress(bench)


def test_it_shows_what_it_is_making(bench: Bench) -> None:
    contract.check_previews(bench)


def test_stop_works_within_one_step(bench: Bench) -> None:
    contract.check_cancel(bench)


def test_a_seed_makes_the_same_thing_again(bench: Bench) -> None:
    contract.check_seed(bench)


def test_a_failure_leaves_the_model_usable(bench: Bench, checkpoints: dict[str, Path], tmp_path: Path) -> None:
    fresh = Bench(bench.case, checkpoints[bench.case.checkpoint.__name__], tmp_path)
    contract.check_reset(bench, fresh)


def test_a_broken_off_picture_leaves_no_place_in_the_schedule(benches: dict[str, Bench]) -> None:
    contract.break_off(benches["stable-diffusion"])
    with benches["stable-diffusion"].cache.lease(benches["stable-diffusion"].case.spec) as pipe:
        assert pipe.scheduler.num_inference_steps is None
        assert not pipe.interrupt


def test_a_broken_off_piece_of_music_is_let_go(benches: dict[str, Bench]) -> None:
    """The callback of audiocraft would keep the whole failed job in memory."""
    contract.break_off(benches["audiocraft"])
    with benches["audiocraft"].cache.lease(benches["audiocraft"].case.spec) as model:
        assert model._progress_callback is None


def test_the_recipe_is_complete(bench: Bench) -> None:
    contract.check_recipe(bench)


def test_a_picture_has_the_size_that_was_asked_for(benches: dict[str, Bench]) -> None:
    bench = benches["stable-diffusion"]
    (made,), _ = bench.run()
    picture = Image.open(BytesIO(made.files[0].data))
    assert picture.size == (made.facts["width"], made.facts["height"]) == (680, 512)
    assert not picture.info, "the store writes the recipe, not the engine"
    assert made.facts["steps"] == 3 and made.facts["guidance"] == 4.0
    # The model was trained on 64 x 64, so it paints the same shape at that area.
    assert made.facts["painted"] == "80 x 64"
    assert any("80 x 64" in note and "enlarged" in note for note in made.notes)


def test_a_person_may_set_steps_and_guidance(benches: dict[str, Bench]) -> None:
    bench = benches["stable-diffusion"]
    (made,), ctx = bench.run(params=bench.case.seeded(7).model_copy(update={"steps": 5, "guidance": 0.0}))
    assert (made.facts["steps"], made.facts["guidance"]) == (5, 0.0)
    assert max(step.total for step in ctx.steps) == 5
    assert any("“snow” had no effect" in note for note in made.notes), "without guidance nothing can be left out"


def test_several_pictures_share_one_bar_and_get_the_next_seeds(benches: dict[str, Bench]) -> None:
    bench = benches["flux"]
    pieces, ctx = bench.run(7)
    assert [made.facts["seed"] for made in pieces] == [7, 8]
    assert [step.step for step in ctx.steps if step.total] == [1, 2, 3, 4, 5, 6]
    second = bench.run(8, params=bench.case.seeded(8).model_copy(update={"count": 1}))[0][0]
    assert second.files[0].data == pieces[1].files[0].data


class Paintbox:
    """A decoder whose colours are known: each latent channel adds its own colour, softly limited."""

    config: ClassVar[dict[str, Any]] = {"latent_channels": 4, "scaling_factor": 0.2, "shift_factor": 0.1}

    def __init__(self) -> None:
        import torch

        self.device, self.dtype = torch.device("cpu"), torch.float32
        self.palette = torch.tensor([[0.3, 0.2, 0.2], [0.2, -0.3, 0.1], [-0.1, 0.2, 0.3], [-0.2, -0.2, 0.2]]) / 6

    def decode(self, cells: Any, return_dict: bool = True) -> tuple[Any]:
        import torch

        colours = torch.einsum("bchw,cd->bdhw", cells, self.palette) + 0.1
        return (torch.nn.functional.interpolate(colours, scale_factor=8, mode="bicubic").tanh(),)


@pytest.mark.parametrize("packed", [False, True], ids=["grid", "tokens"])
def test_the_preview_has_the_colours_of_the_picture(packed: bool) -> None:
    """Smaller and at once, it shows what decoding the latents would show; also where they are packed into tokens."""
    import torch
    from diffusers import FluxPipeline

    pipe = SimpleNamespace(vae=Paintbox())
    corners = torch.randn(1, 4, 2, 3, generator=torch.Generator().manual_seed(3))
    latents = corners.repeat_interleave(8, 2).repeat_interleave(8, 3)
    truth = pipe.vae.decode(latents / 0.2 + 0.1)[0]
    if packed:
        latents = FluxPipeline._pack_latents(latents, 1, 4, 16, 24)
    shown = Image.open(BytesIO(Previewer(pipe, 192, 128).image(latents)))
    assert shown.size == (512, 341)
    preview = np.asarray(shown.resize((3, 2), Image.Resampling.BOX), float) / 127.5 - 1
    blocks = torch.nn.functional.adaptive_avg_pool2d(truth, (2, 3))[0].permute(1, 2, 0).numpy()
    assert np.abs(preview - blocks).max() < 0.06


def test_latents_of_an_unknown_layout_have_no_preview() -> None:
    import torch

    assert Previewer(SimpleNamespace(vae=Paintbox()), 64, 64).image(torch.zeros(1, 7, 8, 8)) == b""


@pytest.mark.parametrize("size", [(0, 512), (512, 0), (10**9, 10**9), (8, 8), (-64, 64)])
def test_a_size_that_no_model_paints_is_refused(size: tuple[int, int]) -> None:
    with pytest.raises(BadInput, match="each side is from 64 to 4,096"):
        Canvas.plan(size, 512 * 512)


@pytest.mark.parametrize("size", [(512, 512), (2048, 1152), (1152, 2048), (1000, 664), (64, 4096)])
def test_a_model_paints_the_shape_that_was_asked_for_within_what_it_can(size: tuple[int, int]) -> None:
    canvas = Canvas.plan(size, 512 * 512)
    assert canvas.width % 16 == canvas.height % 16 == 0
    assert canvas.width * canvas.height <= 1.5 * 512 * 512
    assert canvas.width / canvas.height == pytest.approx(size[0] / size[1], rel=0.2)


def test_a_picture_that_the_safety_filter_took_away_is_explained(checkpoints: dict[str, Path], tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case.name == "stable-diffusion")
    (made,), _ = Bench(case, checkpoints["blackening_diffusion"], tmp_path).run()
    assert Image.open(BytesIO(made.files[0].data)).getextrema() == ((0, 0),) * 3
    assert any("safety filter" in note and "another seed" in note for note in made.notes)


def test_a_film_plays_and_says_how_long_it_is(benches: dict[str, Bench]) -> None:
    from studio.media.video import probe

    (made,), _ = benches["animatediff"].run()
    film = probe(made.files[0].data)
    assert (film.codec, film.frames, film.fps) == ("h264", 8, 4)
    assert made.facts["seconds"] == film.seconds == 2
    assert made.files[1].role == "poster"
    assert any("4 frames a second" in note for note in made.notes)


def test_a_film_takes_its_motion_from_a_repository_of_its_own(checkpoints: dict[str, Path], tmp_path: Path) -> None:
    """AnimateDiff is a Stable Diffusion model and a motion adapter, each in its own place of the hub cache."""
    revision = "0123456789abcdef0123456789abcdef01234567"
    base = tmp_path / "models--owner--base" / "snapshots" / revision
    base.parent.mkdir(parents=True)
    base.symlink_to(checkpoints["stable_diffusion"])
    film = spec(
        "film",
        "text-to-video",
        "diffusers",
        pipeline="AnimateDiffPipeline",
        defaults=FILM,
        parts={"motion_adapter": Part(kind="MotionAdapter", repo="owner/motion", revision=revision)},
    )
    motion = tmp_path / "models--owner--motion" / "snapshots" / revision
    motion.parent.mkdir(parents=True)
    motion.symlink_to(checkpoints["motion_adapter"])
    pipe = Loading().load(film, base, Processor())
    assert type(pipe.unet).__name__ == "UNetMotionModel"


@pytest.mark.parametrize("name", ["musicgen", "audiocraft"])
def test_music_is_as_long_and_as_loud_as_it_should_be(name: str, benches: dict[str, Bench]) -> None:
    import soundfile

    from studio.media.audio import loudness, true_peak

    (made,), _ = benches[name].run()
    sound, rate = soundfile.read(BytesIO(made.files[0].data), always_2d=True)
    assert len(sound) == made.facts["seconds"] * rate == rate == 32000
    assert loudness(sound, rate) == pytest.approx(-14, abs=1)
    assert true_peak(sound) <= -1


@pytest.mark.parametrize("name", ["musicgen", "audiocraft"])
def test_a_piece_longer_than_the_models_window_is_continued(
    name: str, benches: dict[str, Bench], tmp_path: Path
) -> None:
    """The bar goes on over the windows, and the piece is as long as was asked for."""
    bench = benches[name]
    with bench.cache.lease(bench.case.spec) as model:
        if name == "audiocraft":
            model.max_duration = 0.6
    short = bench.case.spec.model_copy(update={"defaults": {"window": 0.6}})
    ctx = bench.context()
    (made,) = bench.case.run(bench.case.seeded(7), short, ctx)
    assert made.facts["seconds"] == 1.0
    steps = [step.step for step in ctx.steps if step.phase == "composing"]
    assert steps == sorted(steps)
    assert steps[-1] == ctx.steps[-2].total == 50
    with bench.cache.lease(bench.case.spec) as model:
        if name == "audiocraft":
            model.max_duration = 30


def test_tempo_and_key_become_words_for_the_model() -> None:
    params = MusicParams(prompt="a waltz", tempo=120, key="D", mode="minor", metre="3/4")
    assert musicgen.description(params) == "a waltz, 120 bpm, D minor, 3/4"


def test_silence_is_told_instead_of_kept() -> None:
    with pytest.raises(InkstoneError, match="wrote silence"):
        musicgen.mastered(np.zeros((32000, 1), np.float32), 32000)


def test_audiocrafts_own_debug_model_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    # Its tokenizer wants spaCy's English model, which only a download brings; a blank one splits words as well.
    monkeypatch.setattr(spacy, "load", lambda name, **options: spacy.blank("en"))
    case = Case(
        "debug",
        musicgen.run,
        MUSIC,
        spec("debug", "text-to-music", "audiocraft", "no"),
        tiny.audiocraft_musicgen,
        lambda model: model.lm,
        "composing",
    )
    (made,), ctx = Bench(case, Path("debug"), tmp_path).run()
    assert made.facts["seconds"] == 1.0
    assert ctx.steps[-2].step == ctx.steps[-2].total == 25


def test_what_was_written_before_stop_is_still_shown(benches: dict[str, Bench]) -> None:
    bench = benches["chat"]
    ctx = bench.context(stop_at=5)
    with pytest.raises(Cancelled):
        list(bench.case.run(bench.case.seeded(7), bench.case.spec, ctx))
    whole = bench.run(7)[1].texts[-1]
    assert ctx.texts[-1] and whole.startswith(ctx.texts[-1])


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("<think>They want snow.</think>\n**First snow**\n\nIt fell.", "First snow\n\nIt fell."),
        ("<think>They want", ""),
        ("Plain words.", "Plain words."),
    ],
)
def test_thoughts_and_markdown_of_a_chat_model_are_not_shown(written: str, shown: str) -> None:
    assert chat.readable(written) == shown


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("The fox ran. It found the moon. Then it st", "The fox ran. It found the moon."),
        ("狐狸跑了。它看见了月亮。然后它停", "狐狸跑了。它看见了月亮。"),
        ("a fox in the snow\nthe moon above\nand then", "a fox in the snow\nthe moon above"),
        ("“Come,” it said. “Now!” And sudd", "“Come,” it said. “Now!”"),
    ],
)
def test_a_piece_that_ran_out_of_room_ends_at_a_sentence(text: str, kept: str) -> None:
    assert chat.ended(text) == kept


@pytest.mark.parametrize(
    ("text", "title", "body"),
    [
        ("The Fox\n\nIt ran.", "The Fox", "It ran."),
        ("# Title: The Fox\n\nIt ran.", "The Fox", "It ran."),
        ("《月下》\n\n狐狸跑了。", "月下", "狐狸跑了。"),
        ("It ran over the snow.\n\nThen it slept.", "my prompt", "It ran over the snow.\n\nThen it slept."),
        ("It ran\nand ran", "my prompt", "It ran\nand ran"),
    ],
)
def test_a_short_first_line_is_the_title(text: str, title: str, body: str) -> None:
    assert chat.titled(text, "my prompt") == (title, body)


def test_an_engine_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="“crystal”"):
        Loading().load(spec("orb", "text-to-image", "crystal"), tmp_path, Processor())
