"""The listener: what is said is written down with its times, and nothing where nobody speaks."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import soundfile
from numpy.typing import NDArray

from pipelines.registry import RUNTIMES
from pipelines.runtimes import whisper
from pipelines.runtimes.whisper import RATE, HeardPart, HeardWord, Whisper
from pipelines.voice.listener import hearing
from pipelines.voice.listener.activity import Span, spans
from pipelines.voice.listener.pieces import LONGEST, SPAN, pieces
from pipelines.voice.listener.script import Script
from pipelines.voice.listener.transcript import Transcript
from pipelines.voice.modes import VOICE
from pipelines.voice.subtitles import Timed
from studio.errors import BadInput, Cancelled, LoadFailed
from studio.jobs.engine import Host
from studio.models.catalog import Catalog
from studio.models.device import LocalDevice
from studio.works.made import Made
from studio.works.upload import Upload
from studio.works.works import now
from tests.pipelines.voice.desk import file_of

Sound = NDArray[np.float32]
LISTEN = next(mode for mode in VOICE if mode.key == "listen")
FOX = "The old fox walked slowly down to the frozen river."
LAMP = "Nobody had lit the lamp since the winter."
PARK = "今天天气很好，我们去公园看书。"
HOST = Host(Catalog.read(), LocalDevice())


@cache
def model(key: str) -> Any:
    """A model as the cache would load it, once for all tests."""
    path = HOST.catalog.locate(HOST.catalog[key])
    assert path, f"the files of {key} are here"
    return RUNTIMES.load(HOST.catalog[key], path, HOST.device)


class Room:
    """A job's context. `stop_at`: the piece before which the person stops the job."""

    def __init__(self, path: Path, folder: Path, stop_at: int | None = None) -> None:
        self.host, self.path, self.folder, self.stop_at = HOST, path, folder, stop_at
        self.phases: list[tuple[str, int, int]] = []
        self.previews: list[str] = []
        self.leased: list[str] = []

    def progress(self, phase: str, step: int = 0, total: int = 0, **values: Any) -> None:
        self.phases.append((phase, step, total))
        self.check()

    def preview(self, *, text: str = "", image: bytes = b"") -> None:
        self.previews.append(text)

    def check(self) -> None:
        if self.stop_at is not None and [phase for phase, _, _ in self.phases].count("listening") > self.stop_at:
            raise Cancelled

    @contextmanager
    def lease(self, spec: Any, adapters: Any = ()) -> Iterator[Any]:
        self.leased.append(spec.key)
        yield model(spec.key)

    def brought(self, id: str) -> tuple[Upload, Path]:
        suffix = self.path.suffix
        return Upload(
            id=id, owner="ann", kind="sound", suffix=suffix, size=1, name="talk.wav", created=now()
        ), self.path

    def make(self, **values: Any) -> Iterator[Made]:
        ask = LISTEN.ask({"sound": "0" * 64, **values}, HOST)
        return ask.choice.engine.run(ask, self)  # type: ignore[arg-type]


def kept(folder: Path, sound: Sound, rate: int = RATE) -> Path:
    path = folder / "sound.flac"
    soundfile.write(path, np.clip(sound, -1, 1), rate)
    return path


def listened(folder: Path, sound: Sound, rate: int = RATE, **values: Any) -> Made:
    (made,) = Room(kept(folder, sound, rate), folder).make(**values)
    return made


SPOKEN = {
    FOX: "fox",
    LAMP: "lamp",
    PARK: "park",
}
"""What a voice of the studio's own said once, without the silence around it: `narrate` with heart and xiaoxiao."""


@pytest.fixture(scope="module")
def said() -> Callable[[str], Sound]:
    """One of SPOKEN, at RATE."""

    @cache
    def read(text: str) -> Sound:
        sound, rate = soundfile.read(Path(__file__).parent / "spoken" / f"{SPOKEN[text]}.flac", dtype="float32")
        assert rate == RATE
        return np.asarray(sound, np.float32)

    return read


