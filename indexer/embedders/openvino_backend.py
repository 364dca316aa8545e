"""Runs the transformer of a SentenceTransformer through OpenVINO: the same vectors, faster (``bench/embed.py``, decision 001)."""

import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

sys.modules["openvino_telemetry"] = None  # type: ignore[assignment]  # the converter then has a stub: nothing is sent anywhere

import openvino  # noqa: E402
import torch  # noqa: E402
from transformers.modeling_outputs import BaseModelOutput  # noqa: E402

from indexer.embedders.openvino_weights import BLOCK, in_blocks  # noqa: E402
from indexer.models import Precision  # noqa: E402


class OpenVinoEncoder(torch.nn.Module):  # type: ignore[misc]
    """Stands in the place of the torch network: the same inputs, the same hidden states."""

    def __init__(self, compile_network: Callable[[], Any], config: Any) -> None:
        super().__init__()
        self.config, self._compile = config, compile_network
        self._request = compile_network().create_infer_request()

    def __deepcopy__(self, _memo: object) -> "OpenVinoEncoder":
        """The copy is compiled anew, for another thread: requests of one compiled network wait for each other."""
        return OpenVinoEncoder(self._compile, self.config)

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor, **_unused: object) -> BaseModelOutput:
        """Return the last hidden state of a padded batch."""
        inputs = {"input_ids": input_ids.numpy(), "attention_mask": attention_mask.numpy()}
        hidden = self._request.infer(inputs, share_inputs=True)[0]
        return BaseModelOutput(last_hidden_state=torch.from_numpy(hidden.copy()))  # the next call reuses its memory


def best_precision(capabilities: Mapping[str, bool]) -> Precision:
    """Return what is fastest on a processor among what is right on it: ``torch.cpu.get_capabilities()`` says what it knows.

    bfloat16 where it multiplies matrices of it (AMX); without AMX it has given wrong vectors (docs/decisions/001).
    """
    if capabilities.get("amx_bf16"):
        return Precision.BF16
    return Precision.INT8 if capabilities.get("avx512_vnni") else Precision.FLOAT32


def accelerate(model: Any, cache: Path, *, precision: Precision | None = None) -> Precision:
    """Put OpenVINO in the place of a SentenceTransformer's torch network, and return what it multiplies; the converted network is
    kept in ``cache``.

    Cosines with the vectors of float32 are at least 0.9998 in any precision (``bench/embed.py``).
    """
    network = model[0].model
    if not cache.is_file():
        _convert(network, model.tokenizer, cache)
    precision = precision or best_precision(torch.cpu.get_capabilities())
    core = openvino.Core()
    read = core.read_model(cache)
    if precision is Precision.INT8:
        in_blocks(read)
    hints = {
        "PERFORMANCE_HINT": "LATENCY",
        "INFERENCE_PRECISION_HINT": "bf16" if precision is Precision.BF16 else "f32",
        "DYNAMIC_QUANTIZATION_GROUP_SIZE": BLOCK if precision is Precision.INT8 else 0,
    }
    model[0].model = OpenVinoEncoder(lambda: core.compile_model(read, "CPU", hints), network.config)
    return precision


def _convert(network: Any, tokenizer: Callable[..., Any], cache: Path) -> None:
    """Trace the network and write it in half precision, first in a folder of its own beside its place: a killed process leaves no
    half of it, and two that start at once do not take each other's.
    """
    example = tokenizer(["a", "b c"], return_tensors="pt", padding=True)
    inputs = {name: example[name] for name in ("input_ids", "attention_mask")}
    with torch.no_grad():
        traced = openvino.convert_model(_HiddenStates(network), example_input=inputs)
    with tempfile.TemporaryDirectory(dir=cache.parent) as folder:
        part = Path(folder) / cache.name
        openvino.save_model(traced, part, compress_to_fp16=True)
        part.with_suffix(".bin").replace(cache.with_suffix(".bin"))
        part.replace(cache)


class _HiddenStates(torch.nn.Module):  # type: ignore[misc]
    def __init__(self, network: Any) -> None:
        super().__init__()
        self.network = network

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> Any:
        return self.network(input_ids=input_ids, attention_mask=attention_mask, return_dict=False)[0]
