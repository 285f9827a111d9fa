"""The moving illustration: composes a scene as the illustrator does, and lets its layers move."""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from random import Random
from typing import TYPE_CHECKING, Any, get_args

from PIL import Image

from pipelines.runtimes.captions import title_of
from pipelines.scene.drawings import Drawings
from pipelines.scene.finish.finish import named_finish
from pipelines.scene.lay.describe import describe
from pipelines.scene.move.camera import Camera, Move
from pipelines.scene.move.cast import Cast, Piece, travelling
from pipelines.scene.move.clock import Clock
from pipelines.scene.move.daylight import luminary_paths, read_daylight
from pipelines.scene.move.easing import smooth
from pipelines.scene.move.film import Film, Shot
from pipelines.scene.move.finish import PIXEL_COLUMNS, Finish, Pixels
from pipelines.scene.move.particles import particles_for
from pipelines.scene.paint.compose import compose
from pipelines.scene.read.briefing import brief_of, drawings, notes_of
from pipelines.scene.scene import Brief, Scene
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.media import video
from studio.media.video import Frame
from studio.models.catalog import ModelSpec

if TYPE_CHECKING:
    from pipelines.animation.ask import AnimationParams, CameraChoice

DETAIL = 1.2
"""Layers have this many pixels for each of the film's, so that slow moves stay sharp."""
PREVIEW_EVERY = 0.5
PREVIEW_SIDE = 480
PIXEL_SAMPLES = 6

NAMED: dict[str, Move] = {
    "zoom in": "push in",
    "zoom out": "pull out",
    "pan left": "pan left",
    "pan right": "pan right",
}
"""What a prompt calls the camera's moves."""

Sinking = Callable[[float], float]


def run(params: AnimationParams, spec: ModelSpec, ctx: JobContext) -> Iterator[Made]:
    """One film. `spec` is the model of meaning; it works without its files too. Raises Cancelled within a frame."""
    from pipelines.animation.ask import dimensions, looped

    ctx.progress("reading the prompt")
    brief = brief_of(params.prompt, params.negative_prompt, spec, ctx)
    ctx.progress("composing")
    clock = Clock(frame_count(params) / params.fps, looped(params))
    stage = Staging(params, brief, clock, dimensions(params), ctx)
    film = stage.film()
    data = video.encode(film, params.fps, params.format)
    ctx.progress("saving")
    poster = film.picture(stage.poster)
    yield Made(
        kind="animation",
        title=title_of(params.prompt),
        files=(MadeFile("main", f".{params.format}", data), MadeFile("poster", ".png", _png(poster))),
        text=describe(stage.scenes[-1]),
        notes=(*notes_of(brief), *_finish_notes(params)),
        facts=stage.facts(film),
    )


def finish_of(params: AnimationParams) -> Finish:
    """The finish that was chosen, or that the prompt names, where films have it."""
    if params.finish != "auto":
        return params.finish
    named = named_finish(params.prompt)
    return next((finish for finish in get_args(Finish) if finish == named), "flat")


def _finish_notes(params: AnimationParams) -> tuple[str, ...]:
    named = named_finish(params.prompt)
    if params.finish != "auto" or named == finish_of(params):
        return ()
    return (f"Films have no {named} finish, so this one is flat; a picture can have it.",)


