"""Attention by Flask and NumPy, written as their documentation does it."""

import numpy
from flask import Flask, jsonify, request

from steps import attention

app = Flask(__name__)


@app.get("/readyz")
def ready():
    return {}


@app.post("/api/v1/attention")
def attend():
    words = request.get_json()["words"]
    vectors = numpy.array([word["vector"] for word in words])
    scores, weights, context = attention(vectors, vectors, vectors)
    return jsonify(
        words=[word["word"] for word in words],
        scores=scores.tolist(),
        weights=weights.tolist(),
        context=context.tolist(),
    )
