"""Pictures have a mean colour, and are found by the one that is seen most in them."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from studio.errors import DiskFull
from studio.words import say
from studio.works.colours import HUES, NOT_SEEN, name, tint
from studio.works.facts import MusicFacts
from studio.works.library import Library
from studio.works.made import Made, MadeFile
from studio.works.recipe import Recipe
from studio.works.store import Store
from studio.works.upkeep import tint_rest
from tests.inputs import notes
from tests.shelf import ANN, Shelf, a_picture
from tests.studio.works.test_store import keep

NAMED = {
    "red": ["#ff0000", "#c1121f", "#e63946"],
    "orange": ["#ff8c00", "#f4a261"],
    "yellow": ["#ffd60a", "#ffee32"],
    "green": ["#2a9d4a", "#00ff00", "#556b2f"],
    "teal": ["#008080", "#2ec4b6"],
    "blue": ["#0000ff", "#1d3557", "#48a0f8"],
    "purple": ["#7209b7", "#8a2be2"],
    "pink": ["#ff69b4", "#ffc0cb", "#d6246e"],
    "brown": ["#7b3f00", "#5c4033"],
    "black": ["#000000", "#14141c"],
    "grey": ["#808080", "#b0b0b8"],
    "white": ["#ffffff", "#f4f4f0"],
}


@pytest.mark.parametrize("hue", HUES)
def test_colours_are_called_what_people_call_them(hue: str) -> None:
    assert {name(*bytes.fromhex(colour[1:])) for colour in NAMED[hue]} == {hue}


def test_every_colour_has_a_name() -> None:
    steps = range(0, 256, 15)
    assert {name(red, green, blue) for red in steps for green in steps for blue in steps} == set(HUES)


def test_a_flag_in_the_fog_is_red(tmp_path: Path) -> None:
    picture = Image.new("RGB", (400, 300), "#b4b4b8")
    picture.paste("#e00010", (0, 0, 200, 130))
    picture.save(tmp_path / "flag.png")
    colour, hue = tint(tmp_path / "flag.png", ".png")
    assert hue == "red" and colour not in ("#b4b4b8", "#e00010")


def test_works_from_before_are_looked_at_once(store: Store) -> None:
    shelf = Shelf(store)
    seen, broken, tune = shelf.keep("seen"), shelf.keep("broken", data=b"\x89PNG no"), shelf.keep("tune", kind="music")
    for work in (seen, broken, tune):
        store.library.tint(work.id, "", "")
    assert tint_rest(store) == 2 and tint_rest(store) == 0
    hues = {card.title: card.hue for card in store.library.cards(ANN, [seen.id, broken.id, tune.id])}
    assert hues == {"seen": "green", "broken": NOT_SEEN, "tune": ""}


def test_music_has_a_colour_to_wait_in_and_is_not_found_by_it(store: Store) -> None:
    roll = MadeFile("roll", ".png", a_picture("white"))
    made = Made("music", "tune", (MadeFile("main", ".mid", notes()), roll), MusicFacts())
    recipe = Recipe(mode="m", engine="e", kind="music", title="tune", params={}, seed=1)
    work = store.add(made, recipe, ANN, "j")
    (card,) = store.library.cards(ANN, [work.id])
    assert (card.colour, card.hue, card.thumb) == ("#ffffff", NOT_SEEN, "roll")


def test_a_work_is_kept_whatever_becomes_of_its_colours(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise DiskFull(say("disk.full", where="here"))

    monkeypatch.setattr(Library, "tint", full)
    work = keep(store)
    assert store.works() == [work]
