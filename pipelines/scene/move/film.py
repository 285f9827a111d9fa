"""Film: the frames of a moving picture, each drawn when it is asked for."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import overload

import numpy as np
from PIL import Image

from pipelines.scene.move.affine import after, scale
from pipelines.scene.move.camera import Camera
from pipelines.scene.move.daylight import Daylight
from pipelines.scene.move.finish import Pixels
from pipelines.scene.move.particles import Particles
from pipelines.scene.move.piece import Piece
from pipelines.scene.scene import Scene
from studio.media.video import Frame

WORKERS = 2


class Shot:
    """One scene with its camera: what is seen at a time, as a picture of `size` pixels."""

    def __init__(
        self,
        scene: Scene,
        pieces: Sequence[Piece],
        camera: Camera,
        particles: Sequence[Particles],
        size: tuple[int, int],
    ) -> None:
        self._pieces, self._camera, self._particles, self._size = pieces, camera, particles, size
        self._horizon = scene.horizon * scene.height
        self._zoom = (size[0] / scene.width, size[1] / scene.height)
        self._paper = scene.palette.get("sky_low", "#ffffff")

    def picture(self, t: float) -> Image.Image:
        """The RGB picture at t seconds."""
        canvas = Image.new("RGBA", self._size, self._paper)
        for piece in self._pieces:
            self._draw(canvas, piece, t)
        for draw in self._particles:
            draw(canvas, t)
        return canvas.convert("RGB")

    def _draw(self, canvas: Image.Image, piece: Piece, t: float) -> None:
        matrix, opacity = piece.motion(t)
        if piece.on_ground:
            view = self._camera.ground(t, piece.depth, self._horizon)
        else:
            view = self._camera.matrix(t, piece.depth)
        view = after(scale(*self._zoom), view)
        floor = None if piece.floor is None else view[4] * piece.floor + view[5]
        piece.seen(t).draw(canvas, after(view, matrix), opacity, piece.ripple(t) if piece.ripple else None, floor)


class Film(Sequence[Frame]):
    """All frames in order. Walking through it draws a few frames ahead on two threads and calls `watch` with each.

    `shots` holds one shot, or the start and the end of a change of light.
    """

    def __init__(
        self,
        shots: Sequence[Shot],
        frames: int,
        fps: int,
        *,
        daylight: Daylight | None = None,
        pixels: Pixels | None = None,
        watch: Callable[[int, Frame], None] = lambda index, frame: None,
    ) -> None:
        self._shots, self._frames, self._fps = shots, frames, fps
        self._daylight, self._pixels, self._watch = daylight, pixels, watch

    def __len__(self) -> int:
        return self._frames

    @overload
    def __getitem__(self, index: int) -> Frame: ...
    @overload
    def __getitem__(self, index: slice) -> list[Frame]: ...
    def __getitem__(self, index: int | slice) -> Frame | list[Frame]:
        if isinstance(index, slice):
            return [self[i] for i in range(*index.indices(self._frames))]
        if not -self._frames <= index < self._frames:
            raise IndexError(index)
        return np.asarray(self.picture(index % self._frames))

    def __iter__(self) -> Iterator[Frame]:
        pool = ThreadPoolExecutor(WORKERS, thread_name_prefix="frames")
        waiting: deque[Future[Frame]] = deque()
        try:
            for index in range(self._frames + WORKERS):
                if index < self._frames:
                    waiting.append(pool.submit(self.__getitem__, index))
                if index >= WORKERS:
                    frame = waiting.popleft().result()
                    self._watch(index - WORKERS, frame)
                    yield frame
        finally:
            pool.shutdown(wait=True, cancel_futures=True)

    def picture(self, index: int) -> Image.Image:
        """One frame as a picture."""
        small = self.small(index)
        return self._pixels(small) if self._pixels else small

    def small(self, index: int) -> Image.Image:
        """One frame as the shots give it."""
        t = index / self._fps
        if self._daylight is None:
            return self._shots[0].picture(t)
        share = self._daylight.share(index / max(1, self._frames - 1))
        if share <= 0.0 or share >= 1.0:
            return self._shots[int(share >= 1.0)].picture(t)
        return Image.blend(self._shots[0].picture(t), self._shots[1].picture(t), share)
