"""Chords: the genre's own, in the key, led to a close; those that a person writes; and new ones under an old tune."""

from __future__ import annotations

import random
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.write.form import plan
from pipelines.music.composer.write.harmony import final_chord, harmonise
from pipelines.music.composer.write.leading import mended
from pipelines.music.composer.write.placing import portions
from pipelines.music.composer.write.reharmony import reharmonise
from pipelines.music.composer.write.vocabulary import Vocabulary
from pipelines.music.composer.write.voicing import parallel, voice
from pipelines.music.score.score import GROUPS, Metre, Note, Section, chord_at
from pipelines.music.score.symbols import key_of, read_symbol
from pipelines.music.score.theory import MODES, Chord, Key, read_chord
from pipelines.music.score.tonality import clarity

C_MAJOR, A_MINOR = Key(0, "major"), Key(9, "minor")
LEADING = {7, 5, 10, 1, 11, 2}
"""Roots above the tonic that lead home: authentic, plagal, and those of the modes."""


def harmony(
    genre: str, seed: int = 1, seconds: float = 40, **changes: object
) -> tuple[Reading, tuple[Section, ...], list[Chord]]:
    """A genre's sections and chords; the final chord last."""
    reading = replace(read(genre, Wishes(genre=genre), seed), **changes)  # type: ignore[arg-type]
    metre = Metre(reading.metre)
    sections = plan(reading, seconds, metre, random.Random(seed)).sections
    chords = harmonise(reading, metre, sections, random.Random(seed))
    end = sections[-1].end_bar * metre.bar
    return reading, sections, [*chords, final_chord(reading.genre, reading.key, end, metre.bar)]


def chords_of(section: Section, chords: list[Chord], bar: float) -> list[str]:
    return [c.numeral for c in chords if section.start_bar * bar <= c.start < section.end_bar * bar]


@cache
def all_harmonies() -> list[tuple[Reading, tuple[Section, ...], list[Chord]]]:
    return [harmony(genre, seed) for genre in genres() for seed in (1, 2)]


@pytest.mark.parametrize("genre", list(genres()))
def test_chords_fill_every_bar_in_every_mode_and_metre(genre: str) -> None:
    for mode, metre in zip([*MODES, "major"], [*GROUPS, "4/4"], strict=False):
        reading, sections, chords = harmony(genre, metre=metre, key=Key(2, mode))
        bar = Metre(metre).bar
        assert chords[0].start == 0
        assert all(one.end == pytest.approx(other.start) for one, other in pairwise(chords))
        assert chords[-1].start == pytest.approx(sections[-1].end_bar * bar)
        assert chords[-1].root == reading.key.tonic
        edges = {sum(Metre(metre).groups[:count]) for count in range(len(Metre(metre).groups))}
        assert all(min(abs(c.start % bar - edge) for edge in edges | {bar}) < 1e-6 for c in chords)


def test_pieces_end_with_a_cadence_on_their_tonic() -> None:
    led = []
    for reading, _, chords in all_harmonies():
        assert chords[-1].root == reading.key.tonic
        before = next((c for c in reversed(chords) if c.root != reading.key.tonic), None)
        if before is None:
            # A drone has no other chord.
            assert reading.genre.form == "raga"
            continue
        assert chords[-2] is before, reading.genre.key
        assert before.over is None, "the last dominant stands on its root"
        led.append((before.root - reading.key.tonic) % 12 in LEADING)
    assert sum(led) / len(led) >= 0.95


def test_the_last_dominant_has_time_to_be_heard() -> None:
    for reading, sections, chords in all_harmonies():
        if sections[-1].bars > 1:
            assert chords[-2].beats >= Metre(reading.metre).bar / 3, reading.genre.key


def test_a_loop_ends_in_its_own_chords() -> None:
    for seed in range(8):
        reading, _, chords = harmony("techno", seed, key=Key(5, "minor"))
        own = {read_chord(n, reading.key).tones[:3] for n in Vocabulary(reading.genre, reading.key).numerals}
        assert {chord.tones[:3] for chord in chords} <= own


def test_sections_of_one_kind_have_the_same_chords_and_others_have_others() -> None:
    differ = 0
    for seed in range(6):
        reading, sections, chords = harmony("pop", seed, 150)
        bar = Metre(reading.metre).bar
        rows: dict[tuple[str, int], list[str]] = {}
        for section in sections[:-1]:
            row = chords_of(section, chords, bar)
            assert rows.setdefault((section.kind, section.bars), row) == row
        kinds = {kind: row[:4] for (kind, _), row in rows.items() if kind in ("verse", "chorus", "bridge")}
        differ += len({tuple(row) for row in kinds.values()}) == len(kinds)
    assert differ >= 5


