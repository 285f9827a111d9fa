"""The model that audiocraft comes with for trying it out, `debug`: it keeps the shared contract too."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
import soundfile

from pipelines.music.ask import MusicParams
from pipelines.music.musicgen.engine import MusicGen
from studio.models.catalog import ModelSpec
from tests import contract, tiny
from tests.contract import Bench, Case

SECONDS = 1.2345
CASE = Case(
    "debug",
    MusicGen(),
    # Shorter than a person may ask for: the engine does not know.
    MusicParams.model_construct(prompt="a calm piano tune", seconds=SECONDS),
    ModelSpec(
        key="debug",
        title="Debug",
        task="text-to-music",
        runtime="audiocraft",
        weights_mb=1,
        working_mb=1,
        dtype="float32",
        licence="CC-BY-NC-4.0",
        commercial="no",
    ),
    lambda folder: folder,
    lambda model: model.lm.transformer,
    "composing",
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    """Its name stands for its files: audiocraft builds it. It cuts words with spaCy's English, a blank one here."""
    import spacy

    folder = tmp_path_factory.mktemp("debug")
    spacy.blank("en").to_disk(folder / "en_core_web_sm")
    with tiny.at_work(), pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        made = Bench(CASE, Path("debug"), folder)
        assert made.first, "made while the model is fresh"
        yield made


def test_it_keeps_the_contract(bench: Bench) -> None:
    contract.check_progress(bench)
    contract.check_previews(bench)
    contract.check_recipe(bench)
    contract.check_seed(bench)


def test_stop_works_within_one_step_and_a_failure_leaves_it_usable(bench: Bench) -> None:
    contract.check_cancel(bench)
    contract.check_reset(bench)


def test_rate_channels_and_length_are_exact(bench: Bench) -> None:
    sound, rate = soundfile.read(io.BytesIO(bench.first[0][0].files[0].data), always_2d=True)
    assert (rate, sound.shape) == (32_000, (round(SECONDS * 32_000), 1))
