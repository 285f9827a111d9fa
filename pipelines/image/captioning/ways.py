"""Ways: how models of different families are asked, and how their answer is read out of their tokens.

A pair is a transformers model with its processor; ids are those that generate() hands out so far, (1, length).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Protocol

from PIL.Image import Image

from pipelines.image.captioning.prompts import PARTS, QUESTIONS, Part
from pipelines.runtimes.transformers import Pair

_MARKS, _CORNERS = re.compile(r"</?s>|<pad>"), re.compile(r"(?:<loc_\d+>)+")


class Way(Protocol):
    """How one family is asked."""

    parts: tuple[Part, ...]
    """What it can be asked for."""

    def inputs(self, pair: Pair, picture: Image, part: Part, language: str) -> Mapping[str, Any]:
        """What generate() is given, as the processor made it."""

    def answer(self, pair: Pair, ids: Any, inputs: Mapping[str, Any], part: Part) -> str:
        """The answer so far."""


class Chat:
    """Models that are asked in words, through their own template (Qwen-VL, SmolVLM, Gemma ...)."""

    parts = PARTS

    def inputs(self, pair: Pair, picture: Image, part: Part, language: str) -> Mapping[str, Any]:
        question = QUESTIONS.get(language, QUESTIONS["en"])[part]
        content = [{"type": "image", "image": picture}, {"type": "text", "text": question}]
        messages = [{"role": "user", "content": content}]
        how = {"add_generation_prompt": True, "tokenize": True, "return_dict": True, "return_tensors": "pt"}
        return dict(pair.processor.apply_chat_template(messages, **how))

    def answer(self, pair: Pair, ids: Any, inputs: Mapping[str, Any], part: Part) -> str:
        return _decoded(pair, ids[0, inputs["input_ids"].shape[1] :])


class Florence:
    """Florence-2 (Xiao and others 2024), which is asked by tasks and answers in English."""

    parts: tuple[Part, ...] = ("description", "alt", "tags")
    _tasks: Mapping[Part, str] = {"description": "<MORE_DETAILED_CAPTION>", "alt": "<CAPTION>", "tags": "<OD>"}

    def inputs(self, pair: Pair, picture: Image, part: Part, language: str) -> Mapping[str, Any]:
        return dict(pair.processor(text=self._tasks[part], images=picture, return_tensors="pt"))

    def answer(self, pair: Pair, ids: Any, inputs: Mapping[str, Any], part: Part) -> str:
        if part != "tags":
            return _decoded(pair, ids[0])
        # Each thing is followed by the corners of where it is: car<loc_52><loc_334><loc_932><loc_774>.
        text = _MARKS.sub("", str(pair.processor.decode(ids[0], skip_special_tokens=False)))
        return ", ".join(dict.fromkeys(filter(None, map(_plain, _CORNERS.split(text)))))


class Blip:
    """BLIP (Li and others 2022), which says one sentence in English."""

    parts: tuple[Part, ...] = ("alt",)

    def inputs(self, pair: Pair, picture: Image, part: Part, language: str) -> Mapping[str, Any]:
        return {"pixel_values": pair.processor(images=picture, return_tensors="pt")["pixel_values"]}

    def answer(self, pair: Pair, ids: Any, inputs: Mapping[str, Any], part: Part) -> str:
        return _decoded(pair, ids[0])


WAYS: Mapping[str, Way] = {"florence2": Florence(), "blip": Blip()}
"""Those of families that are not asked in words, by the model_type of their configuration."""


def way_of(pair: Pair) -> Way:
    return WAYS.get(str(pair.model.config.model_type), Chat())


def _decoded(pair: Pair, ids: Any) -> str:
    return _plain(str(pair.processor.decode(ids, skip_special_tokens=True)))


def _plain(text: str) -> str:
    """Without what cannot be shown."""
    return "".join(char for char in text if char.isprintable() or char == "\n").strip()