def test_what_comes_before_a_chorus_leans_to_the_tonic() -> None:
    asked = (("verse", 4), ("prechorus", 4), ("chorus", 4))
    for genre in ("pop", "rock", "film", "folk"):
        reading, sections, chords = harmony(genre, structure=asked, seconds=45)
        bar = Metre(reading.metre).bar
        last = [c for c in chords if sections[1].start_bar * bar <= c.start < sections[1].end_bar * bar][-1]
        assert (last.root - reading.key.tonic) % 12 in (7, 10, 5, 1), genre


def test_halves_of_a_binary_piece_open_and_close() -> None:
    for seed in range(6):
        reading, sections, chords = harmony("baroque", seed, 75, key=C_MAJOR)
        bar = Metre(reading.metre).bar
        for section in sections[:-1]:
            last = [c for c in chords if c.start < section.end_bar * bar][-1]
            if section.kind in "AB" and section.end_bar < sections[-1].end_bar:
                assert last.root == (7 if section.kind == "A" else 0), (seed, section)


def test_every_key_is_plain() -> None:
    """The chords alone say which key they are in, wherever major or minor is meant."""
    clear = [
        clarity(chords, reading.key) > 0
        for reading, _, chords in all_harmonies()
        if reading.key.mode in ("major", "minor")
    ]
    assert len(clear) > 60
    assert sum(clear) / len(clear) >= 0.95


def test_genres_keep_chords_of_their_own() -> None:
    rows = {
        genre: tuple(chord.numeral for chord in harmony(genre, 1, key=A_MINOR, metre="4/4")[2]) for genre in genres()
    }
    assert len(set(rows.values())) >= 0.95 * len(rows)
    _, _, jazz = harmony("jazz", 1, key=C_MAJOR)
    assert sum("7" in chord.quality or "6" in chord.quality for chord in jazz) / len(jazz) > 0.8
    _, _, blues = harmony("blues", 1, 60, key=C_MAJOR)
    assert {chord.root for chord in blues} == {0, 5, 7}
    assert len({chord.root for chord in harmony("raga", 1, 60)[2]}) == 1


@pytest.mark.parametrize("mode", ["dorian", "phrygian", "lydian", "mixolydian", "hijaz"])
def test_a_mode_colours_the_chords_too(mode: str) -> None:
    for genre in ("film", "folk", "ambient", "pop"):
        _, _, chords = harmony(genre, 3, 60, key=Key(0, mode))
        tones = [tone for chord in chords for tone in chord.tones]
        assert sum(tone in MODES[mode] for tone in tones) / len(tones) > 0.95, genre


# What a person writes


def test_chords_are_spelt_as_musicians_read_them() -> None:
    assert read_chord("V7", C_MAJOR).tones == (7, 11, 2, 5)
    assert read_chord("ii7", C_MAJOR).name(C_MAJOR) == "Dm7"
    assert read_chord("V7/ii", C_MAJOR).name(C_MAJOR) == "A7"
    assert read_chord("V7/V", A_MINOR).name(A_MINOR) == "B7"
    assert read_chord("VI", A_MINOR).name(A_MINOR) == "F"
    assert read_chord("bVII", C_MAJOR).name(C_MAJOR) == "B♭"
    assert read_chord("viio", C_MAJOR).tones == (11, 2, 5)
    assert (read_chord("V/3", C_MAJOR).foot, read_chord("I/5", C_MAJOR).foot) == (11, 7)
    assert read_chord("V7/3/ii", C_MAJOR).foot == 1
    with pytest.raises(ValueError, match=r"not a (roman|known)"):
        read_chord("VIIII", C_MAJOR)


@pytest.mark.parametrize(
    ("symbol", "root", "quality", "foot"),
    [
        ("Am7", 9, "m7", 9),
        ("F#m7b5", 6, "m7b5", 6),
        ("Bb/D", 10, "", 2),
        ("B♭maj7", 10, "maj7", 10),
        ("CM7", 0, "maj7", 0),
        ("C△7", 0, "maj7", 0),
        ("Dmin7", 2, "m7", 2),
        ("D-7", 2, "m7", 2),
        ("E♭sus", 3, "sus4", 3),
        ("G7sus4", 7, "7sus4", 7),
        ("C6/9", 0, "69", 0),
        ("F°7", 5, "dim7", 5),
        ("Bø7", 11, "m7b5", 11),
        ("C+", 0, "aug", 0),
        ("C7alt", 0, "7#9", 0),
        ("Cm(maj7)", 0, "mmaj7", 0),
        ("E5", 4, "5", 4),
        ("g#m/b", 8, "m", 11),
        ("A♭13", 8, "13", 8),
        ("V7/V", 2, "7", 2),
        ("bVII", 10, "", 10),
    ],
)
def test_chord_symbols_are_read(symbol: str, root: int, quality: str, foot: int) -> None:
    chord = read_symbol(symbol, C_MAJOR)
    assert (chord.root, chord.quality, chord.foot) == (root, quality, foot)


