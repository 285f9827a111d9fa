"""Early: what MusicGen in transformers' code has written so far of a window, decoded while it writes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipelines.music.musicgen.playing import Format
from pipelines.music.pretrained.takes import Report

if TYPE_CHECKING:
    from pipelines.music.pretrained.mastering import Samples

EVERY = 8.0
"""Seconds of a chunk: to decode them costs about a fiftieth of what it costs to write them."""
BEFORE, AFTER = 1.0, 0.2
"""Seconds that are decoded with a chunk before and after it: farther than EnCodec's decoder listens."""


class Early:
    """One window. What is heard again of the window before has been told of by that."""

    def __init__(self, model: Any, form: Format, heard: Any, report: Report) -> None:
        """`heard`: (codebooks, frames) of what the window goes on from; None at the beginning."""
        self._model, self._form, self._heard, self._report = model, form, heard, report
        self._from = self._told = 0 if heard is None else heard.shape[-1]

    def look(self, ids: Any) -> None:
        """Tell of the next chunk once it is written. `ids`: (codebooks, columns), the first column a mark."""
        late = len(ids) // self._form.channels - 1
        written = ids.shape[1] - 1 - late
        until = self._told + round(EVERY * self._form.frame_rate)
        if written < until + self._frames(AFTER):
            return
        first = max(0, self._told - self._frames(BEFORE))
        sound = self._decoded(self._codes(ids, first, until + self._frames(AFTER)))
        start, end = (self._samples(frame - first) for frame in (self._told, until))
        self._report.sound(sound[start:end], self._form.rate)
        self._told = until

    def rest(self, fresh: Samples) -> None:
        """Tell of what is left of a whole window, from what was decoded of it at its end."""
        left = fresh[self._samples(self._told - self._from) :]
        if len(left):
            self._report.sound(left, self._form.rate)

    def _codes(self, ids: Any, first: int, end: int) -> Any:
        """(codebooks, frames): each codebook starts a column after the one before it, both sides of stereo together."""
        import torch

        starts = [1 + book // self._form.channels for book in range(len(ids))]
        codes = torch.stack([ids[book, start + first : start + end] for book, start in enumerate(starts)])
        if self._heard is not None and first < self._from:
            # Where the codebooks begin late the library samples codes that it does not use.
            codes[:, : self._from - first] = self._heard[:, first:]
        return codes

    def _decoded(self, codes: Any) -> Samples:
        import torch

        channels, codec = self._form.channels, self._model.audio_encoder
        sides = [codec.decode(codes[None, None, side::channels], [None]).audio_values[0, 0] for side in range(channels)]
        sound: Samples = torch.stack(sides, dim=1).float().cpu().numpy()
        return sound

    def _frames(self, seconds: float) -> int:
        return round(seconds * self._form.frame_rate)

    def _samples(self, frames: int) -> int:
        return round(frames / self._form.frame_rate * self._form.rate)
