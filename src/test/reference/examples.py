#!/usr/bin/env python3
"""Writes the documented answers of the ready requests, independently of the service.

Plain Python in float64, written from the contract: it shares nothing with the Java code. The answers
stand in src/main/resources/examples/answers, are shown in the OpenAPI document, and a test compares
each of them with what the service answers.

    python3 src/test/reference/examples.py
"""
import json
import math
import struct
from pathlib import Path

VOCABULARY = Path(__file__).resolve().parents[2] / "main/resources/vocabulary"
EXAMPLES = Path(__file__).resolve().parents[2] / "main/resources/examples"
QUERY = "love"  # every example has this word among its queries


def spoken(sentence):
    """The words of a sentence without punctuation, with the vectors of the vocabulary."""
    names = (VOCABULARY / "words.txt").read_text(encoding="utf-8").split()
    records = (VOCABULARY / "vectors.bin").read_bytes()
    words = []
    for word in sentence.split():
        scale, *steps = struct.unpack_from(">f100b", records, 104 * names.index(word.lower()))
        words.append({"word": word, "vector": [scale * step for step in steps]})
    return words


def allows(mask, i, j, keys):
    """Whether query i takes key j into account."""
    kind = mask["type"]
    if kind == "causal":
        return j <= i + mask["offset"]
    if kind == "window":
        return i - mask["left"] <= j <= i + mask["right"]
    if kind == "prefix":
        return j < mask["length"]
    if kind == "hidden":
        return j not in mask["words"]
    if kind == "any":
        return any(allows(part, i, j, keys) for part in mask["of"])
    raise ValueError(kind)


def resolve(request, size):
    """The options as the answer echoes them."""
    given = request.get("options", {})
    keys = [pair["word"] for pair in request.get("keys", request.get("words"))]
    dialect = given.get("dialect", "tutorial")
    plain = dialect == "tutorial" and "sentence" not in request
    scale = given.get("scale", 1.0 if plain else "auto")
    options = {
        "dialect": dialect,
        "scale": 1 / math.sqrt(size) if scale == "auto" else scale,
        "temperature": float(given.get("temperature", 1.0)),
    }
    for name in ("softcap", "bias"):
        if name in given:
            options[name] = given[name]
    mask = {"type": "causal", "offset": 0} if given.get("causal") else given.get("mask")
    if mask and mask["type"] == "hidden":
        positions = [j for j, word in enumerate(keys) if word in mask["words"]]
        mask = {"type": "hidden", "words": positions}
    if mask:
        options["mask"] = mask
    options["precision"] = given.get("precision", "float32")
    if "rope" in given:
        positions = given["rope"]["positions"]
        options["rope"] = {"base": 10000.0, "dimensions": size, "interleaved": False,
                           "positions": positions, "keyPositions": positions}
    options["emptyRows"] = "zero"
    return options, keys


def attend(query, keys, values, i, options, names):
    """All stages of one query."""
    factor = options["scale"] / options["temperature"]
    scores = [factor * math.fsum(a * b for a, b in zip(query, key)) for key in keys]
    cap = options.get("softcap")
    capped = [cap * math.tanh(s / cap) for s in scores] if cap else scores
    slope = options.get("bias", {}).get("slopes", [0])[0]
    mask = options.get("mask")
    logits = [
        c - slope * abs(i - j) if mask is None or allows(mask, i, j, names) else -math.inf
        for j, c in enumerate(capped)
    ]
    top = max(logits)
    exponentials = [math.exp(x - top) for x in logits]
    total = math.fsum(exponentials)
    weights = [e / total for e in exponentials]
    context = [math.fsum(w * v[e] for w, v in zip(weights, values)) for e in range(len(values[0]))]
    entropy = -math.fsum(w * math.log(w) for w in weights if w > 0)
    return {
        "scores": scores,
        "capped": capped,
        "logits": logits,
        "weights": weights,
        "context": context,
        "lse": top + math.log(total),
        "diagnosis": {
            "entropy": entropy,
            "maximum": max(weights),
            "margin": max(weights) - sorted(weights)[-2] if len(weights) > 1 else max(weights),
            "effectiveKeys": math.exp(entropy),
            "saturated": max(weights) >= 0.999,
            "empty": False,
        },
    }


