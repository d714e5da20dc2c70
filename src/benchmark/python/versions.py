"""Prints the versions of what the peers use."""

import platform
import sys

import fastapi
import flask
import gunicorn
import numpy
import pydantic
import ujson
import uvicorn

sys.path.insert(0, sys.argv[1])
try:
    import orjson

    json = "orjson " + orjson.__version__
except ImportError:
    json = "ujson " + ujson.__version__


def blas():
    numpy.ones((8, 8)) @ numpy.ones((8, 8))
    with open("/proc/self/maps") as maps:
        return "OpenBLAS" if "openblas" in maps.read() else "a BLAS that is not OpenBLAS"


print(
    f"{platform.python_version()}, FastAPI {fastapi.__version__}, "
    f"pydantic {pydantic.VERSION} ({'compiled' if pydantic.compiled else 'plain Python'}), "
    f"uvicorn {uvicorn.__version__}, {json}, Flask {flask.__version__}, gunicorn {gunicorn.__version__}, "
    f"NumPy {numpy.__version__} with {blas()}"
)
