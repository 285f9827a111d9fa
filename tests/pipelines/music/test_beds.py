"""Sounds that lie under music: which ones a description asks for, and how they lie there."""

from __future__ import annotations

import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from pipelines.music.composer.beds import beds
from pipelines.music.composer.genres import genres
from pipelines.music.composer.play.beds import FALL, UNASKED, bed_of, bedded, laid
from pipelines.music.composer.play.production import Production
from pipelines.music.composer.play.synth import RATE, load
from pipelines.music.composer.read.beds import read_beds
from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.stems import mixed_with_stems
from pipelines.music.composer.telling import describe
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import Metre, Note, Score, Section, Track
from pipelines.music.score.stored import dump_score, load_score
from pipelines.music.score.theory import Chord, Key
from pipelines.sound.weather import CIRCLE, WEATHERS
from studio.errors import LoadFailed
from studio.media.audio import loudness
from studio.models.catalog import STARTER

BANK = load(STARTER / "soundfont")
RECORDINGS = STARTER / "soundfont" / "beds"


def asked(prompt: str) -> tuple[str, ...]:
    return read_beds(plainly(prompt).lower()).wanted


@pytest.mark.parametrize(
    ("prompt", "wanted"),
    [
        ("lofi beats with rain", "rain"),
        ("piano with soft rain and distant thunder", "rain thunder"),
        ("a calm piece, the sound of waves in the background", "waves"),
        ("gentle rain sounds over a piano", "rain"),
        ("jazz with the sound of a crackling record", "vinyl"),
        ("chillhop, vinyl crackle, tape hiss", "vinyl hiss"),
        ("acoustic guitar beside a crackling fire", "fire"),
        ("meditation with a babbling brook and a light breeze", "stream wind"),
        ("sleep music with white noise", "noise"),
        ("storm, rain and thunder sounds with solo cello", "rain thunder"),
        ("钢琴曲，伴着雨声", "rain"),
        ("带雷声和海浪声的冥想音乐", "thunder waves"),
        ("背景有海浪的轻音乐", "waves"),
        ("黑膠噪音的爵士", "vinyl"),
        ("古风音乐，风声与流水声", "wind stream"),
    ],
)
def test_a_sound_that_is_asked_for_is_heard(prompt: str, wanted: str) -> None:
    assert asked(prompt) == tuple(wanted.split())


@pytest.mark.parametrize(
    "prompt",
    [
        "singing in the rain, a happy song", "a ballad about the wind and the sea", "purple rain style ballad",
        "a wind quintet", "wind and strings, slow", "with wind chimes and harp", "a piece with waves of emotion",
        "surf rock", "new wave with synth bass", "a road song with wind in my hair", "noise rock with guitars",
        "epic storm at sea, thunderous drums", "a river of tears", "rainy night lo-fi", "with rivers of gold",
        "古风", "国风电子", "雨夜的爵士", "下雨天的咖啡馆", "带有雨的忧伤", "手风琴独奏",
        "with thunder drums and choir",
    ],
)  # fmt: skip
def test_what_is_only_told_of_is_not_heard(prompt: str) -> None:
    assert asked(prompt) == ()


@pytest.mark.parametrize(
    ("prompt", "refused"),
    [
        ("lofi without crackle", {"vinyl"}),
        ("lofi, no vinyl noise", {"vinyl"}),
        ("with rain but no thunder", {"thunder"}),
        ("chill beats, no background noise", set(beds())),
        ("不要雨声的轻音乐", {"rain"}),
    ],
)
def test_a_sound_that_is_ruled_out_is_known(prompt: str, refused: set[str]) -> None:
    found = read_beds(plainly(prompt).lower())
    assert found.refused == refused
    assert not set(found.wanted) & refused


@pytest.mark.parametrize(("prompt", "name"), [("harp with birdsong", "birdsong"), ("鸟鸣和雨声", "鸟鸣")])
def test_a_sound_that_is_not_here_is_said(prompt: str, name: str) -> None:
    [missed] = read_beds(plainly(prompt).lower()).missed
    assert name in str(missed)


def test_it_is_read_with_all_else() -> None:
    reading = read("a sad lofi tune with rain and birdsong, no crackle", Wishes(), 1)
    assert (reading.genre.key, reading.beds.wanted, reading.beds.refused) == ("lofi", ("rain",), {"vinyl"})
    assert any("birdsong" in str(note) for note in reading.notes)


# What they are made of.


@pytest.mark.parametrize("name", sorted(WEATHERS))
def test_weather_goes_on_without_a_seam(name: str) -> None:
    frames = CIRCLE + RATE
    sound = WEATHERS[name](frames, RATE, np.random.default_rng(5))
    assert sound.shape == (frames, 2)
    assert sound.dtype == np.float32
    steps = np.abs(np.diff(sound, axis=0)).max(1)
    assert steps[CIRCLE - 1] <= np.quantile(steps[CIRCLE - 2000 : CIRCLE + 2000], 0.9995)
    assert 0 < np.asarray(np.corrcoef(sound.T))[0, 1] < 0.95, "both sides are one, or strangers"


def centre(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound.mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(sound), 1 / RATE)).sum() / power.sum())


