"""Sound files that other programs can read, and loudness that other meters agree with."""

from __future__ import annotations

import io
import time

import numpy as np
import pytest
import soundfile

from studio.media.audio import SUFFIXES, SoundFormat, Tags, encode, loudness, true_peak

RATE = 44100


def a_tone(frequency: float = 997.0, level: float = 0.5, seconds: float = 2.0) -> np.ndarray:
    time = np.arange(int(seconds * RATE)) / RATE
    left = level * np.sin(2 * np.pi * frequency * time)
    return np.stack([left, left], axis=1)


@pytest.mark.parametrize(
    ("form", "error"), [("wav", 1e-4), ("wav24", 1e-6), ("flac", 1e-4), ("flac24", 1e-6), ("mp3", 0.02), ("ogg", 0.02)]
)
def test_a_file_sounds_as_what_was_written(form: SoundFormat, error: float) -> None:
    tone = a_tone()
    sound, rate = soundfile.read(io.BytesIO(encode(tone, RATE, form)))
    assert rate == RATE
    assert sound.shape[1] == 2
    middle = slice(RATE // 2, RATE)
    assert np.abs(sound[middle] - tone[middle]).max() < error


@pytest.mark.parametrize("form", list(SUFFIXES))
def test_a_player_shows_title_and_comment(form: SoundFormat) -> None:
    data = encode(a_tone(), RATE, form, Tags(title="Evening rain", comment="A slow piece in D minor"))
    with soundfile.SoundFile(io.BytesIO(data)) as file:
        assert file.title == "Evening rain"
        assert file.comment == "A slow piece in D minor"


def test_a_wav_carries_its_title_as_riff_info() -> None:
    data = encode(a_tone(), RATE, "wav", Tags(title="Evening rain"))
    assert b"LIST" in data
    assert b"INAM" in data
    assert b"Evening rain" in data


@pytest.mark.parametrize("form", list(SUFFIXES))
def test_the_same_sound_makes_the_same_bytes(form: SoundFormat) -> None:
    first = encode(a_tone(), RATE, form)
    # What a library takes from the clock would differ.
    time.sleep(1.01 if form == "ogg" else 0)
    assert encode(a_tone(), RATE, form) == first


@pytest.mark.parametrize("seconds", [0, 0.001, 0.2, 90])
def test_an_ogg_file_is_exactly_as_long_as_its_sound(seconds: float) -> None:
    sound, _ = soundfile.read(io.BytesIO(encode(a_tone(seconds=seconds), RATE, "ogg")))
    assert len(sound) == int(seconds * RATE)


def test_too_loud_a_sound_is_held_at_full_scale_instead_of_turning_over() -> None:
    sound, _ = soundfile.read(io.BytesIO(encode(a_tone(level=3.0), RATE)))
    loud = a_tone(level=3.0)
    assert (np.sign(sound[np.abs(loud) > 1.5]) == np.sign(loud[np.abs(loud) > 1.5])).all()


def test_silence_stays_silence() -> None:
    sound, _ = soundfile.read(io.BytesIO(encode(np.zeros((RATE, 2)), RATE)))
    assert not sound.any()
    assert loudness(np.zeros((RATE, 2)), RATE) == -70
    assert true_peak(np.zeros((RATE, 2))) == -120


def test_a_full_scale_tone_on_both_sides_measures_as_the_standard_says() -> None:
    # ITU-R BS.1770: a 997 Hz sine at 0 dBFS in one channel is -3.01 LUFS; in two it is 3.01 louder.
    assert loudness(a_tone(level=1.0, seconds=3), RATE) == pytest.approx(0.0, abs=0.15)
    assert loudness(a_tone(level=0.1, seconds=3), RATE) == pytest.approx(-20.0, abs=0.15)


def test_a_blip_too_short_to_measure_counts_as_silent() -> None:
    assert loudness(a_tone(seconds=0.2), RATE) == -70


def test_peaks_between_the_samples_are_seen() -> None:
    # At a quarter of the rate and 45 degrees every sample is 3 dB below the wave's true top.
    time = np.arange(RATE)
    tone = np.sin(np.pi / 2 * time + np.pi / 4)[:, None]
    assert 20 * np.log10(np.abs(tone).max()) == pytest.approx(-3.0, abs=0.05)
    assert true_peak(tone[1000:-1000] * np.hanning(len(tone) - 2000)[:, None]) == pytest.approx(0.0, abs=0.2)
