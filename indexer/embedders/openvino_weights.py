"""Weights of an OpenVINO network in 8 bits, so that the processor multiplies whole numbers (docs/decisions/001)."""

from typing import Any

import numpy as np
import numpy.typing as npt
from openvino import opset13

BLOCK = 32  # weights that share one scale, and activations that do while they are multiplied
_VALUES = "attention.self.value"  # rounding these costs most: half of the whole error


def in_blocks(network: Any) -> Any:
    """Put 8-bit weights with a half-precision scale for every ``BLOCK`` of them into an ``openvino.Model``, and return it.

    Only matrices are changed that hidden states are multiplied by, and whose rows are whole blocks.
    """
    for node in network.get_ordered_ops():
        if node.get_type_name() == "MatMul" and _VALUES not in node.get_friendly_name():
            weights = _constant(node.input_value(1))
            if weights is not None and weights.ndim == 2 and weights.shape[1] % BLOCK == 0:
                node.input(1).replace_source_output(_packed(weights).output(0))
    network.validate_nodes_and_infer_types()
    return network


def _constant(output: Any) -> npt.NDArray[Any] | None:
    node = output.get_node()
    while node.get_type_name() == "Convert":
        node = node.input_value(0).get_node()
    return node.get_data() if node.get_type_name() == "Constant" else None


def _packed(weights: npt.NDArray[Any]) -> Any:
    blocks = weights.astype(np.float32).reshape(len(weights), -1, BLOCK)
    scales = (np.abs(blocks).max(axis=2, keepdims=True) / 127).astype(np.float16)
    whole = np.rint(blocks / np.maximum(scales.astype(np.float32), 1e-7)).clip(-127, 127).astype(np.int8)
    real = opset13.multiply(opset13.convert(opset13.constant(whole), "f16"), opset13.constant(scales))
    return opset13.convert(opset13.reshape(real, opset13.constant(np.array(weights.shape)), special_zero=False), "f32")
