"""ONNX Attention 25 and RotaryEmbedding 23 as their specification says, in plain Python and float64.

Used by onnx.py. It shares nothing with the Java code and is written to be read next to the specification,
not to be fast.
"""
import math
from itertools import product


def tensor(datatype, shape, data):
    return {"datatype": datatype, "shape": list(shape), "data": list(data)}


def nested(data, shape):
    """Flat numbers as lists in lists."""
    if len(shape) == 1:
        return list(data)
    step = math.prod(shape[1:])
    return [nested(data[n * step:(n + 1) * step], shape[1:]) for n in range(shape[0])]


def flat(table, depth):
    return table if depth == 1 else [x for part in table for x in flat(part, depth - 1)]


def by_head(x, heads):
    """A tensor as [batch][head][position], each a vector. With rank 3, heads stand side by side in each row."""
    table = nested(x["data"], x["shape"])
    if len(x["shape"]) == 4:
        return table
    size = x["shape"][2] // heads
    return [[[row[h * size:(h + 1) * size] for row in rows] for h in range(heads)] for rows in table]


def from_heads(table, datatype, shape):
    """The tensor of a shape that by_head takes apart."""
    if len(shape) == 3:
        table = [[list(parts) for parts in zip(*heads)] for heads in table]
    return tensor(datatype, shape, flat(table, 4))


def lengths(table):
    return [len(table), len(table[0]), len(table[0][0]), len(table[0][0][0])]


def after(past, table):
    """Rows of the past, then those of now, for each head."""
    return [[p + now for p, now in zip(*heads)] for heads in zip(nested(past["data"], past["shape"]), table)]


def dot(a, b):
    products = [x * y for x, y in zip(a, b)]
    return math.fsum(products) if all(map(math.isfinite, products)) else sum(products)


def masked(mask, place):
    """What the mask adds at a place (batch, head, query, key): -Infinity hides the key."""
    shape = mask["shape"]
    if place[3] >= shape[-1]:
        return -math.inf
    index = 0
    for length, n in zip(shape, place[-len(shape):]):
        index = index * length + (n if length > 1 else 0)
    x = mask["data"][index]
    return x if mask["datatype"] != "BOOL" else 0.0 if x else -math.inf


def bias(attributes, inputs, b, h, i, j):
    """What is added to the score of key j for query i: -Infinity where anything hides the key."""
    offset = inputs["past_key"]["shape"][2] if "past_key" in inputs else 0
    if "nonpad_kv_seqlen" in inputs:
        filled = inputs["nonpad_kv_seqlen"]["data"][b]
        offset = filled - inputs["Q"]["shape"][-2]
        if j >= filled:
            return -math.inf
    position = i + offset
    left, right = attributes.get("left_window_size", -1), attributes.get("right_window_size", -1)
    if (attributes.get("is_causal") and j > position
            or left >= 0 and j < position - left or right >= 0 and j > position + right):
        return -math.inf
    return masked(inputs["attn_mask"], (b, h, i, j)) if "attn_mask" in inputs else 0.0


def attend(query, keys, values, biases, scale, cap):
    """The context of one query, and its scores after each stage."""
    scores = [scale * dot(query, key) for key in keys]
    capped = [cap * math.tanh(x / cap) for x in scores] if cap else scores
    logits = [-math.inf if y == -math.inf else x + y for x, y in zip(capped, biases)]
    top = max(logits)
    weights = [0.0] * len(keys)
    if top > -math.inf:
        exponentials = [math.exp(x - top) for x in logits]
        total = math.fsum(exponentials)
        weights = [x / total for x in exponentials]
    seen = [(w, v) for w, v in zip(weights, values) if w > 0]
    context = [math.fsum(w * v[e] for w, v in seen) for e in range(len(values[0]))]
    return context, (scores, capped, logits, weights)


def attention(attributes, inputs):
    """All outputs of Attention by name."""
    q_heads, kv_heads = attributes.get("q_num_heads"), attributes.get("kv_num_heads")
    query, key, value = (by_head(inputs[name], n) for name, n in (("Q", q_heads), ("K", kv_heads), ("V", kv_heads)))
    present = {}
    if "past_key" in inputs:
        key, value = after(inputs["past_key"], key), after(inputs["past_value"], value)
        for name, table, source in (("key", key, "K"), ("value", value, "V")):
            present["present_" + name] = from_heads(table, inputs[source]["datatype"], lengths(table))
    batch, heads, queries, size = lengths(query)
    keys, value_size, group = len(key[0][0]), len(value[0][0][0]), heads // len(key[0])
    scale, cap = attributes.get("scale", 1 / math.sqrt(size)), attributes.get("softcap")
    stage = attributes.get("qk_matmul_output_mode", 0)
    context, stages = ([[[None] * queries for _ in range(heads)] for _ in range(batch)] for _ in range(2))
    for b, h, i in product(range(batch), range(heads), range(queries)):
        biases = [bias(attributes, inputs, b, h, i, j) for j in range(keys)]
        g = h // group
        context[b][h][i], all_stages = attend(query[b][h][i], key[b][g], value[b][g], biases, scale, cap)
        stages[b][h][i] = all_stages[stage]
    datatype = inputs["Q"]["datatype"]
    shape = [batch, queries, heads * value_size] if q_heads else [batch, heads, queries, value_size]
    return {"Y": from_heads(context, datatype, shape)} | present | {
        "qk_matmul_output": from_heads(stages, datatype, [batch, heads, queries, keys])}


def turn(vector, cosines, sines, interleaved):
    """Pairs of numbers, neighbours or of two halves, each turned by its angle; the rest stays."""
    turned, half = list(vector), len(cosines)
    for p, (cosine, sine) in enumerate(zip(cosines, sines)):
        first, second = (2 * p, 2 * p + 1) if interleaved else (p, p + half)
        turned[first] = cosine * vector[first] - sine * vector[second]
        turned[second] = sine * vector[first] + cosine * vector[second]
    return turned


def rotary_embedding(attributes, inputs):
    """The output of RotaryEmbedding by name."""
    x = by_head(inputs["X"], attributes.get("num_heads"))
    size = attributes.get("rotary_embedding_dim") or len(x[0][0][0])
    cosines, sines = (nested(inputs[n]["data"], inputs[n]["shape"]) for n in ("cos_cache", "sin_cache"))
    if "position_ids" in inputs:
        positions = nested(inputs["position_ids"]["data"], inputs["position_ids"]["shape"])
        cosines, sines = ([[cache[p] for p in row] for row in positions] for cache in (cosines, sines))
    assert len(cosines[0][0]) == size // 2
    turned = [[[turn(vector, cosines[b][i], sines[b][i], attributes.get("interleaved"))
                for i, vector in enumerate(head)] for head in batch] for b, batch in enumerate(x)]
    return {"Y": from_heads(turned, inputs["X"]["datatype"], inputs["X"]["shape"])}
