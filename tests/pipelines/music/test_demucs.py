"""A person's own Demucs takes a sound apart: a tiny network of the real class, and files that are not read."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from pipelines.music.tools.separating import voice_of
from pipelines.runtimes.demucs import RATE, Demucs
from pipelines.sound.recording import Recording
from studio.errors import InkstoneError
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from tests.contract import Processor
from tests.pipelines.music.sound_desk import SoundDesk, heard

demucs = pytest.importorskip("demucs.htdemucs")
SOURCES = ["drums", "bass", "other", "vocals"]
ENTRY = """
[my-demucs]
title = "My Demucs"
task = "separating-voices"
runtime = "torch"
class = "runtimes.demucs:Demucs"
place = "system"
path = {path}
weights_mb = 1
working_mb = 100
licence = "MIT"
commercial = "yes"
cpu = true
"""


def save(folder: Path, name: str, kind: str = "demucs.htdemucs.HTDemucs") -> Any:
    """A tiny network as its author's own export writes it."""
    import torch
    from safetensors.torch import save_file

    torch.manual_seed(len(name))
    settings = {"channels": 8, "t_layers": 1, "t_heads": 2, "bottom_channels": 16}
    net = demucs.HTDemucs(SOURCES, **settings, segment=Fraction(39, 40)).eval()
    kwargs = {**settings, "segment": {"_type": "fraction", "numerator": 39, "denominator": 40}}
    about = {"klass": kind, "args": json.dumps([SOURCES]), "kwargs": json.dumps(kwargs)}
    state = {key: value.contiguous().clone() for key, value in net.state_dict().items()}
    save_file(state, folder / f"{name}.safetensors", about)
    return net


@pytest.fixture(scope="module")
def bag(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Any]]:
    """Two networks, of which the second counts three times as much for the voice."""
    folder = tmp_path_factory.mktemp("bag")
    nets = [save(folder, name) for name in ("one", "other")]
    (folder / "tiny.yaml").write_text("models: ['one', 'other']\nweights: [[1, 1, 1, 1], [0, 0, 0, 3]]\n")
    return folder, nets


@pytest.fixture(scope="module")
def song() -> np.ndarray:
    return (0.1 * np.random.default_rng(0).standard_normal((5 * RATE // 2, 2))).astype(np.float32)


def test_the_voice_is_what_the_library_itself_hears(bag: tuple[Path, list[Any]], song: np.ndarray) -> None:
    import torch
    from demucs.apply import BagOfModels, apply_model

    folder, nets = bag
    net = Demucs.load(folder)
    own = voice_of(Recording(song.copy(), RATE), net, lambda step, total: None).samples
    theirs = apply_model(BagOfModels(nets, [[1.0] * 4, [0.0, 0.0, 0.0, 3.0]]), torch.from_numpy(song.T)[None], shifts=0)
    wanted = theirs[0, SOURCES.index("vocals")].numpy().T
    # The last window stands elsewhere in the padding.
    until = len(song) - net.window
    assert np.abs(wanted[:until]).max() > 1e-4
    assert np.abs(own[:until] - wanted[:until]).max() < 1e-3 * np.abs(wanted).max()
    assert np.isfinite(own).all()


def test_it_goes_before_spleeter_and_both_parts_sum_to_the_sound(
    bag: tuple[Path, list[Any]], song: np.ndarray, tmp_path: Path
) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "catalog" / "own.toml").write_text(ENTRY.format(path=json.dumps(str(bag[0]))))
    catalog = Catalog.read(tmp_path / "catalog")
    desk = SoundDesk(tmp_path, Host(catalog, Processor()), cache_of(catalog))
    voice, rest = desk.make("separate", sound=desk.bring(song[:RATE]), format="flac")
    (one, rate), (other, _) = heard(voice), heard(rest)
    assert (rate, one.shape) == (RATE, (RATE, 2))
    off = one + other - song[:RATE]
    assert 20 * np.log10(np.sqrt((off**2).mean()) / np.sqrt((song**2).mean())) < -60
    assert desk.steps


def cache_of(catalog: Catalog) -> Any:
    from pipelines.registry import RUNTIMES
    from studio.models.cache import ModelCache
    from studio.models.memory import Memory

    return ModelCache(Processor(), RUNTIMES, catalog.locate, Memory(system=2**34))


@pytest.mark.parametrize("kind", ["os.system", "demucs.utils.free_port", "", "subprocess.Popen"])
def test_no_class_but_demucs_own_is_ever_named(kind: str, tmp_path: Path) -> None:
    save(tmp_path, "bad", kind)
    (tmp_path / "bad.yaml").write_text("models: ['bad']\n")
    with pytest.raises(ValueError, match="not read"):
        Demucs.load(tmp_path)


def test_pickles_are_not_read(tmp_path: Path) -> None:
    """What its author published first."""
    import torch

    torch.save({"klass": demucs.HTDemucs}, tmp_path / "955717e8.th")
    (tmp_path / "htdemucs.yaml").write_text("models: ['955717e8']\n")
    with pytest.raises((OSError, ValueError)):
        Demucs.load(tmp_path)


def test_a_folder_that_is_none_is_said(song: np.ndarray, tmp_path: Path) -> None:
    (tmp_path / "catalog").mkdir()
    (tmp_path / "empty").mkdir()
    (tmp_path / "catalog" / "own.toml").write_text(ENTRY.format(path=json.dumps(str(tmp_path / "empty"))))
    catalog = Catalog.read(tmp_path / "catalog")
    desk = SoundDesk(tmp_path, Host(catalog, Processor()), cache_of(catalog))
    with pytest.raises(InkstoneError, match="My Demucs"):
        desk.make("separate", sound=desk.bring(song[:RATE]))
