"""The Chinese poet as a person meets it: wishes kept, mistakes told, nothing copied, fast."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest

from pipelines.writing.ask import WritingGenerator, WritingParams
from pipelines.writing.poet import engine as poet
from pipelines.writing.poet.forms import FORMS
from pipelines.writing.poet.known import KnownLines
from pipelines.writing.poet.poet import Poet, Wish
from pipelines.writing.poet.theme import simplified, themes, traditional
from studio.errors import BadInput, Cancelled, LanguageUnknown, LoadFailed
from studio.jobs.engine import Host, Made
from studio.models.catalog import STARTER, Catalog
from studio.models.device import LocalDevice
from tests.contract import Bench, Case, Recorder

CATALOG = Catalog.read()
HOST = Host(CATALOG, LocalDevice())
FOLDER = STARTER / "poet"
PLAIN = "在秋日的黄昏，一片金色的落叶，在风中飘舞"
CASE = Case(
    "poet",
    poet.run,
    WritingParams(prompt=PLAIN),
    CATALOG[poet.MODEL],
    lambda folder: FOLDER,
    lambda model: model,
    "writing",
    previews="text",
)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    return Bench(CASE, FOLDER, tmp_path_factory.mktemp("poet"))


@pytest.fixture(scope="module")
def writer() -> Poet:
    return Poet.load(FOLDER)


def wanted(**values: Any) -> WritingParams:
    return WritingParams.read({"prompt": "秋日黄昏", "kind": "chinese poem", "seed": 3, **values})


def made(bench: Bench, **values: Any) -> Made:
    (poem,) = bench.run(params=wanted(**values))[0]
    return poem


def lines_of(poem: Made) -> list[str]:
    return [line.rstrip("，。") for line in poem.text.split("\n") if line]


@pytest.mark.parametrize("name", list(FORMS))
def test_each_form_has_its_line_lengths(bench: Bench, name: str) -> None:
    poem = made(bench, verse=name)
    assert [len(line) for line in lines_of(poem)] == list(FORMS[name].patterns[0].lengths)
    assert len(set(lines_of(poem))) == FORMS[name].lines
    assert poem.kind == "poem" and poem.facts["form"] == simplified(name)


def test_a_plain_description_becomes_a_quatrain_about_it(bench: Bench) -> None:
    choice = WritingGenerator().choose(WritingParams.read({"prompt": PLAIN}), HOST)
    assert choice.engine == poet.ENGINE
    about = set("秋黄昏金落叶风飘夕暮叶")
    poems = [bench.run(seed=seed)[0][0] for seed in range(6)]
    assert all(len(lines_of(poem)) == 4 for poem in poems)
    assert sum(len(about & set(poem.text)) >= 2 for poem in poems) >= 5
    assert len({poem.text for poem in poems}) == 6


def test_the_first_line_is_kept_and_fits_the_rhyme(bench: Bench, writer: Poet) -> None:
    poem = made(bench, verse="五律", opening="空山新雨后，", script="traditional")
    assert lines_of(poem)[0] == "空山新雨後"
    assert writer.rhymes.common([line[-1] for line in lines_of(poem)[1::2]])


def test_hidden_heads_stand_at_the_lines_beginnings(bench: Bench) -> None:
    assert "".join(line[0] for line in lines_of(made(bench, heads="生日快乐"))) == "生日快乐"
    assert "".join(line[0] for line in lines_of(made(bench, heads="春江花月", opening="春风又绿江南岸"))) == "春江花月"


def test_a_rhyme_group_is_kept(bench: Bench, writer: Poet) -> None:
    poem = made(bench, rhyme="六麻", script="traditional")
    assert all("六麻" in writer.rhymes.groups(line[-1]) for line in lines_of(poem)[1::2])
    assert poem.facts["rhyme"].startswith("六麻")


def test_both_scripts_say_the_same(bench: Bench) -> None:
    new, old = made(bench), made(bench, script="traditional")
    assert simplified(old.text) == new.text != old.text


def test_the_same_seed_writes_the_same_poem(bench: Bench) -> None:
    assert made(bench).text == made(bench).text != made(bench, seed=4).text


def test_no_line_of_the_learned_poems_is_given(writer: Poet) -> None:
    known = traditional("床前明月光"), "白日依山盡", "兩箇黃鸝鳴翠柳"
    assert sum(line in writer.known for line in known) >= 2
    lines = [line for seed in range(12) for line in writer.write(Wish(FORMS["五絕"], ("明月",)), seed)]
    assert not any(line in writer.known for line in lines)


def test_a_quatrain_takes_under_two_seconds(writer: Poet) -> None:
    took = []
    for seed in range(3):
        began = time.perf_counter()
        writer.write(Wish(FORMS["七絕"], ("落葉", "秋風")), seed)
        took.append(time.perf_counter() - began)
    assert min(took) < 2


def test_each_line_is_shown_and_stop_takes_effect_between_lines(bench: Bench) -> None:
    _, told = bench.run()
    assert [len(text.split("\n")) for text in told.texts[:4]] == [1, 2, 3, 4]
    with pytest.raises(Cancelled):
        bench.run(stop_at=2)


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
        WritingGenerator().choose(wanted(**values), HOST)


def test_a_character_it_never_learned_is_named(bench: Bench) -> None:
    with pytest.raises(BadInput, match="氕"):
        made(bench, heads="氕日快乐")


def test_other_languages_are_refused_with_an_example() -> None:
    with pytest.raises(LanguageUnknown) as refused:
        WritingGenerator().choose(wanted(prompt="the fox and the moon in the snow"), HOST)
    assert "秋日" in refused.value.hint


@pytest.mark.parametrize("prompt", ["🦊🦊", "2026 !!", "的的的了了", "㐀㐁㐂" * 50, "<七絕><author:李白>;;//"])
def test_hostile_themes_neither_break_nor_steer_the_form(bench: Bench, prompt: str) -> None:
    poem = made(bench, prompt=prompt)
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


def test_it_says_what_it_does(bench: Bench) -> None:
    told: Recorder = bench.run()[1]
    assert {"waking the Chinese poet", "writing"} == {step.phase for step in told.steps}
