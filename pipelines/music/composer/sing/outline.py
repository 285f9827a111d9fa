"""Which sections a song has, so that its words fit: verses and choruses as long as their lines take."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from pipelines.music.composer.read.reading import Reading
from pipelines.music.composer.sing.fitting import room
from pipelines.music.composer.sing.lyric import SUNG, Lyric, Stanza
from pipelines.music.composer.sing.syllables import Syllable
from pipelines.music.composer.write.form import Frame
from pipelines.music.composer.write.plans import Layout
from pipelines.music.score.score import Metre, Section
from studio.words import Sentence, say

WIDTHS = (1, 2, 4)
"""Bars that a line may take."""
BEATS_A_STRESS, SECONDS_A_SYLLABLE, PAUSE = 2.0, 0.36, 1.6
"""What a line wants: quarter notes for each stress, seconds for each syllable, and quarter notes at its end."""
QUICKEST = 6.0
"""Syllables a second that can be sung."""
HURRY = 1.15
"""How much faster than chosen a song may be so that its words fit, where nobody asked for a tempo."""
ENDS, INTERLUDE = 4, 4
WORDLESS = ("intro", "outro", "interlude", "solo", "break", "build", "drop")
"""Sections that nobody sings in."""


@dataclass(frozen=True)
class Sung:
    """A section and the stanza that is sung in it."""

    section: Section
    stanza: Stanza

    @property
    def width(self) -> int:
        """Bars of a line."""
        return max(1, min(WIDTHS[-1], self.section.bars // len(self.stanza.lines)))

    @property
    def heard(self) -> int:
        """How many of the lines there is room for."""
        return min(len(self.stanza.lines), self.section.bars // self.width)


def outlined(lyric: Lyric, reading: Reading, seconds: float) -> Reading:
    """The reading with sections for the words, unless it names sections: as many stanzas as there is time for."""
    if reading.structure:
        return reading
    metre = Metre(reading.metre)
    bar = metre.bar * 60 / reading.tempo
    time = Frame(reading, seconds, metre).room / bar
    most = time * (1.0 if reading.tempo_is_given else HURRY)
    width = _width(lyric, metre, reading.tempo, most)
    kept: list[tuple[str, int]] = []
    for stanza in lyric.stanzas:
        spare = int(most) - sum(bars for _, bars in kept)
        bars = min(len(stanza.lines), spare // width) * width
        kept += [(stanza.label, bars)] if bars else []
        if bars < len(stanza.lines) * width:
            break
    return replace(reading, structure=_framed(kept or [(lyric.stanzas[0].label, max(1, int(most)))], int(time)))


def _width(lyric: Lyric, metre: Metre, tempo: float, most: float) -> int:
    """Bars for a line: what its stresses and syllables want, or less where all would not fit."""
    lines = [line.syllables for stanza in lyric.stanzas for line in stanza.lines]
    wants = []
    for line in lines:
        stresses = sum(syllable.stress > 0.5 for syllable in line)
        wants.append(max(BEATS_A_STRESS * stresses, len(line) * SECONDS_A_SYLLABLE * tempo / 60) + PAUSE)
    wanted = sorted(wants)[len(wants) * 2 // 3] / metre.bar
    able = [width for width in WIDTHS if all(_holds(width, line, metre, tempo) for line in lines)] or [WIDTHS[-1]]
    near = min(able, key=lambda width: abs(width - wanted) if width >= wanted else 2 * (wanted - width))
    fitting = [width for width in able if width <= near and width * len(lines) <= most]
    return fitting[-1] if fitting else able[0]


def _holds(width: int, line: Sequence[Syllable], metre: Metre, tempo: float) -> bool:
    """Whether a line can be sung in so many bars: no quicker than words can be, and no two stresses on one beat."""
    beats = width * metre.bar
    stresses = sum(syllable.stress >= 1 for syllable in line)
    is_slow = len(line) <= QUICKEST * beats * 60 / tempo and stresses <= width * len(metre.groups)
    return is_slow and room(beats) >= len(line)


def _framed(core: Sequence[tuple[str, int]], bars: int) -> Layout:
    """With an intro, an outro and interludes, as far as there is time; again from the start where there is much."""
    total = sum(length for _, length in core)
    again = [*core]
    while bars - sum(length for _, length in again) >= total + INTERLUDE:
        again += [("interlude", INTERLUDE), *core]
    spare = bars - sum(length for _, length in again)
    intro = min(ENDS, spare // 2)
    outro = min(2 * ENDS, spare - intro) if spare > intro else 0
    rest = spare - intro - outro
    if rest > 1 and len(again) > 1:
        again.insert(len(again) - 1, ("interlude", rest))
    return tuple(part for part in (("intro", intro), *again, ("outro", outro)) if part[1] > 0)


def shared_out(lyric: Lyric, sections: Sequence[Section]) -> list[Sung]:
    """A stanza for each section that is sung in: the next of its label, else the next that waits; when all were sung
    they come again, a chorus with its own words."""
    waiting = list(lyric.stanzas)
    found = []
    for section in sections:
        if section.kind in WORDLESS:
            continue
        same = [stanza for stanza in waiting if stanza.label == section.kind]
        if section.kind in SUNG and not same:
            same = [stanza for stanza in lyric.stanzas if stanza.label == section.kind]
        stanza = (same or waiting or lyric.stanzas)[0]
        if stanza in waiting:
            waiting.remove(stanza)
        waiting = waiting or list(lyric.stanzas)
        found.append(Sung(section, stanza))
    return found


def left_out(lyric: Lyric, sung: Sequence[Sung]) -> tuple[Sentence, ...]:
    """For the person: the lines that there was no time for."""
    heard = {line for one in sung for line in one.stanza.lines[: one.heard]}
    missed = [line for stanza in lyric.stanzas for line in stanza.lines if line not in heard]
    if not missed:
        return ()
    return (say("sing.left_out", count=len(missed), line=missed[0].text[:80]),)
