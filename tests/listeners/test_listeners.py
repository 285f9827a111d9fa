"""The judge itself: a song that is right keeps every line, and one that is broken on purpose loses that line."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import soundfile

from tests.listeners import form, kinds, lines, sound
from tests.listeners.goals import goals
from tests.listeners.heard import key_of
from tests.listeners.prompts import Prompt, prompts, survey
from tests.listeners.ranges import is_named, spans
from tests.listeners.verdict import Verdict, judge_score
from tests.listeners.written import Draft, file, read, song

ASKED = Prompt(
    "a song",
    id="p00",
    tempo=120,
    key="C",
    metre="4/4",
    wanted=("flute", "drums"),
    refused=("organ", "brass"),
    form="verse 4, chorus 4, verse 4, chorus 4",
)
RATE = 44100


def verdict(draft: Draft, prompt: Prompt = ASKED) -> Verdict:
    return judge_score(prompt, read(draft), 1)


def share(line: object) -> float:
    assert isinstance(line, tuple)
    return line[0] / line[1] if line[1] else 1.0


def test_a_song_that_is_right_keeps_every_line() -> None:
    found = verdict(song())
    assert found.why == {}
    assert {line for line, kept in found.lines.items() if kept is True} >= {
        "tempo", "metre", "key", "key asked", "wanted", "refused", "range", "clean", "cadence", "root below",
        "final clear", "bars", "form asked", "form shown",
    }  # fmt: skip
    assert share(found.lines["strong"]) >= 0.65
    assert share(found.lines["above"]) == 1
    assert found.lines["doubled"] == (0, 0)


def _octave(draft: Draft, name: str, octaves: int) -> Draft:
    return draft.but(name, [(pitch + 12 * octaves, start, end) for pitch, start, end in draft.parts[name]])


def _other_key(draft: Draft) -> Draft:
    """Two semitones up, and the file says C still."""
    for name in ("Lead", "Chords", "Bass"):
        draft = draft.but(name, [(pitch + 2, start, end) for pitch, start, end in draft.parts[name]])
    return draft


def _last_chord(draft: Draft, chords: tuple[int, ...], bass: int) -> Draft:
    end = draft.parts["Bass"][-1][1]
    kept = [note for note in draft.parts["Chords"] if note[1] < end]
    draft = draft.but("Chords", [*kept, *((pitch, end, end + 4) for pitch in chords)])
    return draft.but("Bass", [*draft.parts["Bass"][:-1], (bass, end, end + 4)])


def _no_dominant(draft: Draft) -> Draft:
    """The tonic's chord before the tonic's."""
    end = draft.parts["Bass"][-1][1]
    chords = [note for note in draft.parts["Chords"] if not end - 4 <= note[1] < end]
    draft = draft.but("Chords", chords + [(pitch, end - 4, end - 0.1) for pitch in (48, 52, 55)])
    lead = [(72 if end - 4 <= start < end else pitch, start, stop) for pitch, start, stop in draft.parts["Lead"]]
    bass = [(36 if end - 4 <= start < end else pitch, start, stop) for pitch, start, stop in draft.parts["Bass"]]
    return draft.but("Lead", lead).but("Bass", bass)


def _fifth_below(draft: Draft) -> Draft:
    """The last dominant stands on its fifth."""
    end = draft.parts["Bass"][-1][1]
    bass = [(38 if end - 4 <= start < end else pitch, start, stop) for pitch, start, stop in draft.parts["Bass"]]
    return draft.but("Bass", bass)


def _held_over(draft: Draft) -> Draft:
    end = draft.parts["Bass"][-1][1]
    return draft.but("Chords", [*draft.parts["Chords"], (59, end - 0.5, end + 2)])


def _same_bar(draft: Draft) -> Draft:
    """The first bar of the verse is also the second one of the chorus."""
    lead = [note for note in draft.parts["Lead"] if not 20 <= note[1] < 24]
    return draft.but("Lead", lead + [(pitch, start + 20, end + 20) for pitch, start, end in draft.parts["Lead"][:4]])


def _late_tempo(draft: Draft) -> Draft:
    return replace(draft, tempi=((0.0, 120.0), (24.0, 126.0)))


BROKEN: dict[str, Callable[[Draft], Draft]] = {
    "tempo": lambda draft: replace(draft, tempi=((0.0, 122.0),)),
    "tempo, in the middle": _late_tempo,
    "metre": lambda draft: replace(draft, metre=(2, 4)),
    "key asked": lambda draft: replace(draft, key="Am"),
    "key": _other_key,
    "wanted": lambda draft: replace(draft, programs={**draft.programs, "Lead": 71}),
    "wanted, drums": lambda draft: replace(draft, parts={n: p for n, p in draft.parts.items() if n != "Drums"}),
    "refused": lambda draft: replace(draft, programs={**draft.programs, "Chords": 16}),
    "range": lambda draft: _octave(draft, "Lead", -2),
    "clean, hanging": lambda draft: replace(draft, hanging=True),
    "clean, overlapping": lambda draft: draft.but("Bass", [(p, s, e + 0.5) for p, s, e in draft.parts["Bass"]]),
    "cadence, no tonic": lambda draft: _last_chord(draft, (45, 52, 57), 45),
    "cadence, no root": lambda draft: _last_chord(draft, (48, 52, 55), 40),
    "cadence, not led": _no_dominant,
    "root below": _fifth_below,
    "final clear": _held_over,
    "bars": _same_bar,
    "form asked": lambda draft: replace(draft, marks=((0.0, "verse"), (16.0, "chorus"), (48.0, "verse"))),
    "form shown": lambda draft: replace(
        draft, marks=((0.0, "verse"), (16.0, "verse"), (32.0, "chorus"), (48.0, "chorus"))
    ),
}


@pytest.mark.parametrize("broken", BROKEN)
def test_what_is_broken_on_purpose_is_heard(broken: str) -> None:
    found = verdict(BROKEN[broken](song()))
    assert broken.split(",")[0] in found.why


@pytest.mark.parametrize(
    "other", ["verse 4, chorus 4, chorus 4, verse 4", "verse 4, chorus 8, verse 4", "A 4, B 4, C 4, B 4"]
)
def test_another_form_than_was_asked_for_is_heard(other: str) -> None:
    assert verdict(song(), replace(ASKED, form=other)).lines["form asked"] is False


def test_names_of_sections_may_differ_and_an_ending_be_added() -> None:
    draft = song()
    marks = tuple((at, {"verse": "A", "chorus": "B"}[name]) for at, name in draft.marks)
    assert verdict(replace(draft, marks=marks), replace(ASKED, form="A 4, B 4, A 4, B 4")).lines["form asked"] is True


def test_a_tune_in_the_middle_of_its_accompaniment_is_heard() -> None:
    assert share(verdict(_octave(song(), "Chords", 3)).lines["above"]) < 0.3


def test_a_tune_beside_its_chords_is_heard() -> None:
    draft = song()
    off = [(pitch + 1, start, end) for pitch, start, end in draft.parts["Lead"]]
    assert share(verdict(draft.but("Lead", off)).lines["strong"]) < 0.5


def test_a_pad_on_the_pitches_of_the_chords_is_heard() -> None:
    draft = song()
    programs = {**draft.programs, "Pad": 48}
    doubled = verdict(replace(draft, programs=programs).but("Pad", draft.parts["Chords"]))
    assert share(doubled.lines["doubled"]) == 1
    apart = replace(draft, programs=programs).but("Pad", [(p + 24, s, e) for p, s, e in draft.parts["Chords"]])
    assert share(verdict(apart).lines["doubled"]) == 0


@pytest.mark.parametrize(
    ("players", "alone", "kept"),
    [
        (("Lead", "Chords"), ("flute", "piano"), True),
        (("Lead", "Chords", "Bass"), ("flute", "piano"), False),
        (("Lead", "Chords"), ("flute", "piano", "bass"), False),
    ],
)
def test_who_plays_unasked_in_a_duo_is_heard(players: tuple[str, ...], alone: tuple[str, ...], kept: bool) -> None:
    draft = song()
    few = replace(draft, parts={name: notes for name, notes in draft.parts.items() if name in players})
    assert verdict(few, replace(ASKED, wanted=(), alone=alone)).lines["players"] is kept


def test_a_held_tone_of_the_last_chord_is_no_overlap() -> None:
    draft = song()
    end = draft.parts["Bass"][-1][1]
    assert lines.over_the_final(read(draft.but("Chords", [*draft.parts["Chords"], (60, end - 1, end + 4)]))) == 0


def test_tempo_counts_dotted_quarters_where_people_do() -> None:
    draft = replace(song(), metre=(6, 8), tempi=((0.0, 180.0),))
    assert verdict(draft, replace(ASKED, metre="6/8", form="")).lines["tempo"] is True


@pytest.mark.parametrize(
    ("one", "other", "wanted"),
    [((1, 2, 3, 4), (1, 2, 3, 4), 0.0), ((1, 2, 3, 4), (1, 2, 4), 0.25), ((1, 2), (3, 4, 5, 6), 1.0), ((), (1,), 1.0)],
)
def test_the_distance_of_tunes_is_an_edit_distance(one: tuple[int, ...], other: tuple[int, ...], wanted: float) -> None:
    assert lines.distance(one, other) == pytest.approx(wanted)


@pytest.mark.parametrize(
    ("name", "key"), [("C", (0, "major")), ("F#m", (6, "minor")), ("Bb", (10, "major")), ("C♯", (1, "major"))]
)
def test_keys_are_read(name: str, key: tuple[int, str]) -> None:
    assert key_of(name) == key


def test_goals_count_what_two_seeds_and_one_seed_do() -> None:
    same = [Verdict("p60", seed, tune=(1, 2, 3), print="x", key=(0, "major"), tempo=100.0) for seed in (1, 2)]
    found = {goal.name: goal for goal in goals(same, [("rock", "rock"), ("metal", "rock")], [True, False])}
    assert found["two seeds, two tunes"].part == 0
    assert found["kind of music told by an ear"].part == 0.5
    assert found["the same seed repeats exactly"].part == 0.5
    assert not any(goal.reached for goal in found.values())


def test_prompts_of_one_seed_that_share_key_tempo_and_form_are_found() -> None:
    free = [prompt.id for prompt in prompts() if not prompt.key and not prompt.tempo]
    assert len(free) > 1
    shared = [Verdict(id, 1, print="x", key=(5, "major"), tempo=93.0) for id in free]
    found = {goal.name: goal for goal in goals(shared, [], [])}
    assert not found["prompts of one seed have keys of their own"].reached
    assert not found["prompts of one seed have tempi of their own"].reached
    assert not found["prompts of one seed have forms of their own"].reached


def test_the_ear_for_kinds_tells_them_apart_and_hears_when_there_is_no_difference() -> None:
    songs = [read(song(("verse",) * count)) for count in (1, 2, 3)]
    programs = {"Lead": 40, "Chords": 48, "Bass": 42, "Drums": 48}
    waltzes = [read(replace(song(("verse",) * count), metre=(3, 4), programs=programs)) for count in (1, 2, 3)]
    train = [("song", piece) for piece in songs[:2]] + [("waltz", piece) for piece in waltzes[:2]]
    assert kinds.told(train, [("song", songs[2]), ("waltz", waltzes[2])]) == [("song", "song"), ("waltz", "waltz")]
    blind = [(name, piece) for name in ("song", "waltz") for piece in songs]
    assert sum(kind == heard for kind, heard in kinds.told(blind, blind)) == 3


def test_the_table_of_prompts_names_what_can_be_heard() -> None:
    assert len(prompts()) == 60
    assert {prompt.genre for prompt in prompts() if prompt.genre} <= survey().keys()
    assert len(survey()) >= 32
    assert set(range(112)) <= spans().keys()
    part = read(song()).parts[0]
    for prompt in prompts():
        for name in (*prompt.wanted, *prompt.refused, *prompt.alone):
            is_named(part, name)


def tone(seconds: float = 4.0, level: float = 0.2, side: float = 0.3) -> np.ndarray:
    """Two channels of noise, as far apart as `side` says."""
    rng = np.random.default_rng(5)
    middle, other = rng.standard_normal((2, round(seconds * RATE)))
    return level * np.stack([middle + side * other, middle - side * other], axis=1) / 3


def heard_as(samples: np.ndarray, seconds: float = 4.0) -> Verdict:
    buffer = io.BytesIO()
    soundfile.write(buffer, samples, RATE, format="WAV", subtype="FLOAT")
    draft = song()
    found = Verdict("p00", 1)
    quiet = replace(draft, parts={name: notes for name, notes in draft.parts.items() if name != "Drums"}, marks=())
    sound.judge_sound(found, Prompt("", seconds=seconds), read(quiet), buffer.getvalue())
    return found


def at(loudness: float, samples: np.ndarray) -> np.ndarray:
    return samples * 10 ** ((loudness - sound.loudness(samples, RATE)) / 20)


def test_a_sound_that_is_right_keeps_every_line() -> None:
    assert heard_as(at(-14, np.clip(tone(), -0.12, 0.12))).why == {}


@pytest.mark.parametrize(
    ("line", "samples"),
    [
        ("loudness", lambda: at(-13.3, tone())),
        ("loudness", lambda: at(-14.8, tone())),
        ("peak", lambda: np.concatenate([tone(), np.full((9, 2), 0.95)])),
        ("silence", lambda: np.concatenate([tone(), np.zeros((RATE, 2))])),
        ("width", lambda: at(-14, tone(side=0.05))),
        ("width", lambda: at(-14, tone())[:, :1]),
        ("length", lambda: tone(3.9)),
    ],
)
def test_a_sound_that_is_broken_on_purpose_is_heard(line: str, samples: Callable[[], np.ndarray]) -> None:
    assert line in heard_as(samples()).why


def test_a_peak_between_samples_is_heard() -> None:
    time = np.arange(RATE) / RATE
    between = np.sin(2 * np.pi * RATE / 4 * time + np.pi / 4)[:, None]
    assert np.abs(between).max() < 0.71
    assert sound.true_peak(between) == pytest.approx(0, abs=0.2)


@pytest.mark.parametrize("shift", [-0.03, 0.0, 0.02])
def test_the_beat_is_heard_to_a_hundredth(shift: float) -> None:
    """Clicks on the eighths of a tempo that is not the file's."""
    samples = np.zeros((32 * RATE, 1))
    for number in range(120):
        samples[int(number * 0.25 / (1 + shift) * RATE) :][:300, 0] += np.hanning(300) * (0.9 if number % 2 else 0.5)
    assert sound.beat(samples, RATE, read(song())) == pytest.approx(shift, abs=0.005)


def test_the_form_is_heard_in_the_sound() -> None:
    """Each note a sine; then the same sound under marks that belong to another form."""
    draft, samples = song(), np.zeros((35 * RATE, 1))
    for name in ("Lead", "Chords", "Bass"):
        for pitch, start, end in draft.parts[name]:
            place = np.arange(round((end - start) / 2 * RATE)) / RATE
            wave = 0.1 * np.sin(2 * np.pi * 440 * 2 ** ((pitch - 69) / 12) * place)
            samples[round(start / 2 * RATE) :][: len(wave), 0] += wave
    assert form.is_shown(read(draft), sound.bars(samples, RATE, read(draft))) is True
    wrong = read(BROKEN["form shown"](draft))
    assert form.is_shown(wrong, sound.bars(samples, RATE, wrong)) is False


def test_files_that_are_read_twice_are_the_same() -> None:
    assert file(song()) == file(song())
