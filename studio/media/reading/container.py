"""Container: a file of sound or film opened for FFmpeg, without a way to any other file."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from studio.media.reading.limits import Limits
from studio.media.reading.refused import broken
from studio.media.reading.sniff import Format

if TYPE_CHECKING:
    from av.container import InputContainer

_NO_PROTOCOLS = {"protocol_whitelist": "none"}


@contextmanager
def opened(source: Path, format: Format) -> Iterator[InputContainer]:
    """The file as the form that its bytes have. Whatever FFmpeg says against it within the block raises Refused."""
    import av

    try:
        # Through a Python file: there is no name from which FFmpeg could find its neighbours.
        with source.open("rb") as file, av.open(file, "r", format=format.container, options=_NO_PROTOCOLS) as media:
            yield media
    except (av.error.FFmpegError, ValueError, OverflowError, ZeroDivisionError) as error:
        raise broken() from error


def stream_of(media: InputContainer, type: str) -> Any | None:
    """The first stream of "audio" or "video" that can be decoded; the cover of a record is no film."""
    import av

    cover = av.stream.Disposition.attached_pic
    found = (one for one in media.streams if one.type == type and one.codec_context and not one.disposition & cover)
    return next(found, None)


class Decoded:
    """The frames of one stream, one after another. What is damaged is passed over and counted."""

    def __init__(self, media: InputContainer, stream: Any, limits: Limits) -> None:
        self._media, self._stream = media, stream
        self.lost = 0
        """Packets that could not be decoded."""
        stream.codec_context.thread_count = 1
        if stream.type == "video":
            # A later frame may be larger than the header says.
            stream.codec_context.options = {"max_pixels": str(limits.pixels)}

    def __iter__(self) -> Iterator[Any]:
        for packet in self._packets():
            try:
                yield from self._stream.codec_context.decode(packet)
            except _errors():
                self.lost += 1

    def _packets(self) -> Iterator[Any]:
        """Up to the first place where the container itself is broken; an empty packet last, for what is still held."""
        try:
            yield from self._media.demux(self._stream)
        except _errors():
            self.lost += 1
            yield None


def _errors() -> tuple[type[Exception], ...]:
    import av

    return (av.error.FFmpegError,)
