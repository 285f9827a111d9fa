"""What is read out for what is written: numbers, dates and short forms, who says it, and with which pauses."""

from __future__ import annotations

import re

import pytest

from pipelines.voice.narrator import reader
from pipelines.voice.narrator.english import read_out
from pipelines.voice.narrator.g2p import english
from pipelines.voice.narrator.hanzi import number
from pipelines.voice.narrator.mandarin import mandarin
from pipelines.voice.narrator.phonemes import language_of, words_of
from pipelines.voice.narrator.reader import NARRATOR, SECOND, Passage, passages
from pipelines.voice.narrator.sentences import sentences
from pipelines.voice.narrator.tones import changed
from pipelines.voice.narrator.word import Word, chunks


def read(text: str) -> str:
    return " ".join("".join(span.spoken for span in read_out(text)).split())


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("1,234,567", "one million two hundred thirty four thousand five hundred sixty seven"),
        ("3.05", "three point zero five"),
        ("agent 007", "agent zero zero seven"),
        ("in 1999, then", "in nineteen ninety nine, then"),
        ("in 2005", "in two thousand five"),
        ("1200 soldiers", "one thousand two hundred soldiers"),
        ("the 1990s and ’80s", "the nineteen nineties and eighties"),
        ("March 3rd, 2024", "March third, twenty twenty four"),
        ("3 March 1865", "the third of March eighteen sixty five"),
        ("2024-02-29", "February twenty ninth, twenty twenty four"),
        ("25/12/2020", "December twenty fifth, twenty twenty"),
        ("at 5:30 p.m. we", "at five thirty PM we"),
        ("at 14:05", "at fourteen oh five"),
        ("at 7:00", "at seven o'clock"),
        ("It ends at 5 p.m.", "It ends at five PM."),
        ("$3.50", "three dollars and fifty cents"),
        ("$1", "one dollar"),
        ("$2.5 million", "two point five million dollars"),
        ("£1,200.", "one thousand two hundred pounds."),
        ("12.5%", "twelve point five percent"),
        ("-5°C", "minus five degrees Celsius"),
        ("3/4 and 1 1/2", "three quarters and one and one half"),
        ("10-20 people", "ten to twenty people"),
        ("1914–1918", "nineteen fourteen to nineteen eighteen"),
        ("1 km, 5 km", "one kilometre, five kilometres"),
        ("the 21st", "the twenty first"),
        ("World War II", "World War two"),
        ("Henry VIII", "Henry the eighth"),
        ("chapter IV", "chapter four"),
        ("I am", "I am"),
        ("Dr. No lives on Baker St.", "doctor No lives on Baker street."),
        ("St. Paul", "Saint Paul"),
        ("e.g. cats & dogs", "for example cats and dogs"),
        ("No. 5", "number five"),
        ("No. I won't.", "No. I won't."),
        ("see www.example.com.", "see example dot com."),
        ("555-0142", "five five five, zero one four two"),
        ("v2", "v two"),
    ],
)
def test_english_is_read_as_people_say_it(written: str, spoken: str) -> None:
    assert read(written) == spoken


@pytest.mark.parametrize(
    ("digits", "words"),
    [
        ("0", "零"), ("10", "十"), ("15", "十五"), ("105", "一百零五"), ("110", "一百一十"), ("2000", "两千"),
        ("1005", "一千零五"), ("10005", "一万零五"), ("12000000", "一千二百万"), ("100000001", "一亿零一"),
        ("3.14", "三点一四"),
    ],
)  # fmt: skip
def test_chinese_numbers(digits: str, words: str) -> None:
    assert number(digits) == words


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("2024年3月5日", "二零二四年三月五日"),
        ("2024-03-05", "二零二四年三月五日"),
        ("3:20", "三点二十分"),
        ("12.5%", "百分之十二点五"),
        ("-5℃", "零下五摄氏度"),
        ("1/3的", "三分之一的"),
        ("2个苹果", "两个苹果"),
        ("第2名", "第二名"),
        ("￥3.5", "三点五元"),
        ("10-20公里", "十到二十公里"),
        ("8km", "八公里"),
        ("13800138000", "幺三八零零幺三八零零零"),
        ("2小时", "两小时"),
    ],
)
def test_chinese_is_read_as_people_say_it(written: str, spoken: str) -> None:
    def sounds(text: str) -> str:
        return "".join(word.phonemes for word in mandarin(text)).replace(" ", "")

    assert sounds(written) == sounds(spoken)


def test_a_word_is_shown_as_it_was_written_with_all_that_is_said_for_it() -> None:
    found = {word.written: word.phonemes for word in english("On March 3rd, 2024 it cost $3.50.")}
    assert list(found) == ["On", "March 3rd,", "2024", "it", "cost", "$3.50."]
    assert found["$3.50."].count(" ") == 4 and found["$3.50."].endswith(".")


def test_each_run_of_a_mixed_text_is_read_in_its_own_language() -> None:
    assert [word.written for word in words_of("我在Google工作了3年！")] == [
        "我",
        "在",
        "Google",
        "工作",
        "了",
        "3",
        "年！",
    ]
    assert [word.written for word in words_of("She said 你好 to 3 people.")] == [
        "She", "said", "你好", "to", "3", "people.",
    ]  # fmt: skip
    assert language_of("我在Google工作") == "zh" and language_of("She said 你好 to all of us") == "en"


