"""The judge lets famous poems pass and finds each kind of fault in broken ones."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from training.poet.judge import Lines, Verdict, Written, judge, report, timed
from training.poet.judge_rules import line_fault
from training.poet.judge_sounds import Sounds
from training.poet.judge_themes import PLAIN, Meaning, choose, content, learn, themes

STORKS = Written("高樓", "五絕", ("白日依山盡", "黃河入海流", "欲窮千里目", "更上一層樓"))
SPRING = Written(
    "春望",
    "五律",
    (
        *("國破山河在", "城春草木深", "感時花濺淚", "恨別鳥驚心"),
        *("烽火連三月", "家書抵萬金", "白頭搔更短", "渾欲不勝簪"),
    ),
)
MAPLE = Written("楓橋", "七絕", ("月落烏啼霜滿天", "江楓漁火對愁眠", "姑蘇城外寒山寺", "夜半鐘聲到客船"))
WHITE = Written("輕舟", "七絕", ("朝辭白帝彩雲間", "千里江陵一日還", "兩岸猿聲啼不住", "輕舟已過萬重山"))
HEIGHT = Written(
    "登高",
    "七律",
    (
        *("風急天高猿嘯哀", "渚清沙白鳥飛迴", "無邊落木蕭蕭下", "不盡長江滾滾來"),
        *("萬里悲秋常作客", "百年多病獨登臺", "艱難苦恨繁霜鬢", "潦倒新停濁酒杯"),
    ),
)
FAMOUS = (STORKS, SPRING, MAPLE, WHITE, HEIGHT)
LEARNED = ("春眠不覺曉", "處處聞啼鳥", "夜來風雨聲", "花落知多少")


@pytest.fixture(scope="module")
def sounds() -> Sounds:
    return Sounds.load()


@pytest.fixture(scope="module")
def meaning() -> Meaning:
    return learn([poem.lines for poem in FAMOUS] * 20, size=20)


def examine(poem: Written, sounds: Sounds, meaning: Meaning) -> Verdict:
    return judge([poem], sounds, meaning, Lines(LEARNED))


def broken(poem: Written, line: int, text: str) -> Written:
    return replace(poem, lines=(*poem.lines[:line], text, *poem.lines[line + 1 :]))


@pytest.mark.parametrize("poem", FAMOUS, ids=lambda poem: poem.theme)
def test_famous_poems_pass(poem: Written, sounds: Sounds, meaning: Meaning) -> None:
    verdict = examine(replace(poem, theme=poem.lines[0][:2]), sounds, meaning)
    assert verdict.passed, report(verdict)


@pytest.mark.parametrize(
    ("rule", "poem"),
    [
        ("length", broken(STORKS, 0, "白日依山盡矣")),
        ("length", replace(SPRING, lines=SPRING.lines[:-2])),
        ("rhyme", broken(STORKS, 3, "更上一層山")),
        ("rhyme", broken(STORKS, 3, "更上一層流")),
        ("rhyme", broken(MAPLE, 0, "月落烏啼霜滿村")),
        ("tones", broken(STORKS, 0, "白日依水盡")),
        ("tones", broken(STORKS, 0, "白山依日盡")),
        ("tones", broken(STORKS, 3, "上更一層樓"[::-1])),
        ("tones", replace(STORKS, lines=(*STORKS.lines[:2], *STORKS.lines[:2]))),
        ("tones", broken(STORKS, 3, "更上高層樓")),
        ("tones", broken(STORKS, 1, "大河入海流")),
        ("no_repeat", replace(STORKS, lines=(*STORKS.lines[:3], STORKS.lines[1]))),
        ("theme", replace(STORKS, theme="驪駒")),
    ],
)
def test_each_fault_is_found(rule: str, poem: Written, sounds: Sounds, meaning: Meaning) -> None:
    verdict = examine(poem, sounds, meaning)
    assert getattr(verdict, rule) == 0 and not verdict.passed, report(verdict)


def test_a_break_between_couplets_is_found_though_each_couplet_is_right(sounds: Sounds, meaning: Meaning) -> None:
    couplets = (*MAPLE.lines[2:], *MAPLE.lines[2:])
    verdict = examine(replace(MAPLE, lines=couplets), sounds, meaning)
    assert any("粘對" in fault for fault in verdict.faults[0].tones)


def test_a_copied_line_is_found_in_either_script(sounds: Sounds, meaning: Meaning) -> None:
    for line in ("夜來風雨聲", "夜来风雨声"):
        assert examine(broken(STORKS, 2, line), sounds, meaning).copied == 0.25


def test_tones_within_a_line() -> None:
    faults = {"平平仄仄平": "", "仄平平仄平": "", "仄平仄仄平": "孤平", "仄仄平平平": "三平尾", "平平仄平仄": ""}
    for tones, fault in faults.items():
        found = line_fault(tuple(tones))
        assert fault in found and bool(found) == bool(fault)
    assert line_fault(tuple("平平平平仄仄平")) and not line_fault(tuple("仄仄平平仄仄平"))


def test_the_sounds_are_those_of_the_rhyme_books(sounds: Sounds) -> None:
    assert sounds.tones("白") == {"仄"} and sounds.tones("天") == {"平"} and sounds.tones("看") == {"平", "仄"}
    assert sounds.rhymes("先") == sounds.rhymes("天") == {"先"} and not sounds.rhymes("月")
    # 東 and 冬 sound alike today and are two groups.
    assert not sounds.rhymes("東") & sounds.rhymes("冬")
    assert not sounds.tones("咔")


def test_meaning_comes_from_company(meaning: Meaning) -> None:
    poems = [("明月照清霜", "寒光入夜長"), ("柳絮逐春風", "桃花滿樹紅")] * 30
    learned = learn(poems, size=4)
    learned.nearness = 0.5
    assert learned.near("月", "寒霜") and not learned.near("月", "桃花")
    assert learned.keeps("月霜", ["寒光"]) and not learned.keeps("月霜", ["桃花"])


def test_nearness_is_raised_until_strange_themes_seldom_fit() -> None:
    poems = [("明月照清霜", "寒光入夜長"), ("柳絮逐春風", "桃花滿樹紅")] * 30
    learned = learn(poems, size=4)
    assert learned.calibrate(["明月", "桃花"], poems, most=0.6) <= 0.6


def test_what_a_plain_description_is_about() -> None:
    assert "".join(content(PLAIN[0])) == "秋日黃昏金色落葉風飄舞"
    assert len(themes()) == len(set(themes())) == 200 and themes()[-20:] == list(PLAIN)
    assert choose([("明月照清霜", "寒光入夜長")] * 3)[-20:] == list(PLAIN)


def test_time_is_measured(sounds: Sounds, meaning: Meaning) -> None:
    written = timed("高樓", "五絕", lambda theme, form: STORKS.lines)
    assert written.lines == STORKS.lines and 0 < written.seconds < 1
    assert not examine(replace(STORKS, seconds=2.5), sounds, meaning).passed
    assert "| rhyme | 100.0% |" in report(examine(STORKS, sounds, meaning))


def test_the_table_is_small_and_names_its_sources() -> None:
    from training.poet.judge_sounds import TABLE

    assert TABLE.stat().st_size < 200_000 and len(json.loads(TABLE.read_text(encoding="utf-8"))) == 32
    assert "MIT" in (TABLE.parent / "README.md").read_text(encoding="utf-8")
