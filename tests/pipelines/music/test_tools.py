"""Tools for sounds, asked for as a front end does: edited, mixed, and taken apart into voice and accompaniment."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from PIL import Image

from pipelines.music.tools import mixing
from studio.errors import BadInput, Cancelled, InkstoneError
from studio.media.audio import loudness, true_peak
from studio.works.facts import MusicFacts
from studio.works.made import Made
from studio.works.store import Store
from studio.works.uploads import Uploads
from tests.inputs import whole
from tests.pipelines.music.singer import Singer
from tests.pipelines.music.sound_desk import SoundDesk, heard
from tests.pipelines.sound.signals import RATE, beats, chatter, ratio, tone
from tests.uploads import wav

STEP = 2.0**-15
"""One step of 16 bits."""


@pytest.fixture(scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> SoundDesk:
    """Its models are loaded once for all tests."""
    return SoundDesk(tmp_path_factory.mktemp("loaded"))


@pytest.fixture
def desk(tmp_path: Path, loaded: SoundDesk) -> SoundDesk:
    return SoundDesk(tmp_path, loaded.host, loaded.cache)


def edited(desk: SoundDesk, samples: Any, /, own: int = RATE, **values: Any) -> tuple[Any, int, Made]:
    """Samples, rate and the work; `own`: the rate of what is brought."""
    [made] = desk.make("touch-up", sound=desk.bring(samples, own), **values)
    return *heard(made), made


def test_a_part_is_cut_to_the_sample(desk: SoundDesk) -> None:
    samples = tone(300, 3)
    found, rate, made = edited(desk, samples, start=0.5, end=1.7501, loudness="keep")
    assert rate == RATE and len(found) == round(1.7501 * RATE) - 22_050
    assert np.abs(found - samples[22_050 : 22_050 + len(found)]).max() < 4 * STEP
    assert isinstance(made.facts, MusicFacts)
    assert (made.title, made.facts.seconds, made.facts.channels) == ("hum", 1.25, 2)


@pytest.mark.parametrize(("loud", "target"), [("-14", -14), ("-16", -16), ("-23", -23)])
def test_loudness_is_that_of_the_standard(desk: SoundDesk, loud: str, target: float) -> None:
    found, rate, made = edited(desk, 0.1 * beats(130, 8), loudness=loud)
    assert loudness(found, rate) == pytest.approx(target, abs=0.5)
    assert true_peak(found) < -1
    assert made.facts.said()["loudness"] == pytest.approx(target, abs=0.5)


def test_everything_at_once_is_done_in_an_order_that_keeps_all_of_it(desk: SoundDesk) -> None:
    quiet = np.zeros((RATE, 2))
    noise = 0.003 * np.random.default_rng(0).standard_normal((12 * RATE, 2))
    samples = np.concatenate([quiet, beats(100, 12) + noise, quiet])
    found, rate, made = edited(
        desk, samples, silence=True, noise=1, speed=1.25, pitch=-2, channels="mono", rate="48000", times=2, bars=2,
        fade_in=0.5, fade_out=1, loudness="-16", format="flac",
    )  # fmt: skip
    assert (rate, found.shape[1], made.files[0].suffix) == (48_000, 1, ".flac")
    assert len(found) == pytest.approx(4 * 4 * 60 / 125 * 48_000, rel=0.0005)
    assert made.facts.said()["tempo"] == pytest.approx(125, abs=0.1)
    assert loudness(found, rate) == pytest.approx(-16, abs=0.5)
    assert np.abs(found[:40]).max() < 0.01 and np.abs(found[-40:]).max() < 0.01


def test_a_loop_of_a_work_is_whole_bars_without_a_seam(desk: SoundDesk) -> None:
    """The tempo of a work is known to one decimal, its metre too."""
    samples = beats(93.33, 20, bar=3)
    id = desk.bring(samples, tempo=93.3, metre="3/4")
    [made] = desk.make("touch-up", sound=id, times=3, bars=4, loudness="keep")
    found, rate = heard(made)
    assert len(found) == pytest.approx(3 * 4 * 3 * 60 / 93.33 * rate, rel=0.0003)
    assert len(found) % 3 == 0
    each = len(found) // 3
    turns = np.abs(np.diff(found, 2, axis=0)).max(1)
    for seam in (each, 2 * each):
        around = turns[seam - 1200 : seam + 1200]
        # The seam stands on a drum stroke: what turns there turns in the sound itself.
        assert around.max() <= np.abs(np.diff(samples, 2, axis=0)).max() + 4 * STEP
        assert turns[seam - 3 : seam + 2].max() <= np.quantile(np.abs(np.diff(samples, 2, axis=0)).max(1), 0.999)
    assert "4, in 3/4 at 93.3" in str(made.notes[0])


def test_a_told_tempo_gives_bars_exact_to_the_sample(desk: SoundDesk) -> None:
    found, rate, _ = edited(desk, beats(117, 12, 0.2), times=4, bars=2, tempo=117, metre="2/4", loudness="keep")
    assert len(found) == 4 * round(2 * 2 * 60 / 117 * rate)


def test_a_file_that_is_whole_bars_stays_whole(desk: SoundDesk) -> None:
    """As loops are sold: four bars, beginning on the first beat, ending before the next."""
    samples = beats(120, 8)[: 8 * RATE]
    found, _, made = edited(desk, samples, times=2, loudness="keep")
    assert len(found) == 2 * 8 * RATE
    assert made.facts.said()["tempo"] == pytest.approx(120, abs=0.05)


def test_what_has_no_beat_is_looped_whole_unless_bars_are_wanted(desk: SoundDesk) -> None:
    rain = 0.1 * np.random.default_rng(2).standard_normal((4 * RATE, 2))
    found, _, made = edited(desk, rain, times=2, loudness="keep")
    assert 2 * 3.9 * RATE < len(found) < 2 * 4 * RATE
    assert any("all of it is looped" in str(note) for note in made.notes)
    with pytest.raises(BadInput, match=r"No steady beat.*Tell its tempo"):
        edited(desk, rain, times=2, bars=2)


def test_a_sound_can_be_played_backwards(desk: SoundDesk) -> None:
    samples = chatter(2)
    found, _, _ = edited(desk, samples, reverse=True, loudness="keep")
    assert np.abs(found - samples[::-1]).max() < 4 * STEP


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ({"start": 2, "end": 1}, "ends at 1 seconds, before it begins at 2"),
        ({"start": 5}, "nothing from second 5 on"),
        ({"start": 1, "end": 1.01}, "takes at least 0.1"),
        ({"fade_in": 2, "fade_out": 2}, "too short for such fades"),
        ({"times": 100, "bars": 1, "tempo": 60, "metre": "12/8"}, "whole bars"),
        ({"times": 10, "bars": 1, "tempo": 40, "metre": "6/8"}, None),
        ({"times": 2, "bars": 9, "tempo": 120}, "There are 1 whole bars"),
    ],
)
def test_what_cannot_be_done_is_told(desk: SoundDesk, values: dict[str, Any], told: str | None) -> None:
    samples = tone(300, 3.1)
    if told is None:
        assert len(edited(desk, samples, **values)[0]) == 30 * RATE
    else:
        with pytest.raises(BadInput, match=told):
            edited(desk, samples, **values)


def test_nothing_longer_than_can_be_brought_again_is_made(desk: SoundDesk) -> None:
    long = np.zeros((320 * 8000, 1))
    with pytest.raises(BadInput, match="would last 640 seconds; 600 can be made"):
        edited(desk, long, 8000, speed=0.5)
    with pytest.raises(BadInput, match="600 can be made"):
        desk.make("mix", sound=desk.bring(long, 8000), second=desk.bring(long, 8000), placed="after", crossfade=0)


def test_silence_is_told_or_stays(desk: SoundDesk) -> None:
    silence = np.zeros((2 * RATE, 2))
    found, _, made = edited(desk, silence)
    assert not found.any() and "too faint" in str(made.notes[0])
    for mode, values in {"touch-up": {"silence": True}, "separate": {}}.items():
        with pytest.raises(BadInput, match="it is silence"):
            desk.make(mode, sound=desk.bring(silence), **values)


def test_every_work_has_its_two_pictures_and_says_what_it_is(desk: SoundDesk) -> None:
    _, _, made = edited(desk, chatter(2), format="mp3")
    roles = {file.role: file for file in made.files}
    assert list(roles) == ["main", "roll", "waveform", "spectrogram"] and made.kind == "music"
    assert roles["main"].suffix == ".mp3" and made.text == "hum, edited: 2.0 seconds."
    for role in ("roll", "waveform", "spectrogram"):
        assert Image.open(io.BytesIO(roles[role].data)).width == 1600


def mixed(desk: SoundDesk, first: Any, second: Any, rate: int = RATE, **values: Any) -> tuple[Any, Made]:
    ids = {"sound": desk.bring(first, name="words.wav"), "second": desk.bring(second, rate, "music.wav")}
    [made] = desk.make("mix", **{**ids, "loudness": "keep", **values})
    return heard(made)[0], made


def test_a_mix_is_the_exact_sum(desk: SoundDesk) -> None:
    first, second = 0.5 * tone(300, 3), 0.5 * tone(500, 2)
    found, made = mixed(desk, first, second, level=-3, second_level=-9, offset=2.25)
    wanted = np.zeros((round(4.25 * RATE), 2))
    wanted[: len(first)] += first * 10 ** (-3 / 20)
    wanted[99_225:] += second * 10 ** (-9 / 20)
    assert found.shape == wanted.shape
    assert np.abs(found - wanted).max() < 4 * STEP
    assert made.title == "words with music" and "music under it" in made.text


def test_sounds_of_other_rates_and_channels_are_mixed(desk: SoundDesk) -> None:
    first, second = 0.3 * tone(300, 2)[:, :1], tone(1000, 2, 48_000)
    found, _ = mixed(desk, first, second, 48_000)
    inner = slice(4000, -4000)
    assert ratio((first + tone(1000, 2))[inner], found[inner]) > 55


def test_what_is_louder_than_a_file_can_be_is_limited_and_told(desk: SoundDesk) -> None:
    found, made = mixed(desk, 3 * tone(300, 2), 3 * tone(500, 2))
    assert true_peak(found) < -1 and "peaks were taken down" in str(made.notes[0])


def test_music_gives_way_to_words_and_comes_back(desk: SoundDesk) -> None:
    words = np.concatenate([np.zeros((3 * RATE, 1)), chatter(4), np.zeros((4 * RATE, 1))])
    found, _ = mixed(desk, 0.0001 * words, tone(400, 11), ducking=12)
    level = np.abs(found[:, 0]).reshape(-1, RATE // 4).max(1)
    before, during, after = level[2], level[18:24].max(), level[-4]
    assert 20 * np.log10(during / before) == pytest.approx(-12, abs=0.7)
    assert after == pytest.approx(before, rel=0.02)


def test_one_sound_passes_into_the_next(desk: SoundDesk) -> None:
    first, second = tone(300, 3), tone(470, 3)
    found, made = mixed(desk, first, second, placed="after", crossfade=1)
    assert len(found) == 5 * RATE and "followed by music" in made.text
    assert np.abs(found[: 2 * RATE] - first[: 2 * RATE]).max() < 4 * STEP
    assert np.abs(found[3 * RATE :] - second[RATE:]).max() < 4 * STEP
    power = np.square(found[2 * RATE : 3 * RATE]).reshape(10, -1, 2).mean((1, 2))
    assert power.min() > 0.75 * 0.045 and power.max() < 1.25 * 0.045


def test_a_bed_is_repeated_and_ends_with_the_words(desk: SoundDesk) -> None:
    words, bed = 0.2 * chatter(7), 0.2 * tone(250, 2)
    found, _ = mixed(desk, words, bed, repeat=True, until_first=True)
    assert len(found) == len(words)
    rest = found - np.repeat(words, 2, 1)
    assert np.abs(rest[4 * RATE : 5 * RATE]).max() > 0.05 and np.abs(rest[-50:]).max() < 0.001
    assert len(mixed(desk, words, 0.2 * tone(250, 9), until_first=True)[0]) == len(words)
    assert len(mixed(desk, words, 0.2 * tone(250, 9))[0]) == 9 * RATE


def test_where_words_are_is_told_to_the_window() -> None:
    from pipelines.sound.recording import Recording

    samples = np.concatenate([np.zeros((RATE, 1)), tone(200, 1)[:, :1], np.zeros((RATE, 1))]).astype(np.float32)
    assert mixing._active(Recording(samples, RATE)) == [(pytest.approx(1, abs=0.051), pytest.approx(2, abs=0.051))]
    assert mixing._active(Recording(np.zeros((RATE, 1), np.float32), RATE)) == []


def sung() -> tuple[Any, Any]:
    """Somebody who sings, and a band of plucked chords and drums that is as loud; (frames, 2) each."""
    voice, _ = Singer().sing([(60, 1), (62, 1), (64, 2), (62, 1), (60, 1), (57, 2), (60, 1), (67, 2)], 0.6, 3)
    time = np.arange(len(voice)) / RATE
    band = 0.6 * beats(100, len(voice) / RATE + 1)[: len(voice)]
    for number, chord in enumerate(([48, 55, 64], [45, 52, 60], [41, 53, 57], [43, 55, 59], [48, 55, 64])):
        for place, pitch in enumerate(chord):
            since = np.maximum(0, time - 1.5 * number)
            base = 440 * 2 ** ((pitch - 69) / 12)
            string = sum(np.sin(2 * np.pi * base * k * since) * np.exp(-3 * k * since) / k for k in range(1, 6))
            line = 0.2 * np.where(time >= 1.5 * number, string, 0)
            band += np.stack([line * (1 - 0.2 * place), line * (0.6 + 0.2 * place)], 1)
    voice = np.stack([voice, voice], 1) * np.sqrt(np.square(band).mean() / np.square(voice).mean() / 2)
    return 0.4 * voice, 0.4 * band


def test_a_voice_and_its_band_are_told_apart(desk: SoundDesk) -> None:
    voice, band = sung()
    made = desk.make("separate", sound=desk.bring(voice + band, name="song.wav"), format="flac")
    assert [one.title for one in made] == ["Voice of song", "Accompaniment of song"]
    (first, rate), (second, _) = map(heard, made)
    assert first.shape == second.shape == voice.shape and rate == RATE
    assert ratio(voice, first) > 10 and ratio(band, second) > 10
    assert np.abs(first + second - voice - band).max() < 6 * STEP
    steps = [step.step for step in desk.steps if step.phase == "separating_sound"]
    assert steps == sorted(steps) and steps[-1] == desk.steps[-2].total > 0


def test_one_part_alone_of_another_rate_and_in_one_channel(desk: SoundDesk) -> None:
    band = np.asarray(tone(220, 1.7, 48_000))[:, :1]
    [made] = desk.make("separate", sound=desk.bring(band, 48_000), keep="voice")
    found, rate = heard(made)
    assert (rate, found.shape) == (48_000, band.shape)
    assert any("hardly any voice" in str(note) for note in made.notes)


def test_separating_stops_at_the_next_window(desk: SoundDesk) -> None:
    with pytest.raises(Cancelled):
        desk.make("separate", ("separating_sound", 1), sound=desk.bring(0.1 * tone(220, 30)))
    assert max(step.step for step in desk.steps if step.phase == "separating_sound") == 1


@pytest.fixture
def door(store: Store, tmp_path: Path) -> Uploads:
    return Uploads(store.database, store.files, tmp_path / "passing")


def odd(subtype: str, samples: Any, rate: int = RATE) -> bytes:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, rate, subtype, format="WAV")
    return buffer.getvalue()


def with_holes() -> Any:
    samples = tone(300, 1).astype(np.float32)
    samples[1000:1100] = np.nan
    return samples


READ: dict[str, Callable[[], bytes]] = {
    "mono of 8 bits": lambda: odd("PCM_U8", 0.5 * tone(300, 1)[:, :1]),
    "96 kHz": lambda: odd("PCM_24", tone(300, 1, 96_000), 96_000),
    "samples that are no numbers": lambda: odd("FLOAT", with_holes()),
    "an MP3": lambda: whole()["mp3"],
}
REFUSED: dict[str, Callable[[], bytes]] = {
    "nothing": lambda: wav(b""),
    "a text": lambda: b"la la la\n" * 50,
    "three hours": lambda: wav(b"\x80" * (3 * 3600 * 4000), channels=1, rate=4000, bits=8),
    "a broken MP3": lambda: whole()["mp3"][:300],
}


@pytest.mark.parametrize("name", READ)
def test_whatever_comes_through_the_door_is_worked_on(desk: SoundDesk, door: Uploads, name: str) -> None:
    upload = door.take(io.BytesIO(READ[name]()), "a" * 32, ["sound"], "odd.wav")
    id = desk.lay(upload, door.path(upload))
    modes: dict[str, dict[str, Any]] = {"touch-up": {"noise": 0.5}, "mix": {"second": id}}
    if name == "samples that are no numbers":
        modes["separate"] = {"keep": "voice"}
    for mode, values in modes.items():
        [made] = desk.make(mode, sound=id, **values)
        found, _ = heard(made)
        assert len(found) and np.isfinite(found).all()


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_read_stays_outside_and_is_told_why(door: Uploads, name: str) -> None:
    with pytest.raises(InkstoneError) as told:
        door.take(io.BytesIO(REFUSED[name]()), "a" * 32, ["sound"], "odd.wav")
    assert len(str(told.value)) > 20


@pytest.mark.parametrize("mode", ["touch-up", "mix", "separate"])
@pytest.mark.parametrize("frames", [1, 100, 4000])
def test_a_moment_is_told_to_be_too_short(desk: SoundDesk, mode: str, frames: int) -> None:
    moment = desk.bring(tone(300, 1)[:frames])
    values = {"second": moment} if mode == "mix" else {}
    with pytest.raises(BadInput, match=r"takes at least 0\.1"):
        desk.make(mode, sound=moment, **values)
