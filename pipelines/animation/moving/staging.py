"""Staging: from a brief to a film, with its scenes, pieces and camera."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random
from typing import Any, get_args

from PIL import Image

from pipelines.animation.ask import dimensions
from pipelines.animation.moving.layers import LayerPainter
from pipelines.animation.moving.options import CameraChoice, MovingAsk, frame_count, looped
from pipelines.scene.drawings import Drawings
from pipelines.scene.finish.finish import named_finish
from pipelines.scene.move.camera import Camera, Move
from pipelines.scene.move.cast import Cast
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.daylight import luminary_paths, read_daylight
from pipelines.scene.move.easing import smooth
from pipelines.scene.move.film import Film, Shot
from pipelines.scene.move.finish import PIXEL_COLUMNS, Pixels
from pipelines.scene.move.heading import travelling
from pipelines.scene.move.particles import particles_for
from pipelines.scene.move.piece import Piece
from pipelines.scene.options import DRAWN_LOOKS, DrawnLook, FilmFinish
from pipelines.scene.paint.compose import compose
from pipelines.scene.read.briefing import drawings
from pipelines.scene.scene import Brief, Role, Scene
from studio.jobs.engine import JobContext
from studio.media.formats import Frame
from studio.media.picture import preview

DETAIL = 1.2
"""Layers have this many pixels for each of the film's, so that slow moves stay sharp."""
PREVIEW_EVERY = 0.5
"""Seconds."""
PREVIEW_SIDE = 480
PIXEL_SAMPLES = 6
"""Frames that the pixel finish takes its colours from."""

NAMED: dict[str, Move] = {
    "zoom in": "push in",
    "zoom out": "pull out",
    "pan left": "pan left",
    "pan right": "pan right",
}
"""What a prompt calls the camera's moves."""

STILL: tuple[Role, ...] = ("sky", "far", "water", "ground")
"""What stays in its place all through a film."""
Sinking = Callable[[float], float]


def finish_of(ask: MovingAsk) -> FilmFinish | DrawnLook:
    """The finish that was chosen, or that the prompt names, where films have it."""
    if ask.options.finish != "auto":
        return ask.options.finish
    named = named_finish(ask.params.prompt)
    return next((finish for finish in get_args(FilmFinish) if finish == named), "flat")


def choose_camera(wish: CameraChoice, scene: Scene, pack: Drawings) -> Move:
    """The camera's move: the one in the form, else the one of the prompt, else one that suits the picture: it rises
    with what floats and goes along with what travels."""
    if wish != "auto":
        return wish
    brief, rng = scene.brief, Random(f"{scene.seed}/camera")
    if brief.camera in NAMED:
        return NAMED[brief.camera]
    if any(subject.verb == "float" for subject in brief.subjects):
        return "rise"
    if going := travelling(scene, pack):
        return rng.choice(("push in", "pan right" if going > 0 else "pan left"))
    if brief.abstract:
        return rng.choice(("push in", "pull out"))
    calm = brief.setting in ("room", "plain") or brief.mood == "calm"
    return rng.choice(("push in", "push in", "pull out") if calm else ("push in", "pan right", "pan left"))


