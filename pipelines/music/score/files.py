"""What a written piece is handed over in, beside its sound: for players, for singers, and to be changed later."""

from __future__ import annotations

import logging
from collections.abc import Iterator

from pipelines.music.score.dying import sounded_through
from pipelines.music.score.lrc import lrc_bytes
from pipelines.music.score.midi import midi_bytes
from pipelines.music.score.musicxml import lead_sheet_bytes, musicxml_bytes
from pipelines.music.score.pdf import sheet_pdf
from pipelines.music.score.roll import roll_png
from pipelines.music.score.score import Score
from pipelines.music.score.sheet import sheet_pages
from pipelines.music.score.stored import ROLE, SUFFIX, dump_score
from studio.works.made import MadeFile

CREATOR = "Inkstone"
log = logging.getLogger(__name__)


def files_of(
    score: Score, title: str, heading: str, seconds: float, genre: str = "", energy: float = 0.5, mood: str = ""
) -> Iterator[MadeFile]:
    """MIDI, piano roll, MusicXML (the full score, and the lead sheet), the lead sheet's pages, one by one and all in a
    PDF, the words with their times where it is sung, and the score itself.

    `score` is as it was written, before its last notes are struck again; `heading` stands above the roll; `genre` is
    the key of the genre that it is played as, `energy` (0 to 1) and `mood` are what it was written with.
    """
    yield MadeFile("midi", ".mid", midi_bytes(sounded_through(score, seconds), title, seconds))
    yield MadeFile("roll", ".png", roll_png(score, heading))
    yield MadeFile("musicxml", ".musicxml", musicxml_bytes(score, title, CREATOR))
    lead = lead_sheet_bytes(score, title, CREATOR)
    yield MadeFile("lead", ".musicxml", lead)
    yield from _sheets(lead, title)
    if words := lrc_bytes(score, title, CREATOR, seconds):
        yield MadeFile("lyrics", ".lrc", words)
    yield MadeFile(ROLE, SUFFIX, dump_score(score, genre, seconds=seconds, energy=energy, mood=mood))


def _sheets(lead: bytes, title: str) -> Iterator[MadeFile]:
    """None, or no PDF, where the engraver fails: the piece is not to be lost for it, and its MusicXML is there."""
    try:
        pages = sheet_pages(lead, title)
        for number, page in enumerate(pages, 1):
            yield MadeFile(f"sheet-{number}", ".svg", page)
        yield MadeFile("pdf", ".pdf", sheet_pdf(pages, title, CREATOR))
    except ValueError:
        log.exception("a piece has no sheet, or not in every form")
