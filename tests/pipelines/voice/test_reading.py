"""What is read out for what is written: numbers, dates and short forms, who says it, and with which pauses."""

from __future__ import annotations

import re
from functools import cache

import pytest

from pipelines.language.segmenter import Segmenter
from pipelines.voice.narrator import reader, readings
from pipelines.voice.narrator.english import read_out
from pipelines.voice.narrator.g2p import english
from pipelines.voice.narrator.hanzi import number
from pipelines.voice.narrator.mandarin import mandarin
from pipelines.voice.narrator.phonemes import language_of, words_of
from pipelines.voice.narrator.reader import NARRATOR, SECOND, Passage, passages
from pipelines.voice.narrator.sentences import sentences
from pipelines.voice.narrator.tones import changed
from pipelines.voice.narrator.word import Word, chunks


@cache
def segmenter() -> Segmenter:
    return Segmenter(())


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
        ("03/05/2024", "March fifth, twenty twenty four"),
        ("9am-5pm, Mon.-Fri.", "nine A.M to five PM, Monday to Friday."),
        ("in 1066, and 1066 horses", "in ten sixty six, and one thousand sixty six horses"),
        ("44 BC, AD 79, 1200 CE", "forty four B C, A D seventy nine, twelve hundred C E"),
        ("the 18th–19th century", "the eighteenth to nineteenth century"),
        ("$10-20, €1,50, 50¢", "ten to twenty dollars, one euro and fifty cents, fifty cents"),
        ("20 EUR", "twenty euros"),
        ("20–25 °C", "twenty to twenty five degrees Celsius"),
        ("5'10\" and 6 ft 2 in", "five foot ten and six feet two inches"),
        ("1½ cups, 2 tbsp", "one and one half cups, two tablespoons"),
        ("30 min. long", "thirty minutes long"),
        ("1.5M views", "one point five million views"),
        ("3 m², 5 m³", "three square metres, five cubic metres"),
        ("3:1, a ratio of 1:10", "three to one, a ratio of one to ten"),
        ("open 24/7, split 50/50", "open twenty four seven, split fifty fifty"),
        ("version 2.0.1", "version two point zero point one"),
        ("1-2-3", "one two three"),
        ("5 x 3 = 15, 10 - 4 = 6", "five times three equals fifteen, ten minus four equals six"),
        ("x² + 2^3 > 5", "x squared plus two cubed is greater than five"),
        ("10^23", "ten to the power of twenty three"),
        ("+1 (555) 123-4567", "one, five five five, one two three, four five six seven"),
        ("020 7946 0958", "zero two zero, seven nine four six, zero nine five eight"),
        ("jane.doe@example.com", "jane dot doe at example dot com"),
        ("https://www.example.org/news?id=4 and", "example dot org and"),
        ("WWII", "World War two"),
        ("Apollo XI, Rocky III", "Apollo eleven, Rocky three"),
        ("Pope Sixtus V and Malcolm X", "Pope Sixtus the fifth and Malcolm X"),
        ("Elizabeth I, of England", "Elizabeth the first, of England"),
        ("scene ii, vitamin C, Type C", "scene two, vitamin C, Type C"),
        ("the part I played", "the part I played"),
        ("IV.", "four."),
        ("Sen. Smith at 12 Oak Dr. in town", "Senator Smith at twelve Oak drive in town"),
        ("CO2, R&B, Q&A", "C O two, R and B, Q and ay"),
        ("in the US, by us", "in the U S, by us"),
        ("LET US GO", "LET US GO"),
        ("plan A, A dog", "plan ay, A dog"),
        ("No.1", "number one"),
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
        ("今天是2024-03-05", "今天是二零二四年三月五日"),
        ("2024.3.5", "二零二四年三月五日"),
        ("二〇二四年", "二零二四年"),
        ("1990-2000年", "一九九零到二零零零年"),
        ("比分是3:2，比例为1:10", "比分是三比二，比例为一比十"),
        ("下午3:00整", "下午三点整"),
        ("9:00-18:00", "九点整到十八点整"),
        ("宽20cm，速度60km/h", "宽二十厘米，速度六十公里每小时"),
        ("1米75", "一米七五"),
        ("302室，邮编100084", "三零二室，邮编幺零零零八四"),
        ("邮编是100084", "邮编是幺零零零八四"),
        ("119火警，打119电话", "幺幺九火警，打幺幺九电话"),
        ("2万", "两万"),
        ("￥1,299.50", "一千二百九十九点五元"),
        ("1,234,567和3,45", "一百二十三万四千五百六十七和三，四十五"),
    ],
)
def test_chinese_is_read_as_people_say_it(written: str, spoken: str) -> None:
    def sounds(text: str) -> str:
        return "".join(word.phonemes for word in words_of(text, "zh")).replace(" ", "").replace(",", "")

    assert sounds(written) == sounds(spoken)


