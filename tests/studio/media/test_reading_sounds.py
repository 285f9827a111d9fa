"""Sounds and films of any form become one that every engine can use."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import av
import mutagen
import numpy as np
import pytest
import soundfile

from studio.media import video
from studio.media.reading.limits import InputKind
from studio.media.reading.plain import Plain
from studio.media.reading.reader import read
from studio.media.reading.refused import Refused
from tests.inputs import film, moving, picture, rotated, sound, tone, voice, whole


def plain(data: bytes, folder: Path, *wanted: InputKind) -> Plain:
    (folder / "original").write_bytes(data)
    return read(folder / "original", folder / "plain", wanted or ("film", "sound"))[0]


def heard(folder: Path) -> tuple[np.ndarray[Any, Any], int]:
    samples, rate = soundfile.read(folder / "plain", dtype="int16", always_2d=True)
    return samples, rate


@pytest.mark.parametrize("rate", [44_100, 48_000])
@pytest.mark.parametrize("channels", [1, 2])
@pytest.mark.parametrize("form", ["WAV", "FLAC"])
def test_sixteen_bits_stay_what_they_are(form: str, channels: int, rate: int, tmp_path: Path) -> None:
    samples = np.random.default_rng(7).integers(-32_768, 32_768, (5000, channels)).astype(np.int16)
    found = plain(sound(form, samples=samples, rate=rate), tmp_path)
    assert np.array_equal(heard(tmp_path)[0], samples)
    assert (found.facts.channels, found.facts.sample_rate) == (channels, rate)


@pytest.mark.parametrize("given", [8000, 11_025, 22_050, 32_000, 37_800, 88_200, 96_000, 192_000])
@pytest.mark.parametrize("subtype", ["PCM_16", "PCM_24", "FLOAT"])
def test_every_rate_keeps_its_pitch_and_length(given: int, subtype: str, tmp_path: Path) -> None:
    wave = 0.5 * np.sin(2 * np.pi * 1000 * np.arange(given // 2) / given)
    plain(sound("WAV", subtype, wave, given), tmp_path)
    samples, rate = heard(tmp_path)
    assert rate == (44_100 if given % 11_025 == 0 else 48_000) and abs(len(samples) / rate - 0.5) < 0.01
    spectrum = np.abs(np.fft.rfft(samples[:, 0] * np.hanning(len(samples))))
    assert abs(np.argmax(spectrum) * rate / len(samples) - 1000) < 5
    assert np.abs(samples).max() == pytest.approx(16_384, rel=0.03)


@pytest.mark.parametrize("subtype", ["FLOAT", "DOUBLE"])
@pytest.mark.parametrize("rate", [44_100, 16_000])
def test_what_is_no_number_is_silent_and_harms_no_neighbour(rate: int, subtype: str, tmp_path: Path) -> None:
    samples = tone(0.5, rate)
    samples[100:103] = (np.nan, 1), (np.inf, -np.inf), (9.0, -9.0)
    found = plain(sound("WAV", subtype, samples, rate), tmp_path)
    assert {note.key: note.values["count"] for note in found.notes} == {"upload.samples_mended": 3, "upload.clipped": 2}
    later = heard(tmp_path)[0][round(0.1 * 44_100) :]
    assert np.abs(later).max() == pytest.approx(16_384, rel=0.02)


@pytest.mark.parametrize("channels", range(3, 9))
def test_many_channels_become_two(channels: int, tmp_path: Path) -> None:
    plain(sound("FLAC", samples=tone(channels=channels)), tmp_path)
    samples, _ = heard(tmp_path)
    assert samples.shape == (17_640, 2) and 3000 < np.abs(samples).max() < 32_767


def test_silence_is_a_sound_and_nothing_is_none(tmp_path: Path) -> None:
    assert plain(sound("WAV", samples=np.zeros((4410, 1))), tmp_path).facts.seconds == 0.1
    assert not heard(tmp_path)[0].any()
    with pytest.raises(Refused):
        plain(sound("WAV", samples=np.zeros((0, 1))), tmp_path)


@pytest.mark.parametrize("name", ["wav", "flac", "mp3", "ogg", "opus", "m4a", "microphone.webm"])
def test_it_sounds_as_it_did(name: str, tmp_path: Path) -> None:
    found = plain(whole()[name], tmp_path)
    samples, rate = heard(tmp_path)
    assert found.kind == "sound" and found.facts.seconds == pytest.approx(0.45, abs=0.1)
    assert np.sqrt((samples[rate // 10 : rate // 3] / 32_768.0) ** 2).mean() == pytest.approx(0.318, rel=0.1)


def test_nothing_tells_who_made_a_sound(tmp_path: Path) -> None:
    out = io.BytesIO()
    with soundfile.SoundFile(out, "w", 44_100, 1, "PCM_16", format="FLAC") as file:
        file.artist, file.comment = "SECRET", "SECRET"
        file.write(tone(channels=1))
    plain(out.getvalue(), tmp_path)
    assert not (mutagen.File(tmp_path / "plain").tags or []) and b"SECRET" not in (tmp_path / "plain").read_bytes()


def frames(folder: Path) -> list[Any]:
    return list(video.read_frames((folder / "plain").read_bytes()))


@pytest.mark.parametrize("name", ["mp4", "mov", "webm", "mkv", "moving.gif", "moving.webp"])
def test_a_film_shows_what_it_did(name: str, tmp_path: Path) -> None:
    found = plain(whole()[name], tmp_path)
    seen = frames(tmp_path)
    assert (found.kind, found.facts.frames) == ("film", len(seen))
    assert found.facts.seconds == pytest.approx(0.48, abs=0.04)
    probed = video.probe((tmp_path / "plain").read_bytes())
    assert (probed.codec, probed.pixel_format, probed.fps) == ("h264", "yuv420p", found.facts.fps)
    if "." not in name:
        left, right = seen[5][10:-10, 4:24].mean((0, 1)), seen[5][10:-10, 40:60].mean((0, 1))
        assert np.abs(left - (255, 0, 0)).max() < 25 and right.max() < 25


def test_a_telephone_held_upright_films_upright(tmp_path: Path) -> None:
    """The left half, red, is turned clockwise by a quarter: it is the upper half now."""
    found = plain(rotated(film()), tmp_path)
    assert (found.facts.width, found.facts.height) == (48, 64)
    seen = frames(tmp_path)[3]
    assert seen[:28, :, 0].mean() > 200 and seen[36:, :, 0].mean() < 30


def test_uneven_frames_are_shown_when_they_were(tmp_path: Path) -> None:
    """Of a GIF that shows six colours for different times, each is seen in its time."""
    milliseconds = [100, 500, 40, 700, 20, 60]
    found = plain(moving("GIF", milliseconds), tmp_path)
    seen = [round(frame[..., 0].mean() / 40) for frame in frames(tmp_path)]
    assert found.facts.seconds == pytest.approx(1.42, abs=0.04)
    starts = np.cumsum([0, *milliseconds[:-1]]) / 1000
    for number, start in enumerate(starts):
        if milliseconds[number] >= 40:
            assert seen[round(start * 30 + 0.5)] == number


@pytest.mark.parametrize("times", [(0, 40, 500, 520, 1500), (0, 33, 67, 100, 133, 167, 200, 900)])
def test_a_film_of_uneven_frames_keeps_its_length(times: tuple[int, ...], tmp_path: Path) -> None:
    found = plain(film(times=times), tmp_path)
    assert found.facts.seconds == pytest.approx(times[-1] / 1000, abs=0.35)
    assert video.probe((tmp_path / "plain").read_bytes()).frames == found.facts.frames


@pytest.mark.parametrize("turn", [False, True])
def test_the_sound_of_a_film_stays_with_it(turn: bool, tmp_path: Path) -> None:
    data = film(times=tuple(range(0, 2000, 40)), has_sound=True)
    found = plain(rotated(data) if turn else data, tmp_path)
    assert found.facts.has_sound and found.facts.frames == 50
    with av.open(str(tmp_path / "plain")) as media:
        sounds = np.concatenate([frame.to_ndarray()[0] for frame in media.decode(audio=0)])
        assert media.streams.audio[0].codec_context.name == "aac" and len(sounds) / 44_100 == pytest.approx(2, abs=0.1)
    assert np.abs(sounds[4410:]).max() == pytest.approx(0.5, abs=0.1)


def test_nothing_tells_where_a_film_was_made(tmp_path: Path) -> None:
    out = io.BytesIO()
    with av.open(io.BytesIO(film())) as source, av.open(out, "w", format="mov") as target:
        target.metadata.update({"title": "SECRET", "location": "+48.51", "make": "SECRET"})
        stream = target.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                target.mux(packet)
    assert b"SECRET" in out.getvalue()
    plain(out.getvalue(), tmp_path)
    assert not {b"SECRET", b"+48.51"} & set((tmp_path / "plain").read_bytes().split(b"\0"))
    with av.open(str(tmp_path / "plain")) as media:
        assert not set(media.metadata) - {"major_brand", "minor_version", "compatible_brands"}


@pytest.mark.parametrize(
    ("data", "wanted", "kind", "notes"),
    [
        (lambda: film(has_sound=True), ("film",), "film", []),
        (lambda: film(has_sound=True), ("sound", "film"), "film", []),
        (lambda: film(has_sound=True), ("sound",), "sound", ["upload.sound_only"]),
        (lambda: voice("mp4", "aac"), ("film", "sound"), "sound", []),
        (lambda: moving("GIF"), ("picture", "film"), "film", []),
        (lambda: moving("GIF"), ("picture",), "picture", ["upload.first_frame"]),
        (lambda: moving("WEBP"), ("picture",), "picture", ["upload.first_frame"]),
        (lambda: picture("gif"), ("film", "picture"), "picture", []),
        (lambda: picture("webp"), ("film",), "film", []),
    ],
)
def test_it_is_read_as_what_is_wanted(data: Any, wanted: Any, kind: str, notes: list[str], tmp_path: Path) -> None:
    found = plain(data(), tmp_path, *wanted)
    assert (found.kind, [note.key for note in found.notes]) == (kind, notes)


@pytest.mark.parametrize("container", ["hls", "concat"])
def test_a_list_of_other_files_is_no_film(container: str, tmp_path: Path) -> None:
    (tmp_path / "secret.mp4").write_bytes(film())
    lists = {
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\n{tmp_path}/secret.mp4\n#EXT-X-ENDLIST\n",
        "concat": f"ffconcat version 1.0\nfile '{tmp_path}/secret.mp4'\n",
    }
    with pytest.raises(Refused, match=r"That is a text; what can be used here: a film or a sound\."):
        plain(lists[container].encode(), tmp_path)
