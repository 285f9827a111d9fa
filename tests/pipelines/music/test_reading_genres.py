"""Genres and moods that are read in descriptions: whole kinds of phrases, and what must not be read into others."""

from __future__ import annotations

import pytest

from pipelines.music.composer.genres import genres
from pipelines.music.composer.read.genre import MEANT, NAMED
from pipelines.music.composer.read.reading import Wishes, read
from pipelines.music.composer.tables import read_table
from studio.words import known
from tests.pipelines.music.described import heard


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
