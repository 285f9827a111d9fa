"""What is heard: pieces rendered with the real instruments and judged by ears that share nothing with the composer."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import librosa
import mido
import numpy as np
import pyloudnorm
import pytest
import soundfile
from PIL import Image

from pipelines.music.composer.engine import Composer
from pipelines.music.composer.play.synth import Soundbank, load
from pipelines.music.modes import MUSIC
from pipelines.music.score.instruments import Instrument, instruments
from studio.errors import BadInput, Cancelled, LoadFailed, ModelAbsent
from studio.jobs.engine import Choice, Host
from studio.models.catalog import STARTER, Catalog, ModelSpec
from studio.models.device import LocalDevice
from studio.works.made import Made, MadeFile

MODE = MUSIC[0]

# Correlation of chroma with these tells the key (Krumhansl and Kessler 1982).
MAJOR = np.array([6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88])
MINOR = np.array([6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17])
NAMES = ["C", "C♯", "D", "E♭", "E", "F", "F♯", "G", "A♭", "A", "B♭", "B"]


class Desk:
    """A job's context that lends the studio's own SoundFont, writes phases down and can stop the job."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.host = Host(Catalog.read(), LocalDevice())
        self.folder = Path()
        self.phases: list[tuple[str, int, int]] = []
        self.stop_after = stop_after
        self.open_leases = 0

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.phases.append((phase, step, total))

    def preview(self, *, text: str = "", image: bytes = b"") -> None: ...

    def check(self) -> None:
        if self.cancelled:
            raise Cancelled

    @property
    def cancelled(self) -> bool:
        return self.stop_after is not None and sum(phase == "playing" for phase, _, _ in self.phases) >= self.stop_after

    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Soundbank]:
        assert spec.key == "soundfont"
        self.open_leases += 1
        try:
            yield load(STARTER / spec.path)
        finally:
            self.open_leases -= 1


def composed(desk: Desk, **values: Any) -> Made:
    """One piece, by the composer, without the model of meanings."""
    ask = MODE.ask({"seed": 1, "seconds": 10, "model": "composer", **values}, desk.host)
    composer = ask.choice.engine
    only_sounds = Choice(composer, composer.key, {"sounds": desk.host.catalog["soundfont"]})
    (made,) = composer.run(replace(ask, choice=only_sounds), desk)
    return made


@cache
def piece(prompt: str, seed: int = 1, seconds: float = 10, form: str = "wav") -> Made:
    return composed(Desk(), prompt=prompt, seed=seed, seconds=seconds, format=form)


def file(made: Made, role: str) -> MadeFile:
    return next(file for file in made.files if file.role == role)


@cache
def sound(prompt: str, seed: int = 1, seconds: float = 10) -> np.ndarray:
    samples, rate = soundfile.read(io.BytesIO(file(piece(prompt, seed, seconds), "main").data))
    assert rate == 44100
    return samples


def midi(made: Made) -> mido.MidiFile:
    return mido.MidiFile(file=io.BytesIO(file(made, "midi").data), charset="utf-8")


def peak_between_samples(samples: np.ndarray) -> float:
    """Four times finer by zero-padding the spectrum, in pieces."""
    highest = 0.0
    for start in range(0, len(samples), 2**16):
        block = samples[start : start + 2**16]
        fine = np.fft.irfft(np.fft.rfft(block, axis=0), 4 * len(block), axis=0) * 4
        # The ends of a piece ring, because the transform thinks it repeats.
        highest = max(highest, float(np.abs(fine[256:-256]).max(initial=0.0)))
    return 20 * np.log10(max(highest, 1e-9))


def heard_key(samples: np.ndarray) -> tuple[int, str]:
    chroma = librosa.feature.chroma_cqt(
        y=librosa.resample(samples.mean(axis=1), orig_sr=44100, target_sr=22050), sr=22050
    )
    weights = chroma.mean(axis=1)
    scores = {
        (tonic, mode): np.corrcoef(weights, np.roll(profile, tonic))[0, 1]
        for tonic in range(12)
        for mode, profile in (("major", MAJOR), ("minor", MINOR))
    }
    return max(scores, key=lambda key: scores[key])


