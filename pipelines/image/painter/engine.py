"""The icon painter: a thing or two on white, 128 x 128, by a small diffusion model of our own, enlarged where asked.

It is a StableDiffusionPipeline whose words are read by MiniLM. It knows the concepts of its concepts.json and nothing
beside them, so a prompt is read for their names, and the person is told what was not heard.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipelines.image.diffusion import paint, png
from pipelines.image.painter.concepts import Concepts, Subject
from pipelines.image.painter.pair import together
from pipelines.runtimes.captions import licence_notes, model_facts, title_of
from pipelines.runtimes.denoising import Canvas, call_options
from studio.errors import LoadFailed
from studio.jobs.engine import JobContext, Made, MadeFile
from studio.models.catalog import ModelSpec
from studio.params import SEED_LIMIT

if TYPE_CHECKING:
    from pipelines.image.ask import ImageParams

SIDE = 128
LONGEST = 16
"""Tokens that it was taught to read of a prompt."""


def load(folder: Path) -> Any:
    """The painter of `folder` as a StableDiffusionPipeline in float32. Raises LoadFailed for a bad list of concepts."""
    from pipelines.runtimes.compat import prepare

    prepare()
    import torch
    from diffusers import StableDiffusionPipeline

    encoder, tokenizer = _reader()
    pipe: Any = StableDiffusionPipeline.from_pretrained(
        folder,
        text_encoder=encoder,
        tokenizer=tokenizer,
        safety_checker=None,
        # Half precision saves room on the disk only: on a processor it is slower.
        torch_dtype=torch.float32,
        local_files_only=True,
        use_safetensors=True,
    )
    pipe.set_progress_bar_config(disable=True)
    pipe.concepts = Concepts(_names(folder), encoder, tokenizer)
    return pipe


def _reader() -> tuple[Any, Any]:
    """MiniLM and its tokenizer as they were when the painter learned: sixteen tokens, the padding masked."""
    from transformers import AutoTokenizer, BertModel

    folder = str(files("all_minilm_l6_v2") / "model")
    tokenizer = AutoTokenizer.from_pretrained(folder, local_files_only=True, model_max_length=LONGEST)
    encoder = BertModel.from_pretrained(folder, local_files_only=True, add_pooling_layer=False).eval()
    # The pipeline passes the mask of the padding only when this is set.
    encoder.config.use_attention_mask = True
    return encoder, tokenizer


def _names(folder: Path) -> dict[str, str]:
    """Names by the keys of their drawings; none without a list."""
    file = folder / "concepts.json"
    try:
        return {str(key): str(name) for key, name in json.loads(file.read_text(encoding="utf-8")).items()}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        raise LoadFailed(f"The icon painter's list of concepts could not be read: {error}") from error


def run(params: ImageParams, spec: ModelSpec, ctx: JobContext, upscaler: ModelSpec | None = None) -> Iterator[Made]:
    """`params.count` icons, seeds counting up; with an upscaler four times as large. Raises Cancelled at a step."""
    ctx.progress("waking the icon painter")
    with ctx.lease(spec) as pipe:
        subject = pipe.concepts.subject(params.prompt, None if params.icon_look == "auto" else params.icon_look)
        wish = params.model_copy(update={"prompt": subject.words, "negative_prompt": ""})
        options, notes = call_options(pipe, wish, spec)
        options["prompt"] = list(subject.asked)
        notes = [*subject.notes, *_unheard(params, upscaler), *notes, *licence_notes(spec)]
        canvas = Canvas(SIDE, SIDE, (SIDE, SIDE))
        for number in range(params.count):
            seed = ((params.seed or 0) + number) % (SEED_LIMIT + 1)
            painted = paint(pipe, options, canvas, seed, ctx, number, params.count).images
            things = [_enlarged(thing.convert("RGB"), upscaler, ctx) for thing in painted]
            picture = things[0] if len(things) == 1 else together(*things)
            facts = {
                **model_facts(spec),
                "seed": seed,
                "width": picture.width,
                "height": picture.height,
                "painted": f"{SIDE} x {SIDE}",
                "subject": subject.words,
                "steps": options["num_inference_steps"],
                "guidance": options["guidance_scale"],
            }
            yield _made(params, subject, picture, facts, notes)


def _enlarged(picture: Any, upscaler: ModelSpec | None, ctx: JobContext) -> Any:
    if upscaler is None:
        return picture
    ctx.progress("enlarging")
    with ctx.lease(upscaler) as upscale:
        return upscale(picture, ctx.check)


def _made(params: ImageParams, subject: Subject, picture: Any, facts: dict[str, Any], notes: list[str]) -> Made:
    return Made(
        kind="image",
        title=title_of(params.prompt),
        files=(MadeFile("main", ".png", png(picture)),),
        text=f"An icon: {subject.words}{', each painted by itself' if len(subject.asked) > 1 else ''}.",
        notes=tuple(notes),
        facts=facts,
    )


def _unheard(params: ImageParams, upscaler: ModelSpec | None) -> Iterator[str]:
    """Sentences about wishes that had no effect."""
    if params.icon_size != str(SIDE) and upscaler is None:
        yield f"The upscaler's files are not on this machine, so the icon has {SIDE} pixels."
    if params.aspect != "1:1":
        yield f"Icons are square, so the format {params.aspect} had no effect."
    if params.negative_prompt:
        yield f"The icon painter cannot leave things out, so “{params.negative_prompt}” had no effect."
