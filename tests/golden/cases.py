"""The forty things that are made: every engine, kind, finish and form at least once, each small and quick."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from studio.catalog import ModelSpec, Task


@dataclass(frozen=True)
class Tiny:
    """A tiny checkpoint: the builder of tests/tiny.py that makes it, and the entry it has in the catalog."""

    builder: str
    spec: ModelSpec


@dataclass(frozen=True)
class Case:
    """One job, as a person submits it."""

    name: str
    generator: str
    params: dict[str, Any]

    @property
    def tiny(self) -> Tiny | None:
        """The checkpoint it runs on, for the engines that have none of their own."""
        return TINY.get(self.params.get("model", ""))


def _tiny(builder: str, key: str, task: Task, engine: str, **values: Any) -> Tiny:
    size = {"dtype": "float32", "weights_mb": 1, "working_mb": 1, "licence": "Apache-2.0", "commercial": "yes"}
    title = key.replace("-", " ").title()
    hub = {"repo": f"tiny/{key.removeprefix('tiny-')}", "revision": "0" * 40}
    return Tiny(builder, ModelSpec(key=key, title=title, task=task, engine=engine, **{**size, **hub, **values}))


_PICTURE = {"steps": 3, "guidance_scale": 4.0, "side": 64}
_FILM = {"steps": 3, "guidance_scale": 4.0, "width": 64, "height": 64, "frames": 8, "fps": 4}
_UNSOLD = {"licence": "CC-BY-NC-4.0", "commercial": "no", "defaults": {"window": 30}}
_TINIES = (
    _tiny("stable_diffusion", "tiny-sd", "text-to-image", "diffusers", defaults=_PICTURE),
    _tiny("flux", "tiny-flux", "text-to-image", "diffusers", defaults=_PICTURE),
    _tiny(
        "animatediff", "tiny-animatediff", "text-to-video", "diffusers", pipeline="AnimateDiffPipeline", defaults=_FILM
    ),
    _tiny(
        "wan",
        "tiny-wan",
        "text-to-video",
        "diffusers",
        pipeline="WanPipeline",
        defaults={**_FILM, "frames": 9, "frame_step": 4},
    ),
    _tiny("chat", "tiny-chat", "text-generation", "transformers"),
    _tiny("musicgen", "tiny-musicgen", "text-to-music", "transformers", **_UNSOLD),
    _tiny("audiocraft_musicgen", "tiny-audiocraft", "text-to-music", "audiocraft", **_UNSOLD),
)
TINY: dict[str, Tiny] = {tiny.spec.key: tiny for tiny in _TINIES}


def _image(name: str, prompt: str, seed: int, **params: Any) -> Case:
    return Case(name, "image", {"prompt": prompt, "seed": seed, "size": 512, **params})


def _text(name: str, prompt: str, seed: int, **params: Any) -> Case:
    return Case(name, "writing", {"prompt": prompt, "seed": seed, **params})


def _verse(name: str, prompt: str, seed: int, **params: Any) -> Case:
    return _text(name, prompt, seed, kind="chinese poem", **params)


def _music(name: str, prompt: str, seed: int, **params: Any) -> Case:
    return Case(name, "music", {"prompt": prompt, "seed": seed, "seconds": 10, **params})


def _film(name: str, prompt: str, seed: int, **params: Any) -> Case:
    return Case(name, "animation", {"prompt": prompt, "seed": seed, "seconds": 2, "fps": 12, "size": 320, **params})


_FOX = "a red fox under the moon"
CASES = (
    _image("picture-flat", "three birds over the sea at dawn", 1, finish="flat"),
    _image("picture-ink", "a lone pine on a mountain in the mist", 2, finish="ink"),
    _image("picture-watercolour", "a fox under the moon in a snowy forest, watercolour", 3),
    _image("picture-oil", "a red barn by a lake in autumn", 4, finish="oil", model="illustrator"),
    _image("picture-pixel", "a castle on a hill at night", 5, finish="pixel"),
    _image("picture-paper-cut", "two sailboats at sunset", 6, finish="paper-cut"),
    _image("picture-mosaic", "rich in colour, flowing lines, full of movement and rhythm", 7, finish="mosaic"),
    _image("picture-detailed", "a dog and a cat in a garden with flowers", 8, style="noto", aspect="4:3"),
    _image("picture-chinese", "月下雪林里的一只狐狸", 9, finish="flat"),
    _image("picture-without", "a farm with cows and trees", 10, finish="flat", negative_prompt="trees", count=2),
    _image("icon-flat-128", "a yellow star", 11, model="icon-painter", icon_look="flat", icon_size="128"),
    _image("icon-3d-512", "a red apple", 12, model="icon-painter", icon_look="3d", icon_size="512"),
    _image("icon-pair", "a cat and a red heart", 13, model="icon-painter", icon_size="128"),
    _image("diffusion-sd", _FOX, 14, model="tiny-sd", aspect="4:3", negative_prompt="snow"),
    _image("diffusion-flux", _FOX, 15, model="tiny-flux", aspect="9:16", count=2),
    _text("poem-free", "First snow on a sleeping city", 16, words=30, tone="melancholy"),
    _text("poem-haiku", "an old pond in the rain", 17, form="haiku"),
    _text("poem-quatrain", "a lighthouse in the storm", 18, form="quatrain", model="smollm"),
    _text("story", "A little robot who is afraid of the rain", 19, kind="story", words=60, tone="warm"),
    _text("script", "two neighbours and a lost cat", 20, kind="script", words=60, tone="funny"),
    _text("letter", "thanks for the apples from your garden", 21, kind="letter", words=60, temperature=0.6),
    _text("chat-haiku", _FOX, 22, form="haiku", model="tiny-chat"),
    _verse("verse-seven", "秋日黄昏", 23),
    _verse("verse-heads", "春天的花园", 24, verse="五絕", heads="春風花月"),
    _verse("verse-opening", "送别朋友", 25, verse="七絕", opening="故人西辭黃鶴樓", author="李白"),
    _verse("verse-tune", "江南的雨", 26, verse="浣溪沙", dynasty="宋", script="traditional", author="蘇軾"),
    _verse("verse-regulated", "边塞的月亮", 27, verse="五律", rhyme="七陽", script="traditional"),
    _text("poem-chinese-prompt", "雪夜里的梅花", 28, temperature=0.7),
    _music("music-wav", "a slow jazz waltz for piano and saxophone, late at night", 29),
    _music("music-flac", "epic film music in D minor, a heroic battle, 120 bpm", 30, format="flac"),
    _music("music-mp3", "a cheerful folk dance", 31, format="mp3", tempo=132, key="G", mode="major", metre="6/8"),
    _music("music-chinese", "江南水乡的清晨，古筝与竹笛，宁静", 32, format="mp3", energy=0.2, model="composer"),
    _music("musicgen-transformers", "a calm piano tune", 33, model="tiny-musicgen", format="wav", tempo=90),
    _music("musicgen-audiocraft", "drums and bass", 34, model="tiny-audiocraft", format="mp3", guidance=2.0),
    _film("film-flat", "a sailboat on the sea at dusk, seagulls flying by", 35),
    _film(
        "film-paper-cut", "colourful hot air balloons floating over green hills", 36, format="gif", finish="paper-cut"
    ),
    _film("film-pixel", "a fish swims in the sea", 37, format="webp", finish="pixel", loop="off", camera="pan left"),
    _film("film-loop", "a cat in a meadow with butterflies", 38, style="noto", loop="on", negative_prompt="trees"),
    _film("film-animatediff", _FOX, 39, model="tiny-animatediff", negative_prompt="snow"),
    _film("film-wan", _FOX, 40, model="tiny-wan", format="gif", aspect="1:1"),
)
KEPT = (
    "picture-flat", "picture-without", "icon-flat-128", "icon-pair", "diffusion-sd", "poem-free",
    "poem-haiku", "poem-quatrain", "story", "script", "letter", "chat-haiku", "verse-seven", "verse-tune",
    "poem-chinese-prompt", "music-mp3", "music-chinese", "film-flat", "film-paper-cut",
)  # fmt: skip
"""Whose twenty works lie in the kept home."""
