"""The studio's own writer on many themes, as people get it, and judged as in test_smollm.py."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from pipelines.runtimes.llama_server import LlamaServer
from studio.works.made import Made
from tests.pipelines.writing.test_smollm import ROBOT, check_haiku, check_quatrain, sexes, write

THEMES = {
    "First snow on a sleeping city": "snow|city|sleep",
    "the winter moon": "winter|moon",
    "an old clock": "clock",
    "a garden in the rain": "garden|rain",
    "the sea at night": "sea|night",
    "a letter from my sister": "letter|sister",
    "the last train home": "last|train|home",
    "a candle in the window": "candle|window",
}

CHECKS: dict[str, Callable[[Made], None]] = {"haiku": check_haiku, "quatrain": check_quatrain}


@pytest.mark.judge
@pytest.mark.parametrize("form", list(CHECKS))
def test_every_theme_keeps_its_form(
    server: LlamaServer, form: str, record_property: Callable[[str, object], None]
) -> None:
    poems = [
        (pattern, write(server, "poem", prompt=prompt, form=form, seed=seed))
        for seed in range(2)
        for prompt, pattern in THEMES.items()
    ]
    for _, made in poems:
        CHECKS[form](made)
    kept = sum(re.search(pattern, made.text.lower()) is not None for pattern, made in poems)
    record_property("poems", len(poems))
    record_property("theme named", round(kept / len(poems), 3))
    assert kept / len(poems) >= 0.9


@pytest.mark.judge
def test_the_heroes_of_many_stories_stay_he_or_she(
    server: LlamaServer, record_property: Callable[[str, object], None]
) -> None:
    found = sexes([write(server, "story", seed=seed, **ROBOT) for seed in range(30)])
    record_property("stories that say it", len(found))
    record_property("she", round(found.count("she") / len(found), 3))
    assert len(found) >= 20 and 0.25 <= found.count("she") / len(found) <= 0.75