@pytest.mark.parametrize(
    ("text", "syllables"),
    [
        ("他长得很高，头发很长", "ta1 zhang3 de5 hen3 gao1 tou2 fa5 hen3 chang2"),
        ("长大，又长又细", "zhang3 da4 you4 chang2 you4 xi4"),
        ("排成一行，一行人", "pai2 cheng2 yi4 hang2 yi4 xing2 ren2"),
        ("第二行，银行行长", "di4 er4 hang2 yin2 hang2 hang2 zhang3"),
        ("还要还书，还没还", "hai2 yao4 huan2 shu1 hai2 mei2 huan2"),
        ("跑得快，得了第一", "pao3 de5 kuai4 de2 le5 di4 yi1"),
        ("他得去，我们必须得走", "ta1 dei3 qu4 wo3 men5 bi4 xu1 dei3 zou3"),
        ("慢慢地走，在土地上", "man4 man4 de5 zou3 zai4 tu3 di4 shang4"),
        ("三只鸟只有一只", "san1 zhi1 niao3 zhi3 you3 yi4 zhi1"),
        ("温度为三十度，成为", "wen1 du4 wei2 san1 shi2 du4 cheng2 wei2"),
        ("她姓乐，快乐，音乐", "ta1 xing4 yue4 kuai4 le4 yin1 yue4"),
        ("花儿，女儿，一会儿", "hua1 er5 nv3 er2 yi2 hui4 er5"),
        ("东西，朋友，看看，天天", "dong1 xi5 peng2 you5 kan4 kan5 tian1 tian1"),
        ("爸爸妈妈", "ba4 ba5 ma1 ma5"),
    ],
)
def test_characters_of_several_sounds_are_read_by_what_stands_beside_them(text: str, syllables: str) -> None:
    told = changed(readings.read(segmenter().read(text)))
    assert " ".join(sound for word in told for sound in word) == syllables


@pytest.mark.parametrize(
    ("text", "word", "sounds"),
    [
        ("I read it yesterday.", "read", "ɹˈɛd"), ("I will read it.", "read", "ɹˈid"), ("He read it.", "read", "ɹˈɛd"),
        ("I read every day.", "read", "ɹˈid"), ("The boy read the letter.", "read", "ɹˈɛd"),
        ("a pipe made of lead", "lead", "lˈɛd"), ("They lead us.", "lead", "lˈid"),
        ("Wind the clock.", "Wind", "wˈInd"), ("The wind blew.", "wind", "wˈɪnd"),
        ("Do not tear it.", "tear", "tˈɛɹ"), ("A tear fell.", "tear", "tˈɪɹ"),
        ("We live here.", "live", "lˈɪv"), ("a live show", "live", "lˈIv"), ("He lives alone.", "lives", "lˈɪvz"),
        ("nine lives", "lives", "lˈIvz"), ("Close it.", "Close", "klˈOz"), ("Come close to me.", "close", "klˈOs"),
        ("He wound it up.", "wound", "wˈWnd"), ("The wound healed.", "wound", "wˈund"),
        ("People use it.", "use", "jˈuz"), ("It is of no use.", "use", "jˈus"),
        ("They present it.", "present", "pɹizˈɛnt"), ("the present", "present", "pɹˈɛzᵊnt"),
        ("a bass guitar", "bass", "bˈAs"), ("an elaborate plan", "elaborate", "əlˈæbəɹət"),
        ("a minute", "minute", "mˈɪnət"), ("a minute detail", "minute", "mInˈut"),
        ("a café", "café", "kæfˈA"), ("plan A", "A", "ˈA"),
    ],
)  # fmt: skip
def test_words_of_several_sounds_are_read_by_their_neighbours(text: str, word: str, sounds: str) -> None:
    found = {one.written.rstrip(".").removeprefix("a "): one.phonemes.rstrip(".") for one in english(text)}
    assert found[word] == sounds


def test_a_number_alone_is_read_in_the_language_of_the_whole_text() -> None:
    assert [word.phonemes for word in words_of("2×3=6", "zh")] == [word.phonemes for word in words_of("二乘三等于六")]
    assert language_of("10:30", "zh") == "zh" and language_of("10:30") == "en"
    assert [word.written for word in words_of("我喝了500ml水和A4纸")][-4:] == ["水", "和", "A4", "纸"]


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
        ("See Nos. 3 and 4, i.e. 12 km. Sen. Smith left.", ["See Nos. 3 and 4, i.e. 12 km.", "Sen. Smith left."]),
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


SCREENPLAY = """Title: The Lamp
Credit: written by
Author: Ann Lee
Draft date: 3/4/2024

FADE IN:

INT. LIGHTHOUSE - NIGHT #1#

The lamp is dark.

ANNA
(whispering)
Is it open?

BEN (O.S.)
It never was.

ANNA (CONT'D)
Then knock. [[a note]]

> CUT TO:

EXT. SHORE - DAY

They wait."""


def test_a_screenplay_has_its_scenes_as_chapters_and_its_title_page_is_nobody_who_speaks() -> None:
    told = passages(SCREENPLAY, in_dialogue=True)
    assert [said.chapter for said in told if said.chapter] == [
        "The Lamp", "Interior. Lighthouse, Night", "Exterior. Shore, Day",
    ]  # fmt: skip
    assert [(said.text, said.role) for said in told if not said.chapter] == [
        ("Written by Ann Lee.", NARRATOR), ("Fade in.", NARRATOR), ("The lamp is dark.", NARRATOR),
        ("(whispering)", NARRATOR), ("Is it open?", SECOND), ("It never was.", NARRATOR), ("Then knock.", SECOND),
        ("Cut to.", NARRATOR), ("They wait.", NARRATOR),
    ]  # fmt: skip


@pytest.mark.parametrize("heading", ["Chapter 2", "CHAPTER IV.", "Part Two: The Sea", "第三章 归来"])
def test_a_heading_that_nobody_marked_is_a_chapter(heading: str) -> None:
    told = passages(f"It was late.\n\n{heading}\n\nRain.")
    assert [said.chapter for said in told] == ["", heading, ""] and told[1].pause == reader.CHAPTER
    assert [said.chapter for said in passages("Part of it was lost.\n\nAct now.")] == ["", ""]


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