def frame_count(params: AnimationParams) -> int:
    """Frames of the film."""
    return round(params.seconds * params.fps)


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
    """From a brief to a film: scenes, pieces, camera."""

    def __init__(
        self, params: AnimationParams, brief: Brief, clock: Clock, size: tuple[int, int], ctx: JobContext
    ) -> None:
        self._params, self._clock, self._size, self._ctx = params, clock, size, ctx
        self._finish = finish_of(params)
        self._seed = params.seed or 0
        # A loop cannot end at another time of day than it starts.
        self._daylight = None if clock.loop else read_daylight(brief)
        briefs: Sequence[Brief] = self._daylight.briefs(brief) if self._daylight else (brief,)
        self.scenes = [compose(one, *size, self._seed, params.style, drawings()) for one in briefs]
        self._move = choose_camera(params.camera, self.scenes[0], drawings())
        self._verbs: dict[str, str] = {}
        self._next_preview = 0.0

    @property
    def poster(self) -> int:
        """The frame that stands for the film: things are in their places in the middle, grown things at the end."""
        frames = frame_count(self._params)
        late = self._daylight or {"grow", "fall"} & set(self._verbs.values())
        return round(frames * (0.8 if late else 0.5)) if not self._clock.loop else frames // 2

    def film(self) -> Film:
        """All that is to be drawn, ready to be walked through once."""
        small = self._canvas()
        paths = luminary_paths(*self.scenes) if self._daylight else (0.0, 0.0)
        sinking: list[Sinking | None] = [None]
        if self._daylight:
            sinking = [
                lambda t: paths[0] * smooth(self._clock.progress(t)),
                lambda t: paths[1] * (1 - smooth(self._clock.progress(t))),
            ]
        shots = [self._shot(scene, small, low) for scene, low in zip(self.scenes, sinking, strict=True)]
        frames = frame_count(self._params)
        film = Film(shots, frames, self._params.fps, daylight=self._daylight, watch=self._watch)
        if self._finish != "pixel":
            return film
        samples = [film.small(round(i * (frames - 1) / (PIXEL_SAMPLES - 1))) for i in range(PIXEL_SAMPLES)]
        pixels = Pixels(samples, self._size)
        return Film(shots, frames, self._params.fps, daylight=self._daylight, pixels=pixels, watch=self._watch)

    def facts(self, film: Film) -> dict[str, Any]:
        """What was used and made."""
        width, height = self._size
        used = dict.fromkeys(layer.subject.drawing for layer in self.scenes[0].layers if layer.subject)
        return {
            "seed": self._seed, "seconds": round(self._clock.seconds, 3), "fps": self._params.fps, "width": width,
            "height": height, "frames": len(film), "loop": self._clock.loop, "camera": self._move, "verbs": self._verbs,
            "finish": self._finish, "style": self._params.style, "drawings": list(used),
        }  # fmt: skip

    def _canvas(self) -> tuple[int, int]:
        """Size that the shots are drawn at: the film's own, or that of its pixels."""
        if self._finish != "pixel":
            return self._size
        block = max(2, round(max(self._size) / PIXEL_COLUMNS))
        return -(-self._size[0] // block), -(-self._size[1] // block)

    def _shot(self, scene: Scene, canvas: tuple[int, int], sinking: Sinking | None) -> Shot:
        camera = Camera(self._move, self._clock, scene.width, scene.height, self._focus(scene))
        scale = canvas[0] / scene.width
        margin = round(0.018 * (scene.width * scene.height) ** 0.5 * DETAIL) if self._finish == "paper-cut" else 0
        cast = Cast(scene, drawings(), self._clock, DETAIL * scale, camera.reach, margin, sinking)
        pieces: list[Piece] = []
        for index, layer in enumerate(scene.layers):
            self._ctx.progress("cutting out the layers", index + 1, len(scene.layers))
            pieces += cast.pieces(layer, index)
        self._verbs.update(cast.verbs)
        return Shot(scene, pieces, camera, particles_for(scene, self._clock, canvas), canvas)

    def _focus(self, scene: Scene) -> tuple[float, float]:
        """What a push goes towards: the first thing, kept near the middle."""
        boxes = [layer.box for layer in scene.layers if layer.subject]
        x, y = scene.width / 2, scene.height * 0.55
        if boxes:
            first = boxes[-1]
            x = 0.5 * x + 0.5 * (first[0] + first[2] / 2)
            y = 0.5 * y + 0.5 * (first[1] + first[3] / 2)
        return min(max(x, 0.25 * scene.width), 0.75 * scene.width), min(max(y, 0.3 * scene.height), 0.75 * scene.height)

    def _watch(self, index: int, frame: Frame) -> None:
        self._ctx.progress("drawing frames", index + 1, frame_count(self._params))
        now = time.monotonic()
        if now >= self._next_preview:
            self._next_preview = now + PREVIEW_EVERY
            self._ctx.preview(image=_small(frame))


def _png(picture: Image.Image) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, "PNG", compress_level=4)
    return stream.getvalue()


def _small(frame: Frame) -> bytes:
    picture = Image.fromarray(frame)
    picture.thumbnail((PREVIEW_SIDE, PREVIEW_SIDE), Image.Resampling.BILINEAR)
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=78)
    return stream.getvalue()
