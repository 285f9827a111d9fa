"""What is read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.ask import MusicParams
from pipelines.music.composer.genres import genres
from pipelines.music.composer.making import _lasting
from pipelines.music.composer.options import ComposerOptions
from pipelines.music.composer.read.description import plainly
from pipelines.music.composer.read.genre import MEANT, NAMED
from pipelines.music.composer.read.numerals import chinese, english
from pipelines.music.composer.read.players import family_members
from pipelines.music.composer.read.progression import read_progression
from pipelines.music.composer.read.reading import Reading, Wishes, read
from pipelines.music.composer.read.structure import read_structure
from pipelines.music.composer.tables import read_table
from pipelines.music.score.instruments import instruments
from pipelines.music.score.score import GROUPS, Metre
from studio.errors import BadInput
from studio.words import known


def heard(prompt: str, seed: int = 1, **wishes: object) -> Reading:
    return read(prompt, Wishes(**wishes), seed)  # type: ignore[arg-type]


def missed(prompt: str, **wishes: object) -> list[str]:
    return [sentence.key.removeprefix("composer.missed.") for sentence in heard(prompt, **wishes).missed]


# Tempo


@pytest.mark.parametrize(
    ("words", "tempo"),
    [
        ("bpm: 90", 90), ("tempo 90", 90), ("90bpm", 90), ("90 BPM", 90), ("BPM=174", 174), ("bpm120", 120),
        ("♩=72", 72), ("♩ = 72", 72), ("q=100", 100), ("quarter note = 88", 88), ("crotchet = 66", 66),
        ("at 90 beats per minute", 90), ("90 beats a minute", 90), ("a 90-bpm groove", 90), ("tempo of about 75", 75),
        ("Tempo is 100", 100), ("tempo: 132", 132), ("M.M. 60", 60), ("metronome 88", 88), ("92.5 bpm", 92.5),
        ("between 90 and 100 bpm", 95), ("80 to 90 BPM", 85), ("90-100 bpm", 95), ("ninety beats per minute", 90),
        ("a hundred and twenty bpm", 120), ("ninety-six bpm", 96), ("half note = 50", 100), ("at 140", 140),
        ("每分钟90拍", 90), ("速度90", 90), ("速度：90", 90), ("120拍", 120), ("每分钟一百二十拍", 120),
        ("１２０ＢＰＭ", 120),
        ("九十拍每分", 90), ("每分钟大约70拍", 70), ("bpm 66, 4/4", 66), ("100拍左右", 100),
    ],
)  # fmt: skip
def test_a_number_for_the_tempo_is_read_as_people_write_it(words: str, tempo: float) -> None:
    reading = heard(f"pop, {words}")
    assert (reading.tempo, reading.tempo_is_given) == (tempo, True)
    assert not reading.missed


@pytest.mark.parametrize(
    "prompt",
    [
        "pop from the year 1984",
        "pop, 24/7",
        "3 friends, pop",
        "pop, 6000 steps",
        "pop, 3/4",
        "流行，四三拍",
        "pop 80s",
        "tempo: 3/4, pop",
    ],
)
def test_other_numbers_are_no_tempo(prompt: str) -> None:
    assert not heard(prompt).tempo_is_given


@pytest.mark.parametrize(
    ("metre", "pulse"), [("6/8", 1.5), ("9/8", 1.5), ("12/8", 1.5), ("4/4", 1.0), ("5/4", 1.0), ("7/8", 1.0)]
)
def test_a_tempo_counts_the_beats_of_the_metre(metre: str, pulse: float) -> None:
    """120 in six-eight is 120 dotted quarters, in the form as in the words."""
    assert heard(f"folk in {metre} at 120 bpm").tempo == 120 * pulse
    assert heard("folk", metre=metre, tempo=100.0).tempo == 100 * pulse


def test_a_note_that_is_written_for_the_beat_is_counted() -> None:
    assert heard("folk in 6/8, ♩. = 60").tempo == 90
    assert heard("folk in 6/8, dotted quarter = 60").tempo == 90
    assert heard("folk in 6/8, ♩ = 90").tempo == 90
    assert heard("folk in 12/8, ♪=180").tempo == 90


@pytest.mark.parametrize(("said", "taken"), [("tempo 5", 40), ("tempo 5000", 220), ("800 bpm", 220), ("12 bpm", 40)])
def test_a_tempo_that_cannot_be_played_is_said_and_the_nearest_taken(said: str, taken: int) -> None:
    reading = heard(f"pop, {said}")
    (sentence,) = reading.missed
    assert sentence.key == "composer.missed.tempo"
    assert (reading.tempo, sentence.values["taken"]) == (taken, str(taken))
    assert "40" in str(sentence)
    assert not missed(f"pop, {said}", tempo=100.0), "the form decides"


def test_paces_follow_the_words_and_their_negations() -> None:
    def tempo(words: str) -> float:
        return heard(f"pop, {words}").tempo

    low, high = genres()["pop"].tempo
    assert tempo("very slow") < tempo("slow") < low
    assert high < tempo("fast") < tempo("very fast")
    assert tempo("largo") < tempo("adagio") < tempo("andante") < tempo("allegro") < tempo("presto")
    for words in ("not too fast", "not slow", "不要太快的", "moderate tempo"):
        assert tempo(words) == (low + high) / 2, words
    assert heard("很慢的流行歌").tempo < low
    assert heard("快节奏的流行歌").tempo > high
    assert heard("twice as fast pop").tempo > 1.5 * high
    for words in ("欢快", "breakfast", "grave in the mist", "慢慢"):
        assert low * 0.8 <= tempo(words) <= high * 1.1, words


def test_numbers_in_words() -> None:
    assert [english(words) for words in ("ninety", "a hundred and five", "two hundred", "twenty-one", "house")] == [
        90, 105, 200, 21, None,
    ]  # fmt: skip
    assert [chinese(words) for words in ("九十", "一百二十", "一百二", "十二", "四三")] == [90, 120, 120, 12, None]


# Keys


@pytest.mark.parametrize(
    ("words", "key"),
    [
        ("key of Am", "A minor"), ("F#m", "F♯ minor"), ("in C sharp minor", "C♯ minor"), ("d minor", "D minor"),
        ("C# dorian", "C♯ dorian"), ("e-moll", "E minor"), ("fis-Moll", "F♯ minor"), ("B-Dur", "B♭ major"),
        ("H-dur", "B major"), ("Bbm", "B♭ minor"), ("key: F# minor", "F♯ minor"), ("in A minor", "A minor"),
        ("in a minor", "A minor"), ("A minor, slow", "A minor"), ("in the key of G major", "G major"),
        ("B-flat major", "B♭ major"), ("B♭ major", "B♭ major"), ("G mixolydian", "G mixolydian"),
        ("en la mineur", "A minor"), ("ré bémol majeur", "D♭ major"), ("升F小调", "F♯ minor"), ("降B大调", "B♭ major"),
        ("A小调", "A minor"), ("d小调", "D minor"), ("Cmaj", "C major"), ("in Bb major", "B♭ major"),
        ("in C aeolian", "C minor"), ("an A major tune", "A major"), ("Am, 90 bpm", "A minor"),
        ("in f# minor", "F♯ minor"),
    ],
)  # fmt: skip
def test_a_key_is_read_in_every_spelling(words: str, key: str) -> None:
    for seed in range(3):
        assert str(heard(f"pop, {words}", seed).key) == key


@pytest.mark.parametrize(
    ("words", "tonic"),
    [("in D", 2), ("in Bb", 10), ("key of C", 0), ("in E-flat", 3), ("1=F", 5), ("1=bB", 10), ("C调", 0), ("Bb", 10)],
)
def test_a_tonic_alone_leaves_the_mode_open(words: str, tonic: int) -> None:
    assert {heard(f"pop, {words}, no. {seed}", seed).key.tonic for seed in range(6)} == {tonic}


@pytest.mark.parametrize(
    "words",
    ["a major battle", "A major battle at sea", "be sharp", "in a minor way", "a flat landscape", "in e-commerce",
     "a minor setback", "living in a flat", "my major exam", "in A world of pain", "in a cappella style", "not in C",
     "I Am the storm", "in G-funk style", "a city", "bad"],
)  # fmt: skip
def test_what_only_looks_like_a_key_is_none(words: str) -> None:
    keys = {(heard(f"film, {words}", seed).key.tonic) for seed in range(12)}
    modes = {(heard(f"film, {words}", seed).key.mode) for seed in range(12)}
    assert len(keys) > 2
    assert len(modes) > 1 or "minor" not in words


def test_a_mode_without_a_tonic() -> None:
    for seed in range(5):
        assert heard("a pop song in a minor key", seed).key.mode == "minor"
        assert heard("folk, dorian", seed).key.mode == "dorian"
    assert len({heard("a pop song in a minor key", seed).key.tonic for seed in range(12)}) > 2
    assert missed("pop in C locrian") == ["mode_near"]
    assert missed("pop, atonal") == ["mode"]


@pytest.mark.parametrize(
    ("said", "key", "mode"),
    [("C#", "C♯", "auto"), ("Bb", "B♭", "auto"), ("Db", "C♯", "auto"), ("D#", "E♭", "auto"), ("Gb", "F♯", "auto"),
     ("am", "A", "minor"), ("F#m", "F♯", "minor"), ("E flat major", "E♭", "major"), ("g", "G", "auto"),
     ("auto", "auto", "auto")],
)  # fmt: skip
def test_the_form_takes_a_key_in_other_spellings(said: str, key: str, mode: str) -> None:
    params = MusicParams.read({"prompt": "pop", "key": said})
    assert (params.key, params.mode) == (key, mode)


def test_the_form_refuses_what_is_no_key() -> None:
    for said in ("H", "loud", "C##", ""):
        with pytest.raises(BadInput, match="Key"):
            MusicParams.read({"prompt": "pop", "key": said})


def test_chance_depends_on_the_words_too() -> None:
    prompts = [
        f"pop about {thing}" for thing in ("trains", "rivers", "bread", "hats", "keys", "doors", "maps", "hills")
    ]
    readings = [heard(prompt, 7) for prompt in prompts]
    assert len({reading.key for reading in readings}) >= 4
    assert len({round(reading.tempo) for reading in readings}) >= 5
    assert heard("pop about trains", 7) == heard("pop about trains", 7)


# Metres


@pytest.mark.parametrize(
    ("words", "metre"),
    [
        ("5/4", "5/4"), ("in 7/8", "7/8"), ("12/8", "12/8"), ("seven eight", "7/8"), ("five four time", "5/4"),
        ("in five", "5/4"), ("in seven, driving", "7/8"), ("waltz time", "3/4"), ("compound metre", "6/8"),
        ("八七拍", "7/8"), ("七八拍", "7/8"), ("四三拍", "3/4"), ("四分之三拍", "3/4"), ("八六拍", "6/8"),
        ("十二八拍", "12/8"),
        ("a jig", "6/8"), ("slip jig", "9/8"), ("2/4", "2/4"), ("nine-eight", "9/8"), ("7 / 8", "7/8"),
        ("not 3/4, in 5/4", "5/4"), ("三拍子", "3/4"), ("minuet", "3/4"), ("６/８", "6/8"),
    ],
)  # fmt: skip
def test_a_metre_is_read_in_figures_and_words(words: str, metre: str) -> None:
    assert heard(f"pop, {words}").metre == metre
    assert not missed(f"pop, {words}")


@pytest.mark.parametrize(
    "words",
    [
        "1/2 the speed",
        "24/7",
        "3/4 of an hour",
        "in five minutes",
        "in three parts",
        "not a waltz",
        "每分钟六十拍",
        "6/10",
    ],
)
def test_other_fractions_are_no_metre(words: str) -> None:
    assert heard(f"pop, {words}").metre == "4/4"
    assert not missed(f"pop, {words}")


def test_a_metre_that_is_not_written_in_is_said() -> None:
    assert missed("pop in 13/16") == ["metre"]
    assert missed("pop in 3/8 time") == ["metre_near"]
    assert heard("pop in 3/8 time").metre == "3/4"
    assert not missed("pop in 13/16", metre="4/4")
    assert set(read_table("wording")["metre_nearest"].values()) <= GROUPS.keys()


# Players

MEMBERS = {
    "guitars": {"nylon-guitar", "steel-guitar", "jazz-guitar", "clean-guitar", "muted-guitar", "distortion-guitar"},
    "brass": {"trumpet", "muted-trumpet", "trombone", "tuba", "french-horn", "brass"},
    "drums": {key for key, item in instruments().items() if item.is_drums},
    "strings": {"violin", "fiddle", "viola", "cello", "pizzicato", "strings"},
    "voices": {"choir", "oohs"},
    "pianos": {"piano", "electric-piano"},
    "synths": {"saw-lead", "square-lead", "polysynth", "warm-pad", "halo-pad", "synth-bass"},
    "woodwinds": {"flute", "oboe", "clarinet", "bassoon", "alto-sax", "tenor-sax", "piccolo", "recorder"},
    "basses": {"acoustic-bass", "finger-bass", "slap-bass", "synth-bass"},
}
"""Some of each family, by hand."""


@pytest.mark.parametrize(
    ("prompt", "family"),
    [
        ("rock, no guitar", "guitars"), ("rock without any guitars", "guitars"), ("march without brass", "brass"),
        ("drumless rock", "drums"), ("pop, drum-free", "drums"), ("pop without any percussion", "drums"),
        ("film sans strings", "strings"), ("pop, instrumental", "voices"), ("流行，不要鼓", "drums"),
        ("流行，没有钢琴", "pianos"), ("beatless ambient", "drums"), ("pop; everything but the drums", "drums"),
        ("don't use any synths, pop", "synths"), ("没有人声的流行", "voices"), ("jazz, no woodwinds", "woodwinds"),
        ("rock, drums: none", "drums"), ("无鼓的摇滚", "drums"), ("minus the bass, pop", "basses"),
        ("别用吉他，摇滚", "guitars"),
    ],
)  # fmt: skip
def test_a_general_word_rules_out_its_whole_family(prompt: str, family: str) -> None:
    reading = heard(prompt)
    assert MEMBERS[family] <= reading.refused
    assert not {item.key for item in reading.named} & reading.refused


@pytest.mark.parametrize(
    ("prompt", "refused", "named"),
    [
        ("jazz, no saxophone or piano", ["tenor-sax", "alto-sax", "piano"], []),
        ("pop, no drums, just piano and strings", ["standard-kit"], ["piano", "strings"]),
        ("no bass, drums and guitar, pop", ["finger-bass", "standard-kit", "nylon-guitar"], []),
        ("pop without drums but with guitar", ["standard-kit"], ["clean-guitar"]),
        ("pop with no drums and a soft piano", ["standard-kit"], ["piano"]),
        ("不要鼓、贝斯和吉他，流行", ["standard-kit", "finger-bass", "nylon-guitar"], []),
        ("流行，不要鼓，只要钢琴和弦乐", ["standard-kit"], ["piano", "strings"]),
        ("folk with neither fiddle nor harmonica", ["fiddle", "harmonica"], []),
        ("pop, electric piano but no piano", ["piano"], ["electric-piano"]),
        ("pop, no drums, flute", ["standard-kit"], ["flute"]),
    ],
)
def test_lists_are_ruled_out_as_far_as_they_go(prompt: str, refused: list[str], named: list[str]) -> None:
    reading = heard(prompt)
    assert set(refused) <= reading.refused
    assert [item.key for item in reading.named] == named


@pytest.mark.parametrize(
    ("prompt", "named"),
    [
        ("for flute and harp", ["flute", "harp"]), ("a duo of violins", ["violin", "violin"]),
        ("string quartet", ["violin", "violin", "viola", "cello"]), ("piano trio", ["violin", "cello", "piano"]),
        ("a trio for flute, cello and piano", ["flute", "cello", "piano"]), ("solo cello", ["cello"]),
        ("flute duo", ["flute", "flute"]), ("just piano and strings", ["piano", "strings"]), ("piano only", ["piano"]),
        ("笛子和古筝二重奏", ["shakuhachi", "koto"]), ("二胡独奏", ["erhu"]), ("钢琴曲", ["piano"]),
        ("a cappella", ["oohs", "choir"]),
        ("brass quintet", ["trumpet", "trumpet", "french-horn", "trombone", "tuba"]),
        ("弦乐四重奏", ["violin", "violin", "viola", "cello"]),
    ],
)  # fmt: skip
def test_small_ensembles_are_themselves_alone(prompt: str, named: list[str]) -> None:
    reading = heard(prompt)
    assert [item.key for item in reading.named] == named
    assert reading.alone


@pytest.mark.parametrize(
    "prompt",
    [
        "rock with a guitar solo",
        "pop with piano",
        "pop song with flute melody",
        "an orchestral film score",
        "folk, alone in the city",
        "big band swing",
    ],
)
def test_who_is_only_featured_is_not_alone(prompt: str) -> None:
    reading = heard(prompt)
    assert not reading.alone
    assert not reading.solo


def test_a_family_is_played_by_the_genres_own() -> None:
    assert [item.key for item in heard("bossa nova with guitar").named] == ["nylon-guitar"]
    assert heard("metal with guitars").named[0].key in ("distortion-guitar", "overdriven-guitar")
    assert heard("techno with drums").named[0].key in genres()["techno"].drums
    assert [item.key for item in heard("rock with violin").named] == ["violin"]


def test_counted_players_are_as_many() -> None:
    assert [item.key for item in heard("two violins and a cello, classical").named] == ["violin", "violin", "cello"]
    assert [item.key for item in heard("古典，两把小提琴").named] == ["violin", "violin"]


@pytest.mark.parametrize(
    "prompt",
    ["鼓舞人心的流行", "放风筝的流行", "upbeat pop", "pop like a heartbeat", "drum and bass", "string theory, pop"],
)
def test_what_only_has_an_instrument_in_its_name_asks_for_none(prompt: str) -> None:
    assert not heard(prompt).named


def test_instruments_that_are_not_here_are_said() -> None:
    assert missed("film with theremin") == ["instrument_near"]
    assert heard("film with theremin").named
    assert missed("film with didgeridoo") == ["instrument"]
    assert not heard("film with didgeridoo").named
    assert not missed("film with no theremin")
    for entry in read_table("players")["absent"].values():
        assert not entry["near"] or entry["near"] in instruments()


def test_every_instrument_is_asked_for_by_its_words() -> None:
    for key, item in instruments().items():
        for word in item.words:
            reading = heard(f"a song with {word}")
            assert reading.named, word
            assert (
                item in reading.named
                or any(
                    {key, reading.named[0].key} <= family_members(family) for family in read_table("players")["family"]
                )
                or word in ("orchestra", "orchestral", "string quartet")
            ), (word, key, [one.key for one in reading.named])


# Genres and moods


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [
        ("hip-hop, dusty", "hiphop"), ("hip hop beat", "hiphop"), ("a tango for two", "tango"),
        ("dubstep wobble", "dubstep"),
        ("raga at dawn with sitar", "raga"), ("death metal", "metal"), ("folk metal", "metal"), ("pop punk", "punk"),
        ("jazz waltz", "jazz"), ("epic Chinese battle", "chinese"), ("a heroic march", "march"),
        ("deep house", "house"),
        ("upbeat happy house", "house"), ("a march for the king", "march"), ("a house track", "house"),
        ("嘻哈", "hiphop"),
        ("探戈", "tango"), ("重金属", "metal"), ("a not too fast jazz waltz", "jazz"), ("不要太快的爵士", "jazz"),
    ],
)  # fmt: skip
def test_the_genre_that_is_named_is_played(prompt: str, genre: str) -> None:
    reading = heard(prompt)
    assert (reading.genre.key, reading.why) == (genre, NAMED)
    assert not reading.notes


@pytest.mark.parametrize(
    ("prompt", "genre"),
    [("a haunted house by the sea", "house"), ("waves on the rock, calm", "rock"),
     ("a sad song about a metal gate", "metal"),
     ("not rock, something sad", "rock"), ("任何音乐，不要摇滚", "rock"), ("sad, in the country", "country")],
)  # fmt: skip
def test_a_genre_that_is_a_thing_or_ruled_out_is_not_played(prompt: str, genre: str) -> None:
    for seed in range(8):
        assert heard(prompt, seed).genre.key != genre


@pytest.mark.parametrize("prompt", ["baby's first steps", "清晨的禅院", "something sad", "a piece for bagpipes"])
def test_a_genre_that_was_guessed_is_said(prompt: str) -> None:
    reading = heard(prompt)
    (note,) = reading.notes
    assert known(note.key)
    assert reading.genre.title in str(note)


CHINESE = [
    ("充满活力", None, "energetic"), ("热血沸腾的战歌", None, "heroic"), ("深夜里一个人听雨", "lofi", "sad"),
    ("阳光洒满海滩", "pop", "happy"), ("初恋的感觉", "pop", "romantic"), ("鬼屋探险", "film", "dark"),
    ("星辰大海", "film", "heroic"),
    ("千军万马", "film", "heroic"), ("雨后的午后发呆", "lofi", "calm"), ("孩子们在公园里玩耍", "folk", "happy"),
    ("清晨的禅院", "chinese", "calm"), ("健身房跑步", "house", "energetic"), ("与故人告别", "chinese", "sad"),
    ("烛光晚餐", "jazz", "romantic"), ("悬疑侦探", "film", "dark"), ("云端漫步", None, "dreamy"),
    ("升国旗", "march", "heroic"),
    ("奶奶的老照片", "folk", "romantic"), ("城市夜跑", "house", "energetic"),
    ("江南水乡的清晨，宁静", "chinese", "calm"),
    ("轻快的圆舞曲", "waltz", "happy"), ("给宝宝的摇篮曲", "lullaby", None), ("愤怒的重金属", "metal", "energetic"),
    ("忧伤的钢琴曲", None, "sad"), ("喜庆的春节音乐", "chinese", "happy"), ("婚礼上的弦乐，浪漫", None, "romantic"),
    ("神秘的埃及金字塔", "arabic", "dark"), ("悲壮的战场", "film", None), ("欢快的乡村音乐", "country", "happy"),
    ("不悲伤的流行歌", "pop", "happy"), ("歡快的搖滾", "rock", "happy"), ("安静的鋼琴", None, "calm"),
]  # fmt: skip


@pytest.mark.parametrize(("prompt", "genre", "mood"), CHINESE)
def test_a_chinese_description_is_understood_without_an_english_model(
    prompt: str, genre: str | None, mood: str | None
) -> None:
    def encode(texts: list[str]) -> object:
        raise AssertionError("the model reads English")

    reading = read(prompt, Wishes(), 1, encode)  # type: ignore[arg-type]
    assert genre in (None, reading.genre.key)
    assert mood in (None, reading.mood)


def test_energy_follows_chinese_words_as_it_does_english_ones() -> None:
    assert heard("充满活力的流行").energy > 0.8 > heard("流行").energy > heard("安静的流行").energy
    assert heard("loud pop").energy > heard("pop").energy > heard("sparse pop").energy


def test_a_mood_that_is_ruled_out_turns() -> None:
    assert heard("pop, not sad").mood == "happy"
    assert heard("pop, never dark").mood == "happy"
    assert heard("pop, not happy but sad").mood == "sad"
    assert heard("不悲伤的流行").mood == "happy"


def test_what_is_ruled_out_is_not_guessed_by_meaning() -> None:
    import numpy as np

    from pipelines.music.composer.read.meanings import meanings

    keys, vectors = meanings("genres")

    def encode(texts: list[str]) -> np.ndarray:
        return vectors[[keys.index("reggae")]]

    assert read("lying in a hammock", Wishes(), 1, encode).why == MEANT
    assert read("lying in a hammock, no reggae", Wishes(), 1, encode).genre.key != "reggae"


def test_scenes_lead_to_genres_that_exist() -> None:
    assert read_table("scenes")["scenes"].keys() <= genres().keys()


# Sections and chords


@pytest.mark.parametrize(
    ("text", "sections"),
    [
        ("intro 4, verse 8, chorus 8, bridge 4, outro 2", "intro 4 verse 8 chorus 8 bridge 4 outro 2"),
        ("[Verse] 8 bars\n[Chorus] 8 bars", "verse 8 chorus 8"), ("AABA", "A 8 A 8 B 8 A 8"), ("副歌8小节", "chorus 8"),
        ("verse x2, chorus", "verse 8 verse 8 chorus 8"), ("4 bar intro, 16-bar chorus", "intro 4 chorus 16"),
        ("4 bar intro 8 bar verse", "intro 4 verse 8"), ("前奏4主歌8副歌8", "intro 4 verse 8 chorus 8"),
        ("主歌八小节，副歌十六小节", "verse 8 chorus 16"), ("Intro (4) - Verse (8)", "intro 4 verse 8"),
        ("verse 1: 8, chorus: 8, verse 2: 8", "verse 8 chorus 8 verse 8"), ("A 8 B 4 A 8", "A 8 B 4 A 8"),
        ("intro -> verse → pre-chorus", "intro 4 verse 8 prechorus 4"), ("eight bar verse", "verse 8"),
        ("build 4 drop 16 breakdown 8", "build 4 drop 16 break 8"),
        ("intro, Verse 1, Chorus, Verse 2", "intro 4 verse 8 chorus 8 verse 8"),
    ],
)  # fmt: skip
def test_sections_are_read_as_people_write_them(text: str, sections: str) -> None:
    found = read_structure(plainly(text))
    assert not found.strange
    assert " ".join(f"{label} {bars}" for label, bars in found.sections) == sections


@pytest.mark.parametrize(
    ("text", "bars"),
    [
        ("Am F C G", "Am F C G"), ("ii-V-I", "ii V I"), ("I V vi IV", "I V vi IV"), ("C | G | Am F | C", "C G Am,F C"),
        ("Am-F-C-G", "Am F C G"), ("Am, F G, C", "Am F,G C"), ("F#m7b5 B7 Em", "F#m7b5 B7 Em"),
        ("Bb/D Eb F", "Bb/D Eb F"),
        ("| Dm7 | G7 | Cmaj7 | % |", "Dm7 G7 Cmaj7 Cmaj7"), ("1-5-6-4", "I V vi IV"), ("4536251", "IV V iii vi ii V I"),
        ("am f c g", "Am F C G"), ("(C G) x2", "C G C G"), ("I–V–vi–IV", "I V vi IV"), ("bVII IV I", "bVII IV I"),
        ("C\nG\nAm F", "C G Am,F"),
    ],
)  # fmt: skip
def test_chords_are_read_as_people_write_them(text: str, bars: str) -> None:
    found = read_progression(plainly(text))
    assert (" ".join(found.bars), found.strange) == (bars, "")


def test_what_cannot_be_read_in_a_field_is_told_beside_it() -> None:
    with pytest.raises(BadInput) as refused:
        ComposerOptions.read({"structure": "intro 4, banana 3"})
    assert "banana" in str(refused.value.fields["structure"])
    assert "intro 4" in str(refused.value.fields["structure"])
    with pytest.raises(BadInput) as refused:
        ComposerOptions.read({"chords": "Am F H7"})
    assert "H7" in str(refused.value.fields["chords"])
    assert "Am | F" in str(refused.value.fields["chords"])
    for values in ({"structure": "verse 500"}, {"structure": "verse 0"}, {"chords": "C " * 80}, {"structure": "8"}):
        with pytest.raises(BadInput):
            ComposerOptions.read(values)
    assert ComposerOptions.read({"structure": "", "chords": " "}).structure == ""


@pytest.mark.parametrize(
    ("prompt", "structure", "progression"),
    [
        ("a pop song, chords: Am F C G, slow", "", "Am F C G"), ("sad piano over Am-F-C-G", "", "Am F C G"),
        ("jazz, ii-V-I", "", "ii V I"), ("a rock song, intro 4, verse 8, sad", "intro verse", ""),
        ("structure: intro 4, verse 8. Pop", "intro verse", ""), ("AABA jazz", "A A B A", ""),
        ("folk in ABA form", "A B A", ""),
        ("流行，和弦：C G Am F", "", "C G Am F"), ("结构：前奏4，主歌8", "intro verse", ""), ("ABBA style pop", "", ""),
        ("a pop song about A B C", "", ""), ("a chorus of angels, pop", "", ""),
        ("the bridge over the river, pop", "", ""),
        ("pop, sad chords", "", ""), ("a pop song with a long intro", "", ""), ("rock in E minor", "", ""),
    ],
)  # fmt: skip
def test_sections_and_chords_are_found_in_a_description(prompt: str, structure: str, progression: str) -> None:
    reading = heard(prompt)
    assert " ".join(label for label, _ in reading.structure) == structure
    assert " ".join(reading.progression) == progression


def test_chords_set_the_key_where_none_is_said() -> None:
    assert str(heard("pop, chords: Am Dm E7 Am").key) == "A minor"
    assert str(heard("pop", progression=("C", "F", "G", "C")).key) == "C major"
    assert str(heard("pop in E minor, chords: i VI III VII").key) == "E minor"
    assert heard("pop, i-VI-III-VII").key.mode == "minor"
    assert heard("pop, ii-V-I").key.mode == "major"
    assert missed("pop, chords: Am F H7") == ["chord"]
    assert missed("pop, structure: sonata") == ["structure"]


def test_the_form_wins_over_sections_and_chords_in_the_words() -> None:
    reading = heard("pop, chords: Am F C G, AABA", structure=(("verse", 8),), progression=("C", "G"))
    assert (reading.structure, reading.progression) == ((("verse", 8),), ("C", "G"))


# Length


@pytest.mark.parametrize(
    ("words", "seconds"),
    [("two minutes", 120), ("30 seconds long", 30), ("90秒", 90), ("2分钟", 120), ("1:30 long", 90),
     ("a 45-second loop", 45),
     ("length: 90 seconds", 90), ("半分钟", 30), ("a one-minute piece", 60), ("2 min 30 s piece", 150),
     ("两分钟的音乐", 120)],
)  # fmt: skip
def test_a_length_that_is_said_is_read(words: str, seconds: float) -> None:
    reading = heard(f"pop, {words}")
    assert reading.seconds == seconds
    assert _lasting(MusicParams(prompt="pop"), reading).seconds == seconds
    assert _lasting(MusicParams(prompt="pop", seconds=50), reading).seconds == 50, "the form decides"


@pytest.mark.parametrize(
    "words", ["two minutes to midnight", "in five minutes", "80s synths", "the last 10 seconds of it"]
)
def test_other_times_are_no_length(words: str) -> None:
    assert heard(f"pop, {words}").seconds is None


def test_a_length_that_cannot_be_is_said() -> None:
    assert missed("pop, 1 hour long") == ["length"]
    assert missed("pop, 2 seconds long") == ["length"]


def test_every_metre_of_the_form_is_written_in() -> None:
    for name in GROUPS:
        assert MusicParams.read({"prompt": "pop", "metre": name}).metre == name
        assert Metre(name).pulse > 0
