#!/usr/bin/env python3
"""Writes golden cases of ONNX Attention 25 and RotaryEmbedding 23, independently of the service.

Plain Python in float64, written from the operators' specification: it shares nothing with the Java code.
The operators are in operators.py, the cases here; they are written to src/test/resources/golden, one file
each. Inputs are random but the same at each run, and are exact values of their datatype. Expected outputs are
what float64 gives for these inputs, not rounded to the datatype they state.

    python3 src/test/reference/onnx.py
"""
import json
import math
import random
import struct
from itertools import product
from pathlib import Path

from operators import attention, bias, by_head, from_heads, rotary_embedding, tensor

GOLDEN = Path(__file__).resolve().parents[1] / "resources/golden"
LOWEST = -3.4028234663852886e38  # the lowest finite number of FP32


def stored(x, datatype):
    """The value that is stored when x has to be of a datatype: nearest, ties to even."""
    if datatype == "BF16":
        bits, = struct.unpack("<I", struct.pack("<f", x))
        return struct.unpack("<f", struct.pack("<I", bits + 0x7FFF + (bits >> 16 & 1) & 0xFFFF0000))[0]
    code = {"FP16": "<e", "FP32": "<f", "FP64": "<d"}[datatype]
    return struct.unpack(code, struct.pack(code, x))[0]


def uniform(chance):
    return chance.uniform(-2, 2)


def draw_mask(chance, kind, datatype, shape, rows, keys):
    """A random mask: BOOL, float, hiding (some -Infinity) or lowest (some lowest FP32); rows and keys are hidden."""
    hidden = {"BOOL": False, "lowest": LOWEST}.get(kind, -math.inf)
    share = {"BOOL": 0.35, "float": 0.0}.get(kind, 0.3)
    data = []
    for n in range(math.prod(shape)):
        hide = chance.random() < share or n % shape[-1] in keys or n // shape[-1] % ([1] + shape)[-2] in rows
        data.append(hidden if hide else kind == "BOOL" or stored(uniform(chance), datatype))
    return tensor("BOOL" if kind == "BOOL" else datatype, shape, data)


def poison(attributes, inputs, heads, kv_heads):
    """NaN and infinities in all keys and values that no query sees."""
    bad = [math.nan, math.inf, -math.inf]
    for name in ("K", "V"):
        table = by_head(inputs[name], kv_heads)
        group, queries, poisoned = heads // kv_heads, range(inputs["Q"]["shape"][-2]), 0
        for b, g, j in product(range(len(table)), range(kv_heads), range(len(table[0][0]))):
            served = range(g * group, (g + 1) * group)
            if all(bias(attributes, inputs, b, h, i, j) == -math.inf for h, i in product(served, queries)):
                table[b][g][j] = [bad[(e + j) % 3] for e in range(len(table[b][g][j]))]
                poisoned += 1
        assert poisoned
        inputs[name] = from_heads(table, inputs[name]["datatype"], inputs[name]["shape"])


