"""What a model that sees is asked about a picture, in the languages that it may answer in."""

from __future__ import annotations

from typing import Literal

Part = Literal["description", "alt", "tags", "prompt"]
PARTS: tuple[Part, ...] = ("description", "alt", "tags", "prompt")
MOST: dict[Part, int] = {"description": 240, "alt": 60, "tags": 80, "prompt": 140}
"""Tokens of an answer at most."""
QUESTIONS: dict[str, dict[Part, str]] = {
    "en": {
        "description": "Describe this picture in one paragraph: what it shows, how it is composed, colours, light and "
        "mood. Say only what can be seen. Begin with the description itself.",
        "alt": "Write alt text for this picture: one sentence of at most 25 words for someone who cannot see it. "
        "Answer with that sentence alone.",
        "tags": "List ten to fifteen short tags for this picture, in lower case, separated by commas. Answer with the "
        "tags alone.",
        "prompt": "Write a prompt for an image generator that would make a picture like this one: subject, setting, "
        "style, light, colours, in phrases separated by commas. Answer with the prompt alone.",
    },
    "zh": {
        "description": "用一段中文描述这张图片：画的是什么、构图、颜色、光线和气氛。只说看得见的内容，直接开始描述。",
        "alt": "为这张图片写一句中文替代文字，不超过四十个字，给看不见图片的人。只回答这一句。",
        "tags": "为这张图片列出十到十五个简短的中文标签，用顿号分隔。只回答标签。",
        "prompt": "写一段中文提示词，让图像生成器画出类似的图片：主体、场景、风格、光线、颜色，用逗号分隔。"
        "只回答提示词。",
    },
}
