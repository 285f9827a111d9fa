"""The network of 26 styles, built once more out of its weights so that its statistics can be given to it.

As it is published it divides by the mean and variance of what it sees, so that a tile of a picture comes out unlike
its neighbour. This needs the package onnx.
"""

from __future__ import annotations

from typing import Any

import numpy as np

EPSILON = 1e-5
OPSET = 17
LAYERS = (
    ("contract.0", 1, 1),
    ("contract.1", 2, 1),
    ("contract.2", 2, 1),
    *((f"res.{block}.{part}", 1, 1) for block in range(6) for part in range(2)),
    ("expand.0", 1, 2),
    ("expand.1", 1, 2),
    ("expand.2", 1, 1),
)
"""Name, stride, and how many times the picture is enlarged before it (Dumoulin, Shlens and Kudlur 2017, 1610.07629)."""


def rebuilt(model: bytes) -> bytes:
    """The network of 26 styles with its statistics as a further input and output.

    image (1, 3, rows, columns), weights (1, 26), statistics (2, 495): mean and variance of every channel, measured (1):
    1 where the image's own are to count and 0 where the given ones do.
    """
    import onnx

    source = onnx.load_model_from_string(model)
    weights = {part.name: onnx.numpy_helper.to_array(part) for part in source.graph.initializer}
    graph = _Graph(weights)
    rows = kept = "image"
    for name, stride, enlarged in LAYERS:
        made = graph.layer(name, rows, stride, enlarged)
        # A block's second layer is added to what came into the block; the last layer of all goes on to the sigmoid.
        if name.startswith("res") and name.endswith(".1"):
            rows = kept = graph.node("Add", kept, made)
            continue
        rows = made if name == LAYERS[-1][0] else graph.node("Relu", made)
        if not name.startswith("res"):
            kept = rows
    return graph.finished(rows)


class _Graph:
    """A graph that is written node by node."""

    def __init__(self, weights: dict[str, Any]) -> None:
        self._weights = weights
        self._nodes: list[Any] = []
        self._constants: dict[str, Any] = {}
        self._means: list[str] = []
        self._spreads: list[str] = []
        self._channels = 0
        self._epsilon = self.constant(np.float32(EPSILON))
        self._given = self.node("Sub", self.constant(np.float32(1)), "measured")

    def node(self, kind: str, *inputs: str, **attributes: Any) -> str:
        import onnx

        name = f"{kind.lower()}_{len(self._nodes)}"
        self._nodes.append(onnx.helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def constant(self, value: Any) -> str:
        name = f"constant_{len(self._constants)}"
        self._constants[name] = np.asarray(value)
        return name

    def layer(self, name: str, rows: str, stride: int, enlarged: int) -> str:
        """A convolution over a mirrored border, and normalising as the styles want it."""
        weight = self._weights[f"{name}.w"]
        if enlarged > 1:
            scales = self.constant(np.array([1, 1, enlarged, enlarged], np.float32))
            rows = self.node(
                "Resize", rows, "", scales, mode="nearest", nearest_mode="floor",
                coordinate_transformation_mode="asymmetric",
            )  # fmt: skip
        reach = weight.shape[-1] // 2
        pads = self.constant(np.array([0, 0, reach, reach] * 2, np.int64))
        padded = self.node("Pad", rows, pads, mode="reflect")
        found = self.node("Conv", padded, self.constant(weight), strides=[stride, stride])
        return self._normalised(name, found, weight.shape[0])

    def _normalised(self, name: str, rows: str, channels: int) -> str:
        """Conditional instance normalisation as one product and one sum: rows * slope + offset."""
        mean = self.node("ReduceMean", rows, axes=[2, 3], keepdims=1)
        away = self.node("Sub", rows, mean)
        spread = self.node("ReduceMean", self.node("Mul", away, away), axes=[2, 3], keepdims=1)
        self._means.append(mean)
        self._spreads.append(spread)
        start = self._channels
        self._channels += channels
        mean, spread = (self._chosen(own, row, start, channels) for row, own in enumerate((mean, spread)))
        gamma, beta = (self._mixed(self._weights[f"{name}.norm.{part}"]) for part in ("gamma", "beta"))
        slope = self.node("Div", gamma, self.node("Sqrt", self.node("Add", spread, self._epsilon)))
        offset = self.node("Sub", beta, self.node("Mul", mean, slope))
        return self.node("Add", self.node("Mul", rows, slope), offset)

    def _chosen(self, own: str, row: int, start: int, channels: int) -> str:
        """The image's own statistics or the given ones, (1, channels, 1, 1)."""
        begin, end, axes = (np.array(pair, np.int64) for pair in ([row, start], [row + 1, start + channels], [0, 1]))
        part = self.node("Slice", "statistics", *(self.constant(value) for value in (begin, end, axes)))
        part = self.node("Reshape", part, self.constant(np.array([1, channels, 1, 1], np.int64)))
        return self.node("Add", self.node("Mul", own, "measured"), self.node("Mul", part, self._given))

    def _mixed(self, styles: Any) -> str:
        """What the styles want of each channel, by their weights, (1, channels, 1, 1)."""
        mixed = self.node("MatMul", "weights", self.constant(styles))
        return self.node("Reshape", mixed, self.constant(np.array([1, styles.shape[1], 1, 1], np.int64)))

    def finished(self, rows: str) -> bytes:
        import onnx
        from onnx.helper import make_graph, make_model, make_opsetid, make_tensor_value_info

        flat = self.constant(np.array([1, -1], np.int64))
        seen = [
            self.node("Reshape", self.node("Concat", *parts, axis=1), flat) for parts in (self._means, self._spreads)
        ]
        painted, statistics = self.node("Sigmoid", rows), self.node("Concat", *seen, axis=0)
        shapes = {
            "image": [1, 3, "rows", "columns"],
            "weights": [1, 26],
            "statistics": [2, self._channels],
            "measured": [1],
        }
        inputs = [make_tensor_value_info(name, onnx.TensorProto.FLOAT, shape) for name, shape in shapes.items()]
        outputs = [
            make_tensor_value_info(painted, onnx.TensorProto.FLOAT, shapes["image"]),
            make_tensor_value_info(statistics, onnx.TensorProto.FLOAT, shapes["statistics"]),
        ]
        constants = [onnx.numpy_helper.from_array(value, name) for name, value in self._constants.items()]
        graph = make_graph(self._nodes, "many-styles", inputs, outputs, constants)
        model = make_model(graph, opset_imports=[make_opsetid("", OPSET)], ir_version=8)
        onnx.checker.check_model(model, full_check=True)
        return model.SerializeToString()