def attention_case(name, rank=4, datatype="FP32", batch=2, heads=2, kv_heads=None, queries=3, keys=4, size=3,
                   value_size=None, past=None, nonpad=None, mask=None, mask_keys=None, hidden_rows=(),
                   hidden_keys=(), poisoned=False, values=None, **attributes):
    """A case of Attention. A mask is its kind and its axes: b, h, q, k, or 1; k may be shorter (mask_keys)."""
    chance, kv_heads, value_size = random.Random(name), kv_heads or heads, value_size or size
    attributes = {n: stored(x, "FP32") if isinstance(x, float) else x for n, x in attributes.items()}
    if rank == 3:
        attributes |= {"q_num_heads": heads, "kv_num_heads": kv_heads}

    def draw(part, count, length, width, rank=4):
        shape = [batch, count, length, width] if rank == 4 else [batch, length, count * width]
        number = (values or {}).get(part, uniform)
        return tensor(datatype, shape, [stored(number(chance), datatype) for _ in range(math.prod(shape))])

    inputs = {"Q": draw("Q", heads, queries, size, rank), "K": draw("K", kv_heads, keys, size, rank),
              "V": draw("V", kv_heads, keys, value_size, rank)}
    if mask:
        lengths = {"b": batch, "h": heads, "q": queries, "k": mask_keys or keys + (past or 0), "1": 1}
        shape = [lengths[axis] for axis in mask[1]]
        inputs["attn_mask"] = draw_mask(chance, mask[0], datatype, shape, hidden_rows, hidden_keys)
    if past is not None:
        inputs["past_key"] = draw("K", kv_heads, past, size)
        inputs["past_value"] = draw("V", kv_heads, past, value_size)
    if nonpad:
        inputs["nonpad_kv_seqlen"] = tensor("INT64", [batch], nonpad)
    if poisoned:
        poison(attributes, inputs, heads, kv_heads)
    outputs = attention(attributes, inputs)
    if "qk_matmul_output_mode" not in attributes:
        del outputs["qk_matmul_output"]
    assert all(map(math.isfinite, outputs["Y"]["data"]))
    return {"name": name, "op_type": "Attention", "attributes": attributes, "inputs": inputs, "outputs": outputs}


def rotary_case(name, rank=4, datatype="FP32", batch=2, heads=2, length=3, size=6, positions=True, **attributes):
    """A case of RotaryEmbedding. Its angles are random, so that they cannot be had from the positions."""
    chance, half = random.Random(name), attributes.get("rotary_embedding_dim", size) // 2
    shape = [batch, heads, length, size] if rank == 4 else [batch, length, heads * size]
    if rank == 3:
        attributes |= {"num_heads": heads}
    inputs = {"X": tensor(datatype, shape, [stored(uniform(chance), datatype) for _ in range(math.prod(shape))])}
    shape = [8, half] if positions else [batch, length, half]
    angles = [chance.uniform(-math.pi, math.pi) for _ in range(math.prod(shape))]
    inputs["cos_cache"] = tensor(datatype, shape, [stored(math.cos(a), datatype) for a in angles])
    inputs["sin_cache"] = tensor(datatype, shape, [stored(math.sin(a), datatype) for a in angles])
    if positions:
        places = [chance.randrange(8) for _ in range(batch * length)]
        inputs["position_ids"] = tensor("INT64", [batch, length], places)
    outputs = rotary_embedding(attributes, inputs)
    return {"name": name, "op_type": "RotaryEmbedding", "attributes": attributes, "inputs": inputs, "outputs": outputs}


