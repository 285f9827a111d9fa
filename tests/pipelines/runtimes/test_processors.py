"""Processors of models that see pictures and films are read without torchvision, for pictures alone."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest
from PIL import Image

from pipelines.runtimes.compat import LOCAL, prepare
from tests.tiny_families import qwen_vl


@pytest.mark.skipif(find_spec("torchvision") is not None, reason="films are read here")
def test_a_picture_is_read_by_a_processor_that_would_read_films(tmp_path: Path) -> None:
    prepare()
    prepare()
    from transformers import AutoProcessor, Qwen2VLProcessor

    _, processor = qwen_vl()
    processor.save_pretrained(tmp_path)
    options = {name: value for name, value in LOCAL.items() if name != "use_safetensors"}
    read = AutoProcessor.from_pretrained(tmp_path, **options)
    assert type(read) is Qwen2VLProcessor
    seen = read(
        text=["<|vision_start|><|image_pad|><|vision_end|> a fox"],
        images=[Image.new("RGB", (64, 64))],
        return_tensors="pt",
    )
    # Patches of 14 pixels, two by two of which become one token of the text.
    assert seen["image_grid_thw"].tolist() == [[1, 4, 4]]
    assert (seen["input_ids"] == read.image_token_id).sum() == 4
