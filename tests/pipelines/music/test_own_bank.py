"""A SoundFont of the person's own: what it has it plays, and what it has not the studio's instruments play."""

from __future__ import annotations

import mmap
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from tinysoundfont import Synth

from pipelines.music.composer.play.cutting import Cut, cut_out
from pipelines.music.composer.play.performance import Sounding
from pipelines.music.composer.play.soundfont import INSTRUMENT, KEY_RANGE, SAMPLE, SoundFont
from pipelines.music.composer.play.synth import RATE, Soundbank, load
from pipelines.music.score.instruments import instruments
from studio.house import House
from studio.jobs.mode import Modes
from studio.models.catalog import STARTER
from studio.settings import Settings
from tests.fakes import FakeDevice, FakeLoader

SHIPPED = STARTER / "soundfont"
SINE = np.round(20_000 * np.sin(2 * np.pi * np.arange(200) / 100)).astype("<i2")
"""Two turns, in which it goes on: 441 Hz."""


class Sine(SoundFont):
    """A SoundFont that is made and not read: one sample, uncompressed."""

    def __init__(self) -> None:
        self.records = {"shdr": [(b"sine", 0, 200, 100, 200, RATE, 69, 0, 0, 1)]}

    def info(self) -> list[tuple[str, bytes]]:
        return [("ifil", struct.pack("<HH", 2, 1)), ("INAM", b"Sines\0"), ("isng", b"EMU8000\0")]

    def sample(self, index: int) -> tuple[tuple[Any, ...], bytes]:
        return self.records["shdr"][index], SINE.tobytes()


def sines(path: Path, *programs: int) -> Path:
    """A SoundFont 2 file with a sine for each program; a first one is there so that nothing begins at zero."""
    cut = Cut(Sine())
    looped = (54, 1)
    cut.add([(INSTRUMENT, 0)], "sine", [[(KEY_RANGE, 0 | 127 << 8), looped, (SAMPLE, 0)]])
    data = cut.write("Sine", 0, programs[0])
    path.write_bytes(data)
    return path


def sounded(bank: Soundbank, key: str, pitch: int = 69) -> np.ndarray:
    return bank.play(instruments()[key], [Sounding(pitch, 0, 1, 100)], 1, lambda: None).mean(axis=1)


def pitch_of(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound * np.hanning(len(sound))))
    return float(np.fft.rfftfreq(len(sound), 1 / RATE)[int(power.argmax())])


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file whose flute is a sine, and which has nothing else."""
    return sines(tmp_path_factory.mktemp("own") / "Sines.sf2", instruments()["flute"].program)


def test_what_it_has_it_plays(own: Path) -> None:
    bank = load(SHIPPED, own)
    heard, shipped = sounded(bank, "flute"), sounded(load(SHIPPED), "flute")
    assert pitch_of(heard) == pytest.approx(441, abs=2)
    power = np.abs(np.fft.rfft(heard[4000:40_000] * np.hanning(36_000))) ** 2
    assert power[300:430].sum() > 0.98 * power.sum(), "no sine"
    assert not np.allclose(heard, shipped, atol=1e-3)
    assert np.array_equal(heard, sounded(bank, "flute")), "the same notes give the same sound"
    assert bank.said([instruments()["flute"]]) == ()


def test_what_it_lacks_the_studio_plays_and_says(own: Path) -> None:
    bank = load(SHIPPED, own)
    assert np.array_equal(sounded(bank, "oboe"), sounded(load(SHIPPED), "oboe"))
    [said] = bank.said([instruments()["flute"], instruments()["oboe"], instruments()["oboe"]])
    assert "Sines.sf2" in str(said)
    assert str(said).count(instruments()["oboe"].title) == 1
    assert instruments()["flute"].title not in str(said)


@pytest.mark.parametrize("kind", ["missing", "text", "empty", "cut short", "folder", "without records"])
def test_a_file_that_cannot_be_read_is_said_and_the_studio_plays(kind: str, own: Path, tmp_path: Path) -> None:
    file, data = tmp_path / "bad.sf2", own.read_bytes()
    contents = {"text": b"no sound" * 99, "empty": b"", "cut short": data[:-900], "without records": data[:400]}
    if kind == "folder":
        file.mkdir()
    elif kind != "missing":
        file.write_bytes(contents[kind])
    bank = load(SHIPPED, file)
    [said] = bank.said([instruments()["flute"]])
    assert "bad.sf2" in str(said)
    assert np.array_equal(sounded(bank, "flute"), sounded(load(SHIPPED), "flute"))


def test_a_sample_beyond_the_file_is_no_sample(own: Path, tmp_path: Path) -> None:
    """Headers that point behind the samples: the instrument cannot be had, and nothing else is read for it."""
    data = own.read_bytes()
    place = data.index(b"shdr") + 8 + 24
    (tmp_path / "far.sf2").write_bytes(data[:place] + struct.pack("<I", 2**30) + data[place + 4 :])
    bank = load(SHIPPED, tmp_path / "far.sf2")
    assert len(bank.said([instruments()["flute"]])) == 1
    assert np.array_equal(sounded(bank, "flute"), sounded(load(SHIPPED), "flute"))


@pytest.mark.parametrize("key", ["flute", "standard-kit", "strings"])
def test_a_preset_that_is_cut_out_sounds_as_it_did(key: str) -> None:
    """Compressed samples, layers and stereo pairs, drums."""
    one = instruments()[key]
    data = (SHIPPED / f"{key}.sf3").read_bytes()
    again = cut_out(SoundFont(data), one.bank, one.program, (0, 127), ())
    sounds = []
    for bytes_ in (data, again):
        synth = Synth(samplerate=RATE)
        font = synth.sfload(bytes_)
        synth.program_select(0, font, one.bank, one.program, one.is_drums)
        sound = np.zeros((RATE // 2, 2), np.float32)
        synth.noteon(0, 38 if one.is_drums else 72, 100)
        synth.generate_simple(len(sound), memoryview(sound.data).cast("B"))
        sounds.append(sound)
    assert np.abs(sounds[0]).max() > 0.01
    assert np.array_equal(sounds[0], sounds[1])


def test_no_more_of_it_is_taken_than_is_played(own: Path) -> None:
    with own.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
        source = SoundFont(data)
        assert source.presets == {(0, instruments()["flute"].program)}
        with pytest.raises(KeyError):
            cut_out(source, 0, 5, (0, 127), ())
    piano = SoundFont((SHIPPED / "piano.sf3").read_bytes())
    assert len(cut_out(piano, 0, 0, (60, 64), ())) < 0.4 * len(cut_out(piano, 0, 0, (0, 127), ()))


def test_the_setting_names_it_and_the_recipe_too(own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def sounds(file: Path) -> Any:
        monkeypatch.setenv("INKSTONE_SOUNDFONT", str(file))
        house = House.open(Settings.read(), Modes(()), FakeLoader(FakeDevice()))
        house.close()
        return house.catalog["soundfont"]

    spec = sounds(own)
    assert Path(spec.own_file) == own
    assert spec.title.endswith("Sines.sf2")
    assert spec.commercial == "ask", "nobody here knows its terms"
    assert sounds(tmp_path / "FluidR3_GM.sf2").commercial == "yes"
    monkeypatch.delenv("INKSTONE_SOUNDFONT")
    house = House.open(Settings.read(), Modes(()), FakeLoader(FakeDevice()))
    house.close()
    assert not house.catalog["soundfont"].own_file, "unless it is set, nothing that is installed plays"
