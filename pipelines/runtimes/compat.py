"""What the libraries of torch have in common: how they are imported and how weights are read. Call `prepare()` first.

PyPI's torchaudio is linked against CUDA and cannot load its extension beside a processor-only torch; diffusers'
StableDiffusionPipeline and transformers' MusicGen import torchaudio. The extension is only needed for forced alignment
and the RNN-T loss, so there it is replaced by a stub that says so. Beside a CUDA torch nothing is changed.

Processors of models that see pictures and films (Qwen-VL) read films through torchvision, which is not installed: they
are read and made for pictures alone.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from studio.models.catalog import ModelSpec
from studio.models.device import Device
from studio.models.measure import type_of

LOCAL = {"local_files_only": True, "trust_remote_code": False, "use_safetensors": True}
"""How everything is read from a folder: no network, no code of the model's, no pickles."""
_EXTENSION = "torchaudio._extension"


def prepare() -> None:
    """Make torchaudio, and what imports it, importable, and processors loadable. To be called right before such an
    import."""
    # audiocraft imports xformers for models that are not used here, and diffusers torchao and bitsandbytes; the kernels
    # that they miss on this machine, and what they think of each other's versions, are nobody's concern.
    # So is what diffusers prints of parts that a pipeline has for itself alone, as ACE-Step's are, all their layers.
    quiet = ("xformers", "torchao", "bitsandbytes", "torch.utils._pytree", "diffusers.quantizers")
    for name in (*quiet, "diffusers.pipelines.pipeline_loading_utils"):
        logging.getLogger(name).setLevel(logging.ERROR)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())
    if find_spec("torchvision") is None:
        _without_films()


def without_bars(library: Any) -> None:
    """Loading is shown on the page; bars in the log would only break its lines."""
    library.utils.logging.disable_progress_bar()


def dtype_of(spec: ModelSpec, device: Device) -> Any:
    """The torch dtype that a model runs in."""
    import torch

    return getattr(torch, type_of(spec, device))


def pickled_config_classes() -> list[Any]:
    """The plain-data classes that audiocraft's checkpoints hold beside their tensors, for torch's safe unpickler."""
    import collections
    import typing

    from omegaconf import AnyNode, BooleanNode, DictConfig, FloatNode, IntegerNode, ListConfig, StringNode
    from omegaconf.base import ContainerMetadata, Metadata

    nodes = [
        AnyNode,
        BooleanNode,
        DictConfig,
        FloatNode,
        IntegerNode,
        ListConfig,
        StringNode,
        ContainerMetadata,
        Metadata,
    ]
    plain = [dict, list, int, float, str, bool, collections.defaultdict, collections.OrderedDict, typing.Any]
    return [*nodes, *plain]


def _without_films() -> None:
    """Processors have no part that reads films."""
    from transformers import processing_utils

    mixin: Any = processing_utils.ProcessorMixin
    whole = mixin.get_attributes.__func__
    if whole.__module__ == __name__:
        return

    def attributes(kind: type) -> list[str]:
        return [name for name in whole(kind) if name != "video_processor"]

    mixin.get_attributes = classmethod(attributes)


class _Finder(MetaPathFinder):
    """Answers for torchaudio's extension alone, and only where it cannot load."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname != _EXTENSION:
            return None
        import torch

        return ModuleSpec(fullname, _Stub(), is_package=True) if torch.version.cuda is None else None


class _Stub(Loader):
    """torchaudio._extension without the extension."""

    def exec_module(self, module: ModuleType) -> None:
        names: dict[str, Any] = {
            "_IS_TORCHAUDIO_EXT_AVAILABLE": False,
            "_IS_ALIGN_AVAILABLE": False,
            "_check_cuda_version": lambda: None,
            "fail_if_no_align": _refusing,
        }
        vars(module).update(names)


def _refusing(function: Callable[..., Any]) -> Callable[..., Any]:
    def refuse(*arguments: Any, **options: Any) -> Any:
        raise RuntimeError(f"{function.__name__} needs a torchaudio that was built for this torch")

    return refuse