def brightness(samples: np.ndarray) -> float:
    """Spectral centroid in Hz."""
    power = np.abs(np.fft.rfft(samples.mean(axis=1))) ** 2
    return float((power * np.fft.rfftfreq(len(samples), 1 / 44100)).sum() / power.sum())


PROMPTS = [
    "hard rock",
    "ambient soundscape",
    "music box lullaby",
    "jazz with saxophone",
    "dark techno",
    "欢快的古筝曲",
]


@pytest.mark.parametrize("prompt", PROMPTS)
def test_a_piece_is_as_loud_as_streaming_services_want_and_does_not_clip(prompt: str) -> None:
    samples = sound(prompt)
    assert samples.shape == (441000, 2)
    assert pyloudnorm.Meter(44100).integrated_loudness(samples) == pytest.approx(-14, abs=0.5)
    assert peak_between_samples(samples) <= -1.0
    assert abs(samples.mean()) < 1e-3


@pytest.mark.parametrize("prompt", PROMPTS)
def test_there_is_no_hole_in_the_music_and_it_ends_by_itself(prompt: str) -> None:
    samples = sound(prompt)
    power = np.sqrt((samples.mean(axis=1) ** 2).reshape(-1, 2205).mean(axis=1))
    silent = power[: int(9.0 * 20)] < 1e-3
    longest = max((len(run) for run in "".join("s" if s else "." for s in silent).split(".")), default=0)
    assert longest / 20 < 0.6
    assert power[-2:].max() < 0.02 * power.max(), "cut off before it died away"
    assert power[int(8.0 * 20)] > 1e-4, "over long before its end"


@pytest.mark.parametrize("prompt", ["hard rock", "ambient soundscape", "solo flute"])
def test_the_sound_is_wide_but_works_on_one_loudspeaker(prompt: str) -> None:
    left, right = sound(prompt).T
    assert 0.02 < np.sqrt(((left - right) ** 2).mean() / ((left + right) ** 2).mean()) < 0.9


def named_keys(pieces: list[Made]) -> tuple[float, float]:
    """The share of pieces whose key is heard; and of those where it is, or its relative, which has the same notes."""
    right = related = 0
    for made in pieces:
        samples, _ = soundfile.read(io.BytesIO(file(made, "main").data))
        tonic, heard_mode = heard_key(samples)
        key, mode = made.facts.key, made.facts.mode
        wanted = NAMES.index({"D♭": "C♯", "G♭": "F♯", "A♯": "B♭", "D♯": "E♭", "G♯": "A♭"}.get(key, key))
        relative = (wanted - 3) % 12 if mode == "major" else (wanted + 3) % 12
        right += (tonic, heard_mode) == (wanted, mode)
        related += (tonic, heard_mode) == (wanted, mode) or (tonic == relative and heard_mode != mode)
    return right / len(pieces), related / len(pieces)


def keyed(count: int) -> list[Made]:
    """Pieces in as many seeds, by turns major and minor."""
    prompts = ["pop song", "folk song", "classical piano", "waltz", "bossa nova", "march"]
    return [
        composed(Desk(), prompt=prompts[seed % 6], seed=seed, mode=("major", "minor")[seed % 2], seconds=14)
        for seed in range(count)
    ]


def test_most_listeners_would_name_the_key() -> None:
    right, related = named_keys(keyed(12))
    assert right >= 7 / 12
    assert related >= 9 / 12


@pytest.mark.judge
def test_most_listeners_would_name_the_key_of_many_pieces(record_property: Callable[[str, object], None]) -> None:
    """Over sixty pieces the share of the twelve is not reached: the figures are kept, and may not fall."""
    right, related = named_keys(keyed(60))
    record_property("pieces", 60)
    record_property("key", round(right, 3))
    record_property("key or its relative", round(related, 3))
    assert right >= 0.65
    assert related >= 0.7


