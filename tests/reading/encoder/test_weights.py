"""The weights that ship: the same text must be read alike on every processor."""

from importlib.resources import files

import numpy as np
import onnx
import pytest
from onnx import numpy_helper

MOST_BYTE = 255


@pytest.mark.parametrize("name", ["best", "fast"])
def test_no_sum_of_two_products_passes_sixteen_bits(name):
    network = onnx.load_model_from_string(
        (files("fogline.reading") / "weights" / name / "reader.onnx").read_bytes()
    )
    stored = {tensor.name: tensor for tensor in network.graph.initializer}
    products = [node for node in network.graph.node if node.op_type == "MatMulInteger"]
    assert len(products) > 20
    for node in products:
        weights = numpy_helper.to_array(stored[node.input[1]]).astype(np.int64)
        padded = np.pad(weights, ((0, weights.shape[0] % 2), (0, 0)))
        above, below = padded[0::2], padded[1::2]
        highest = np.maximum(above, 0) + np.maximum(below, 0)
        lowest = np.minimum(above, 0) + np.minimum(below, 0)
        assert highest.max() * MOST_BYTE <= np.iinfo(np.int16).max, node.name
        assert lowest.min() * MOST_BYTE >= np.iinfo(np.int16).min, node.name