@pytest.fixture(scope="module")
def talk(said: Callable[[str], Sound]) -> tuple[Sound, list[tuple[float, float]]]:
    """Two sentences after silences of known lengths, and when each is said."""
    first, second = said(FOX), said(LAMP)
    quiet = [np.zeros(round(seconds * RATE), np.float32) for seconds in (1.5, 5.0, 2.0)]
    sound = np.concatenate([quiet[0], first, quiet[1], second, quiet[2]])
    begins = 1.5 + len(first) / RATE + 5.0
    return sound, [(1.5, 1.5 + len(first) / RATE), (begins, begins + len(second) / RATE)]


@pytest.fixture(scope="module")
def heard(talk: tuple[Sound, Any], tmp_path_factory: pytest.TempPathFactory) -> tuple[Room, Made]:
    folder = tmp_path_factory.mktemp("heard")
    room = Room(kept(folder, talk[0]), folder)
    (made,) = room.make()
    return room, made


def test_what_is_said_is_written_down(heard: tuple[Room, Made]) -> None:
    _, made = heard
    assert (made.kind, made.title) == ("transcript", "talk")
    assert made.text == f"{FOX}\n{LAMP}"
    assert made.facts.said()["language"] == "en" and made.facts.said()["sentences"] == 2
    assert [(file.role, file.suffix) for file in made.files] == [
        ("main", ".md"), ("subtitles", ".srt"), ("words", ".vtt"),
    ]  # fmt: skip


def seconds(clock: str) -> float:
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)


def test_subtitles_are_there_when_it_is_said(heard: tuple[Room, Made], talk: tuple[Sound, Any]) -> None:
    _, made = heard
    cues = re.findall(r"(\S+) --> (\S+)\n(.+)", file_of(made, "subtitles"))
    assert [text for _, _, text in cues] == [FOX, LAMP]
    for (start, end, _), (begins, ends) in zip(cues, talk[1], strict=True):
        assert abs(seconds(start) - begins) < 0.15
        assert abs(seconds(end) - 0.3 - ends) < 0.15, "it stays for 0.3 s"
    assert file_of(made, "main").splitlines()[::2] == [f"**0:01** {FOX}", f"**0:{int(talk[1][1][0]):02}** {LAMP}"]


def test_each_word_has_its_time(heard: tuple[Room, Made], talk: tuple[Sound, Any]) -> None:
    _, made = heard
    words = re.findall(r"<(\S+?)>([^<\n]+)", file_of(made, "words"))
    assert " ".join(word.strip() for _, word in words) == f"{FOX} {LAMP}"
    times = [seconds(at) for at, _ in words]
    assert times == sorted(times)
    nobody = next(seconds(at) for at, word in words if word.strip() == "Nobody")
    assert abs(nobody - talk[1][1][0]) < 0.15


def test_it_tells_how_far_it_is_in_seconds_and_what_it_heard(heard: tuple[Room, Made], talk: tuple[Sound, Any]) -> None:
    room, _ = heard
    told = [(step, total) for phase, step, total in room.phases if phase == "listening"]
    assert told == [(1, round(len(talk[0]) / RATE)), (int(talk[1][1][0]), round(len(talk[0]) / RATE))]
    assert room.previews[0] == FOX and room.previews[-1].endswith(LAMP)
    assert set(room.leased) == {"silero-vad", "whisper-base"}, "models come from the cache alone"


def test_stopped_it_keeps_what_was_heard(talk: tuple[Sound, Any], tmp_path: Path) -> None:
    room = Room(kept(tmp_path, talk[0]), tmp_path, stop_at=1)
    making = room.make(language="en")
    made = next(making)
    assert made.text == FOX and made.notes
    with pytest.raises(Cancelled):
        next(making)


def noise(seconds: float = 8) -> Sound:
    return np.random.default_rng(1).normal(0, 1, round(seconds * RATE)).astype(np.float32)