@pytest.mark.parametrize(
    ("prompt", "tempo"), [("house at 124 bpm", 124), ("rock at 140 bpm", 140), ("pop song, 100 bpm", 100)]
)
def test_a_foot_would_tap_the_tempo(prompt: str, tempo: float) -> None:
    mono = librosa.resample(sound(prompt, 1, 12).mean(axis=1), orig_sr=44100, target_sr=22050)
    strength = librosa.onset.onset_strength(y=mono, sr=22050, hop_length=256)
    strength = strength[: int(9 * 22050 / 256)] - strength.mean()
    likeness = np.correlate(strength, strength, "full")[len(strength) - 1 :]
    frames = 22050 / 256 * 60 / tempo
    beat = likeness[round(frames) - 1 : round(frames) + 2].max()
    between = likeness[round(frames * 0.62) : round(frames * 0.72)].max()
    assert beat > 0.3 * likeness[0]
    assert beat > 1.5 * between


def test_instruments_sound_different() -> None:
    names = ["flute", "cello", "trumpet", "music box", "distorted guitar", "piano", "church organ", "marimba"]
    spectra = {}
    for name in names:
        mono = sound(f"solo {name} in C major, 100 bpm").mean(axis=1)
        bands = librosa.feature.mfcc(y=librosa.resample(mono, orig_sr=44100, target_sr=22050), sr=22050, n_mfcc=13)
        spectra[name] = bands[1:].mean(axis=1)
    distances = [np.linalg.norm(spectra[a] - spectra[b]) for i, a in enumerate(names) for b in names[:i]]
    assert min(distances) > 15


class WithoutFlute(Soundbank):
    """The same instruments while the flute player is silent."""

    def play(self, instrument: Instrument, *args: Any) -> np.ndarray:
        return super().play(instrument, *args) * np.float32(instrument.key != "flute")


class QuietDesk(Desk):
    @contextmanager
    def lease(self, spec: ModelSpec) -> Iterator[Soundbank]:
        yield WithoutFlute(STARTER / spec.path)


def test_a_named_instrument_is_the_melody_and_is_loud() -> None:
    """Where the flute's part is taken away, a good part of the sound is gone."""
    prompt = "pop song with flute melody"
    made = piece(prompt, 2)
    whole = sound(prompt, 2)
    rest, _ = soundfile.read(io.BytesIO(file(composed(QuietDesk(), prompt=prompt, seed=2), "main").data))
    shared = (whole * rest).sum() / (rest * rest).sum()
    gone = ((whole - shared * rest) ** 2).sum() / (whole**2).sum()
    assert gone > 0.25
    programs = {m.program: t for t in midi(made).tracks for m in t if m.type == "program_change"}
    assert "Lead" in programs[73].name
    assert sum(m.type == "note_on" for m in programs[73]) >= 8


def test_loud_genres_have_drums_and_still_ones_have_none() -> None:
    def drum_strokes(prompt: str) -> int:
        return sum(m.type == "note_on" and m.channel == 9 for track in midi(piece(prompt)).tracks for m in track)

    assert drum_strokes("hard rock") > 40
    assert drum_strokes("ambient soundscape") == 0
    assert brightness(sound("hard rock")) > brightness(sound("ambient soundscape"))


def test_the_midi_file_opens_as_the_same_piece() -> None:
    made = piece("jazz waltz in D minor, 150 bpm")
    file = midi(made)
    meta = {message.type: message for message in file.tracks[0]}
    tempo = next(m for m in file.tracks[0] if m.type == "set_tempo")
    assert file.type == 1
    assert mido.tempo2bpm(tempo.tempo) == pytest.approx(150, abs=0.01)
    assert (meta["time_signature"].numerator, meta["time_signature"].denominator) == (3, 4)
    assert meta["key_signature"].key == "Dm"
    assert [m.text for m in file.tracks[0] if m.type == "marker"] == made.facts.form.split()
    assert all(any(m.type == "track_name" and m.name for m in track) for track in file.tracks)
    assert file.length == pytest.approx(10, abs=2)
    held = Counter((m.channel, m.note) for track in file.tracks for m in track if m.type == "note_on")
    released = Counter((m.channel, m.note) for track in file.tracks for m in track if m.type == "note_off")
    assert held == released


def test_the_roll_is_a_picture_with_every_player_in_it() -> None:
    picture = Image.open(io.BytesIO(file(piece("hard rock"), "roll").data)).convert("RGB")
    assert picture.size == (1600, 900)
    colours = Counter(picture.getdata())
    for red, green, blue in ((0xD1, 0x49, 0x5B), (0x4F, 0x7D, 0x55), (0x5B, 0x55, 0x66)):
        assert any(abs(r - red) + abs(g - green) + abs(b - blue) < 90 for (r, g, b), n in colours.items() if n > 150)