def test_letters_that_no_voice_reads_are_left_out() -> None:
    assert [word.written for word in words_of("Hello Привет 🙂 world")] == ["Hello", "world"]
    assert words_of("🙂 … !!! —") == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It rained. Nobody came!", ["It rained.", "Nobody came!"]),
        ("Dr. Smith met Mr. J. Brown at 5 p.m. on Monday.", ["Dr. Smith met Mr. J. Brown at 5 p.m. on Monday."]),
        ("It is 3.14 now. Yes.", ["It is 3.14 now.", "Yes."]),
        ("“Stop!” he said. “Go.”", ["“Stop!” he said.", "“Go.”"]),
        ("下雨了。我们回家吧！好。", ["下雨了。", "我们回家吧！", "好。"]),
        ("“你好！”她说。", ["“你好！”", "她说。"]),
        ("We met at 5 p.m. We left.", ["We met at 5 p.m.", "We left."]),
        ("no end", ["no end"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts


def test_a_poem_breathes_at_the_ends_of_its_lines_and_longer_at_those_of_stanzas() -> None:
    told = passages("The sea is grey,\nthe gull is white\n\nand I am far\nfrom home tonight.")
    assert [said.pause for said in told] == [reader.LINE, reader.STANZA, reader.LINE, reader.STANZA]
    assert reader.LINE > reader.SENTENCE and reader.STANZA > reader.PARAGRAPH


def test_lines_that_a_file_broke_are_one_paragraph() -> None:
    line = "The keeper of the lighthouse had not spoken to anybody for the whole of that"
    told = passages(f"{line}\n{line}\nwinter. He was glad.")
    assert [said.text for said in told] == [f"{line} {line} winter.", "He was glad."]


def test_headings_are_chapters_and_markdown_is_not_read() -> None:
    told = passages("# The *Lamp*\n\nIt was **dark**, see [here](http://x.y).\n\n---\n\n## Two\n\n- One thing")
    assert [(said.text, said.chapter) for said in told] == [
        ("The Lamp", "The Lamp"), ("It was dark, see here.", ""), ("Two", "Two"), ("One thing", ""),
    ]  # fmt: skip
    assert told[0].pause == reader.CHAPTER


def test_words_in_quotation_marks_are_the_second_voices() -> None:
    told = passages("“Who is there?” he called. “Nobody.”", in_dialogue=True)
    assert [(said.text, said.role) for said in told] == [
        ("“Who is there?”", SECOND), ("he called.", NARRATOR), ("“Nobody.”", SECOND),
    ]  # fmt: skip
    assert {said.role for said in passages("“Who is there?” he called.")} == {NARRATOR}
    assert [said.role for said in passages("他说：“你好！”", in_dialogue=True)] == [NARRATOR, SECOND]


def test_in_a_script_two_voices_take_turns_and_names_are_not_read() -> None:
    script = "ANNA: Is it open?\nBEN: It never was.\n(He laughs.)\nANNA: Then knock."
    told = passages(script, in_dialogue=True)
    assert [(said.text, said.role) for said in told] == [
        ("Is it open?", SECOND), ("It never was.", NARRATOR), ("(He laughs.)", NARRATOR), ("Then knock.", SECOND),
    ]  # fmt: skip
    assert [said.text for said in passages(script)][:2] == ["Anna.", "Is it open?"]
    assert [said.role for said in passages("小明：你好。\n小红：你好。\n小明：走吧。", in_dialogue=True)] == [1, 0, 1]
    assert passages("Note: this is no script.") == [Passage("Note: this is no script.", pause=reader.PARAGRAPH)]


def test_a_long_sentence_is_cut_at_its_commas_and_no_sound_is_lost() -> None:
    words = [Word(f"w{at}", "abcdefgh" + "," * (at % 7 == 6)) for at in range(60)]
    parts = chunks(words, 100)
    assert [word for part in parts for word in part] == words
    assert all(sum(len(word.phonemes) + 1 for word in part) <= 100 for part in parts)
    assert all(part[-1].phonemes.endswith(",") for part in parts[:-1])
    (endless,) = [Word("x" * 500, "a" * 500, "", "")]
    assert sum(len(word.phonemes) for part in chunks([endless], 100) for word in part) == 500


@pytest.mark.parametrize(
    ("words", "alone", "spoken"),
    [
        ("不是", "bu4shi4", "bu2shi4"),
        ("不 来", "bu4 lai2", "bu4 lai2"),
        ("不 ， 是", "bu4  shi4", "bu4  shi4"),
        ("好不好", "hao3bu4hao3", "hao3bu5hao3"),
        ("看 一 看", "kan4 yi1 kan4", "kan4 yi5 kan4"),
        ("一 个", "yi1 ge5", "yi2 ge5"),
        ("一 天", "yi1 tian1", "yi4 tian1"),
        ("一起", "yi1qi3", "yi4qi3"),
        ("不一样", "bu4yi1yang4", "bu4yi2yang4"),
        ("第一 名", "di4yi1 ming2", "di4yi1 ming2"),
        ("十一 个", "shi2yi1 ge4", "shi2yi1 ge4"),
        ("一 九 四 九", "yi1 jiu3 si4 jiu3", "yi1 jiu3 si4 jiu3"),
        ("统一 大 业", "tong3yi1 da4 ye4", "tong3yi1 da4 ye4"),
        ("一 月", "yi2 yue4", "yi1 yue4"),
    ],
)
def test_one_and_not_change_their_tone_with_what_follows(words: str, alone: str, spoken: str) -> None:
    told = [
        (word, re.findall(r"[a-z]+\d", sounds)) for word, sounds in zip(words.split(), alone.split(" "), strict=True)
    ]
    assert " ".join("".join(sounds) for sounds in changed(told)) == spoken


def test_a_changed_tone_is_heard_in_a_sentence() -> None:
    (not_, *_), (usual, *_) = mandarin("不对"), mandarin("不来")
    assert not_.phonemes[:2] == usual.phonemes[:2] and not_.phonemes.count("↗") == 1 and "↗" not in usual.phonemes[:4]
