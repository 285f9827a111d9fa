"""The page in another language is whole: no sentence of the English file is left on any screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

from playwright.sync_api import Browser, expect

from studio.models.catalog import Catalog
from studio.words import ENGLISH, LANGUAGES, words
from tests.browser.conftest import Server
from tests.browser.walk import Walk, opened

OTHERS = sorted(path.stem for path in LANGUAGES.glob("*.toml") if path.stem != ENGLISH)
_WORD = r"[A-Za-z][A-Za-z’'-]+"
_RUN = re.compile(rf"{_WORD}(?:[ ,;:]+{_WORD}){{2,}}")
_SIGNER = "Inkstone studio [0-9a-f]{8}"
"""The name in a studio's certificate, the same in all languages; its last word is another in every home."""


def said_otherwise(language: str) -> re.Pattern[str]:
    """What is said in English with a word of its own, and in other words in the language."""
    here, there = words(ENGLISH), words(language)
    same = {text for key, text in here.items() if there.get(key) == text}
    return re.compile("|".join(filter(None, map(_pattern, sorted({*here.values()} - same)))))


def _pattern(template: str) -> str:
    """A template as an expression; empty where no word is its own."""
    parts = list(Formatter().parse(template))
    if not re.search("[A-Za-z]{2}", "".join(literal for literal, *_ in parts)):
        return ""
    return "".join(re.escape(literal) + (".+?" if name is not None else "") for literal, name, *_ in parts)


def left(texts: Iterable[str], own: set[str], english: re.Pattern[str]) -> list[str]:
    """Texts that are English, without what they quote of people, of works and of names."""
    names = {name for spec in Catalog.read() for name in (spec.title, spec.licence)}
    quoted = re.compile("|".join([_SIGNER, *map(re.escape, sorted(own | names, key=len, reverse=True))]))
    found = []
    for text in texts:
        rest = quoted.sub("", text).strip()
        if not any(text in one for one in own) and (english.fullmatch(rest) or _RUN.search(rest)):
            found.append(text)
    return found


def english_of(walked: Walk, language: str) -> dict[str, list[str]]:
    english = said_otherwise(language)
    found = {name: left(texts, walked.own, english) for name, texts in walked.texts.items()}
    return {name: texts for name, texts in found.items() if texts}


def test_the_name_of_a_studio_is_no_english() -> None:
    english = said_otherwise(OTHERS[0])
    assert not left(["Inkstone studio fcde2167：本工作室"], set(), english)
    assert left(["Inkstone studio fcde2167 is this studio"], set(), english)


def test_a_language_is_chosen_on_the_page_and_stays(browser: Browser, server: Server) -> None:
    page = opened(browser, server, "en-GB")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#image-stage .stage-line")).not_to_be_empty()
    page.locator("#languages summary").click()
    page.locator("[data-language=zh]").click()
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")
    expect(page.locator("#image-make")).to_have_text(words("zh")["page.make"])
    page.reload()
    expect(page.locator("#image-make")).to_have_text(words("zh")["page.make"])
    expect(page.locator("#image-stage .stage-line")).not_to_be_empty()
    page.locator("#languages summary").click()
    page.locator("[data-language=en]").click()
    expect(page.locator("#image-make")).to_have_text("Make")
    page.context.close()


def test_a_browser_is_answered_in_the_language_that_it_asks_for(browser: Browser, server: Server) -> None:
    for locale, language in (("zh-TW", "zh"), ("de-DE", "en")):
        page = opened(browser, server, locale)
        expect(page.locator("html")).to_have_attribute("lang", words(language)["language.html"])
        page.context.close()