def test_facts_and_words_say_what_was_made() -> None:
    made = piece("jazz waltz in D minor, 150 bpm")
    wanted = {"key": "D", "mode": "minor", "tempo": 150, "metre": "3/4", "genre": "jazz", "seconds": 10}
    assert wanted.items() <= made.facts.said().items()
    assert made.facts.loudness == pytest.approx(-14, abs=0.5)
    assert made.facts.chords[-1].startswith("D")
    assert made.text.startswith("A jazz piece in D minor, 3/4, at 150 beats a minute")
    assert made.title == "Jazz waltz in D minor, 150 bpm"


def test_the_same_seed_makes_the_same_bytes_and_another_another_piece() -> None:
    first, again = piece("music box lullaby"), composed(Desk(), prompt="music box lullaby")
    other = piece("music box lullaby", 2)
    assert [file.data for file in first.files] == [file.data for file in again.files]
    assert file(first, "main").data != file(other, "main").data
    alike = np.corrcoef(*(sound("music box lullaby", seed).mean(axis=1) for seed in (1, 2)))[0, 1]
    assert abs(alike) < 0.3


@pytest.mark.parametrize(("form", "suffix", "magic"), [("flac", ".flac", b"fLaC"), ("mp3", ".mp3", b"")])
def test_other_file_forms(form: str, suffix: str, magic: bytes) -> None:
    main = piece("solo flute", 1, 10, form).files[0]
    assert main.suffix == suffix
    assert main.data.startswith(magic)
    samples, rate = soundfile.read(io.BytesIO(main.data))
    assert len(samples) / rate == pytest.approx(10, abs=0.1)


def test_progress_is_told_in_words_and_steps() -> None:
    desk = Desk()
    composed(desk, prompt="solo flute")
    phases = list(dict.fromkeys(phase for phase, _, _ in desk.phases))
    assert phases == ["reading_description", "composing", "playing", "mastering"]
    playing = [(step, total) for phase, step, total in desk.phases if phase == "playing"]
    assert playing[-1][0] == playing[-1][1] == len(playing)


def test_a_stopped_job_ends_between_two_blocks_and_gives_the_sounds_back() -> None:
    desk = Desk(stop_after=2)
    with pytest.raises(Cancelled):
        composed(desk, prompt="hard rock", seconds=60)
    assert sum(phase == "playing" for phase, _, _ in desk.phases) == 2
    assert desk.open_leases == 0


@pytest.mark.parametrize("values", [{"seconds": 9}, {"seconds": 1e9}, {"tempo": 500}, {"key": "H"}, {"prompt": " "}])
def test_what_cannot_be_played_is_refused_with_the_field_s_name(values: dict[str, Any]) -> None:
    with pytest.raises(BadInput):
        MODE.ask({"prompt": "a waltz", **values}, Desk().host)


def test_the_composer_is_chosen_where_no_model_is_present() -> None:
    host = Desk().host
    choice = MODE.ask({"prompt": "a waltz"}, host).choice
    assert isinstance(choice.engine, Composer)
    assert choice.models["sounds"].key == "soundfont"
    with pytest.raises(ModelAbsent):
        MODE.ask({"prompt": "a waltz", "model": "musicgen-small"}, host)


def test_a_damaged_or_empty_soundfont_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(LoadFailed, match="no instruments"):
        load(tmp_path)
    (tmp_path / "flute.sf3").write_bytes(b"RIFF not a SoundFont")
    with pytest.raises(LoadFailed, match="flute"):
        load(tmp_path).play(instruments()["flute"], [], 1.0, lambda: None)


def test_a_piece_needs_no_torch() -> None:
    script = (
        "import sys; from tests.pipelines.music.test_composer import Desk, composed\n"
        "composed(Desk(), prompt='solo flute')\n"
        "assert not {'torch', 'transformers', 'gradio'} & set(sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=Path(__file__).parents[3])
    assert done.returncode == 0, done.stderr
