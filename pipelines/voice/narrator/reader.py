"""Reader: a text as it is written to what is said one after another: by whom, and with which pause after it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipelines.voice.narrator.screenplay import spoken
from pipelines.voice.narrator.sentences import sentences

SENTENCE, LINE, PARAGRAPH, STANZA, CHAPTER = 0.35, 0.45, 0.75, 1.0, 1.6
"""Seconds of silence after each."""
SPEECH = 0.2
"""After words in quotation marks that the sentence goes on from."""
NARRATOR, SECOND = 0, 1
_LONGEST_LINE = 70
"""Characters of a line of verse at most."""
_HEADING = re.compile(r"#{1,6}\s+(.*?)\s*#*$")
_CHAPTER = re.compile(
    r"(?:(?:Chapter|CHAPTER|Part|PART|Book|BOOK|Act|ACT)\s+(?:\d+|[IVXLC]+|[A-Z][a-z]+)(?:\s*[.:—–-]\s*.{0,60})?[.:]?"
    r"|第[〇零一二三四五六七八九十百\d]+[章回节卷部幕].{0,30})$"
)
"""A heading that nobody marked, on a line of its own."""
_RULE = re.compile(r"(?:[-*_=]\s*){3,}$|[*]{3}$")
_LABEL = re.compile(r"\**([^\W\d_][\w .'’-]{0,24}?)\**(?:\s*\([^)]*\))?\s*[:：]\**\s*(.*)$")
_CUE = re.compile(r"\**([A-Z][A-Z .'’-]{1,24})\**(?:\s*\([^)]*\))?$")
"""A name on a line of its own, as scripts have it before what is said."""
_QUOTED = re.compile(r"(“[^”]*”|\"[^\"]*\"|「[^」]*」|『[^』]*』)")
_STRIPPED = (
    (re.compile(r"!?\[([^\]]*)\]\([^)]*\)"), r"\1"),
    (re.compile(r"(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?!\w)|`+"), ""),
    (re.compile(r"^\s*(?:[-*+]|>)\s+"), ""),
)
"""What Markdown writes around words."""


@dataclass(frozen=True)
class Passage:
    """A sentence or a line."""

    text: str
    role: int = NARRATOR
    pause: float = SENTENCE
    chapter: str = ""
    """The heading that it is."""


def passages(text: str, in_dialogue: bool = False) -> list[Passage]:
    """What is said, in order. `in_dialogue`: words in quotation marks are the second voice's, in a script those of
    every second who speaks."""
    lines = [line.strip() for line in spoken(text).split("\n")]
    found: list[Passage] = []
    blocks = list(_blocks(lines))
    speakers = _speakers(blocks)
    for block in blocks:
        said = list(_block(block, speakers, in_dialogue))
        found += said
    return found


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """Lines between empty lines; a heading or a rule stands by itself."""
    block: list[str] = []
    for line in [*lines, ""]:
        alone = bool(_HEADING.match(line) or _RULE.match(line))
        if (not line or alone) and block:
            yield block
            block = []
        if alone:
            yield [line]
        elif line:
            block.append(line)


def _speakers(blocks: list[list[str]]) -> dict[str, int]:
    """The names in a script, each with the voice that reads it; empty where the text is none."""
    names = [match[1].strip() for block in blocks for line in block if (match := _LABEL.match(line)) and match[2]]
    names += [match[1].strip() for block in blocks if len(block) > 1 and (match := _CUE.match(block[0]))]
    known = {name: names.count(name) for name in dict.fromkeys(names) if len(name.split()) <= 3}
    if len(known) < 2 or sum(known.values()) < 3:
        return {}
    return {name: (SECOND, NARRATOR)[place % 2] for place, name in enumerate(known)}


def _block(block: list[str], speakers: dict[str, int], in_dialogue: bool) -> Iterator[Passage]:
    if _RULE.match(block[0]):
        return
    heading = _HEADING.match(block[0])
    if heading or (len(block) == 1 and _CHAPTER.match(block[0])):
        title = _plain(heading[1] if heading else block[0])
        yield Passage(title, pause=CHAPTER, chapter=title)
    elif speakers and _is_script(block, speakers):
        yield from _script(block, speakers, in_dialogue)
    elif _is_verse(block):
        lines = [Passage(_plain(line), pause=LINE) for line in block]
        yield from (*lines[:-1], replace(lines[-1], pause=STANZA))
    else:
        yield from _prose(_joined(block), in_dialogue, PARAGRAPH)


def _prose(text: str, in_dialogue: bool, pause: float) -> Iterator[Passage]:
    told = [
        Passage(sentence, role) for part, role in _voices(_plain(text), in_dialogue) for sentence in sentences(part)
    ]
    for passage, following in zip(told, [*told[1:], None], strict=True):
        is_over = passage.text.rstrip("\"'”’」』)").endswith((".", "!", "?", "…", "。", "！", "？"))
        yield replace(passage, pause=pause if following is None else SENTENCE if is_over else SPEECH)


def _voices(text: str, in_dialogue: bool) -> list[tuple[str, int]]:
    """The text in parts, each with who says it."""
    if not in_dialogue:
        return [(text, NARRATOR)]
    parts = _QUOTED.split(text)
    return [(part, SECOND if at % 2 else NARRATOR) for at, part in enumerate(parts) if part.strip()]


def _is_script(block: list[str], speakers: dict[str, int]) -> bool:
    first = _LABEL.match(block[0]) or _CUE.match(block[0])
    return bool(first and first[1].strip() in speakers)


def _script(block: list[str], speakers: dict[str, int], in_dialogue: bool) -> Iterator[Passage]:
    """Who speaks is heard by the voice; where more than two do, or there is one voice, the name is said as well."""
    is_named = not in_dialogue or len(speakers) > 2
    role = NARRATOR
    for line in block:
        label = _LABEL.match(line)
        name = label[1].strip() if label else ""
        if label and name in speakers:
            role, line = speakers[name] if in_dialogue else NARRATOR, label[2]
            if is_named:
                yield Passage(f"{_spoken_name(name)}.", pause=SPEECH)
        elif (cue := _CUE.match(line)) and cue[1].strip() in speakers:
            role = speakers[cue[1].strip()] if in_dialogue else NARRATOR
            if is_named:
                yield Passage(f"{_spoken_name(cue[1].strip())}.", pause=SPEECH)
            continue
        stage = line.startswith("(") and line.endswith(")")
        if line:
            yield from (replace(said, role=NARRATOR if stage else role) for said in _prose(line, False, LINE))


def _spoken_name(name: str) -> str:
    """ANNA is a name, and no abbreviation."""
    return name.title() if name.isupper() else name


def _is_verse(block: list[str]) -> bool:
    """Several lines, all short, most of which do not run to where the others do."""
    if len(block) < 2:
        return False
    lengths = [sum(1 + (char > "\u2e80") for char in line) for line in block]
    return max(lengths) <= _LONGEST_LINE and sum(lengths) / len(lengths) <= 0.8 * _LONGEST_LINE


def _joined(block: list[str]) -> str:
    """Lines as one paragraph; Chinese has no spaces between them."""
    text = " ".join(block)
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", text)


def _plain(text: str) -> str:
    for pattern, instead in _STRIPPED:
        text = pattern.sub(instead, text)
    return text.strip()