class Staging:
    """One film in the making."""

    def __init__(self, ask: MovingAsk, brief: Brief, ctx: JobContext, net: Any = None) -> None:
        """`net`: the network of looks, where one was chosen and it is here."""
        self._net = net
        self._params, self._size, self._ctx = ask.params, dimensions(ask.params), ctx
        self._frames = frame_count(ask.params)
        self._clock = Clock(self._frames / ask.params.fps, looped(ask))
        self._finish = finish_of(ask)
        # A loop cannot end at another time of day than it starts.
        self._daylight = None if self._clock.loop else read_daylight(brief)
        briefs: Sequence[Brief] = self._daylight.briefs(brief) if self._daylight else (brief,)
        self.scenes = [
            compose(
                one,
                *self._size,
                ask.seed,
                ask.options.style,
                drawings(),
                ctx.check,
                moving=True,
                detail=ask.options.detail,
            )
            for one in briefs
        ]
        self.move = choose_camera(ask.options.camera, self.scenes[0], drawings())
        self.verbs: dict[str, str] = {}
        """What each thing does, once the film is there."""
        self._next_preview = 0.0

    @property
    def seconds(self) -> float:
        """Length of the film, a whole number of frames."""
        return self._clock.seconds

    @property
    def poster(self) -> int:
        """The frame that stands for the film: things are in their places in the middle, grown things at the end."""
        late = self._daylight or {"grow", "fall"} & set(self.verbs.values())
        return round(self._frames * (0.8 if late else 0.5)) if not self._clock.loop else self._frames // 2

    def film(self) -> Film:
        """All that is to be drawn, ready to be walked through once."""
        small = self._canvas()
        shots = [self._shot(scene, small, low) for scene, low in zip(self.scenes, self._sinking(), strict=True)]
        film = Film(shots, self._frames, self._params.fps, daylight=self._daylight, watch=self._watch)
        if self._finish != "pixel":
            return film
        samples = [film.small(round(i * (self._frames - 1) / (PIXEL_SAMPLES - 1))) for i in range(PIXEL_SAMPLES)]
        pixels = Pixels(samples, self._size)
        return Film(shots, self._frames, self._params.fps, daylight=self._daylight, pixels=pixels, watch=self._watch)

    def _sinking(self) -> list[Sinking | None]:
        """How far sun and moon are below their places at a time, for each scene."""
        if not self._daylight:
            return [None]
        paths = luminary_paths(*self.scenes)
        return [
            lambda t: paths[0] * smooth(self._clock.progress(t)),
            lambda t: paths[1] * (1 - smooth(self._clock.progress(t))),
        ]

    def _canvas(self) -> tuple[int, int]:
        """Size that the shots are drawn at: the film's own, or that of its pixels."""
        if self._finish != "pixel":
            return self._size
        block = max(2, round(max(self._size) / PIXEL_COLUMNS))
        return -(-self._size[0] // block), -(-self._size[1] // block)

    def _shot(self, scene: Scene, canvas: tuple[int, int], sinking: Sinking | None) -> Shot:
        camera = Camera(self.move, self._clock, scene.width, scene.height, _focus(scene))
        scale = canvas[0] / scene.width
        margin = round(0.018 * (scene.width * scene.height) ** 0.5 * DETAIL) if self._finish == "paper-cut" else 0
        painter = self._painter(scene, DETAIL * scale)
        cast = Cast(scene, drawings(), self._clock, DETAIL * scale, camera.reach, margin, sinking, painter)
        pieces: list[Piece] = []
        for index, layer in enumerate(scene.layers):
            self._ctx.progress("cutting_out", index + 1, len(scene.layers))
            pieces += cast.pieces(layer, index)
        self.verbs.update(cast.verbs)
        return Shot(scene, pieces, camera, particles_for(scene, self._clock, canvas), canvas)

    def _painter(self, scene: Scene, detail: float) -> LayerPainter | None:
        look = next((look for look in DRAWN_LOOKS if look == self._finish), None)
        if not look or not self._net:
            return None
        # What moves would stay behind as a ghost in the layers that can be seen through.
        still = replace(scene, layers=tuple(layer for layer in scene.layers if layer.role in STILL))
        return LayerPainter(self._net, look, scene, still, detail, self._ctx.check)

    def _watch(self, index: int, frame: Frame) -> None:
        self._ctx.progress("drawing_frames", index + 1, self._frames)
        now = time.monotonic()
        if now >= self._next_preview:
            self._next_preview = now + PREVIEW_EVERY
            self._ctx.preview(image=preview(Image.fromarray(frame), PREVIEW_SIDE))


def _focus(scene: Scene) -> tuple[float, float]:
    """What a push goes towards: the first thing, kept near the middle."""
    boxes = [layer.box for layer in scene.layers if layer.subject]
    x, y = scene.width / 2, scene.height * 0.55
    if boxes:
        first = boxes[-1]
        x = 0.5 * x + 0.5 * (first[0] + first[2] / 2)
        y = 0.5 * y + 0.5 * (first[1] + first[3] / 2)
    return min(max(x, 0.25 * scene.width), 0.75 * scene.width), min(max(y, 0.3 * scene.height), 0.75 * scene.height)
