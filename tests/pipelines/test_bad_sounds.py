"""Sounds and files of notes that cannot be used, as strangers send them: by the door and the worker, in each mode that
takes them. Each is told why in both languages, in bounded memory; nothing is left behind, and the studio goes on."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import psutil
import pytest
import soundfile

from pipelines.registry import MODES, RUNTIMES
from studio.errors import InkstoneError
from studio.house import House
from studio.jobs.live import JobView
from studio.jobs.mode import Mode
from studio.media.reading.limits import InputKind
from studio.media.reading.refused import Refused
from studio.params import takes
from studio.settings import Settings
from studio.words import Sentence
from tests.inputs import film, notes, sound, whole
from tests.uploads import wav

OWNER = "a" * 32
RATE = 44_100
WORDS = {"prompt": "a waltz"}
MAKES: dict[str, dict[str, Any]] = {
    "touch-up": {"noise": 0.3},
    "mix": {},
    "separate": {},
    "transcribe": {},
    "arrange": WORDS,
    "listen": {},
}
"""The modes that work on a sound without a large model, and what else they are asked."""


def _hours(count: int, rate: int) -> Iterator[bytes]:
    """A WAV file of so many hours, a second at a time: nobody holds it as a whole."""
    yield wav(b"", channels=2, rate=rate, size=count * 3600 * rate * 4)
    for _ in range(count * 3600):
        yield bytes(4 * rate)


def _noise(name: str, begin: bytes) -> bytes:
    """What only begins as a file of some form."""
    return begin + np.random.default_rng(len(name)).integers(0, 256, 20_000, np.uint8).tobytes()


REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "empty"),
    "no samples": (lambda: wav(b""), "damaged"),
    "a text": (lambda: b"la la la\n" * 50, "That is a text; what can be used here: a sound"),
    "a broken MP3": (lambda: whole()["mp3"][:300], "damaged"),
    "noise called MP3": (lambda: _noise("mp3", b"\xff\xfb\x90\x00"), "damaged"),
    "a cover without a sound": (lambda: b"ID3\x03\0\0\0\0\x0f\x00APIC" + whole()["png"], "damaged"),
    "no channels": (lambda: wav(bytes(1000), channels=0), "damaged"),
    "64 channels": (lambda: wav(bytes(64_000), channels=64), "at most 8"),
    "a thousand samples a second": (lambda: wav(bytes(8000), rate=1000), "from 4,000"),
    "a film without a sound": (film, "no sound"),
    "notes that are none": (
        lambda: _noise("mid", b"MThd"),
        "damaged|a MIDI file|time or memory|frames of film",
    ),
    "a picture": (lambda: whole()["png"], "That is a picture"),
}
ODD: dict[str, Callable[[], bytes]] = {
    "an offset": lambda: sound("FLAC", samples=np.full((RATE, 1), 0.5)),
    "slower than is heard": lambda: sound("FLAC", samples=0.9 * np.sin(np.arange(RATE)[:, None] / RATE * 12)),
    "silence": lambda: sound("FLAC", samples=np.zeros((RATE, 2))),
    "a single sample": lambda: sound("WAV", samples=np.zeros((1, 1))),
    "no numbers": lambda: sound("WAV", "FLOAT", np.full((RATE, 1), np.nan)),
    "left against right": lambda: sound("WAV", samples=_tone() * (1, -1)),
    "8 bits at 4 kHz": lambda: sound("WAV", "PCM_U8", _tone()[:, :1], 4000),
}


def _tone() -> Any:
    return 0.3 * np.sin(np.arange(RATE) / 16)[:, None] * np.ones(2)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    opened = House.open(Settings(home=tmp_path_factory.mktemp("home")), MODES, RUNTIMES)
    yield opened
    opened.close()


def left(house: House) -> list[Path]:
    return [path for path in (house.settings.home / "passing").rglob("*") if path.is_file()]


def kinds(mode: Mode) -> list[InputKind]:
    return list(takes(mode.form.model_fields["sound"]))


def bring(house: House, data: bytes, wanted: list[InputKind]) -> str:
    return house.uploads.take(io.BytesIO(data), OWNER, wanted, "odd").id


def ended(house: House, mode: str, values: dict[str, Any]) -> JobView:
    job = house.worker.submit(mode, values, OWNER)
    view = job.view
    while not view.ended:
        view = job.wait(view.version, 60)
    return view


def check_told(said: tuple[Sentence, ...]) -> None:
    """In words of the studio's own, and as many in Chinese as in English."""
    for sentence in said:
        english, chinese = sentence.to("en"), sentence.to("zh")
        assert len(english) > 10 and english != chinese, english


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_stays_outside(house: House, name: str) -> None:
    make, words = REFUSED[name]
    with pytest.raises(Refused, match=words) as told:
        bring(house, make(), kinds(MODES["transcribe" if "notes" in name else "touch-up"]))
    check_told(told.value.said)
    assert left(house) == []


