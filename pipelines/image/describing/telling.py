"""Telling: what was measured and guessed, in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import reduce

from pipelines.image.describing.colours import Seen
from pipelines.image.describing.measuring import Measured
from pipelines.image.describing.naming import Guess
from pipelines.image.describing.standing import Standing
from studio.words import Sentence, joined, language, plain, say

_SURE = 0.5
"""How certain a guess is that is told alone."""
_LIKELY = 0.3
"""How certain a guess is that becomes a tag, or what a prompt asks for."""
_FILLS = 0.6
"""Share of the picture from which a subject has no place in it."""


@dataclass(frozen=True)
class Known:
    """All that is known of a picture."""

    measured: Measured
    guesses: tuple[Guess, ...] = ()
    standing: Standing | None = None
    looked_for_subject: bool = False

    @property
    def likely(self) -> Guess | None:
        """The one guess that may be told as what it shows."""
        return self.guesses[0] if self.guesses and self.guesses[0].certainty >= _SURE else None


def description(known: Known) -> Sentence:
    """Several sentences: what it is, what it may show, where that is, colours, light, lines."""
    measured = known.measured
    size = {"width": measured.width, "height": measured.height}
    parts = [
        say(f"describer.is.{measured.material}", shape=say(f"describer.shape.{measured.shape}"), **size),
        *_guessed(known),
        *_place(known),
        say("describer.colours", colours=[_with_share(seen) for seen in measured.colours]),
        _light(measured),
        *_lines(measured),
    ]
    return joined(parts)


def alt_text(known: Known) -> Sentence:
    """One sentence for those who cannot see it."""
    colours = [colour(seen) for seen in known.measured.colours[:3]]
    return say("describer.alt", what=_what(known), colours=colours)


def tags(known: Known) -> list[Sentence]:
    """Words to find it by, each once."""
    measured = known.measured
    found = [
        *(plain(name_of(guess)) for guess in known.guesses if guess.certainty >= _LIKELY),
        say(f"describer.tag.{measured.material}"),
        say(f"describer.shape.{measured.shape}"),
        *(say(f"describer.hue.{seen.hue}") for seen in measured.colours),
        say(f"describer.tag.{measured.brightness}"),
        *([say(f"describer.tag.{measured.warmth}")] if measured.warmth != "neutral" else []),
        *([say("describer.tag.symmetric")] if measured.symmetric else []),
        *([say("describer.tag.horizon")] if measured.horizon else []),
    ]
    return list({str(tag): tag for tag in found}.values())


def prompt(known: Known) -> Sentence:
    """What could be asked for to have a picture like it."""
    measured = known.measured
    wishes = [
        *_wished_thing(known),
        say("describer.wish.colours", colours=[colour(seen) for seen in measured.colours[:3]]),
        say(f"describer.wish.{measured.brightness}"),
        *([say(f"describer.wish.{measured.warmth}")] if measured.warmth in ("warm", "cool") else []),
        *([say("describer.wish.symmetric")] if measured.symmetric else []),
        say(f"describer.wish.{measured.material}"),
    ]
    return reduce(lambda before, after: say("describer.wishes", before=before, after=after), wishes)


def name_of(guess: Guess) -> str:
    """What a guess is called in the language that is spoken, in English where nobody wrote it in that."""
    return guess.names.get(language()) or guess.names["en"]


def colour(seen: Seen) -> Sentence:
    return say(f"describer.shade.{seen.shade}", colour=say(f"describer.hue.{seen.hue}"))


def _with_share(seen: Seen) -> Sentence:
    return say("describer.share", what=colour(seen), share=seen.share)


def _guessed(known: Known) -> Iterator[Sentence]:
    if likely := known.likely:
        yield say("describer.likely", name=name_of(likely), certainty=likely.certainty)
    elif known.guesses:
        names = [say("describer.share", what=plain(name_of(guess)), share=guess.certainty) for guess in known.guesses]
        yield say("describer.maybe", names=names)
    elif known.measured.material == "photo":
        yield say("describer.unknown")


def _place(known: Known) -> Iterator[Sentence]:
    if standing := known.standing:
        if standing.share >= _FILLS:
            yield say("describer.fills", share=standing.share)
        else:
            yield say("describer.stands", place=_at(standing), share=standing.share)
    elif known.looked_for_subject:
        yield say("describer.no_subject")


def _at(standing: Standing) -> Sentence:
    return say(f"describer.at.{standing.down}.{standing.across}")


def _wished_thing(known: Known) -> Iterator[Sentence]:
    """What it shows and where; a place without a thing says nothing."""
    if not known.guesses or known.guesses[0].certainty < _LIKELY:
        yield say("describer.wish.scene")
        return
    yield plain(name_of(known.guesses[0]))
    if known.standing and known.standing.share < _FILLS:
        yield _at(known.standing)


def _light(measured: Measured) -> Sentence:
    parts = [f"light.{measured.brightness}", f"contrast.{measured.contrast}", f"warmth.{measured.warmth}"]
    return say("describer.light_is", parts=[say(f"describer.{part}") for part in parts])


def _lines(measured: Measured) -> Iterator[Sentence]:
    if measured.horizon:
        yield say(f"describer.horizon.{measured.horizon}")
    if measured.symmetric:
        yield say("describer.mirrors")
    if measured.sharpness != "unclear" and measured.material == "photo":
        yield say(f"describer.sharpness.{measured.sharpness}")


def _what(known: Known) -> Sentence:
    material = say(f"describer.a.{known.measured.material}")
    if likely := known.likely:
        return say("describer.of", material=material, name=name_of(likely))
    return say("describer.something", material=material)