def cases():
    case, rotary = attention_case, rotary_case
    grouped, unequal = {"heads": 4, "kv_heads": 2}, {"heads": 3, "queries": 4, "keys": 5, "size": 2}
    yield case("heads_3d", rank=3, heads=3)
    yield case("heads_4d", heads=3, size=4)
    yield case("grouped_3d_value_size", rank=3, value_size=5, **grouped)
    yield case("grouped_4d", batch=1, heads=6, kv_heads=2)
    yield case("multi_query_3d", rank=3, heads=4, kv_heads=1)
    yield case("multi_query_4d_value_size", heads=3, kv_heads=1, size=6, value_size=1)
    yield case("one_key", rank=3, keys=1, mask=("float", "qk"), **grouped)
    yield case("one_query", queries=1, keys=8)
    yield case("scale", rank=3, scale=0.3)
    yield case("scale_negative", batch=1, scale=-0.75)

    yield case("softcap", batch=1, softcap=0.7, scale=1.5)
    yield case("softcap_mask_infinite", softcap=0.5, mask=("hiding", "bhqk"))

    yield case("causal_square", queries=4, is_causal=1)
    yield case("causal_fewer_queries", rank=3, keys=6, is_causal=1)
    yield case("causal_more_queries", batch=1, queries=5, keys=3, is_causal=1)
    yield case("causal_past", queries=2, keys=3, past=2, is_causal=1)
    yield case("causal_nonpad", keys=6, nonpad=[6, 4], is_causal=1)
    yield case("causal_nonpad_empty_rows", batch=3, nonpad=[1, 4, 0], is_causal=1, qk_matmul_output_mode=3)

    for kind, axes in ("BOOL", "k h1k b1qk bhqk"), ("float", "1k 1qk hqk 1h1k b11k"), ("hiding", "qk"):
        for letters in axes.split():
            yield case(f"mask_{kind.lower()}_{letters}", mask=(kind, letters), **unequal)
    yield case("mask_grouped_3d", rank=3, mask=("BOOL", "hqk"), **grouped)
    yield case("mask_lowest", mask=("lowest", "qk"), hidden_rows=[1])
    yield case("mask_short_bool", mask=("BOOL", "k"), keys=6, mask_keys=4)
    yield case("mask_short_float", rank=3, mask=("float", "hqk"), mask_keys=3, qk_matmul_output_mode=2)
    yield case("mask_short_past", mask=("float", "qk"), keys=2, past=3, mask_keys=4)
    yield case("mask_short_nonpad", mask=("float", "b1qk"), keys=6, mask_keys=5, nonpad=[3, 5])

    yield case("empty_row_bool", mask=("BOOL", "qk"), hidden_rows=[1], qk_matmul_output_mode=3)
    yield case("empty_row_float", rank=3, mask=("hiding", "hqk"), hidden_rows=[0, 2], qk_matmul_output_mode=3)
    yield case("empty_rows_all", mask=("BOOL", "1k"), hidden_rows=[0], softcap=2.0, qk_matmul_output_mode=3)
    yield case("empty_rows_window", queries=6, keys=3, left_window_size=1, qk_matmul_output_mode=3)

    yield case("window_left", batch=1, queries=4, keys=5, left_window_size=1)
    yield case("window_both", rank=3, queries=4, keys=6, left_window_size=2, right_window_size=1)
    yield case("window_self", batch=1, queries=4, left_window_size=0, right_window_size=0)
    yield case("window_causal", batch=1, queries=5, keys=6, left_window_size=2, right_window_size=2, is_causal=1)
    yield case("window_past", batch=1, keys=2, past=3, left_window_size=2, right_window_size=0)
    yield case("window_nonpad", keys=7, nonpad=[6, 2], left_window_size=1, right_window_size=1)
    yield case("window_nonpad_causal", batch=3, keys=5, nonpad=[5, 4, 1], left_window_size=1, is_causal=1)
    yield case("window_mask", keys=5, left_window_size=1, right_window_size=2, mask=("hiding", "h1k"))

    for mode in range(4):
        yield case(f"mode_{mode}_float_mask", batch=1, softcap=1.5, is_causal=1, mask=("hiding", "hqk"),
                   qk_matmul_output_mode=mode, **grouped)
        yield case(f"mode_{mode}_bool_mask_past", rank=3, batch=1, softcap=0.75, keys=2, past=2, scale=0.6,
                   left_window_size=2, mask=("BOOL", "b1qk"), qk_matmul_output_mode=mode)
    yield case("mode_2_nonpad", nonpad=[4, 2], softcap=1.0, mask=("float", "k"), is_causal=1, qk_matmul_output_mode=2)

    yield case("past_4d", queries=2, keys=3, past=4, value_size=2)
    yield case("past_3d", rank=3, queries=2, keys=3, past=2, value_size=2, **grouped)
    yield case("past_empty_4d", keys=3, past=0, is_causal=1)
    yield case("nonpad", batch=3, nonpad=[4, 1, 0])

    yield case("poison_bool_mask", keys=6, mask=("BOOL", "qk"), hidden_keys=[1, 4], poisoned=True)
    yield case("poison_float_mask", rank=3, softcap=2.0, mask=("hiding", "b1qk"), hidden_keys=[0, 2], poisoned=True)
    yield case("poison_short_mask", mask=("BOOL", "k"), mask_keys=3, poisoned=True)
    yield case("poison_nonpad", keys=6, nonpad=[4, 2], poisoned=True, qk_matmul_output_mode=3)
    yield case("poison_nonpad_causal", rank=3, keys=5, nonpad=[4, 2], is_causal=1, poisoned=True, **grouped)
    yield case("poison_causal", batch=1, keys=5, is_causal=1, poisoned=True)
    yield case("poison_window_fp64", batch=1, keys=6, queries=2, right_window_size=1, poisoned=True, datatype="FP64")

    yield case("softmax_precision_double", softmax_precision=11, mask=("float", "qk"), qk_matmul_output_mode=3)
    yield case("softmax_precision_float", softmax_precision=1, datatype="FP16", qk_matmul_output_mode=3)
    yield case("fp64", datatype="FP64", mask=("float", "hqk"))
    yield case("fp64_past", rank=3, datatype="FP64", batch=1, past=3, is_causal=1, softcap=1.1, scale=0.4, **grouped)
    yield case("fp16", datatype="FP16", mask=("hiding", "hqk"), size=6)
    yield case("fp16_past", rank=3, datatype="FP16", past=3, is_causal=1, **grouped)
    yield case("fp16_poison_nonpad", datatype="FP16", nonpad=[3, 1], poisoned=True)
    yield case("bf16", datatype="BF16", mask=("hiding", "b1qk"), size=6)
    yield case("bf16_past", datatype="BF16", past=3, is_causal=1, softmax_precision=1, **grouped)

    whole, near = lambda chance: chance.randint(37, 43), lambda chance: 40 + chance.randint(-8, 8) / 64
    large = {"size": 12, "value_size": 2, "scale": 0.25, "batch": 1}  # logits near 4800, exact even in FP32
    yield case("large_logits", values={"Q": whole, "K": near}, **large)
    yield case("large_logits_negative", values={"Q": whole, "K": lambda chance: -near(chance)}, **large)
    yield case("large_logits_softcap", values={"Q": whole, "K": near}, softcap=10.0, mask=("float", "qk"), **large)
    yield case("large_logits_fp64", values={"Q": whole, "K": near}, datatype="FP64", **large)
    yield case("large_logits_one_hot", batch=1, size=12, values=dict.fromkeys("QK", lambda c: c.uniform(-45, 45)))

    yield rotary("rotary_halves")
    yield rotary("rotary_halves_partial", rotary_embedding_dim=4)
    yield rotary("rotary_halves_3d", rank=3, heads=3)
    yield rotary("rotary_halves_partial_given_3d", rank=3, rotary_embedding_dim=4, positions=False)
    yield rotary("rotary_interleaved_given", interleaved=1, positions=False)
    yield rotary("rotary_interleaved_partial_3d", rank=3, interleaved=1, rotary_embedding_dim=4)
    yield rotary("rotary_fp16", datatype="FP16", interleaved=1)
    yield rotary("rotary_bf16", datatype="BF16", positions=False)
    yield rotary("rotary_fp64", datatype="FP64", rotary_embedding_dim=2)


def line(name, x):
    data = [str(n).replace("inf", "Infinity").replace("nan", "NaN") if isinstance(n, float) and not math.isfinite(n)
            else n for n in x["data"]]
    return "    " + json.dumps({"name": name} | x | {"data": data}, separators=(",", ":"))


def main():
    GOLDEN.mkdir(parents=True, exist_ok=True)
    for file in GOLDEN.glob("*.json"):
        file.unlink()
    for case in cases():
        members = [f"  {json.dumps(name)}: {json.dumps(case[name])}" for name in ("name", "op_type", "attributes")]
        for name in ("inputs", "outputs"):
            members.append(f'  "{name}": [\n' + ",\n".join(line(*entry) for entry in case[name].items()) + "\n  ]")
        text = "{\n" + ",\n".join(members) + "\n}\n"
        (GOLDEN / (case["name"] + ".json")).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
