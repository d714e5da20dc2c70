"""Attention by FastAPI and NumPy, written as their documentation does it: a model class for the request, lists for the
answer."""

from typing import List

import numpy
from fastapi import FastAPI
from pydantic import BaseModel

from steps import attention


class Word(BaseModel):
    word: str
    vector: List[float]


class AttentionRequest(BaseModel):
    words: List[Word]


app = FastAPI()


@app.get("/readyz")
def ready():
    return {}


@app.post("/api/v1/attention")
def attend(request: AttentionRequest):
    vectors = numpy.array([word.vector for word in request.words])
    scores, weights, context = attention(vectors, vectors, vectors)
    return {
        "words": [word.word for word in request.words],
        "scores": scores.tolist(),
        "weights": weights.tolist(),
        "context": context.tolist(),
    }
