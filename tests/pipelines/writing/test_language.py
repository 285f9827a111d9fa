"""Which language a prompt is in, and who writes it."""

from __future__ import annotations

import pytest

from pipelines.writing.language import language_of, stranger
from tests.pipelines.writing.desk import OWN


@pytest.mark.parametrize(
    ("prompt", "language"),
    [
        ("一只小狐狸在图书馆里", "zh"),
        ("古い時計と猫", "ja"),
        ("Маленький робот боится дождя", "ru"),
        ("قصة عن البحر", "ar"),
        ("Un poème sur la mer et les oiseaux", "fr"),
        ("Ein Gedicht über den Herbst", "de"),
        ("Una historia de un gato en la luna", "es"),
        ("A poem about the sea", "en"),
        ("La Paz at night, seen by Señor Pérez", "en"),
        ("The café of Frau Müller in the Rue de la Paix 🎨", "en"),
        ("The word 猫 on an old wall", "en"),
        ("Autumn", ""),
        ("🌊🌊", ""),
    ],
)
def test_the_language_of_a_prompt(prompt: str, language: str) -> None:
    assert language_of(prompt) == language


@pytest.mark.parametrize("prompt", ["A poem about the sea", "Autumn", "🌊🌊"])
def test_a_model_writes_what_it_learned_and_what_tells_no_language(prompt: str) -> None:
    assert stranger(OWN, prompt) is None


def test_a_model_that_names_no_languages_may_try_any() -> None:
    assert stranger(OWN.model_copy(update={"languages": ()}), "古い時計と猫") is None
    assert stranger(OWN.model_copy(update={"languages": ("ja-JP",)}), "古い時計と猫") is None


@pytest.mark.parametrize(
    ("prompt", "name"),
    [("古い時計と猫", "Japanese"), ("قصة عن البحر", "Arabic"), ("Ein Gedicht über den Herbst", "German")],
)
def test_a_language_is_called_by_its_name(prompt: str, name: str) -> None:
    refused = stranger(OWN, prompt)
    assert refused and str(refused) == (
        f"SmolLM2 135M Instruct does not write {name}; it would only make nonsense of it. "
        f"Say it in English, or choose a chat model that knows {name}; System lists them."
    )
