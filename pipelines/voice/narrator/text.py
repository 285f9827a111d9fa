"""Text: what may be read."""

from __future__ import annotations

import re

from pipelines.scene.read.tongue import tongue_of
from studio.errors import BadInput, LanguageUnknown
from studio.words import known, say

LONGEST = 60_000
"""Characters of a text: about an hour."""
_READABLE = re.compile(r"[0-9A-Za-zÀ-ɏ\u3400-\u4dbf\u4e00-\u9fff０-９]")


def check_text(text: str) -> None:
    """Raises BadInput for a text with nothing to read in it or too much, LanguageUnknown for one in a language that no
    voice speaks."""
    if len(text) > LONGEST:
        raise BadInput(say("narrator.too_long", length=len(text), limit=LONGEST), hint=say("narrator.shorten"))
    if tongue := tongue_of(text):
        name = f"writing.language.{tongue}"
        told = say("narrator.no_voice", language=say(name)) if known(name) else say("narrator.no_voice_unknown")
        raise LanguageUnknown(told, hint=say("narrator.voices"))
    if not _READABLE.search(text):
        raise BadInput(say("narrator.nothing"), hint=say("narrator.write_words"))