@pytest.mark.parametrize("symbol", ["H7", "Cheese", "", "12", "C/E/G/B", "Amazing", "#"])
def test_what_is_no_chord_is_refused(symbol: str) -> None:
    with pytest.raises(ValueError, match="chord"):
        read_symbol(symbol, C_MAJOR)


@pytest.mark.parametrize(
    ("progression", "key"),
    [
        ("Am F C G", "A minor"),
        ("C G Am F", "C major"),
        ("Dm7 G7 Cmaj7 Cmaj7", "C major"),
        ("Em C G D", "E minor"),
        ("Am Dm E7 Am", "A minor"),
        ("Dm C Bb A7", "D minor"),
        ("D A Bm F#m G D G A", "D major"),
        ("C,G Am,Em F,C F,G", "C major"),
        ("Bb Eb F7 Bb", "B♭ major"),
        ("F#m D A E", "F♯ minor"),
    ],
)
def test_chords_say_their_key(progression: str, key: str) -> None:
    assert str(key_of(progression.split())) == key


def test_numerals_are_in_any_key() -> None:
    assert key_of(("ii7", "V7", "I")) is None
    with pytest.raises(ValueError, match="chord"):
        key_of(("Am", "Hx"))


def test_a_progression_that_is_asked_for_is_what_the_piece_is_built_on() -> None:
    asked = ("Am7", "F", "C,G/B", "E7")
    reading, sections, chords = harmony("pop", progression=asked, key=A_MINOR)
    for section in (section for section in sections if section.bars >= 4):
        first = next(index for index, chord in enumerate(chords) if chord.start == section.start_bar * 4)
        assert [c.name(reading.key) for c in chords[first : first + 5]] == ["Am7", "F", "C", "G/B", "E7"]
        assert chords[first + 3].foot == 11
    assert {chord.root for chord in chords} == {9, 5, 0, 7, 4}
    numerals = harmony("jazz", progression=("ii7", "V7", "Imaj7", "vi7"), key=Key(2, "major"))[2]
    assert {(chord.root, chord.quality) for chord in numerals[:-1]} == {(4, "m7"), (9, "7"), (2, "maj7"), (11, "m7")}


@pytest.mark.parametrize(
    ("metre", "count", "lengths"),
    [
        ("4/4", 2, [2, 2]),
        ("3/4", 2, [2, 1]),
        ("2/4", 2, [1, 1]),
        ("5/4", 2, [3, 2]),
        ("6/8", 2, [1.5, 1.5]),
        ("7/8", 2, [2, 1.5]),
        ("9/8", 2, [3, 1.5]),
        ("12/8", 2, [3, 3]),
        ("4/4", 4, [1, 1, 1, 1]),
        ("7/8", 3, [1, 1, 1.5]),
        ("2/4", 4, [0.5, 0.5, 0.5, 0.5]),
    ],
)
def test_chords_change_where_the_metres_groups_begin(metre: str, count: int, lengths: list[float]) -> None:
    assert portions(count, Metre(metre)) == lengths


# Voices


def test_voices_stay_within_their_bounds_and_move_little() -> None:
    rng = random.Random(1)
    before: tuple[int, ...] = ()
    moves = []
    for genre in ("jazz", "pop", "classical"):
        for chord in harmony(genre, 2, 60)[2]:
            voices = voice(chord, before, 50, 70)
            assert voices[0] >= 50
            assert voices[-1] <= 70
            assert {pitch % 12 for pitch in voices} <= set(chord.tones)
            assert chord.tones[1] in {pitch % 12 for pitch in voices}
            if before:
                moves.append(abs(voices[-1] - before[-1]))
            before = voices
            low = rng.randrange(36, 60)
            high = low + rng.randrange(12, 30)
            assert all(low <= pitch <= high for pitch in voice(chord, (), low, high))
    assert sum(moves) / len(moves) < 2.5


def test_power_chords_are_roots_and_fifths() -> None:
    assert voice(read_chord("I5", C_MAJOR), (), 40, 64, power=True) in ((48, 55), (48, 55, 60))
    assert {p % 12 for p in voice(read_chord("vi", C_MAJOR), (), 40, 64, power=True)} == {9, 4}