def rounded(x, decimals):
    """Numbers to some decimals, everywhere; -Infinity as JSON's string."""
    if isinstance(x, bool) or isinstance(x, str):
        return x
    if isinstance(x, dict):
        return {name: rounded(member, decimals) for name, member in x.items()}
    if isinstance(x, list):
        return [rounded(element, decimals) for element in x]
    return "-Infinity" if x == -math.inf else round(x, decimals)


def project(vectors, projection):
    """x · weight + bias for each vector; nothing changes where there is no projection."""
    if projection is None:
        return vectors
    columns = list(zip(*projection["weight"]))
    bias = projection.get("bias", [0] * len(columns))
    return [[math.fsum(a * b for a, b in zip(x, c)) + d for c, d in zip(columns, bias)]
            for x in vectors]


def turn(vector, position):
    """Rotary position embedding of one vector: its halves are pairs, each turned by its angle."""
    half = len(vector) // 2
    angles = [position * 10000 ** (-2 * p / len(vector)) for p in range(half)]
    first = [vector[p] * math.cos(a) - vector[p + half] * math.sin(a) for p, a in enumerate(angles)]
    second = [vector[p] * math.sin(a) + vector[p + half] * math.cos(a) for p, a in enumerate(angles)]
    return first + second


def split(vectors, heads):
    """The part of each vector that belongs to each head."""
    size = len(vectors[0]) // heads
    return [[v[head * size:(head + 1) * size] for v in vectors] for head in range(heads)]


def answers(request):
    """What each path answers, by the part of the path behind /api/v1/attention."""
    if "sentence" in request:
        request = request | {"words": spoken(request["sentence"])}
    pairs = {name: request.get(name, request.get("words")) for name in ("queries", "keys")}
    pairs["values"] = request.get("values", pairs["keys"])
    projections = request.get("projections", {})
    heads = request.get("heads", 1)
    key_heads = request.get("keyHeads", heads)
    parts = {}
    for name, one, count in (("queries", "query", heads), ("keys", "key", key_heads),
                             ("values", "value", key_heads)):
        vectors = [pair["vector"] for pair in pairs[name]]
        parts[name] = split(project(vectors, projections.get(one)), count)
    options, keys = resolve(request, len(parts["keys"][0][0]))
    if "rope" in options:
        for name in ("queries", "keys"):
            positions = options["rope"]["positions"]
            parts[name] = [[turn(v, p) for v, p in zip(head, positions)] for head in parts[name]]
    queries = [pair["word"] for pair in pairs["queries"]]
    group = heads // key_heads
    exact = [[attend(q, parts["keys"][h // group], parts["values"][h // group], i, options, keys)
              for i, q in enumerate(parts["queries"][h])] for h in range(heads)]
    joined = [[x for head in exact for x in head[i]["context"]] for i in range(len(queries))]
    final = rounded(project(joined, projections.get("output")), request["decimals"])
    by_head = rounded(exact, request["decimals"])

    names = {"words": keys} if "words" in request else {"queries": queries, "keys": keys}
    position = queries.index(QUERY)
    one = {"query": QUERY, "position": position} | {n: w for n, w in names.items() if n != "queries"}

    def tables(stages):
        if heads == 1 and "output" not in projections:
            return {stage: [row[stage] for row in by_head[0]] for stage in stages}
        context = {"context": final} if "context" in stages else {}
        return context | {"heads": [{s: [row[s] for row in rows] for s in stages} for rows in by_head]}

    def rows(stages):
        if heads == 1 and "output" not in projections:
            return {stage: by_head[0][position][stage] for stage in stages}
        context = {"context": final[position]} if "context" in stages else {}
        return context | {"heads": [{s: rows[position][s] for s in stages} for rows in by_head]}

    result = {"": names | {"options": options}
              | tables(request.get("include", ["scores", "weights", "context"]))}
    for stage in ("scores", "weights", "context"):
        result["/" + stage] = names | {"options": options} | tables([stage])
        result["/" + stage + "/{query}"] = one | rows([stage])
    return result


def main():
    for file in sorted(EXAMPLES.glob("*.json")):
        request = json.loads(file.read_text(encoding="utf-8"))["request"]
        target = EXAMPLES / "answers" / file.name
        lines = [f"  {json.dumps(path)}: {json.dumps(answer, ensure_ascii=False)}"
                 for path, answer in answers(request).items()]
        target.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
