"""The parts of a piece: a tune on top that grows and returns, a bass that grounds it, and everybody in a place of their
own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import combinations, pairwise
from random import Random
from statistics import mean

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.tune.alone import unaccompanied
from pipelines.music.composer.tune.fresh import refreshed
from pipelines.music.composer.tune.rhythm import augmented, cut, fragment, rhythms
from pipelines.music.composer.write.arrangement import compose
from pipelines.music.composer.write.counter import answers
from pipelines.music.composer.write.drums import SOUNDS, Drummer
from pipelines.music.composer.write.dynamics import Dynamics
from pipelines.music.composer.write.frame import Given
from pipelines.music.composer.write.patterns import bars_of, beats_of, hits, laid, rooted
from pipelines.music.composer.write.register import playable
from pipelines.music.composer.write.rewriting import rewritten
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import GROUPS, Metre, Note, Score, Section
from pipelines.music.score.theory import Key, read_chord

NEAR = 1e-6


@cache
def a_piece(genre: str, seed: int = 1, seconds: float = 40, metre: str = "") -> Score:
    return compose(a_reading(genre, seed, metre), seconds, seed)


@cache
def usual() -> Reading:
    return read("", Wishes(genre="pop"), 1)


def a_reading(genre: str, seed: int = 1, metre: str = "") -> Reading:
    """What is understood where nothing but a genre is named, in a key that the seed draws."""
    entry = genres()[genre]
    draw = Random(f"{genre} {seed}")
    key = Key(draw.randrange(12), draw.choice(list(entry.modes)))
    tempo = draw.uniform(*entry.tempo)
    return replace(
        usual(), genre=entry, key=key, metre=metre or next(iter(entry.metres)), tempo=tempo, energy=entry.energy
    )


def notes(score: Score, *roles: str) -> list[Note]:
    return [note for track in score.tracks if track.role in roles for note in track.notes]


def bars(score: Score, section: Section) -> list[tuple[tuple[float, int], ...]]:
    """The tune of a section, a bar at a time."""
    bar = score.metre.bar
    begins = [number * bar for number in range(section.start_bar, section.end_bar)]
    lead = notes(score, "lead")
    return [
        tuple((round(n.start - b, 2), n.pitch) for n in lead if b - NEAR <= n.start < b + bar - NEAR) for b in begins
    ]


def is_strong(note: Note, metre: Metre) -> bool:
    return any(abs(note.start % metre.bar - beat) < NEAR for beat in metre.strong)


def pieces(seeds: int = 1) -> Iterator[Score]:
    for genre in genres():
        for seed in range(1, seeds + 1):
            yield a_piece(genre, seed)


def check_room(scores: Iterator[Score]) -> None:
    """The tune on top, and the pad between the pitches of the chords."""
    above, doubled = [], []
    for score in scores:
        below, chords = notes(score, "chords", "pad"), notes(score, "chords")
        for note in notes(score, "lead"):
            tops = [other.pitch for other in below if other.start <= note.start + NEAR < other.end]
            above.append(not tops or note.pitch > max(tops))
        for note in notes(score, "pad"):
            beside = [c for c in chords if c.start < note.end - 0.01 and c.end > note.start + 0.01]
            doubled.append(any(other.pitch == note.pitch for other in beside))
    assert mean(above) >= 0.92
    assert mean(doubled) <= 0.25


def test_the_tune_lies_on_top_and_no_pad_on_the_chords() -> None:
    check_room(pieces())


@pytest.mark.judge
def test_the_tune_lies_on_top_in_hundreds_of_pieces() -> None:
    check_room(pieces(6))


@pytest.mark.parametrize("genre", list(genres()))
def test_players_are_in_range_end_in_time_and_strike_nothing_that_sounds(genre: str) -> None:
    score = a_piece(genre)
    for track in score.tracks:
        low, high = track.instrument.range
        assert all(low <= note.pitch <= high for note in track.notes), track.name
        assert all(note.end <= score.beats + NEAR for note in track.notes if note.start < score.beats - NEAR)
        sounding: dict[int, float] = {}
        for note in track.notes:
            assert 1 <= note.velocity <= 127
            assert note.length > 0 and note.start >= sounding.get(note.pitch, 0.0) - NEAR
            sounding[note.pitch] = note.end


def test_whatever_is_written_is_played_in_range_and_struck_once() -> None:
    flute = instruments()["flute"]
    written = [Note(40, 0.0, 2.0, 80), Note(60, 1.0, 2.0, 70), Note(72, 3.0, 4.0, 70), Note(72, 3.0, 1.0, 90)]
    played = playable(written, flute, 5.0)
    assert [(note.pitch, note.start, note.end) for note in played] == [(64, 0, 2), (60, 1, 3), (72, 3, 5)]
    assert played[-1].velocity == 90
    twice = playable([Note(64, 0, 2, 80), Note(64, 1, 2, 80)], flute, 8)
    assert [(note.start, note.end) for note in twice] == [(0, 1), (1, 3)]


@pytest.mark.parametrize("genre", [key for key, genre in genres().items() if genre.bass])
def test_every_chord_has_its_root_before_the_end(genre: str) -> None:
    score = a_piece(genre)
    bass = notes(score, "bass")
    for chord in score.chords:
        if bass and chord.start >= score.beats - 2 * score.metre.bar - NEAR:
            assert [n.pitch % 12 for n in bass if abs(n.start - chord.start) < NEAR] == [chord.foot], chord.numeral


def test_where_nobody_plays_the_bass_the_chords_stand_on_their_root() -> None:
    reading = replace(a_reading("waltz"), named=(instruments()["violin"], instruments()["piano"]), alone=True)
    score = compose(reading, 30, 1)
    assert {track.role for track in score.tracks} == {"lead", "chords"}
    for chord in score.chords[2:]:
        struck = [n.pitch for n in notes(score, "chords") if abs(n.start - chord.start) < NEAR]
        assert min(struck) % 12 == chord.foot


# Metres


@pytest.mark.parametrize("name", list(GROUPS))
def test_a_bar_of_another_metre_keeps_its_beats(name: str) -> None:
    metre = Metre(name)
    for bar in ("X.o.x.o.X.o.x.oo", "X...o.x...o.", "R---5---R-------"):
        again = laid(bar, metre)
        assert len(again) == metre.steps
        assert again[0] == bar[0]
    assert sum(beats_of(metre)) == metre.steps
    kick = laid("X.......X.......", metre)
    assert {place for place, sign in enumerate(kick) if sign == "X"} <= {round(b * 4) for b in _group_starts(metre)}


def _group_starts(metre: Metre) -> list[float]:
    beats = [0.0]
    for steps in beats_of(metre):
        beats.append(beats[-1] + steps / 4)
    return beats[:-1]


def test_six_eight_lilts_where_four_four_is_even() -> None:
    assert laid("x.x.x.x.x.x.x.x.", Metre("12/8")) == "x...x." * 4
    assert laid("C---c-C---c-", Metre("4/4"), compound=True) == "C-c-C-c-C-c-C-c-"
    assert laid("x.x.x.x.x.x.x.x.", Metre("7/8")) == "x.x.x.x.x.x.x."


@pytest.mark.parametrize("name", list(GROUPS))
@pytest.mark.parametrize("genre", ["rock", "jazz", "waltz", "celtic"])
def test_every_metre_is_written_in(genre: str, name: str) -> None:
    score = a_piece(genre, 2, 24, metre=name)
    metre = Metre(name)
    assert score.metre == metre
    for role in ("lead", "chords", "bass"):
        assert notes(score, role)
    strong = [note for note in notes(score, "lead") if is_strong(note, metre)]
    assert mean(n.pitch % 12 in score.chord_at(n.start).tones for n in strong) >= 0.65
    drums = {n.start for n in notes(score, "drums")}
    played = (
        [bar * metre.bar for bar in range(int(min(drums) // metre.bar) + 1, score.sections[-1].end_bar)]
        if drums
        else []
    )
    assert mean([start in drums for start in played] or [True]) > 0.8


@pytest.mark.parametrize("name", list(GROUPS))
@pytest.mark.parametrize("genre", list(genres()))
def test_rhythms_fill_bars_of_every_metre(genre: str, name: str) -> None:
    moves, rests = rhythms(genres()[genre], Metre(name))
    for bar in (*moves, *rests):
        assert sum(abs(part) for part in bar) == pytest.approx(Metre(name).bar)
        assert any(part > 0 for part in bar)


def test_bars_are_cut_broken_up_and_stretched() -> None:
    assert cut([1.5, -0.5, 2.0], 1.0, 3.0) == [0.5, -0.5, 1.0]
    assert fragment([1.0, 0.5, 0.5, 2.0]) == [1.0, 0.5, 0.5, 1.0, 0.5, 0.5]
    assert augmented([1.0, 0.5, 0.5, 2.0]) == [2.0, 1.0, 1.0]


def test_a_root_is_put_where_a_chord_begins() -> None:
    struck = rooted(list(hits("R-----5---------")), [0, 8], 16, "R")
    assert [(hit.sign, hit.step, hit.steps) for hit in struck] == [("R", 0, 6), ("5", 6, 2), ("R", 8, 8)]
    assert bars_of("R---|5---", 4) == ["R---", "5---"]


# The tune


@pytest.mark.parametrize("genre", list(genres()))
def test_no_bar_of_the_tune_is_a_copy_that_the_form_did_not_ask_for(genre: str) -> None:
    score = a_piece(genre)
    told: dict[tuple[tuple[float, int], ...], list[tuple[str, int]]] = {}
    for section in score.sections:
        for place, bar in enumerate(bars(score, section)):
            if len(bar) > 1:
                others = told.setdefault(bar, [])
                assert all(kind == section.kind and (place - there) % 4 == 0 for kind, there in others)
                others.append((section.kind, place))


def test_an_accidental_copy_goes_another_way() -> None:
    tune = [Note(60 + step, float(beat), 1.0, 80) for beat, step in enumerate((0, 2, 4, 5, 0, 2, 4, 5))]
    sections = [Section("A", 0, 1, 0.5), Section("B", 1, 1, 0.5)]
    other = refreshed(tune, sections, Metre("4/4"), lambda beat: {0, 2, 4, 5, 7, 9, 11}, (55, 79))
    assert other[:4] == tune[:4]
    assert sum(a.pitch != b.pitch for a, b in zip(tune[4:], other[4:], strict=True)) == 1
    again = [replace(section, label="A") for section in sections]
    assert refreshed(tune, again, Metre("4/4"), lambda beat: {0}, (55, 79)) == tune


def test_a_chorus_returns_the_same_and_a_verse_varied() -> None:
    for seed in range(1, 4):
        reading = replace(a_reading("pop", seed), structure=(("verse", 8), ("chorus", 8)) * 2)
        score = compose(reading, 75, seed)
        (verse, later), (chorus, hook) = (
            [bars(score, section) for section in score.sections if section.label == label]
            for label in ("verse", "chorus")
        )
        assert chorus == hook
        told, varied = ([(n, *note) for n, bar in enumerate(part) for note in bar] for part in (verse, later))
        assert told != varied
        assert len(set(told) & set(varied)) / len(told) > 0.6


def edit_distance(one: list[int], other: list[int]) -> float:
    row = list(range(len(other) + 1))
    for number, left in enumerate(one, 1):
        before, row = row, [number]
        for place, right in enumerate(other):
            row.append(min(before[place] + (left != right), before[place + 1] + 1, row[-1] + 1))
    return row[-1] / max(len(one), len(other), 1)


def check_seeds(names: list[str]) -> None:
    for genre in names:
        tunes = [
            [n.pitch - score.key.tonic for n in notes(score, "lead")] for score in map(a_piece, [genre] * 3, (1, 2, 3))
        ]
        assert mean(edit_distance(a, b) for a, b in combinations(tunes, 2)) > 0.5, genre


def test_another_seed_is_another_tune() -> None:
    check_seeds(list(genres())[::6])


@pytest.mark.judge
def test_another_seed_is_another_tune_in_every_genre() -> None:
    check_seeds(list(genres()))


@pytest.mark.parametrize("genre", list(genres()))
def test_the_tune_stands_on_the_chords(genre: str) -> None:
    score = a_piece(genre)
    strong = [note for note in notes(score, "lead") if is_strong(note, score.metre)]
    assert not strong or mean(n.pitch % 12 in score.chord_at(n.start).tones for n in strong) >= 0.65


def test_phrases_breathe() -> None:
    for genre in ("pop", "folk", "classical"):
        score = a_piece(genre, 2, 60)
        lead = [note for note in notes(score, "lead") if note.start < score.beats]
        rests = [b.start - a.end for a, b in pairwise(lead) if b.start - a.end > 0.4]
        assert len(rests) >= score.beats / (8 * score.metre.bar)


def test_a_phrase_that_ends_on_a_long_note_leaves_time_to_breathe() -> None:
    for genre in ("film", "lullaby", "pop"):
        for seed in (1, 2):
            score = a_piece(genre, seed)
            bar, lead = score.metre.bar, notes(score, "lead")
            for section in score.sections:
                for end in range(section.start_bar + 4, section.end_bar + 1, 4):
                    last = [note for note in lead if (end - 1) * bar <= note.start < end * bar - NEAR][-1:]
                    assert section.kind == "outro" or all(n.length < 1 or n.end <= end * bar - 0.4 for n in last)


def test_a_solo_runs_along_the_changes() -> None:
    reading = replace(a_reading("blues"), structure=(("A", 12), ("solo", 12), ("A", 12)))
    score = compose(reading, 90, 3)
    head, solo = (next(s for s in score.sections if s.kind == kind) for kind in ("A", "solo"))
    told, played = (sum(len(bar) for bar in bars(score, section)) / section.bars for section in (head, solo))
    assert played > 1.2 * told
    inside = [n for n in notes(score, "lead") if solo.start_bar * 4 <= n.start < solo.end_bar * 4]
    assert mean(n.pitch % 12 in score.chord_at(n.start).tones for n in inside if is_strong(n, score.metre)) >= 0.65
    assert len({n.pitch for n in inside}) >= 8


def test_a_player_who_is_quite_alone_hints_at_the_chords() -> None:
    chord = read_chord("I", Key(0, "major")).at(0, 8)
    tune = [Note(76, 0.0, 4.0, 80), Note(72, 4.0, 4.0, 80)]
    violin = unaccompanied(tune, [chord], instruments()["violin"])
    assert {note.start for note in violin} == {0.0, 4.0} and len(violin) == 4
    flute = unaccompanied(tune, [chord], instruments()["flute"])
    assert all(a.end <= b.start + NEAR for a, b in pairwise(flute)) and len(flute) > 3
    assert all(note.pitch % 12 in chord.tones for note in (*violin, *flute))


def test_the_second_voice_answers_in_the_tunes_rests_and_lies_below_it() -> None:
    key = Key(0, "major")
    chord = read_chord("I", key).at(0, 8)
    tune = [Note(72, 0, 0.9, 80), Note(74, 1, 0.9, 80), Note(76, 2, 0.9, 80), Note(72, 6, 2, 80)]
    said = answers(tune, 0, 8, [chord], key, instruments()["clarinet"])
    assert len(said) >= 2 and all(note.start >= 3 - NEAR and note.end <= 6 + NEAR for note in said)
    assert said[-1].pitch % 12 in chord.tones
    below = []
    for genre in list(genres())[::3]:
        score = a_piece(genre, 2, 60)
        lead = notes(score, "lead")
        for note in notes(score, "counter"):
            beside = [n.pitch for n in lead if n.start <= note.start + NEAR < n.end]
            below += [note.pitch <= pitch for pitch in beside]
    assert mean(below) >= 0.92


def heard(score: Score, section: Section) -> set[str]:
    begin, end = section.start_bar * score.metre.bar, section.end_bar * score.metre.bar
    return {track.role for track in score.tracks if any(begin <= note.start < end for note in track.notes)}


@pytest.mark.parametrize("genre", list(genres()))
def test_no_section_is_empty(genre: str) -> None:
    score = a_piece(genre)
    assert all(heard(score, section) for section in score.sections)


def test_the_arrangement_builds() -> None:
    reading = replace(a_reading("pop"), structure=(("intro", 4), ("verse", 8), ("chorus", 8)))
    score = compose(reading, 45, 4)
    intro, verse, chorus = (len(heard(score, section)) for section in score.sections[:3])
    assert intro < verse < chorus


# Drums and dynamics


def test_fills_lead_into_the_next_section() -> None:
    reading = replace(a_reading("rock"), structure=(("verse", 8), ("chorus", 8)))
    score = compose(reading, 35, 1)
    drums, seam = notes(score, "drums"), score.sections[1].start_bar * score.metre.bar
    strokes = {SOUNDS[name] for name in ("snare", "hightom", "midtom", "floortom")}
    assert len([n for n in drums if seam - 1 <= n.start < seam and n.pitch in strokes and n.velocity > 60]) >= 2
    assert any(note.start == seam and note.pitch == SOUNDS["crash"] for note in drums)


def test_what_leads_on_is_heard_in_the_drums() -> None:
    drummer = Drummer(genres()["rock"], Metre("4/4"), Random(3))
    section = Section("verse", 0, 8, 0.7, group="A")
    fill, build, stop = (drummer.play(replace(section, into=into), False) for into in ("fill", "build", "stop"))
    plain = drummer.play(replace(section, into=""), False)
    toms = {SOUNDS[name] for name in ("snare", "hightom", "midtom", "floortom")}
    filled, usual = ([n for n in part if n.start >= 31 and n.pitch in toms] for part in (fill, plain))
    assert len(filled) > len(usual) and len(filled) >= 3
    roll = [note for note in build if note.start >= 24 and note.pitch == SOUNDS["snare"]]
    assert len(roll) >= 16 and roll[-1].velocity > 2 * roll[0].velocity
    assert not [note for note in stop if note.start >= 31]
    assert any(note.pitch == SOUNDS["crash"] and note.start == 0 for note in fill)
    light = Drummer(genres()["jazz"], Metre("4/4"), Random(3)).play(replace(section, into="fill"), False)
    assert not any(note.pitch == SOUNDS["crash"] for note in light)


def test_a_groove_varies_every_few_bars() -> None:
    drummer = Drummer(genres()["rock"], Metre("4/4"), Random(3))
    played = drummer.play(Section("verse", 0, 8, 0.7), False)
    by_bar = [{(n.start - 4 * bar, n.pitch) for n in played if 4 * bar <= n.start < 4 * bar + 4} for bar in range(8)]
    assert by_bar[3] - by_bar[1] and by_bar[7] - by_bar[5]


def test_phrases_swell_and_sections_grow() -> None:
    sections = [Section("A", 0, 4, 0.4, into="build"), Section("B", 4, 4, 0.9)]
    shaped = Dynamics(sections, Metre("4/4"), genres()["pop"], 0.6, 32)
    phrase = [Note(60 + step, 16 + beat, 0.9, 80) for beat, step in enumerate((0, 2, 4, 7, 5, 4, 2, 0))]
    loud = [note.velocity for note in shaped.shaped(phrase, True)]
    assert max(loud) == loud[3] > loud[0] + 6 and loud[-1] < loud[0]
    even = [Note(60, float(beat), 0.9, 80) for beat in range(32)]
    steady = [note.velocity for note in shaped.shaped(even, False)]
    assert steady[15] > steady[8] > steady[0] - 1 and steady[16] > steady[0] + 8


def test_slow_endings_die_away_and_others_stop_at_full_strength() -> None:
    section, even = [Section("A", 0, 8, 0.7)], [Note(60, float(beat), 0.9, 80) for beat in range(32)]
    dying, stopping = (
        [n.velocity for n in Dynamics(section, Metre("4/4"), genres()[genre], 0.6, 32).shaped(even, False)]
        for genre in ("lullaby", "rock")
    )
    assert dying[-1] < dying[8] - 8
    assert stopping[-1] >= stopping[8]


# Writing a part anew


def test_one_part_has_a_seed_of_its_own() -> None:
    reading = a_reading("pop")
    first, other = compose(reading, 30, 1), compose(reading, 30, 1, seeds={"drums": 9, "bass": 5})
    for one, two in zip(first.tracks, other.tracks, strict=True):
        assert (one.notes == two.notes) == (one.role not in ("drums", "bass")), one.role


def test_a_part_or_some_bars_of_it_are_written_anew_and_the_rest_stays() -> None:
    reading, score = a_reading("folk"), a_piece("folk")
    again = rewritten(score, reading, "lead", 7)
    assert notes(again, "lead") != notes(score, "lead")
    assert all(a == b for a, b in zip(score.tracks, again.tracks, strict=True) if a.role != "lead")
    some = rewritten(score, reading, "lead", 7, bars=(4, 8))
    begin, end = 4 * score.metre.bar, 8 * score.metre.bar
    for kept in (lambda n: n.end <= begin, lambda n: n.start >= end):
        assert [n for n in notes(some, "lead") if kept(n)] == [n for n in notes(score, "lead") if kept(n)]
    assert some != score
    assert all(a.end <= b.start + NEAR for a, b in pairwise(notes(some, "lead")))
    swapped = rewritten(score, reading, "bass", 1, instrument=instruments()["tuba"])
    assert next(track for track in swapped.tracks if track.role == "bass").instrument.key == "tuba"


def test_a_tune_that_is_given_is_arranged_as_it_stands() -> None:
    key = Key(7, "major")
    tune = tuple(Note(pitch, float(beat), 1.0, 80) for beat, pitch in enumerate((74, 76, 78, 79, 78, 76, 74, 71) * 2))
    chords = [read_chord(numeral, key).at(bar * 4.0, 4.0) for bar, numeral in enumerate(("I", "V", "vi", "V7", "I"))]
    given = Given((*tune, Note(79, 16.0, 4.0, 80)), (Section("A", 0, 4, 0.6),), tuple(chords), 96.0)
    score = compose(replace(a_reading("folk"), key=key, metre="4/4"), 14, 2, given=given)
    assert [(n.pitch, n.start) for n in notes(score, "lead")] == [(n.pitch, n.start) for n in given.melody]
    assert (score.tempo, score.chords, score.beats) == (96.0, given.chords, 16.0)
    assert {"chords", "bass"} <= {track.role for track in score.tracks}
