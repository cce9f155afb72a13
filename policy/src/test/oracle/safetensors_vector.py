"""Writes src/test/resources/safetensors/vector.hex: a file as the Python `safetensors` package makes it.

    pip install safetensors numpy ml_dtypes
    python policy/src/test/oracle/safetensors_vector.py
"""

import pathlib

import ml_dtypes
import numpy as np
from safetensors.numpy import save

tensors = {
    "weight": np.array([[1.0, -2.5, 3.25], [0.0, -0.0, 1e-3]], dtype=np.float32),
    "bf": np.array([1.5, -2.0, 3.140625], dtype=ml_dtypes.bfloat16),
    "half": np.array([0.5, 65504.0], dtype=np.float16),
    "step": np.array(7, dtype=np.int64),
    "bytes": np.arange(5, dtype=np.uint8),
    "empty": np.zeros((0, 4), dtype=np.float32),
}
data = save(tensors, metadata={"format": "pt"})
out = pathlib.Path(__file__).parents[1] / "resources" / "safetensors" / "vector.hex"
out.parent.mkdir(parents=True, exist_ok=True)
out.write_text("\n".join(data.hex()[i : i + 96] for i in range(0, 2 * len(data), 96)) + "\n")
