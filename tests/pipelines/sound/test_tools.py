"""What is done to samples: levels, loops, noise, tempo and pitch, rates, fades, pictures."""

from __future__ import annotations

import io
from typing import Any

import numpy as np
import pyloudnorm
import pytest
from PIL import Image

from pipelines.sound import denoising, fades, levelling, looping, pictures, pulse, resampling, stretching, trimming
from pipelines.sound.recording import Recording
from studio.media.audio import loudness, true_peak
from tests.pipelines.sound.signals import RATE, beats, chatter, ratio, tone, true_to_scale


def held(samples: Any, rate: int = RATE) -> Recording:
    return Recording(np.asarray(samples, np.float32), rate)


@pytest.mark.parametrize("target", [-14.0, -16.0, -23.0])
@pytest.mark.parametrize("channels", [1, 2])
def test_a_sound_is_as_loud_as_was_asked_and_its_peaks_stay_below(target: float, channels: int) -> None:
    """Drums have peaks far above their loudness: what brings them up has to hold these down."""
    samples = 0.2 * np.repeat(np.tile(beats(100, 6.4)[:, :1], (2, 1)), channels, axis=1)
    sound = levelling.levelled(held(samples), target)
    meter = pyloudnorm.Meter(RATE)
    assert meter.integrated_loudness(sound.samples) == pytest.approx(target, abs=0.5)
    assert true_peak(sound.samples) < -1
    assert sound.samples.shape == samples.shape


def test_loudness_in_pieces_is_that_of_the_whole() -> None:
    samples = np.concatenate([tone(300, 7), 0.05 * tone(900, 9), 0.5 * tone(150, 8.37)])
    assert levelling.loudness_of(held(samples)) == pytest.approx(loudness(samples, RATE), abs=0.05)


def test_peaks_are_held_across_the_edges_of_pieces_as_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    sound = held(2.5 * beats(140, 5))
    whole = levelling.held(sound, 1.0)
    monkeypatch.setattr(levelling, "_PIECE", 0.37)
    pieces = levelling.held(sound, 1.0)
    assert np.abs(whole.samples - pieces.samples).max() < 1e-4


def test_silence_and_a_moment_have_no_loudness_and_stay() -> None:
    for samples in (np.zeros((RATE, 2)), tone(300, 0.2)):
        sound = levelling.levelled(held(samples), -14)
        assert np.array_equal(sound.samples, held(samples).samples)


def test_a_part_is_exact_to_the_sample() -> None:
    sound = held(np.arange(RATE * 3)[:, None] / RATE / 4)
    cut = trimming.part(sound, 0.5, 1.25)
    assert np.array_equal(cut.samples, sound.samples[22_050:55_125])
    assert trimming.part(sound, 2, None).frames == RATE
    assert trimming.part(sound, 2, 99).frames == RATE


def test_silence_is_found_at_both_ends_and_not_in_the_middle() -> None:
    quiet = np.zeros((RATE, 2))
    sound = held(np.concatenate([quiet, tone(300, 0.5), quiet, tone(300, 0.5), quiet[:20_000] + 3e-4]))
    start, end = trimming.heard(sound) or (0, 0)
    assert start == pytest.approx(0.98, abs=0.011) and end == pytest.approx(3.02, abs=0.011)
    assert trimming.heard(held(quiet)) is None


def test_fades_begin_and_end_in_silence_and_leave_the_middle() -> None:
    sound = held(np.ones((RATE, 2)) * 0.5)
    faded = fades.faded(sound, 0.25, 0.5).samples[:, 0]
    assert faded[0] < 1e-3 and faded[-1] < 1e-3
    assert np.array_equal(faded[11_025:22_050], sound.samples[11_025:22_050, 0])
    assert (np.diff(faded[:11_025]) >= 0).all() and (np.diff(faded[22_050:]) <= 0).all()


