"""The narrator, with its real voice model: what is heard, shown and kept."""

from __future__ import annotations

import io
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pyloudnorm
import pytest
import soundfile
from PIL import Image, ImageColor

from pipelines.runtimes.kokoro import LONGEST, RATE, Kokoro
from pipelines.sound.cover import COLOURS, HEIGHT, WIDTH
from pipelines.sound.ducking import AHEAD, BEHIND, DEPTH, STEP, gains
from pipelines.voice.narrator.finish import TAIL
from pipelines.voice.narrator.reader import CHAPTER, PARAGRAPH
from pipelines.voice.narrator.take import Take
from pipelines.voice.narrator.text import LONGEST as LONGEST_TEXT
from pipelines.voice.narrator.voices import FOLDER, VOICES
from studio.errors import BadInput, Cancelled, LanguageUnknown, LoadFailed
from studio.media.audio import true_peak
from studio.works.made import Made
from tests.pipelines.voice import ear
from tests.pipelines.voice.desk import MODES, Desk, file_of, host, model, sound_of

STORY = """# The lamp

It was lit at 6:45 p.m. “Who goes there?” called the watchman. 有2个人。

# Morning

Rain."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Desk, Made]:
    """A short story in two voices and two languages, made once."""
    desk = Desk(tmp_path_factory.mktemp("told"))
    return desk, desk.narrated(STORY, second_voice="george", pauses=2.0)


def times(cue: str) -> list[float]:
    """All times of a subtitle, in seconds."""
    found = re.findall(r"(\d\d):(\d\d):(\d\d)[.,](\d{3})", cue)
    return [int(h) * 3600 + int(m) * 60 + int(s) + int(ms) / 1000 for h, m, s, ms in found]


def test_a_story_is_read_by_the_voices_asked_for(told: tuple[Desk, Made]) -> None:
    _, made = told
    assert (made.kind, made.title) == ("speech", "The lamp")
    assert made.facts.said()["voices"] == ["heart", "george", "xiaoxiao"]
    assert made.facts.said()["sample_rate"] == RATE and made.facts.said()["sentences"] == 7
    assert made.text.splitlines()[0] == "The lamp"


def test_loudness_and_peaks(told: tuple[Desk, Made]) -> None:
    sound, rate = sound_of(told[1])
    assert pyloudnorm.Meter(rate).integrated_loudness(sound) == pytest.approx(-16, abs=1)
    assert true_peak(sound) < -1
    assert told[1].facts.said()["seconds"] == pytest.approx(len(sound) / rate, abs=0.02)


def test_nothing_clicks_where_sentences_meet(told: tuple[Desk, Made]) -> None:
    """A click is a jump that stands out of its surroundings: at joins there is silence on one side."""
    sound, _ = sound_of(told[1])
    jumps = np.abs(np.diff(sound))
    still = np.convolve(np.abs(sound) < 1e-4, np.ones(240), "valid") >= 238
    edges = np.flatnonzero(np.diff(still.astype(int)))
    assert len(edges) >= 8
    near = np.concatenate([jumps[max(0, at - 240) : at + 480] for at in edges])
    assert near.max() < 0.02


def test_subtitles_hold_every_word_in_its_order_and_inside_the_sound(told: tuple[Desk, Made]) -> None:
    _, made = told
    srt, vtt = file_of(made, "subtitles"), file_of(made, "words")
    assert "It was lit at 6:45 p.m." in srt and "有2个人。" in srt
    moments = times(vtt)
    assert vtt.startswith("WEBVTT\n") and max(moments) <= made.facts.said()["seconds"]
    starts = [times(cue)[2:] for cue in vtt.split("\n\n")[1:]]
    flat = [moment for cue in starts for moment in cue]
    assert flat == sorted(flat) and len(flat) == made.facts.said()["words"]
    shown = [times(line) for line in srt.splitlines() if "-->" in line]
    assert all(start < end for start, end in shown)
    assert all(one[1] <= after[0] for one, after in pairwise(shown))


def test_chapters_begin_where_their_headings_are_spoken(told: tuple[Desk, Made]) -> None:
    marks = file_of(told[1], "chapters")
    assert [line for line in marks.splitlines() if line and "-->" not in line] == ["WEBVTT", "The lamp", "Morning"]
    first, second = ([float(t) for t in times(line)] for line in marks.splitlines() if "-->" in line)
    assert first[1] == second[0] > 4 and second[1] == pytest.approx(told[1].facts.said()["seconds"], abs=0.01)


def test_progress_counts_sentences_and_shows_what_was_spoken(told: tuple[Desk, Made]) -> None:
    desk, _ = told
    assert [phase[1:] for phase in desk.phases if phase[0] == "speaking"] == [(at, 7) for at in range(1, 8)]
    assert [len(text) for text in desk.previews] == sorted(len(text) for text in desk.previews)
    assert desk.previews[0] == "The lamp" and desk.previews[-1].endswith("Rain.")


def test_each_sentence_is_heard_as_soon_as_it_is_spoken_where_the_work_has_it(told: tuple[Desk, Made]) -> None:
    """So who listens before it is done can go on listening at the same second of the work."""
    desk, made = told
    sound, rate = sound_of(made)
    assert [chunk.rate for chunk in desk.chunks] == [rate] * 7
    heard = np.concatenate([chunk.samples for chunk in desk.chunks])
    assert len(sound) - len(heard) == pytest.approx(TAIL * rate, abs=2)
    at = 0
    for chunk in desk.chunks:
        there = sound[at : at + len(chunk.samples)]
        assert np.corrcoef(chunk.samples, there)[0, 1] > 0.98
        assert abs(20 * np.log10(np.std(chunk.samples) / np.std(there))) < 4, "the draft is about as loud"
        assert np.abs(chunk.samples[[0, -1]]).max() < 0.01, "nothing clicks where chunks meet"
        at += len(chunk.samples)


def test_it_is_understood_and_its_word_times_are_true(told: tuple[Desk, Made]) -> None:
    sound, rate = sound_of(told[1])
    until = next(times(cue)[0] for cue in file_of(told[1], "subtitles").split("\n\n") if "有2个人" in cue)
    heard = ear.heard_words(sound[: int(until * rate)], rate)
    text = "".join(word for word, _, _ in heard).lower()
    assert "lamp" in text and "6.45" in text.replace(":", ".") and "watchman" in text
    ours = re.findall(r"<([\d:.]+)>[\"“]?(\w+)", file_of(told[1], "words"))
    mine = [(times(at)[0], word.lower()) for at, word in ours]
    theirs = [(start, word.strip('.,?"“” ').lower()) for word, start, _ in heard]
    # Whisper lets a word after a pause begin in the pause: the median is not led by those.
    off = [
        abs(start - at) for start, word in theirs for at, ours_too in mine if word == ours_too and abs(start - at) < 1
    ]
    assert len(off) >= 6 and np.median(off) < 0.15


def test_a_voice_speaks_faster_and_the_model_says_how_long_each_sound_takes() -> None:
    usual, quick = (model()("hɛlˈO.", VOICES["heart"].style(7), speed) for speed in (1.0, 1.5))
    assert len(quick.sound) < 0.85 * len(usual.sound)
    assert len(usual.steps) == 8 and usual.steps.sum() * 600 == len(usual.sound)
    assert host().catalog["kokoro"].licence == "Apache-2.0"


def test_pauses_are_as_long_as_they_are_asked_for(told: tuple[Desk, Made]) -> None:
    sound, rate = sound_of(told[1])
    quiet = np.abs(sound) < 1e-4
    edges = np.flatnonzero(np.diff(np.r_[False, quiet, False].astype(int))).reshape(-1, 2)
    longest = [pause / rate for pause in np.sort(np.diff(edges).ravel())[::-1]]
    # A heading, the end of a paragraph, sentences: twice as long as usual.
    assert longest[:2] == pytest.approx([2 * CHAPTER] * 2, abs=0.1)
    assert longest[2] == pytest.approx(2 * PARAGRAPH, abs=0.1)


def test_a_narration_has_a_cover_on_which_its_pauses_are_seen(told: tuple[Desk, Made]) -> None:
    _, made = told
    (data,) = (file.data for file in made.files if file.role == "roll")
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    assert picture.size == (WIDTH, HEIGHT) and len(data) < 60_000
    seconds, wave = made.facts.said()["seconds"], np.asarray(picture)[200:660].astype(int)
    coloured = (np.abs(wave - wave[0, 0]).max(axis=2) > 40).sum(axis=0)
    first = min(times(file_of(made, "subtitles")))
    # A part of the sound is eight pixels wide.
    tall = [coloured[round(at / seconds * WIDTH) - 8 :][:24].max() for at in (first + 0.3, first + 1.5)]
    assert tall[0] > 60 > 20 > tall[1], "the word, and the silence after it"
    assert len({tuple(pixel) for pixel in np.asarray(picture)[430]} & set(map(ImageColor.getrgb, COLOURS))) == 3


def test_a_stop_keeps_what_was_spoken_and_the_same_words_sound_the_same(tmp_path: Path) -> None:
    pieces = Desk(tmp_path, stop_at=2).make("narrate", prompt="It began. It went on. It ended.")
    kept = next(pieces)
    assert kept.text == "It began." and "stopped" in str(kept.notes[0])
    with pytest.raises(Cancelled):
        next(pieces)
    again = tmp_path / "again"
    again.mkdir()
    assert np.array_equal(sound_of(Desk(again).narrated("It began.", seed=2))[0], sound_of(kept)[0])


def test_a_take_begins_anew_in_a_folder_where_one_was_spoken(tmp_path: Path) -> None:
    for level in (0.5, 0.25):
        take = Take.begun(tmp_path / "voice.f32")
        take.add(np.full(100, level, np.float32))
        assert take.sound(0, 100) == pytest.approx(level)


def test_a_text_of_ones_own_is_read_with_music_that_makes_room(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    poem = tmp_path / "poem.txt"
    poem.write_text("Grey waves.\n", encoding="utf-8")
    music = tmp_path / "music.flac"
    at = np.arange(44100 * 4) / 44100
    soundfile.write(music, 0.3 * np.stack([np.sin(880 * np.pi * at), np.sin(890 * np.pi * at)], axis=1), 44100)
    text, under = desk.bring(poem, "text", "Sea.txt"), desk.bring(music, "sound")
    (made,) = desk.make("read-aloud", text=text, music=under, format="flac")
    sound, rate = sound_of(made)
    assert made.title == "Sea" and (rate, sound.shape[1]) == (48_000, 2)
    # The music alone is a pure tone at 440 Hz, where a voice has little.
    first = min(times(file_of(made, "subtitles")))
    before = tone(sound[int(0.8 * rate) : int(1.8 * rate), 0], rate)
    during = tone(sound[int(first * rate) : int((first + 1) * rate), 0], rate)
    assert 8 < before - during < 16
    assert np.abs(sound[-rate // 20 :]).max() < 0.01 and true_peak(sound) < -1


def tone(sound: Any, rate: int) -> float:
    """The level of 440 Hz, in decibels."""
    at = np.arange(len(sound)) / rate
    return float(20 * np.log10(abs(np.mean(sound * np.exp(-880j * np.pi * at)))))


def test_music_goes_down_before_a_voice_and_comes_back_after_it() -> None:
    gain = 20 * np.log10(gains([(2.0, 3.0), (3.5, 4.0)], 8.0))
    assert gain[0] == pytest.approx(0) and gain[round(7 / STEP)] == pytest.approx(0, abs=0.01)
    assert gain[round(2.0 / STEP) : round(4.0 / STEP)] == pytest.approx(-DEPTH)
    assert -DEPTH < gain[round((2 - AHEAD / 2) / STEP)] < 0 > gain[round((4 + BEHIND / 2) / STEP)] > -DEPTH
    assert np.abs(np.diff(gain)).max() < 1


def test_every_voice_is_there_and_has_words() -> None:
    assert sum(voice.language == "en" for voice in VOICES.values()) >= 12
    assert sum(voice.language == "zh" for voice in VOICES.values()) >= 8
    assert {(voice.file[0], voice.is_female) for voice in VOICES.values()} == {
        (accent, sex) for accent in "abz" for sex in (True, False)
    }
    for voice in VOICES.values():
        assert voice.style(40).shape == (256,) and np.isfinite(voice.style(LONGEST)).all()
    assert sum(file.stat().st_size for file in FOLDER.iterdir()) < 6_000_000
    for key in ("narrate", "read-aloud"):
        assert set(MODES[key].form.titles_of("voice")) == {"auto", *VOICES}


@pytest.mark.parametrize(
    ("prompt", "error", "words"),
    [
        ("🙂🙂 !!! …", BadInput, "nothing to read"),
        ("Привет, как дела? Сегодня хорошая погода.", LanguageUnknown, "No voice here speaks Russian"),
        ("こんにちは、今日はとても良い天気ですね。", LanguageUnknown, "No voice here speaks Japanese"),
        ("Der Hund und die Katze sind nicht mit dem Mann in das Haus gegangen.", LanguageUnknown, "German"),
        ("bell\x07", BadInput, "control character"),
        ("   ", BadInput, "Nothing was started"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, prompt: str, error: type[Exception], words: str) -> None:
    with pytest.raises(error, match=words):
        Desk(tmp_path).narrated(prompt)


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("a word " * (LONGEST_TEXT // 7 + 2), BadInput, "at most 60,000"),
        ("🙂\n", BadInput, "nothing to read"),
        ("Сегодня хорошая погода, и мы идём гулять.", LanguageUnknown, "Russian"),
    ],
)
def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, text: str, error: type[Exception], words: str) -> None:
    desk = Desk(tmp_path)
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words):
        list(desk.make("read-aloud", text=desk.bring(tmp_path / "text.txt", "text")))


def test_a_damaged_part_of_the_model_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(1, 4):
        folder = tmp_path / f"odd_part_{number}"
        folder.mkdir()
        (folder / "__init__.py").touch()
        (folder / "part.bin").write_bytes(b"x")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(LoadFailed, match="missing or damaged"):
        Kokoro.load(tmp_path / "odd_part_1" / "part.bin")