def test_by_the_book_voices_are_led_without_parallels_and_leading_tones_rise() -> None:
    worse = {True: 0, False: 0}
    for key, seed in ((C_MAJOR, 1), (A_MINOR, 2), (Key(5, "major"), 3)):
        chords = harmony("choral", seed, 60, key=key)[2]
        for strict in worse:
            before: tuple[int, ...] = ()
            for chord in chords:
                voices = voice(chord, before, 48, 74, strict=strict)
                if len(before) == len(voices):
                    worse[strict] += sum(
                        parallel(b, a, d, c) for (a, c), (b, d) in combinations(zip(before, voices, strict=True), 2)
                    )
                before = voices
    assert worse[True] == 0
    resolved = voice(read_chord("I", C_MAJOR), (59, 62, 65, 67), 48, 74, strict=True)
    assert 60 in resolved
    assert 64 in resolved


def test_parallels_are_known_and_mended() -> None:
    assert parallel(67, 60, 69, 62)
    assert parallel(72, 60, 74, 62)
    assert not parallel(67, 60, 67, 60)
    assert not parallel(67, 60, 65, 62)
    assert not parallel(64, 60, 65, 62)
    tune = [Note(pitch, beat, 1, 80) for beat, pitch in enumerate((72, 74, 76, 77, 79, 77, 76, 74))]
    roots = [Note(pitch, beat, 1, 80) for beat, pitch in enumerate((48, 50, 52, 53, 55, 53, 52, 50))]
    names = ("I", "ii", "iii", "IV", "V", "IV", "iii", "ii")
    chords = [read_chord(name, C_MAJOR).at(beat, 1) for beat, name in enumerate(names)]
    led = mended(tune, roots, chords, 36, 60, 99)

    def count(lower: list[Note]) -> int:
        pairs = zip(pairwise(tune), pairwise(lower), strict=True)
        return sum(parallel(a.pitch, b.pitch, c.pitch, d.pitch) for (a, c), (b, d) in pairs)

    assert count(roots) == 7
    assert count(led) == 0
    assert all(36 <= note.pitch <= 60 for note in led)
    assert all(note.pitch % 12 in chord.tones for note, chord in zip(led, chords, strict=True))
    kept = mended(tune, roots, chords, 36, 60, 6)
    assert [note.pitch % 12 for note in kept[6:]] == [4, 2]


# New chords


def a_tune(pitches: str, length: float = 1.0) -> list[Note]:
    notes, beat = [], 0.0
    for sign in pitches.split():
        steps = 2.0 if sign.endswith("_") else 1.0
        notes.append(Note(60 + int(sign.rstrip("_")), beat, steps * length, 80))
        beat += steps * length
    return notes


TWINKLE = a_tune("0 0 7 7 9 9 7_ 5 5 4 4 2 2 0_ 7 7 5 5 4 4 2_ 7 7 5 5 4 4 2_ 0 0 7 7 9 9 7_ 5 5 4 4 2 2 0_")


def test_a_tune_gets_new_chords_that_fit_it() -> None:
    found: dict[str, tuple[str, ...]] = {}
    for genre in ("folk", "jazz", "pop", "classical", "lofi", "gospel"):
        chords = reharmonise(TWINKLE, C_MAJOR, genres()[genre], Metre("4/4"), random.Random(1))
        assert chords[0].start == 0
        assert all(one.end == other.start for one, other in pairwise(chords))
        assert chords[-1].root == 0
        assert chords[-1].end == 48
        strong = [note for note in TWINKLE if note.start % 2 == 0]
        inside = [note for note in strong if note.pitch % 12 in chord_at(chords, note.start).tones]
        assert len(inside) / len(strong) >= 0.75, genre
        assert len({chord.root for chord in chords}) >= 3
        found[genre] = tuple(chord.numeral for chord in chords)
    assert len(set(found.values())) == len(found)
    assert any("7" in numeral for numeral in found["jazz"])


def test_new_chords_in_minor_modes_and_other_metres() -> None:
    tune = [replace(note, pitch=note.pitch - 3) for note in a_tune("0 2 3 7 8 7 5 3 2 0 -1 0_ 0 0", 1.0)]
    for mode in ("minor", "dorian", "phrygian"):
        for metre in ("3/4", "6/8", "5/4", "7/8"):
            chords = reharmonise(tune, Key(9, mode), genres()["film"], Metre(metre), random.Random(2))
            assert chords[-1].root == 9
            assert chords[-1].end >= tune[-1].end - 0.05


def test_without_a_melody_there_is_nothing_to_put_chords_under() -> None:
    with pytest.raises(ValueError, match="no melody"):
        reharmonise([], C_MAJOR, genres()["pop"], Metre("4/4"), random.Random(1))


def test_another_seed_hears_other_chords() -> None:
    heard = {
        tuple(c.numeral for c in reharmonise(TWINKLE, C_MAJOR, genres()["pop"], Metre("4/4"), random.Random(seed)))
        for seed in range(8)
    }
    assert len(heard) > 1