@pytest.mark.parametrize("rate", [22_050, 44_100, 48_000])
def test_another_rate_keeps_pitch_and_level(rate: int) -> None:
    sound = resampling.at_rate(held(tone(1000, 4)), rate)
    assert (sound.rate, sound.frames) == (rate, 4 * rate)
    inner = slice(rate // 10, -rate // 10)
    assert ratio(tone(1000, 4, rate)[inner], sound.samples[inner]) > 60


def test_what_a_lower_rate_cannot_hold_is_gone_and_not_folded_back() -> None:
    sound = resampling.at_rate(held(tone(15_000, 2)), 22_050)
    assert np.abs(sound.samples[2000:-2000]).max() < 1e-3


@pytest.mark.parametrize(("speed", "semitones"), [(0.5, 0), (1.3, 0), (2, 0), (1, -12), (1, 5), (1, 12)])
def test_tempo_and_pitch_change_apart(speed: float, semitones: float) -> None:
    sound = held(tone(440, 4))
    changed = stretching.shifted(stretching.stretched(sound, speed), semitones)
    assert changed.frames == round(sound.frames / speed)
    line = changed.samples[4000:-4000, 0]
    power = np.abs(np.fft.rfft(line * np.hanning(len(line))))
    heard = np.argmax(power) * RATE / len(line)
    assert 1200 * np.log2(heard / (440 * 2 ** (semitones / 12))) == pytest.approx(0, abs=5)
    assert np.sqrt(np.mean(line**2)) == pytest.approx(0.3 / np.sqrt(2), rel=0.05)


def test_a_slower_beat_is_slower_by_as_much() -> None:
    slow = stretching.stretched(held(beats(120, 12)), 0.8)
    found = pulse.pulse(slow)
    assert found and found.tempo == pytest.approx(96, rel=0.002)


@pytest.mark.parametrize("level", [20, 10, 5])
@pytest.mark.parametrize("kind", ["tones", "voice"])
def test_noise_goes_by_six_decibels_and_more(kind: str, level: int) -> None:
    """White noise `level` decibels below steady tones, which a gate would take for noise, and below a voice."""
    clean = tone(440, 5) + 0.5 * tone(660, 5) if kind == "tones" else chatter(6)
    noise = np.random.default_rng(level).standard_normal(clean.shape)
    noise *= np.sqrt(np.square(clean).mean() / np.square(noise).mean()) * 10 ** (-level / 20)
    cleaned = denoising.cleaned(held(clean + noise), 1.0).samples
    assert ratio(clean, cleaned) > level + 6
    half = denoising.cleaned(held(clean + noise), 0.5).samples
    assert level + 3 < ratio(clean, half) < ratio(clean, cleaned)


@pytest.mark.parametrize("clean", [tone(440, 4), beats(110, 6), chatter(6)], ids=["tones", "drums", "voice"])
def test_a_clean_sound_is_left_nearly_as_it_is(clean: Any) -> None:
    cleaned = denoising.cleaned(held(clean), 1.0).samples
    assert len(cleaned) == len(clean)
    assert true_to_scale(clean, cleaned) > 20


def test_noise_alone_becomes_quiet_and_moments_pass() -> None:
    noise = 0.1 * np.random.default_rng(0).standard_normal((3 * RATE, 2))
    assert np.std(denoising.cleaned(held(noise), 1.0).samples) < 0.25 * np.std(noise)
    assert denoising.cleaned(held(noise[:500]), 1.0).frames == 500


@pytest.mark.parametrize(("tempo", "lead"), [(72, 0.3), (96.4, 0), (120, 0.45), (128, 0.1), (171, 0.2)])
def test_tempo_and_bar_lines_are_heard(tempo: float, lead: float) -> None:
    sound = held(beats(tempo, 24, lead))
    found = pulse.pulse(sound)
    # Twice as slow or as fast is another way of counting the same.
    assert found and found.tempo / tempo in (pytest.approx(1, rel=0.0005), pytest.approx(0.5, rel=0.0005))
    bar = 4 * 60 / tempo
    off = (pulse.downbeat(sound, found, 4 * found.tempo / tempo) - lead) % bar
    assert min(off, bar - off) < 0.015


@pytest.mark.parametrize(
    "samples", [tone(300, 8), chatter(8), chatter(20, seed=3), np.zeros((8 * RATE, 1)), tone(300, 0.3)]
)
def test_what_has_no_beat_is_given_none(samples: Any) -> None:
    found = pulse.pulse(held(samples))
    assert found is None


def bend(samples: Any) -> Any:
    """The second difference: how sharply a wave turns."""
    return np.abs(np.diff(samples, 2, axis=0)).max(1)


@pytest.mark.parametrize(("start", "frames"), [(0, 60_000), (9000, 40_011), (30_000, 102_300), (0, 132_300)])
def test_no_seam_of_a_loop_clicks(start: int, frames: int) -> None:
    """In the middle, at the beginning, at the end, and all of a sound."""
    sound = held(tone(331, 3) + 0.3 * tone(1777, 3))
    loop = looping.looped(sound, start, frames, 3)
    assert loop.frames == 3 * frames
    usual = np.quantile(bend(sound.samples), 0.999)
    turns = bend(loop.samples)
    for seam in (frames, 2 * frames):
        assert turns[seam - 1000 : seam + 1000].max() <= usual * 1.01
    assert np.array_equal(loop.samples[:frames], loop.samples[2 * frames :])


def test_pictures_of_a_sound_can_be_read() -> None:
    """The waveform is tall where it is loud; the spectrogram is bright at the pitch, and nowhere else."""
    sound = held(np.concatenate([tone(1000, 2), np.zeros((2 * RATE, 2))]))
    wave = np.asarray(Image.open(io.BytesIO(pictures.waveform(sound))).convert("RGB")).astype(int)
    assert wave.shape == (480, 1600, 3)
    blue = (wave[:, :, 2] - wave[:, :, 0] > 60).sum(0)
    assert blue[150:780].min() > 60 and blue[900:1500].max() < 8
    seen = np.asarray(Image.open(io.BytesIO(pictures.spectrogram(sound))).convert("L")).astype(int)
    assert seen.shape == (720, 1600)
    left = seen[28:660, 200:700].mean(1)
    row = 28 + 635 * (1 - np.log(1000 / 40) / np.log(22_050 / 40))
    assert abs(28 + int(left.argmax()) - row) < 12
    assert np.median(left) < 60 and seen[28:660, 950:1500].mean() < 40


@pytest.mark.parametrize("frames", [1, 50, 5000])
def test_pictures_of_a_moment_can_be_drawn(frames: int) -> None:
    sound = held(np.full((frames, 1), 0.5))
    for draw in (pictures.waveform, pictures.spectrogram):
        assert Image.open(io.BytesIO(draw(sound))).width == 1600