@pytest.mark.parametrize(("hours", "rate", "words"), [(1, 4000, "600 seconds"), (3, 44_100, "100 MB")])
def test_hours_are_refused_piece_by_piece(house: House, hours: int, rate: int, words: str) -> None:
    process = psutil.Process()
    before = process.memory_info().rss
    with pytest.raises(Refused, match=words) as told:
        house.uploads.take(_hours(hours, rate), OWNER, ["sound"], "long.wav")
    check_told(told.value.said)
    assert process.memory_info().rss - before < 40e6
    assert left(house) == []


@pytest.mark.parametrize(
    "name", ["a single sample", *(pytest.param(name, marks=pytest.mark.judge) for name in ODD if "single" not in name)]
)
def test_every_mode_works_on_odd_sounds_or_says_why_not(house: House, name: str) -> None:
    for mode, more in MAKES.items():
        id = bring(house, ODD[name](), kinds(MODES[mode]))
        view = ended(house, mode, {"sound": id, **more, **({"second": id} if mode == "mix" else {})})
        assert "unforeseen" not in " ".join(sentence.key for sentence in view.said), f"{mode}: {view.message}"
        assert (view.state == "done") == bool(view.works), f"{mode}: {view.message}"
        check_told(view.said)
        for work in map(house.store.work, view.works):
            samples, _ = soundfile.read(io.BytesIO(house.store.files.read(work.main)))
            assert np.isfinite(samples).all() and len(samples)
    assert left(house) == []


def test_what_has_only_an_offset_is_silence(house: House) -> None:
    """It moves the loudspeaker and stays there: as loud as was asked for is nothing that it could become."""
    view = ended(house, "touch-up", {"sound": bring(house, ODD["an offset"](), ["sound"])})
    work = house.store.work(view.works[0])
    assert not np.abs(soundfile.read(io.BytesIO(house.store.files.read(work.main)))[0]).max() > 1e-3
    assert any("loudness" in str(note) for note in work.recipe.notes)


def test_a_voice_on_an_offset_is_as_loud_as_was_asked(house: House) -> None:
    """A cheap microphone puts one under everything; it must not take the room of the voice."""
    leaning = sound("FLAC", samples=0.1 * _tone() + 0.6)
    view = ended(house, "touch-up", {"sound": bring(house, leaning, ["sound"])})
    facts: Any = house.store.work(view.works[0]).recipe.facts
    assert facts.loudness == pytest.approx(-14, abs=0.5)


@pytest.mark.parametrize(
    "microseconds", [1, *(pytest.param(long, marks=pytest.mark.judge) for long in (1000, 16_777_215))]
)
def test_notes_at_a_tempo_that_nobody_plays(house: House, microseconds: int) -> None:
    """Sixty million beats a minute, sixty thousand, and fewer than four."""
    import mido

    tune = [mido.MetaMessage("set_tempo", tempo=microseconds)]
    for pitch in (60, 62, 64, 65):
        tune += [mido.Message("note_on", note=pitch), mido.Message("note_off", note=pitch, time=480)]
    view = ended(house, "transcribe", {"sound": bring(house, notes(*tune), ["midi"])})
    assert "unforeseen" not in " ".join(sentence.key for sentence in view.said), view.message
    check_told(view.said)


@pytest.mark.parametrize(
    "values",
    [
        {"start": 5, "end": 2},
        {"start": 2, "end": 2},
        {"start": -1},
        {"end": 0},
        {"tempo": 5},
        {"tempo": 5000},
        {"metre": "0/4"},
        {"speed": 0},
    ],
)
def test_ranges_that_are_none_are_refused_before_anything_waits(house: House, values: dict[str, Any]) -> None:
    id = bring(house, ODD["silence"](), ["sound"])
    with pytest.raises(InkstoneError, match="Nothing was started") as told:
        house.worker.submit("touch-up", {"sound": id, **values}, OWNER)
    check_told(told.value.said)
