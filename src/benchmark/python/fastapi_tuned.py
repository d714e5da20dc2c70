"""Attention by FastAPI and NumPy, as fast as they get: no model classes, the body parsed and the answer written by the
fastest JSON library that is there, single precision throughout, products by BLAS."""

import numpy
from fastapi import FastAPI, Request, Response

from steps import attention

try:
    import orjson

    def dumps(answer):
        return orjson.dumps(answer, option=orjson.OPT_SERIALIZE_NUMPY)

    loads = orjson.loads
except ImportError:
    import ujson

    def dumps(answer):
        return ujson.dumps(answer, default=numpy.ndarray.tolist)

    loads = ujson.loads

app = FastAPI()


@app.get("/readyz")
async def ready():
    return Response()


@app.post("/api/v1/attention")
async def attend(request: Request):
    words = loads(await request.body())["words"]
    vectors = numpy.array([word["vector"] for word in words], dtype=numpy.float32)
    scores, weights, context = attention(vectors, vectors, vectors)
    answer = {"words": [word["word"] for word in words], "scores": scores, "weights": weights, "context": context}
    return Response(dumps(answer), media_type="application/json")


@app.post("/tensors/{length}/{size}")
async def tensors(length: int, size: int, request: Request):
    """Queries, keys and values as raw bytes in, weights and context as raw bytes out."""
    query, key, value = numpy.frombuffer(await request.body(), dtype="<f4").reshape(3, length, size)
    _, weights, context = attention(query, key, value)
    return Response(weights.tobytes() + context.tobytes(), media_type="application/octet-stream")
