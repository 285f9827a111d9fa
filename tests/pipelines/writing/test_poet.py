"""The Chinese poet as a person meets it: wishes kept, mistakes told, nothing copied, fast."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest

from pipelines.writing.poet.forms import FORMS
from pipelines.writing.poet.known import KnownLines
from pipelines.writing.poet.poet import Poet, Wish
from pipelines.writing.poet.theme import simplified, themes, traditional
from studio.errors import BadInput, Cancelled, LanguageUnknown, LoadFailed
from studio.models.catalog import STARTER
from studio.works.facts import TextFacts
from studio.works.made import Made
from tests.pipelines.writing.desk import POET, Desk, ask, make

FOLDER = STARTER / "poet"
PLAIN = "在秋日的黄昏，一片金色的落叶，在风中飘舞"


@pytest.fixture(scope="module")
def writer() -> Poet:
    return Poet.load(FOLDER)


def wanted(**values: Any) -> dict[str, Any]:
    return {"prompt": "秋日黄昏", "seed": 3, **values}


def write(writer: Poet, **values: Any) -> Made:
    [poem] = make(Desk({POET.key: writer}), "chinese-poem", **wanted(**values))
    return poem


Written = Callable[..., Made]


@pytest.fixture(scope="module")
def written(writer: Poet) -> Written:
    """Writes what is asked for once: tests that ask for the same read the same."""
    return cache(partial(write, writer))


def facts_of(made: Made) -> TextFacts:
    assert isinstance(made.facts, TextFacts)
    return made.facts


def lines_of(poem: Made) -> list[str]:
    return [line.rstrip("，。") for line in poem.text.split("\n") if line]


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_has_its_line_lengths(written: Written, name: str) -> None:
    poem = written(verse=name)
    assert [len(line) for line in lines_of(poem)] == list(FORMS[name].patterns[0].lengths)
    assert len(set(lines_of(poem))) == FORMS[name].lines
    assert poem.kind == "poem" and facts_of(poem).form == simplified(name)


def about_it(writer: Poet, count: int) -> float:
    """The share of so many quatrains, all different, that are about what was described."""
    about = set("秋黄昏金落叶风飘夕暮叶")
    poems = [poem for seed in range(count) for poem in make(Desk({POET.key: writer}), "poem", prompt=PLAIN, seed=seed)]
    assert all(len(lines_of(poem)) == 4 for poem in poems)
    assert len({poem.text for poem in poems}) == count
    return sum(len(about & set(poem.text)) >= 2 for poem in poems) / count


def test_a_plain_description_becomes_a_quatrain_about_it(writer: Poet) -> None:
    assert about_it(writer, 3) >= 5 / 6


@pytest.mark.judge
def test_a_plain_description_becomes_many_quatrains_about_it(
    writer: Poet, record_property: Callable[[str, object], None]
) -> None:
    share = about_it(writer, 100)
    record_property("about it", share)
    assert share >= 5 / 6


def test_a_poem_with_a_chinese_theme_is_the_usual_chinese_poem(writer: Poet, written: Written) -> None:
    [poem] = make(Desk({POET.key: writer}), "poem", **wanted(temperature=0.5))
    assert poem == written(temperature=0.5) != written()


def test_the_first_line_is_kept_and_fits_the_rhyme(writer: Poet, written: Written) -> None:
    poem = written(verse="五律", opening="空山新雨后，", script="traditional")
    assert lines_of(poem)[0] == "空山新雨後"
    assert writer.rhymes.common([line[-1] for line in lines_of(poem)[1::2]])


def test_hidden_heads_stand_at_the_lines_beginnings(written: Written) -> None:
    assert "".join(line[0] for line in lines_of(written(heads="生日快乐"))) == "生日快乐"
    assert "".join(line[0] for line in lines_of(written(heads="春江花月", opening="春风又绿江南岸"))) == "春江花月"


def test_a_rhyme_group_is_kept(writer: Poet, written: Written) -> None:
    poem = written(rhyme="六麻", script="traditional")
    assert all("六麻" in writer.rhymes.groups(line[-1]) for line in lines_of(poem)[1::2])
    assert facts_of(poem).rhyme.startswith("六麻")


def test_both_scripts_say_the_same(written: Written) -> None:
    new, old = written(), written(script="traditional")
    assert simplified(old.text) == new.text != old.text


def test_the_same_seed_writes_the_same_poem(writer: Poet, written: Written) -> None:
    assert written().text == write(writer).text != written(seed=4).text


def test_no_line_of_the_learned_poems_is_given(writer: Poet) -> None:
    known = traditional("床前明月光"), "白日依山盡", "兩箇黃鸝鳴翠柳"
    assert sum(line in writer.known for line in known) >= 2
    # With these seeds a learned line would be the best one.
    assert not any(line in writer.known for line in moonlit(writer, (28, 50)))


def moonlit(writer: Poet, seeds: Iterable[int]) -> list[str]:
    """The lines of quatrains on the moon, of which the learned poems are full."""
    return [line for seed in seeds for line in writer.write(Wish(FORMS["五絕"], ("明月",)), seed)]


@pytest.mark.judge
def test_no_line_of_the_learned_poems_is_given_in_hundreds(
    writer: Poet, record_property: Callable[[str, object], None]
) -> None:
    lines = moonlit(writer, range(200))
    record_property("lines", len(lines))
    assert not any(line in writer.known for line in lines)


def test_a_quatrain_takes_under_two_seconds(writer: Poet) -> None:
    took = []
    for seed in range(2):
        began = time.perf_counter()
        writer.write(Wish(FORMS["七絕"], ("落葉", "秋風")), seed)
        took.append(time.perf_counter() - began)
    assert min(took) < 2


def test_each_line_is_shown_and_stop_between_lines_keeps_them(writer: Poet) -> None:
    desk = Desk({POET.key: writer})
    list(make(desk, "chinese-poem", **wanted()))
    assert [len(text.split("\n")) for text in desk.previews[:4]] == [1, 2, 3, 4]
    stopped = Desk({POET.key: writer}, stop_after=2)
    kept: list[Made] = []
    with pytest.raises(Cancelled):
        kept.extend(make(stopped, "chinese-poem", **wanted()))
    [half] = kept
    assert (half.kind, half.title, half.text) == ("poem", "秋日黄昏", desk.previews[1])
    assert len(stopped.previews) == 2 and stopped.released == 1


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"heads": "生日快"}, "4 heads; you gave 3"),
        ({"opening": "空山"}, "has 7 characters; yours has 2"),
        ({"opening": "春风又绿江南岸", "heads": "花好月圆"}, "begins with 春"),
    ],
)
def test_what_does_not_fit_the_form_is_told_before_it_is_queued(values: dict[str, Any], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        ask("chinese-poem", **wanted(**values))


def test_a_character_it_never_learned_is_named(written: Written) -> None:
    with pytest.raises(BadInput, match="氕"):
        written(heads="氕日快乐")


def test_other_languages_are_refused_with_an_example() -> None:
    with pytest.raises(LanguageUnknown) as refused:
        ask("chinese-poem", **wanted(prompt="the fox and the moon in the snow"))
    assert "秋日" in str(refused.value.hint)


@pytest.mark.parametrize("prompt", ["🦊🦊", "2026 !!", "的的的了了", "㐀㐁㐂" * 50, "<七絕><author:李白>;;//"])
def test_hostile_themes_neither_break_nor_steer_the_form(written: Written, prompt: str) -> None:
    poem = written(prompt=prompt)
    assert [len(line) for line in lines_of(poem)] == [7] * 4
    assert all("\u3400" <= c <= "\u9fff" for line in lines_of(poem) for c in line)


def test_a_theme_is_read_from_todays_chinese(writer: Poet) -> None:
    def read(prompt: str) -> list[str]:
        return themes(prompt, writer.words, writer.vocabulary.ids)

    assert read("送别朋友") == ["送別", "故人"] or "故人" in read("送别朋友")
    assert {"落葉", "黃昏"} <= set(read(PLAIN))
    assert read("我想写一首关于月亮的诗") == ["明月"]
    assert len(read("春天的花和夏天的雨和秋天的月和冬天的雪")) == 4


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    for file in FOLDER.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    (tmp_path / "lines.npz").write_bytes(b"nothing")
    with pytest.raises(LoadFailed):
        Poet.load(tmp_path)
    (tmp_path / "tokenizer.json").write_text(json.dumps({"model": {}}), encoding="utf-8")
    with pytest.raises(LoadFailed, match="vocab"):
        Poet.load(tmp_path)


def test_known_lines_survive_being_saved(tmp_path: Path) -> None:
    KnownLines.of(["白日依山盡", "黃河入海流"]).save(tmp_path / "lines.npz")
    kept = KnownLines.load(tmp_path / "lines.npz")
    assert "黃河入海流" in kept and "欲窮千里目" not in kept and len(kept) == 2


def test_it_says_what_it_does(writer: Poet) -> None:
    desk = Desk({POET.key: writer})
    list(make(desk, "chinese-poem", **wanted()))
    assert desk.phases == ["waking the Chinese poet", "writing"]


@pytest.mark.parametrize(
    ("values", "note"),
    [
        ({}, ""),
        ({"prompt": "🦊🦊"}, "chose its own subject"),
        ({"verse": "菩薩蠻"}, "its rhymes and tones are left to the poet"),
        ({"verse": "浣溪沙"}, ""),
    ],
)
def test_what_is_left_to_the_poet_is_said(written: Written, values: dict[str, Any], note: str) -> None:
    notes = [str(note) for note in written(**values).notes]
    assert len(notes) == bool(note) and note in "".join(notes)
