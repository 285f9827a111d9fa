"""Alternatives: {red|blue} and __flower__ in a prompt, chosen by chance, through dynamicprompts.

Of its language there are alternatives, how many of them ({2$$a|b|c}), their weights ({3::a|b}) and lists; no variables,
no comments, so that #, $ and % stay what people mean by them. Whatever it is given, it ends soon and stays short.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from random import Random
from typing import Any

from pipelines.image.wildcards import Wildcards
from studio.errors import BadInput, InkstoneError
from studio.words import Sentence, say

_DEEPEST, _MOST = 5, 60
"""Braces in braces, and places at which something is chosen, in a prompt and in a line of a list."""
_LOOKED_UP = 100
"""Lists that one prompt may look into, those that are named in lines of lists with it."""
LONGEST = 4000
"""Characters of what comes out."""
_NAME = r"[^\W_][\w/*.\- ]{0,98}?"
_LIST = re.compile(rf"__({_NAME})__")
_PLACE = re.compile(rf"__{_NAME}__|\{{")
_HOW = re.compile(r"\{\s*[~!@]")
"""Marks of how is chosen: here it is always by chance."""
_SHIELDED = {mark: chr(0xE000 + number) for number, mark in enumerate("#$%/{}_")}
"""Letters for private use that stand for marks which are no marks of the language."""
_SHIELD, _BARE = str.maketrans(_SHIELDED), str.maketrans({shield: mark for mark, shield in _SHIELDED.items()})


@dataclass
class _Lists:
    """What the lists say, and how often they were asked."""

    wildcards: Wildcards
    asked: int = 0
    unknown: list[str] = field(default_factory=list)

    def lines(self, name: str) -> list[str]:
        self.asked += 1
        if self.asked > _LOOKED_UP:
            raise _endless()
        lines = self.wildcards.lines(name)
        if not lines:
            self.unknown.append(name)
        return [_shielded(line) for line in lines] or [_plain(name)]


def has_alternatives(text: str) -> bool:
    return bool(_PLACE.search(text))


def chosen(text: str, chance: Random, wildcards: Wildcards) -> tuple[str, tuple[Sentence, ...]]:
    """The text with everything chosen, and what to tell of it. The same `chance`, the same text.

    Raises BadInput for one that would not end, or become too long.
    """
    if not has_alternatives(text):
        return text, ()
    if len(_PLACE.findall(text)) > _MOST:
        raise _refusal(say("wording.too_many", limit=_MOST))
    lists = _Lists(wildcards)
    try:
        found, notes = _sampled(_shielded(text), chance, lists), _notes(text, lists)
    except RecursionError:
        raise _endless() from None
    except InkstoneError:
        raise
    except Exception:
        # Whatever the library chokes on was not meant as its language.
        found, notes = text, (say("wording.as_words"),)
    if len(found) > LONGEST:
        raise _refusal(say("wording.too_long", limit=LONGEST))
    return _tidy(found.translate(_BARE)), notes


def _notes(text: str, lists: _Lists) -> tuple[Sentence, ...]:
    unknown = tuple(say("wording.unknown_list", name=name) for name in dict.fromkeys(lists.unknown))
    return unknown if _pairs_up(text) else (*unknown, say("wording.as_words"))


def _sampled(text: str, chance: Random, lists: _Lists) -> str:
    from dynamicprompts.enums import SamplingMethod
    from dynamicprompts.sampling_context import SamplingContext
    from dynamicprompts.wildcards import WildcardManager
    from dynamicprompts.wildcards.values import WildcardValues

    class Manager(WildcardManager):
        def get_values(self, wildcard: str) -> Any:
            return WildcardValues.from_items(lists.lines(wildcard))

    context = SamplingContext(wildcard_manager=Manager(), default_sampling_method=SamplingMethod.RANDOM, rand=chance)
    return str(next(iter(context.sample_prompts(text, 1))))


def _shielded(text: str) -> str:
    """The text with all that is not of the language shielded: in the braces and list names that are left, it parses."""
    text = _HOW.sub("{", text.translate({ord(shield): None for shield in _SHIELDED.values()}))
    names = _LIST.findall(text)
    parts = [_braced(part) for part in _LIST.sub("\0", text).split("\0")] if _pairs_up(text) else None
    parts = parts or [_plain(part) for part in _LIST.sub("\0", text).split("\0")]
    lists = [f"__{name}__" for name in names]
    return "".join(part + name for part, name in zip(parts, [*lists, ""], strict=True))


def _braced(part: str) -> str:
    """A part in which braces and $$ keep their meaning."""
    kept = part.replace("$$", "\1").replace("{", "\2").replace("}", "\3")
    return kept.translate(_SHIELD).replace("\1", "$$").replace("\2", "{").replace("\3", "}")


def _plain(part: str) -> str:
    return part.translate(_SHIELD)


def _pairs_up(text: str) -> bool:
    """Whether each brace has its partner, and none stands too deep."""
    depth = 0
    for char in text:
        depth += {"{": 1, "}": -1}.get(char, 0)
        if not 0 <= depth <= _DEEPEST:
            return False
    return depth == 0


def _tidy(text: str) -> str:
    """Without the holes that empty alternatives leave."""
    return re.sub(r" {2,}", " ", re.sub(r" +,", ",", text)).strip()


def _endless() -> BadInput:
    return _refusal(say("wording.endless"))


def _refusal(reason: Sentence) -> BadInput:
    return BadInput(reason, fields={"prompt": reason})
