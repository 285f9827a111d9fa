"""The piece as a picture: a piano roll with its sections, chords and players."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from pipelines.music.score.score import Score, Track

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont
    from PIL.ImageFont import ImageFont as BitmapFont

WIDTH, HEIGHT = 1600, 900
LEFT, RIGHT, TOP, BOTTOM = 74, 28, 150, 92
DRUM_HEIGHT = 92
PLAIN = str.maketrans("♭♯′", "b#'")
"""Signs that the built-in font does not have."""
PAPER, INK, FAINT, LANE = "#fbf7ee", "#2b2a33", "#d9d1c0", "#f2ebdc"
COLOURS = {
    "lead": "#d1495b",
    "counter": "#e39b3a",
    "chords": "#3c7fb0",
    "pad": "#a9c4d6",
    "bass": "#4f7d55",
    "drums": "#5b5566",
}
BANDS = {"A": "#f1d3cf", "B": "#cfe0e8", "C": "#dcd3e6"}
EDGE = "#e9dfc9"
"""Behind the names of what begins and ends a piece."""
# What lies behind is drawn first, the melody last.
LAYERS = ("pad", "chords", "bass", "counter", "lead")
DRUM_ROWS = ((49, 51, 53), (42, 44, 46, 54, 70), (38, 37, 39), (43, 45, 47, 50, 62, 63, 64), (35, 36))
"""From cymbals on top to the kick drum."""


def roll_png(score: Score, heading: str) -> bytes:
    """A PNG of 1600 x 900 pixels."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    canvas = Roll(ImageDraw.Draw(image), score)
    canvas.draw(heading)
    buffer = io.BytesIO()
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


class Roll:
    """Draws one score."""

    def __init__(self, draw: ImageDraw, score: Score) -> None:
        self.pen, self.score = draw, score
        pitched = [note.pitch for track in score.tracks if not track.instrument.is_drums for note in track.notes]
        self.low, self.high = min(pitched) - 2, max(pitched) + 2
        self.has_drums = any(track.instrument.is_drums for track in score.tracks)
        self.floor = HEIGHT - BOTTOM - (DRUM_HEIGHT if self.has_drums else 0)
        self.end = score.beats + score.metre.bar

    def x(self, beat: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * min(beat, self.end) / self.end

    def y(self, pitch: float) -> float:
        """The upper edge of a pitch's lane."""
        return self.floor - (self.floor - TOP) * (pitch - self.low + 1) / (self.high - self.low + 1)

    def draw(self, heading: str) -> None:
        self._lanes()
        self._sections()
        self._bars()
        self._chords()
        for role in LAYERS:
            for track in self.score.tracks:
                if track.role == role:
                    self._notes(track)
        for track in self.score.tracks:
            if track.instrument.is_drums:
                self._drums(track)
        self._text(LEFT, 30, heading, 30, INK)
        self._legend()

    def _lanes(self) -> None:
        """The tonic's lanes are tinted, and named at the side."""
        tonic, height = self.score.key.tonic, self.y(0) - self.y(1)
        for pitch in range(self.low, self.high + 1):
            top = self.y(pitch)
            if pitch % 12 in self.score.key.scale:
                self.pen.rectangle((LEFT, top, WIDTH - RIGHT, top + height), LANE if pitch % 12 != tonic else "#ece2cd")
            if pitch % 12 == tonic:
                name = f"{self.score.key.note_name(tonic)}{pitch // 12 - 1}"
                self._text(LEFT - 12, top + height / 2, name, 17, INK, "rm")

    def _sections(self) -> None:
        bar = self.score.metre.bar
        for section in self.score.sections:
            left, right = self.x(section.start_bar * bar), self.x(section.end_bar * bar)
            box = (left + 1, TOP - 66, right - 2, TOP - 36)
            colour = EDGE if section.kind in ("intro", "outro") else BANDS[section.group]
            self.pen.rounded_rectangle(box, 6, colour)
            self._fitting((left + right) / 2, TOP - 51, section.label, 19, right - left - 4)
            self.pen.line((left, TOP - 34, left, HEIGHT - BOTTOM), "#b9ae97", 2)

    def _bars(self) -> None:
        bar = self.score.metre.bar
        count = round(self.score.beats / bar)
        spacing = max(1, round(count / 32))
        for index in range(count + 1):
            x = self.x(index * bar)
            self.pen.line((x, TOP, x, HEIGHT - BOTTOM), FAINT, 1)
            if index % spacing == 0:
                self._text(x + 3, HEIGHT - BOTTOM + 14, str(index + 1), 14, "#8d836f", "lm")

    def _chords(self) -> None:
        """Names above the roll, as many as there is room for."""
        taken = 0.0
        before = ""
        for chord in self.score.chords:
            name = chord.name(self.score.key)
            x = self.x(chord.start)
            if x >= taken and name != before:
                self._text(x + 4, TOP - 17, name, 16, "#54506b", "lm")
                taken = x + 10 + 9.0 * len(name)
                before = name

    def _notes(self, track: Track) -> None:
        height = self.y(0) - self.y(1)
        pale = 2 if track.role in ("lead", "counter") else 1
        for note in track.notes:
            left, right = self.x(note.start), self.x(note.end)
            top = self.y(note.pitch)
            box = (left + 0.5, top + 0.5, max(left + 3, right - 1), top + max(3.0, height - 0.5))
            colour = _blend(COLOURS[track.role], PAPER, 0.45 * (1 - note.velocity / 127) / pale)
            self.pen.rounded_rectangle(box, min(4, height / 2.5), colour)

    def _drums(self, track: Track) -> None:
        top, row = self.floor + 8, (DRUM_HEIGHT - 12) / len(DRUM_ROWS)
        self._text(LEFT - 12, self.floor + DRUM_HEIGHT / 2, "drums", 15, INK, "rm")
        for note in track.notes:
            place = next((i for i, pitches in enumerate(DRUM_ROWS) if note.pitch in pitches), 3)
            x, y = self.x(note.start), top + (place + 0.5) * row
            size = 2.0 + 3.4 * note.velocity / 127
            self.pen.ellipse((x, y - size, x + 2 * size, y + size), COLOURS["drums"])

    def _legend(self) -> None:
        x = float(LEFT)
        for track in self.score.tracks:
            name = track.instrument.title
            self.pen.rounded_rectangle((x, HEIGHT - 44, x + 22, HEIGHT - 28), 4, COLOURS[track.role])
            self._text(x + 30, HEIGHT - 36, f"{track.role}: {name}", 18, INK, "lm")
            x += 58 + self.pen.textlength(f"{track.role}: {name}", font=_font(18))

    def _text(self, x: float, y: float, text: str, size: int, colour: str, anchor: str = "la") -> None:
        self.pen.text((x, y), text.translate(PLAIN), fill=colour, font=_font(size), anchor=anchor)

    def _fitting(self, x: float, y: float, text: str, size: int, room: float) -> None:
        """A label in the middle of a band, cut to its first letter where the band is narrow."""
        if self.pen.textlength(text, font=_font(size)) > room:
            text = text[0] if room > 12 else ""
        self._text(x, y, text, size, INK, "mm")


def _font(size: int) -> FreeTypeFont | BitmapFont:
    from PIL import ImageFont

    return ImageFont.load_default(size)


def _blend(colour: str, other: str, share: float) -> tuple[int, int, int]:
    """A colour mixed with another one, `share` 0 to 1."""
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in (1, 3, 5)]
    red, green, blue = (round(a + (b - a) * share) for a, b in pairs)
    return red, green, blue
