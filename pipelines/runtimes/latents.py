"""Looking at latents while a diffusion model works: a small picture for nearly nothing.

The decoder of a latent diffusion model is, colour for colour, close to linear. Decoding a few patches of one colour
each and fitting a linear map from latent channels to RGB gives a preview in microseconds, for any family of models.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

PATCH = 4
"""Side of a one-colour patch in latent cells. Its middle half is looked at: the decoder smears over the borders."""
GRID = 2
"""Patches along each side of a sample picture."""
LONG_SIDE = 512
"""Pixels along the longer side of a preview."""


class Previewer:
    """Turns the latents that a pipeline hands to its step callback into the bytes of a small JPEG."""

    def __init__(self, pipe: Any, width: int, height: int) -> None:
        """`width` and `height` are of the picture, in pixels. Fits the colours once for each loaded decoder."""
        self._pipe = pipe
        self._width, self._height = width, height

    def look(self, latents: Any) -> Look | None:
        """What is to be seen in the latents; None where their layout is unknown. An accelerator is not waited for."""
        import torch

        with torch.inference_mode():
            cells = raw_latents(self._pipe, latents, self._width, self._height)
            colours = _colours(self._pipe.vae) if cells is not None else None
            if cells is None or colours is None:
                return None
            scale = LONG_SIDE / max(self._width, self._height)
            size = (max(1, round(self._width * scale)), max(1, round(self._height * scale)))
            return Look(*_on_its_way(cells[0].float()), colours, size)

    def image(self, latents: Any) -> bytes:
        """The bytes of a preview; empty where the layout of the latents is unknown."""
        look = self.look(latents)
        return look.image() if look else b""


@dataclass(frozen=True)
class Look:
    """What is seen of one step: its cells (channels, rows, columns) in system memory once they have arrived."""

    cells: Any
    arrival: Any
    """The event of an accelerator; None where they are here."""
    colours: Any
    size: tuple[int, int]
    """Width and height of the preview."""

    def arrived(self) -> bool:
        return self.arrival is None or bool(self.arrival.query())

    def image(self) -> bytes:
        """The bytes of a small JPEG. Waits for the cells where they are still on their way."""
        import numpy as np
        import torch
        from PIL import Image

        if self.arrival is not None:
            self.arrival.synchronize()
        with torch.inference_mode():
            channels = self.cells.flatten(1).T
            rgb = torch.cat([channels, torch.ones(len(channels), 1)], 1) @ self.colours
        pixels = rgb.reshape(*self.cells.shape[-2:], 3).clamp(-1, 1).add(1).mul(127.5).byte().numpy()
        buffer = io.BytesIO()
        small = Image.fromarray(np.ascontiguousarray(pixels)).resize(self.size, Image.Resampling.BICUBIC)
        small.save(buffer, "JPEG", quality=80)
        return buffer.getvalue()


def _on_its_way(cells: Any) -> tuple[Any, Any]:
    """The cells in system memory, and the event that tells when they are there. To wait for it would leave the
    accelerator without work until the next step is prepared."""
    import torch

    if cells.device.type != "cuda":
        return cells.cpu(), None
    here = torch.empty(cells.shape, dtype=cells.dtype, pin_memory=True)
    here.copy_(cells, non_blocking=True)
    arrival = torch.cuda.Event()
    arrival.record()
    return here, arrival


def raw_latents(pipe: Any, latents: Any, width: int, height: int) -> Any | None:
    """Latents as the decoder takes them, (1, channels, rows, columns); a film's middle frame. None: unknown layout.

    Undoes what the families do to them: packing into tokens (FLUX), scaling, shifting, normalising (Wan, FLUX.2).
    """
    import torch

    vae = pipe.vae
    latents = latents[:1]
    if latents.ndim == 3:
        latents = _unpacked(latents, width, height)
    if latents is None or latents.ndim not in (4, 5):
        return None
    if hasattr(vae, "bn"):
        mean, variance = vae.bn.running_mean.view(1, -1, 1, 1), vae.bn.running_var.view(1, -1, 1, 1)
        latents = latents * torch.sqrt(variance + vae.config.batch_norm_eps).to(latents) + mean.to(latents)
    if latents.ndim == 5:
        latents = latents[:, :, latents.shape[2] // 2]
    channels = _channels(vae)
    if latents.shape[1] == 4 * channels:
        latents = torch.nn.functional.pixel_shuffle(latents, 2)
    scale, shift = _normalisation(vae, latents)
    return latents * scale + shift if latents.shape[1] == channels else None


def _unpacked(tokens: Any, width: int, height: int) -> Any | None:
    """(1, rows * columns, channels) as (1, channels, rows, columns)."""
    rows = round((tokens.shape[1] * height / width) ** 0.5)
    if not rows or tokens.shape[1] % rows:
        return None
    return tokens.transpose(1, 2).reshape(1, tokens.shape[2], rows, tokens.shape[1] // rows)


def _channels(vae: Any) -> int:
    config = vae.config
    return int(config.get("latent_channels") or config.get("z_dim") or 0)


def _normalisation(vae: Any, like: Any) -> tuple[Any, Any]:
    """Factor and summand that turn a pipeline's latents into the decoder's."""
    import torch

    config = vae.config
    if hasattr(vae, "bn"):
        return 1.0, 0.0
    if config.get("latents_std") and config.get("latents_mean"):
        scale = torch.tensor(config["latents_std"]).view(1, -1, 1, 1).to(like)
        return scale, torch.tensor(config["latents_mean"]).view(1, -1, 1, 1).to(like)
    return 1 / (config.get("scaling_factor") or 1.0), config.get("shift_factor") or 0.0


def _colours(vae: Any) -> Any | None:
    """(channels + 1, 3): the linear map from decoder latents to RGB in -1..1, kept on the decoder, which serves other
    classes of pipeline as well. None: not found."""
    if not hasattr(vae, "_preview_colours"):
        vae._preview_colours = _fit(vae)
    return vae._preview_colours


def _fit(vae: Any) -> Any | None:
    import torch

    # Decoders that say so overflow in half precision; there and back again changes no weight.
    overflows = vae.dtype == torch.float16 and vae.config.get("force_upcast")
    if not overflows:
        return _fitted(vae)
    vae.to(torch.float32)
    try:
        return _fitted(vae)
    finally:
        vae.to(torch.float16)


def _fitted(vae: Any) -> Any | None:
    import torch

    channels = _channels(vae)
    samples = -(-4 * (channels + 1) // GRID**2)
    # Its own generator: the fit must not move the random numbers of the job.
    colours = torch.randn(samples, channels, GRID, GRID, generator=torch.Generator().manual_seed(0))
    scale, shift = _normalisation(vae, colours)
    colours = colours * scale + shift
    patches = colours.repeat_interleave(PATCH, 2).repeat_interleave(PATCH, 3)
    flat = torch.cat([_decode(vae, patch[None]) for patch in patches])
    # Quarters of a patch: the four in its middle are every second and third of each four.
    quarters = torch.nn.functional.adaptive_avg_pool2d(flat.float(), 4 * GRID).cpu().unflatten(-1, (GRID, 4))
    means = quarters.unflatten(-3, (GRID, 4))[..., 1:3, :, 1:3].mean((-3, -1))
    known = torch.cat([colours, torch.ones(samples, 1, GRID, GRID)], 1).movedim(1, -1).flatten(0, 2)
    fitted = torch.linalg.lstsq(known, means.movedim(1, -1).flatten(0, 2)).solution
    return fitted if bool(torch.isfinite(fitted).all()) else None


def _decode(vae: Any, cells: Any) -> Any:
    """(1, 3, height, width) in -1..1 of (1, channels, rows, columns); where it is seen through is left out."""
    cells = cells.to(vae.device, vae.dtype)
    # A decoder of films has one more axis.
    film = "z_dim" in vae.config
    decoded = vae.decode(cells[:, :, None] if film else cells, return_dict=False)[0]
    return (decoded[:, :, 0] if decoded.ndim == 5 else decoded)[:, :3]
