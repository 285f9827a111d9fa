"""Every model engine, on a tiny real checkpoint, keeps the shared contract; and what each does beyond it."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import pytest
from PIL import Image

from pipelines.animation.ask import AnimationParams
from pipelines.animation.video import VideoDiffusion
from pipelines.image.ask import ImageParams
from pipelines.image.diffusion import Diffusion
from pipelines.music.ask import MusicParams
from pipelines.music.musicgen.engine import MusicGen
from pipelines.writing.ask import PoemParams
from pipelines.writing.chat.engine import Chat
from studio.errors import Cancelled, LoadFailed
from studio.models.catalog import Defaults, ModelSpec, Part
from studio.works.facts import FilmFacts, MusicFacts, PictureFacts
from studio.works.made import Made
from tests import contract, tiny
from tests.contract import RUNTIMES, Bench, Benches, Case, Processor

PROMPT = "a red fox under the moon"


# Shorter than a person may ask for: the engine does not know, and the suite stays quick.
MUSIC = MusicParams.model_construct(prompt="a calm piano tune", seconds=1.0)


def spec(key: str, task: Any, runtime: str, commercial: Literal["yes", "no"] = "yes", **values: Any) -> ModelSpec:
    licence = {"yes": "Apache-2.0", "no": "CC-BY-NC-4.0"}[commercial]
    size = {"weights_mb": 1, "working_mb": 1, "licence": licence, "commercial": commercial}
    return ModelSpec(key=key, title=key.title(), task=task, runtime=runtime, dtype="float32", **{**size, **values})


PICTURE = {"steps": 3, "guidance_scale": 4.0, "side": 64}
FILM = {"steps": 2, "guidance_scale": 4.0, "width": 64, "height": 64, "frames": 8, "fps": 4}
CASES = [
    Case(
        "stable-diffusion",
        Diffusion(),
        ImageParams(prompt=PROMPT, aspect="4:3", size=512, negative_prompt="snow"),
        spec("sd", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.stable_diffusion,
        lambda pipe: pipe.unet,
        "painting",
        previews="image",
    ),
    Case(
        "flux",
        Diffusion(),
        ImageParams(prompt=PROMPT, aspect="9:16", size=512, count=2),
        spec("flux", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.flux,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "sdxl",
        Diffusion(),
        ImageParams(prompt=PROMPT, size=512),
        spec("sdxl", "text-to-image", "diffusers", defaults=PICTURE),
        tiny.sdxl,
        lambda pipe: pipe.unet,
        "painting",
        previews="image",
    ),
    Case(
        "flux2-klein",
        Diffusion(),
        ImageParams(prompt=PROMPT, size=512),
        spec("klein", "text-to-image", "diffusers", class_name="Flux2KleinPipeline", defaults=PICTURE),
        tiny.flux2_klein,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "z-image",
        Diffusion(),
        ImageParams(prompt=PROMPT, size=512),
        spec("zimage", "text-to-image", "diffusers", class_name="ZImagePipeline", defaults=PICTURE),
        tiny.z_image,
        lambda pipe: pipe.transformer,
        "painting",
        previews="image",
    ),
    Case(
        "wan",
        VideoDiffusion(),
        AnimationParams(prompt=PROMPT, seconds=2, size=480),
        spec(
            "wan",
            "text-to-video",
            "diffusers",
            class_name="WanPipeline",
            defaults={**FILM, "steps": 3, "frames": 9, "frame_step": 4},
        ),
        tiny.wan,
        lambda pipe: pipe.transformer,
        "filming",
        previews="image",
    ),
    Case(
        "animatediff",
        VideoDiffusion(),
        AnimationParams(prompt=PROMPT, seconds=2, size=480),
        spec("film", "text-to-video", "diffusers", class_name="AnimateDiffPipeline", defaults={**FILM, "steps": 3}),
        tiny.animatediff,
        lambda pipe: pipe.unet,
        "filming",
        previews="image",
    ),
    Case(
        "chat",
        Chat(),
        PoemParams(prompt=PROMPT, form="haiku"),
        spec("llama", "text-generation", "transformers"),
        tiny.chat,
        lambda pair: pair.model,
        "writing",
        previews="text",
    ),
    Case(
        "musicgen",
        MusicGen(),
        MUSIC,
        spec("musicgen", "text-to-music", "transformers", "no", defaults={"window": 30}),
        tiny.musicgen,
        lambda pair: pair.model.decoder,
        "composing",
    ),
    Case(
        "audiocraft",
        MusicGen(),
        MUSIC,
        spec("audiocraft", "text-to-music", "audiocraft", "no", defaults={"window": 30}),
        tiny.audiocraft_musicgen,
        lambda model: model.lm.transformer,
        "composing",
    ),
]


def picture_facts(made: Made) -> PictureFacts:
    assert isinstance(made.facts, PictureFacts)
    return made.facts


def seconds_of(made: Made) -> float:
    assert isinstance(made.facts, (MusicFacts, FilmFacts)) and made.facts.seconds is not None
    return made.facts.seconds


@pytest.fixture(scope="session", autouse=True)
def _importable() -> Iterator[None]:
    with tiny.at_work():
        yield


@pytest.fixture(scope="session")
def checkpoints(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Built when they are first asked for, once a session."""

    return tiny.Built(tmp_path_factory.mktemp)


@pytest.fixture(scope="session")
def benches(checkpoints: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Bench]:
    return Benches(CASES, lambda case: checkpoints[case.checkpoint.__name__], lambda: tmp_path_factory.mktemp("job"))


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


