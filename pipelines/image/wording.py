"""Wording: what a model or an engine is really asked for each picture: styled, chosen from alternatives, without tags.

The words of a picture follow from its own seed, so each picture of several differs and a recipe gives the same again.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Any, Protocol

from pipelines.image.alternatives import chosen, has_alternatives
from pipelines.image.styles import style_of
from pipelines.image.wildcards import Wildcards
from pipelines.runtimes.tags import without_tags
from pipelines.runtimes.weights import is_clearly_weighted, plain
from studio.jobs.engine import Host
from studio.styles import PLACE, Style, filled
from studio.words import Sentence, say

ASKED = "wording.asked"
"""Key of the note of what was really asked."""
_STAND_IN = chr(0xE100)
"""Stands for the prompt while the alternatives of a style are chosen."""


class Worded(Protocol):
    """What is asked in words."""

    @property
    def prompt(self) -> str: ...

    @property
    def negative_prompt(self) -> str: ...

    @property
    def style_name(self) -> str: ...


@dataclass(frozen=True)
class Wording:
    """What one picture is asked with."""

    words: str
    """The person's own words, everything chosen: what the picture is called by."""
    prompt: str
    negative: str
    notes: tuple[Sentence, ...]

    def facts(self, params: Worded) -> dict[str, str]:
        """Facts of a picture: what was really asked, where that is not what the person wrote."""
        used = {"prompt_used": (self.prompt, params.prompt), "negative_used": (self.negative, params.negative_prompt)}
        return {name: mine for name, (mine, theirs) in used.items() if mine != theirs}


def check_words(params: Worded, host: Host) -> None:
    """Raises BadInput for a style that there is not, and alternatives that would not end."""
    worded(params, 0, host)


def worded(params: Worded, seed: int, host: Host, drawn: bool = False) -> Wording:
    """What the picture with this seed is asked with. `drawn`: for engines that draw what words name, which hear neither
    weights nor LoRAs. Raises BadInput."""
    style = style_of(params.style_name, host.home) or Style("")
    chance, lists = Random(seed), _lists(params, style, host)
    words, told = chosen(params.prompt, chance, lists)
    asked, more = _styled(style.drawn or style.prompt if drawn else style.prompt, words, chance, lists)
    negative, unwanted = chosen(params.negative_prompt, chance, lists)
    left_out = _styled("" if drawn else style.negative, negative, chance, lists)
    notes = once([*told, *more, *unwanted, *left_out[1]])
    found = Wording(_said(without_tags(words)) or words, asked, left_out[0], notes)
    return _noted(_drawable(found) if drawn else found, params)


def once(notes: list[Sentence]) -> tuple[Sentence, ...]:
    """The notes, each once."""
    return tuple(note for number, note in enumerate(notes) if note not in notes[:number])


def _lists(params: Worded, style: Style, host: Host) -> Wildcards:
    """The lists, which are looked for only where something may name one."""
    texts = (params.prompt, params.negative_prompt, style.prompt, style.drawn, style.negative)
    return Wildcards(host.home, empty=not any(map(has_alternatives, texts)))


def _styled(template: str, words: str, chance: Random, lists: Wildcards) -> tuple[str, tuple[Sentence, ...]]:
    """The words in a template of which everything is chosen, and what to tell of it."""
    if not template:
        return words, ()
    template, notes = chosen(template.replace(PLACE, _STAND_IN), chance, lists)
    return filled(template.replace(_STAND_IN, PLACE), words), notes


def _drawable(wording: Wording) -> Wording:
    """Without what only a diffusion model hears."""
    texts = (wording.prompt, wording.negative)
    bare = [without_tags(text) for text in texts]
    deaf = [say("wording.no_loras")] if bare != list(texts) else []
    deaf += [say("wording.no_weights")] if any(map(is_clearly_weighted, bare)) else []
    prompt, negative = map(_said, bare)
    return Wording(wording.words, prompt or wording.words, negative, (*wording.notes, *deaf))


def _said(text: str) -> str:
    """The words of what clearly has weights."""
    return plain(text) if is_clearly_weighted(text) else text


def _noted(wording: Wording, params: Worded) -> Wording:
    """With a note of what was really asked."""
    used: dict[str, Any] = wording.facts(params)
    if "prompt_used" not in used:
        return wording
    asked = say(ASKED, prompt=wording.prompt)
    return Wording(wording.words, wording.prompt, wording.negative, (asked, *wording.notes))
