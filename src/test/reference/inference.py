#!/usr/bin/env python3
"""Writes the documented examples of the Open Inference Protocol, independently of the service.

The answers come from operators.py, in float64. The file is shown in the OpenAPI document, and a test
sends each request and compares the answer.

    python3 src/test/reference/inference.py
"""
import json
from pathlib import Path

import operators

FILE = Path(__file__).resolve().parents[2] / "main/resources/openapi/inference.json"
TUTORIAL = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.1, 0.9, 0.1, 0.2]  # Cats love cozy windows

EXAMPLES = [
    ("attention", "tutorial", "The tutorial's four words as tensors", {"scale": 1},
     {"Q": ("FP32", [1, 1, 4, 3], TUTORIAL),
      "K": ("FP32", [1, 1, 4, 3], TUTORIAL),
      "V": ("FP32", [1, 1, 4, 3], TUTORIAL)},
     ["Y"]),
    ("attention", "weights", "Causal, with the weights beside the context",
     {"is_causal": 1, "qk_matmul_output_mode": 3},
     {"Q": ("FP32", [1, 1, 4, 3], TUTORIAL),
      "K": ("FP32", [1, 1, 4, 3], TUTORIAL),
      "V": ("FP32", [1, 1, 4, 3], TUTORIAL)},
     ["Y", "qk_matmul_output"]),
    ("attention", "decode", "One new word after three cached ones, two query heads on one key head",
     {"is_causal": 1, "q_num_heads": 2, "kv_num_heads": 1},
     {"Q": ("FP32", [1, 1, 6], TUTORIAL[6:]),
      "K": ("FP32", [1, 1, 3], TUTORIAL[9:]),
      "V": ("FP32", [1, 1, 3], TUTORIAL[9:]),
      "past_key": ("FP32", [1, 1, 3, 3], TUTORIAL[:9]),
      "past_value": ("FP32", [1, 1, 3, 3], TUTORIAL[:9])},
     ["Y", "present_key", "present_value"]),
    ("attention", "padded", "A batch of two, the second with two words and padding",
     {},
     {"Q": ("FP64", [2, 1, 1, 2], [0.1, 0.2, 0.3, 0.4]),
      "K": ("FP64", [2, 1, 3, 2], TUTORIAL),
      "V": ("FP64", [2, 1, 3, 2], TUTORIAL),
      "nonpad_kv_seqlen": ("INT64", [2], [3, 2])},
     ["Y"]),
    ("attention", "mask", "A boolean mask: true takes part",
     {},
     {"Q": ("FP16", [1, 1, 2, 2], [1, 0, 0, 1]),
      "K": ("FP16", [1, 1, 3, 2], [1, 0, 0, 1, 1, 1]),
      "V": ("FP16", [1, 1, 3, 2], [1, 2, 3, 4, 5, 6]),
      "attn_mask": ("BOOL", [2, 3], [True, False, True, True, True, False])},
     ["Y"]),
    ("rotary_embedding", "halves", "Two places, turned by the cosines and sines of their positions",
     {},
     {"X": ("FP32", [1, 1, 2, 4], [1, 2, 3, 4, 5, 6, 7, 8]),
      "cos_cache": ("FP32", [2, 2], [1, 1, 0.6, 0.8]),
      "sin_cache": ("FP32", [2, 2], [0, 0, 0.8, 0.6]),
      "position_ids": ("INT64", [1, 2], [0, 1])},
     ["Y"]),
]

OPERATORS = {"attention": operators.attention, "rotary_embedding": operators.rotary_embedding}


def example(model, name, summary, attributes, inputs, outputs):
    tensors = {key: operators.tensor(*value) for key, value in inputs.items()}
    computed = OPERATORS[model](attributes, tensors)
    request = {
        "id": name,
        "parameters": attributes,
        "inputs": [{"name": key, "shape": t["shape"], "datatype": t["datatype"], "data": t["data"]}
                   for key, t in tensors.items()],
        "outputs": [{"name": output} for output in outputs],
    }
    answer = {
        "model_name": model,
        "model_version": "1",
        "id": name,
        "outputs": [{"name": output, "datatype": computed[output]["datatype"],
                     "shape": computed[output]["shape"],
                     "data": [round(x, 4) for x in computed[output]["data"]]} for output in outputs],
    }
    if not attributes:
        del request["parameters"]
    return {"model": model, "name": f"{model}-{name}", "summary": summary, "request": request, "answer": answer}


def main():
    lines = [json.dumps(example(*each), ensure_ascii=False) for each in EXAMPLES]
    FILE.write_text("[\n" + ",\n".join(lines) + "\n]\n", encoding="utf-8")


if __name__ == "__main__":
    main()
