"""The two networks of the RapidOCR wheel, loaded once a process and run on one core. No pictures, no text."""

from __future__ import annotations

import functools
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


class Network:
    """One ONNX network with one input and one output."""

    def __init__(self, path: str) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        # One core a page: pages run side by side, and two threads on one page cost more than they save.
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The arena keeps the largest page's memory for ever.
        options.enable_cpu_mem_arena = False
        self._session: Any = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name

    def run(self, batch: Floats) -> Floats:
        result: Floats = self._session.run(None, {self._input: batch})[0]
        return result

    def note(self, key: str) -> str:
        return str(self._session.get_modelmeta().custom_metadata_map.get(key, ""))


@functools.cache
def detector() -> Network:
    return Network(_model("det"))


@functools.cache
def recogniser() -> Network:
    return Network(_model("rec"))


def _model(task: str) -> str:
    folder = resources.files("rapidocr") / "models"
    names = sorted(
        str(entry) for entry in folder.iterdir() if f"_{task}_" in entry.name and entry.name.endswith(".onnx")
    )
    if not names:
        raise FileNotFoundError(f"no {task} network in the rapidocr wheel")
    return names[-1]