def _chords() -> Sound:
    moments = np.arange(RATE * 8) / RATE
    notes = [np.sin(2 * np.pi * tone * moments) for tone in (261.6, 329.6, 392.0)]
    return np.asarray(sum(notes) * 0.15 * np.exp(-(moments % 2)), np.float32)


def _clicks() -> Sound:
    return np.asarray(noise() * 0.5 * np.exp(-(np.arange(RATE * 8) % 4000) / 100), np.float32)


def _pink() -> Sound:
    count = RATE * 8
    found = np.fft.irfft(np.fft.rfft(noise()) / np.maximum(1, np.sqrt(np.arange(count // 2 + 1))), count)
    return np.asarray(found / np.abs(found).max() * 0.6, np.float32)


QUIET: dict[str, Callable[[], Sound]] = {
    "silence": lambda: np.zeros(RATE * 8, np.float32),
    "a hiss": lambda: noise() * 0.1,
    "rain": _pink,
    "a hum": lambda: np.asarray(0.3 * np.sin(2 * np.pi * 50 * np.arange(RATE * 8) / RATE), np.float32),
    "music": _chords,
    "clicks": _clicks,
    "a blink": lambda: np.zeros(160, np.float32),
}


@pytest.mark.parametrize("kind", QUIET)
def test_where_nobody_speaks_no_words_are_invented(kind: str, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No speech was heard"):
        listened(tmp_path, QUIET[kind]())


def part(text: str, no_speech: float, log_probability: float, sureness: float, repetition: float = 1.0) -> HeardPart:
    words = tuple(HeardWord(f" {word}", at, at + 0.5, sureness) for at, word in enumerate(text.split()))
    return HeardPart(words, no_speech, log_probability, repetition)


@pytest.mark.parametrize(
    ("one", "is_said"),
    [
        (part("Down to the river", 0.02, -0.15, 0.9), True),
        (part("Thanks for watching!", 0.8, -0.9, 0.5), False),
        (part("you", 0.59, -1.6, 0.03), False),
        (part("no no no no no no no", 0.1, -0.2, 0.9, 4.0), False),
        (part("Thank you", 0.1, -0.4, 0.1), False),
        (HeardPart((), 0.0, 0.0, 1.0), False),
    ],
)
def test_what_was_hardly_said_is_left_out(one: HeardPart, is_said: bool) -> None:
    assert hearing.is_said(one) is is_said


def test_speech_over_noise_is_heard_and_the_noise_is_not(said: Callable[[str], Sound], tmp_path: Path) -> None:
    """In two channels and at another rate."""
    import soxr

    sound = noise(len(said(FOX)) / RATE + 12)[: len(said(FOX)) + 12 * RATE] * 0.01
    sound[6 * RATE : 6 * RATE + len(said(FOX))] += said(FOX)
    loud = soxr.resample(sound, RATE, 44_100)
    made = listened(tmp_path, np.stack([loud, loud * 0.5], axis=1), 44_100, language="en")
    assert made.text == FOX


def test_chinese_is_written_in_the_characters_that_are_asked_for(said: Callable[[str], Sound], tmp_path: Path) -> None:
    made = listened(tmp_path, said(PARK), characters="traditional")
    assert made.facts.said()["language"] == "zh" and "我們去公園看書" in made.text


def test_a_word_keeps_its_time_when_its_characters_change() -> None:
    assert Script("traditional").written(["头发", "发", "现"]) == ["頭髮", "發", "現"]
    assert Script("simplified").written(["台", "灣"]) == ["台", "湾"]
    assert Script().written([" hello"]) == [" hello"]


def test_a_film_is_listened_to_and_one_without_sound_says_so(said: Callable[[str], Sound], tmp_path: Path) -> None:
    (made,) = Room(a_film(tmp_path / "a.mp4", said(LAMP)), tmp_path).make(language="en")
    assert made.text == LAMP
    with pytest.raises(BadInput, match="no sound in it"):
        list(Room(a_film(tmp_path / "b.mp4", None), tmp_path).make())


def a_film(path: Path, sound: Sound | None) -> Path:
    import av

    with av.open(str(path), "w") as out:
        video = out.add_stream("mpeg4", rate=5)
        video.width = video.height = 64
        audio: Any = out.add_stream("aac", rate=RATE, layout="mono") if sound is not None else None
        for _ in range(5):
            out.mux(video.encode(av.VideoFrame.from_ndarray(np.zeros((64, 64, 3), np.uint8))))
        out.mux(video.encode(None))
        if sound is not None:
            frame = av.AudioFrame.from_ndarray(sound[None], "fltp", "mono")
            frame.sample_rate = RATE
            out.mux(audio.encode(frame))
            out.mux(audio.encode(None))
    return path


def test_speech_without_a_pause_is_cut_into_spans_that_are_heard_at_once() -> None:
    class Talker:
        """Somebody who speaks on and on, and less surely in one step of each ten seconds."""

        at = 0

        def run(self, _: None, given: dict[str, Sound]) -> tuple[Sound, Sound, Sound]:
            steps = np.arange(self.at, self.at + len(given["input"]))
            self.at += len(steps)
            return np.where(steps % 312 == 300, 0.4, 0.9).astype(np.float32), given["h"], given["c"]

    found = spans(Talker(), np.zeros(RATE * 100, np.float32), SPAN, lambda: None)
    assert found[0].start == 0 and found[-1].end == 100
    assert all(end - start <= SPAN for start, end in found)
    assert all(before.end == after.start for before, after in pairwise(found))
    assert all(round(span.end * RATE / 512) % 312 == 300 for span in found[:-1])
    heard_at_once = list(pieces(found, 100))
    assert all(sum(end - start for start, end in piece.wide) <= LONGEST for piece in heard_at_once)


def test_a_piece_knows_when_what_is_heard_in_it_was_said() -> None:
    (piece,) = pieces([Span(1.0, 2.0), Span(4.0, 5.0)], 10)
    sound = piece.sound(np.arange(RATE * 10, dtype=np.float32))
    assert len(sound) == round(2.8 * RATE) and sound[0] == round(0.8 * RATE)
    assert piece.place(0.2, 0.5) == (0, Span(1.0, 1.3))
    at, (start, end) = piece.place(1.7, 2.0)
    assert at == 1 and (round(start, 2), round(end, 2)) == (4.1, 4.4)
    assert piece.place(0.0, 0.4)[1].start == 1.0, "nothing is said before somebody speaks"
    assert [piece.spans for piece in pieces([Span(1, 2), Span(9, 10)], 10)] == [((1, 2),), ((9, 10),)]


def timed(*words: tuple[str, float]) -> list[Timed]:
    return [Timed(word, at, at + 0.4) for word, at in words]


def test_sentences_and_paragraphs_end_where_they_do() -> None:
    told = Transcript()
    told.add(timed(("It", 0), ("rained.", 0.5), ("Who", 1), ("came?", 1.5)))
    told.add(timed(("Nobody", 9), ("did", 9.5)))
    assert told.text == "It rained. Who came?\nNobody did"
    assert told.told == "**0:00** It rained. Who came?\n\n**0:09** Nobody did\n"
    assert len(told.sentences()) == 3
    chinese = Transcript()
    for word in ("下雨了。", "谁来了？"):
        chinese.add([Timed(word, 0, 1, "")])
    assert chinese.text == "下雨了。谁来了？"


def test_a_damaged_model_is_not_loaded(monkeypatch: pytest.MonkeyPatch) -> None:
    path = HOST.catalog.locate(HOST.catalog["whisper-base"])
    assert path
    monkeypatch.setattr(whisper, "_PARTS", 1)
    with pytest.raises(LoadFailed, match="missing or damaged"):
        Whisper.load(path)