def test_each_weather_sounds_as_itself() -> None:
    heard = {name: WEATHERS[name](12 * RATE, RATE, np.random.default_rng(1)) for name in WEATHERS}
    found = {name: centre(sound) for name, sound in heard.items()}
    assert found["thunder"] < 160 < found["wind"] < 900 < found["stream"] < 3000 < found["rain"] < found["hiss"]
    levels = {name: np.sqrt((sound**2).reshape(12, -1).mean(axis=1)) for name, sound in heard.items()}
    spread = {name: 20 * np.log10(level.max() / max(level.min(), 1e-9)) for name, level in levels.items()}
    assert spread["hiss"] < 1 < spread["rain"] < 6 < spread["waves"], "waves come and go, rain stays"


def test_a_recording_follows_itself() -> None:
    sound, _ = soundfile.read(RECORDINGS / "vinyl_hiss.flac")
    steps = np.abs(np.diff(np.concatenate([sound, sound])))
    assert steps[len(sound) - 1] <= np.quantile(steps, 0.999)


# How they lie.


@pytest.fixture(scope="module")
def music() -> np.ndarray:
    """Eight seconds of a chord, loud and soft."""
    at = np.arange(8 * RATE) / RATE
    tone = np.sin(2 * np.pi * np.outer(at, (220, 277, 330))).sum(axis=1)
    return (0.05 * tone * (1 + 0.5 * np.sin(at)))[:, None].repeat(2, axis=1).astype(np.float32)


@pytest.mark.parametrize("key", sorted(beds()))
def test_a_bed_lies_under_the_music(key: str, music: np.ndarray) -> None:
    bed = bed_of(music, laid(genres()["pop"], (key,), frozenset()), RECORDINGS, 3, RATE)
    assert bed is not None
    assert 11 < loudness(music, RATE) - loudness(bed, RATE) < 25
    assert not bed[0].any()
    assert np.abs(bed[-50:]).max() < 1e-4
    body = np.abs(bed[2 * RATE : -round(FALL * RATE)])
    assert key == "thunder" or (body.max(1).reshape(-1, RATE // 2).max(1) > 1e-4).all(), "it stops"
    again = bed_of(music, laid(genres()["pop"], (key,), frozenset()), RECORDINGS, 3, RATE)
    assert again is not None
    assert np.array_equal(bed, again)


def test_several_together_are_as_loud_as_one(music: np.ndarray) -> None:
    three = bed_of(music, laid(genres()["pop"], ("rain", "wind", "waves"), frozenset()), RECORDINGS, 3, RATE)
    assert three is not None
    assert 12 < loudness(music, RATE) - loudness(three, RATE) < 18


def test_nothing_lies_under_silence_or_where_nothing_is_asked(music: np.ndarray) -> None:
    assert bed_of(music, (), RECORDINGS, 3, RATE) is None
    assert bed_of(np.zeros_like(music), (("rain", 15.0),), RECORDINGS, 3, RATE) is None


def test_a_recording_that_is_missing_is_said(music: np.ndarray, tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="vinyl_hiss"):
        bed_of(music, (("vinyl", 20.0),), tmp_path, 3, RATE)


def test_lofi_crackles_softly_unless_it_must_not() -> None:
    lofi = genres()["lofi"]
    assert laid(lofi, (), frozenset()) == (("vinyl", UNASKED),)
    assert laid(lofi, (), frozenset({"vinyl"})) == ()
    [(key, under)] = laid(lofi, ("vinyl",), frozenset())
    assert key == "vinyl"
    assert under < UNASKED


# In a piece.


def piece(**fields: object) -> Score:
    chord = Chord(0, "", "I", 0, 12)
    notes = [Note(60 + step, float(beat), 0.9, 90) for beat, step in enumerate((0, 4, 7, 12, 7, 4, 0, 4))]
    track = Track("lead", instruments()["kalimba"], [*notes, Note(72, 8, 4, 90)])
    made = Score(Key(0, "major"), Metre("4/4"), 120, (Section("A", 0, 2, 0.6),), (chord,), (track,), 8.0)
    return replace(made, **fields)  # type: ignore[arg-type]


def test_the_stems_sum_to_the_mix_bed_and_all() -> None:
    score = bedded(piece(), genres()["pop"], ("rain",), frozenset())
    production = Production(score, genres()["pop"], 7, 1, BANK)
    mix, files = mixed_with_stems(production, "Rain", lambda: None)
    parts = {file.role: soundfile.read(io.BytesIO(file.data))[0] for file in files}
    assert list(parts) == ["stem-lead", "stem-bed"]
    off = mix - sum(parts.values())
    assert 20 * np.log10(np.sqrt((off**2).mean()) / np.sqrt((mix**2).mean())) < -60
    alone = production.mixed(lambda: None)
    assert np.abs(alone - mix).max() < 1e-5
    dry = Production(piece(), genres()["pop"], 7, 1, BANK).mixed(lambda: None)
    assert np.abs(alone - dry).max() > 1e-3


def test_a_piece_keeps_its_beds_and_tells_of_them() -> None:
    score = bedded(piece(), genres()["lofi"], ("rain",), frozenset())
    assert load_score(dump_score(score, "lofi")).beds == score.beds
    assert load_score(dump_score(piece())).beds is None
    told = describe(read("lofi with rain", Wishes(), 1), score)
    assert "the sound of rain" in told
    assert "vinyl" not in told, "nobody asked for it"


def test_a_bed_of_another_studio_is_left_out() -> None:
    """A kept score is a file that may come from anywhere."""
    score = replace(piece(), beds=(("a whale", 12.0),))
    assert Production(score, genres()["pop"], 7, 1, BANK).bed(np.ones((RATE, 2), np.float32)) is None
