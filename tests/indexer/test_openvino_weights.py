"""Weights in 8 bits: the same vectors but for what no search would notice, and nothing left out."""

from pathlib import Path
from typing import Any

import numpy as np
import openvino
import pytest
from openvino import opset13

from indexer.embedders.openvino_backend import best_precision
from indexer.embedders.openvino_weights import BLOCK, in_blocks
from indexer.models import Precision


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def product(weights: Any, name: str = "dense") -> openvino.Model:
    """A network of one matrix."""
    hidden = opset13.parameter([-1, weights.shape[1]], np.float32)
    made = opset13.matmul(hidden, opset13.constant(weights), transpose_a=False, transpose_b=True)
    made.set_friendly_name(name)
    return openvino.Model([made], [hidden])


def constants(network: openvino.Model) -> list[str]:
    """Return the types of all constants that hold more than a shape."""
    found = [node for node in network.get_ordered_ops() if node.get_type_name() == "Constant"]
    return sorted(node.get_element_type().get_type_name() for node in found if np.prod(node.shape) > BLOCK)


def test_a_matrix_keeps_what_it_does(rng: np.random.Generator) -> None:
    weights = rng.normal(size=(48, 8 * BLOCK)).astype(np.float32)
    hidden = rng.normal(size=(5, 8 * BLOCK)).astype(np.float32)
    network = in_blocks(product(weights))
    assert "i8" in constants(network)
    hints = {"DYNAMIC_QUANTIZATION_GROUP_SIZE": 0, "INFERENCE_PRECISION_HINT": "f32"}
    got = openvino.Core().compile_model(network, "CPU", hints)(hidden)[0]
    assert np.abs(got - hidden @ weights.T).max() < 0.02 * np.abs(hidden @ weights.T).max()


@pytest.mark.parametrize(("shape", "name"), [((48, BLOCK + 1), "dense"), ((48, BLOCK), "layer.0.attention.self.value")])
def test_what_would_lose_by_it_stays(rng: np.random.Generator, shape: tuple[int, int], name: str) -> None:
    assert constants(in_blocks(product(rng.normal(size=shape).astype(np.float32), name))) == ["f32"]


def test_a_row_of_nothing_stays_nothing() -> None:
    got = openvino.Core().compile_model(in_blocks(product(np.zeros((2, BLOCK), np.float32))), "CPU")(
        np.ones((1, BLOCK), np.float32)
    )[0]
    assert not got.any()


@pytest.mark.parametrize(
    ("knows", "precision"),
    [
        ({"amx_bf16": True, "avx512_vnni": True, "avx512_bf16": True}, Precision.BF16),
        ({"avx512_vnni": True, "avx512_bf16": True}, Precision.INT8),
        ({"avx2": True}, Precision.FLOAT32),
        ({}, Precision.FLOAT32),
    ],
)
def test_the_processor_decides(knows: dict[str, bool], precision: Precision) -> None:
    assert best_precision(knows) is precision


def test_the_converted_network_is_not_changed(tmp_path: Path, rng: np.random.Generator) -> None:
    openvino.save_model(product(rng.normal(size=(48, BLOCK)).astype(np.float32)), tmp_path / "openvino.xml")
    in_blocks(openvino.Core().read_model(tmp_path / "openvino.xml"))
    assert "i8" not in constants(openvino.Core().read_model(tmp_path / "openvino.xml"))
