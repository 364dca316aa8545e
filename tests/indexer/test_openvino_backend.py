"""The converted network is put in its place whole, whoever else converts it at that moment."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
import torch

from indexer.embedders import openvino_backend


def test_two_that_convert_at_once_do_not_take_each_others_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written = Barrier(2)

    def save(_model: Any, path: Path, **_options: Any) -> None:
        path.with_suffix(".bin").write_bytes(b"weights")
        path.write_text("network")
        written.wait(10)

    monkeypatch.setattr(openvino_backend.openvino, "convert_model", lambda *_given, **_named: None)
    monkeypatch.setattr(openvino_backend.openvino, "save_model", save)
    cache = tmp_path / "openvino.xml"
    tokenizer = lambda *_given, **_named: dict.fromkeys(("input_ids", "attention_mask"))  # noqa: E731
    with ThreadPoolExecutor(2) as both:
        for work in [both.submit(openvino_backend._convert, torch.nn.Identity(), tokenizer, cache) for _ in range(2)]:
            work.result()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["openvino.bin", "openvino.xml"]
    assert cache.read_text() == "network"
