"""The shipped painter in diffusers' other stock pipelines: picture to picture, filling a part, and a LoRA."""

# diffusers loads its classes lazily, and mypy sees empty stand-ins.
# mypy: disable-error-code="attr-defined"

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from PIL import Image

from studio.models.catalog import STARTER
from training.painter import colour_judge
from training.painter.drawings import Concept, Packed, concepts, on_white
from training.painter.export import load
from training.painter.text import minilm

SHIPPED = STARTER / "painter"


@pytest.fixture(scope="module", autouse=True)
def _one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="module")
def pipe() -> Any:
    return load(SHIPPED, minilm())


@pytest.fixture(scope="module")
def img2img(pipe: Any) -> Any:
    from diffusers import StableDiffusionImg2ImgPipeline

    made = StableDiffusionImg2ImgPipeline(**pipe.components, requires_safety_checker=False)
    made.set_progress_bar_config(disable=True)
    return made


def concept(name: str) -> Concept:
    return next(concept for concept in concepts() if concept.name == name)


def drawing(name: str) -> Image.Image:
    """A drawing in Noto's style, which the painter never saw."""
    return Image.fromarray(on_white(Packed("noto").picture(concept(name), 128)))


def seeded(seed: int = 3) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def pixels(picture: Image.Image) -> NDArray[np.float64]:
    return np.asarray(picture.convert("RGB"), np.float64)


def outline(picture: Image.Image) -> NDArray[np.bool_]:
    return pixels(picture).min(-1) < 235


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Of the area that either covers, the share that both do."""
    first, second = outline(one), outline(other)
    return float((first & second).sum() / (first | second).sum())


def test_picture_to_picture_keeps_the_outline_and_takes_the_colour(img2img: Any) -> None:
    given = drawing("automobile")
    (made,) = img2img(
        "a blue automobile", image=given, strength=0.75, num_inference_steps=20, guidance_scale=3.0, generator=seeded()
    ).images
    assert colour_judge.named(np.asarray(given))[0] == "red"
    assert colour_judge.named(np.asarray(made))[0] == "blue"
    assert likeness(made, given) > 0.6
    # Another thing asked for from nothing is no such likeness.
    (other,) = img2img("a snake", image=given, strength=1.0, num_inference_steps=20, generator=seeded()).images
    assert likeness(other, given) < likeness(made, given) - 0.1


def test_a_part_is_filled_and_the_rest_stays(img2img: Any) -> None:
    """The stock inpainting pipeline refuses UNets of other than 4 or 9 channels: the same blend, by its callback."""
    given = drawing("house")
    with torch.inference_mode():
        known = img2img.vae.encode(img2img.image_processor.preprocess(given)).latent_dist.mode()
    noise = torch.randn(known.shape, generator=seeded(5))
    filled = torch.zeros(1, 1, 16, 16)
    filled[..., 8:] = 1

    def keep(pipe: Any, step: int, timestep: Any, tensors: dict[str, Any]) -> dict[str, Any]:
        later = pipe.scheduler.timesteps[-(len(pipe.scheduler.timesteps) - step - 1) :]
        last = step + 1 == len(pipe.scheduler.timesteps)
        rest = known if last else pipe.scheduler.add_noise(known, noise, later[:1])
        return {"latents": torch.where(filled > 0, tensors["latents"], rest)}

    (made,) = img2img(
        "a tiger",
        image=given,
        strength=1.0,
        num_inference_steps=20,
        guidance_scale=3.0,
        generator=seeded(),
        callback_on_step_end=keep,
    ).images
    with torch.inference_mode():
        (there_and_back,) = img2img.image_processor.postprocess(img2img.vae.decode(known).sample, output_type="pil")
    away = np.abs(pixels(made) - pixels(there_and_back)).mean(-1)
    # The decoder looks a little over the border.
    assert away[:, :48].mean() < 3 < 15 < away[:, 72:].mean()


LORA = {"r": 8, "lora_alpha": 8, "target_modules": ["to_q", "to_k", "to_v", "to_out.0", "conv1", "conv2"]}


def taught(pipe: Any, picture: Image.Image, words: str, steps: int, batch: int) -> list[float]:
    """Trains a LoRA on one picture; the losses."""
    from peft import LoraConfig

    pipe.unet.requires_grad_(False)
    pipe.unet.add_adapter(LoraConfig(**LORA))
    trained = [weight for weight in pipe.unet.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=3e-3)
    with torch.no_grad():
        latents = pipe.vae.encode(pipe.image_processor.preprocess(picture)).latent_dist.mode().repeat(batch, 1, 1, 1)
        read, _ = pipe.encode_prompt([words] * batch, "cpu", 1, False)
    losses = []
    for step in range(steps):
        torch.manual_seed(step)
        noise, moments = torch.randn_like(latents), torch.randint(0, 1000, (batch,))
        made = pipe.unet(pipe.scheduler.add_noise(latents, noise, moments), moments, read).sample
        loss = torch.nn.functional.mse_loss(made, pipe.scheduler.get_velocity(latents, noise, moments))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(loss.detach()))
    return losses


def taken_up(folder: Path, pipe: Any, steps: int, batch: int) -> tuple[float, float]:
    """How far what it paints is from what a LoRA taught it, as a share of before; and the last losses of the first."""
    from diffusers import StableDiffusionPipeline
    from peft import get_peft_model_state_dict

    words, picture = "a zorp", Image.fromarray(np.asarray(drawing("castle"))[:, ::-1].copy())
    student = load(SHIPPED, minilm())
    losses = taught(student, picture, words, steps, batch)
    StableDiffusionPipeline.save_lora_weights(folder, unet_lora_layers=get_peft_model_state_dict(student.unet))

    def paint() -> NDArray[np.float64]:
        return pixels(pipe(words, num_inference_steps=10, guidance_scale=1.0, generator=seeded()).images[0])

    plain = paint()
    pipe.load_lora_weights(folder)
    learned = paint()
    pipe.unload_lora_weights()
    wanted = pixels(picture)
    assert (paint() == plain).all(), "it is taken off again"
    away = np.abs(learned - wanted).mean() / np.abs(plain - wanted).mean()
    return float(away), float(np.mean(losses[-10:]) / np.mean(losses[:5]))


def test_a_lora_teaches_it_a_new_thing_and_is_taken_off_again(pipe: Any, tmp_path: Path) -> None:
    away, loss = taken_up(tmp_path, pipe, steps=30, batch=2)
    assert loss < 0.7
    assert away < 0.7


@pytest.mark.judge
def test_a_longer_lora_teaches_it_a_new_thing(
    pipe: Any, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    away, loss = taken_up(tmp_path, pipe, steps=200, batch=8)
    record_property("away from the picture, of before", round(away, 2))
    record_property("loss, of the first", round(loss, 2))
    assert loss < 0.5
    assert away < 0.5