def test_a_failure_leaves_the_model_usable(bench: Bench) -> None:
    contract.check_reset(bench)


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
    (made,), _ = benches["stable-diffusion"].first
    picture, facts = Image.open(BytesIO(made.files[0].data)), picture_facts(made)
    assert picture.size == (facts.width, facts.height) == (680, 512)
    assert not picture.info, "the store writes the recipe, not the engine"
    assert facts.steps == 3 and facts.guidance_scale == 4.0
    # The model was trained on 64 x 64, so it paints the same shape at that area.
    assert facts.painted == "80 x 64"
    assert any("80 x 64" in str(note) and "enlarged" in str(note) for note in made.notes)


def test_a_person_may_set_steps_and_guidance(benches: dict[str, Bench]) -> None:
    bench = benches["stable-diffusion"]
    (made,), ctx = bench.run(steps=5, guidance=0.0)
    assert (picture_facts(made).steps, picture_facts(made).guidance_scale) == (5, 0.0)
    assert max(step.total for step in ctx.steps) == 5
    assert any("“snow” had no effect" in str(note) for note in made.notes), "without guidance nothing can be left out"


def test_several_pictures_share_one_bar_and_get_the_next_seeds(benches: dict[str, Bench]) -> None:
    bench = benches["flux"]
    pieces, ctx = bench.first
    assert [made.facts.seed for made in pieces] == [7, 8]
    assert [step.step for step in ctx.steps if step.total] == [1, 2, 3, 4, 5, 6]
    second = bench.run(8, count=1)[0][0]
    assert second.files[0].data == pieces[1].files[0].data


def test_a_picture_that_the_safety_filter_took_away_is_explained(checkpoints: dict[str, Path], tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case.name == "stable-diffusion")
    (made,), _ = Bench(case, checkpoints["blackening_diffusion"], tmp_path).run()
    assert Image.open(BytesIO(made.files[0].data)).getextrema() == ((0, 0),) * 3
    assert any("safety filter" in str(note) and "another seed" in str(note) for note in made.notes)


def test_a_film_plays_and_says_how_long_it_is(benches: dict[str, Bench]) -> None:
    from studio.media.video import probe

    (made,), _ = benches["animatediff"].first
    film = probe(made.files[0].data)
    assert (film.codec, film.frames, film.fps) == ("h264", 8, 4)
    assert seconds_of(made) == film.seconds == 2
    assert made.files[1].role == "poster"
    assert any("4 frames a second" in str(note) for note in made.notes)


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
        class_name="AnimateDiffPipeline",
        defaults=FILM,
        parts={"motion_adapter": Part(kind="MotionAdapter", repo="owner/motion", revision=revision)},
    )
    motion = tmp_path / "models--owner--motion" / "snapshots" / revision
    motion.parent.mkdir(parents=True)
    motion.symlink_to(checkpoints["motion_adapter"])
    pipe = RUNTIMES.load(film, base, Processor())
    assert type(pipe.unet).__name__ == "UNetMotionModel"


@pytest.mark.parametrize("name", ["musicgen", "audiocraft"])
def test_music_is_as_long_and_as_loud_as_it_should_be(name: str, benches: dict[str, Bench]) -> None:
    import soundfile

    from studio.media.audio import loudness, true_peak

    (made,), _ = benches[name].first
    sound, rate = soundfile.read(BytesIO(made.files[0].data), always_2d=True)
    assert len(sound) == seconds_of(made) * rate == rate == 32000
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
    short = bench.case.spec.model_copy(update={"defaults": Defaults(window=0.6)})
    ctx = bench.context()
    (made,) = bench.pieces(ctx, bench.case.ask(7, short))
    assert seconds_of(made) == 1.0
    steps = [step.step for step in ctx.steps if step.phase == "composing"]
    assert steps == sorted(steps)
    assert steps[-1] == ctx.steps[-2].total == 50
    with bench.cache.lease(bench.case.spec) as model:
        if name == "audiocraft":
            model.max_duration = 30


def test_audiocrafts_own_debug_model_plays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import spacy

    # Its tokenizer wants spaCy's English model, which only a download brings; a blank one splits words as well.
    monkeypatch.setattr(spacy, "load", lambda name, **options: spacy.blank("en"))
    case = Case(
        "debug",
        MusicGen(),
        MUSIC,
        spec("debug", "text-to-music", "audiocraft", "no"),
        tiny.audiocraft_musicgen,
        lambda model: model.lm,
        "composing",
    )
    (made,), ctx = Bench(case, Path("debug"), tmp_path).run()
    assert seconds_of(made) == 1.0
    assert ctx.steps[-2].step == ctx.steps[-2].total == 25


def test_what_was_written_before_stop_is_still_shown_and_kept(benches: dict[str, Bench]) -> None:
    bench = benches["chat"]
    ctx, kept = bench.context(stop_at=5), []
    with pytest.raises(Cancelled):
        for made in bench.pieces(ctx, bench.case.ask(7)):
            kept.append(made)
    whole = bench.first[1].texts[-1]
    # The last token may be the first part of a letter.
    assert ctx.texts[-1] and whole.startswith(ctx.texts[-1].rstrip("\ufffd"))
    assert [made.text for made in kept] == [ctx.texts[-1].strip()]


def test_a_runtime_that_nobody_knows_is_named(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="“crystal”"):
        RUNTIMES.load(spec("orb", "text-to-image", "crystal"), tmp_path, Processor())
