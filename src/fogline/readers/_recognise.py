"""Recognise the words on a scanned page. Runs in the confined child; needs the extra `ocr`, and no network.

Rapidocr carries its models in its package. They know Latin letters with their accents,
Chinese and Japanese; of Cyrillic, Arabic and others they give next to nothing.
"""

import logging
import os
from functools import cache
from typing import Any

__all__ = ["page_words"]

# Dots an inch: small print of 8 points is 25 pixels high, and a page has 4 million pixels.
DPI = 200
POINTS_AN_INCH = 72
# A poster is drawn smaller, so that it has no more pixels than a large page.
MOST_PIXELS = 12_000_000
# Below this a line is more likely a stain, or letters that the models do not know, than words.
SURE = 0.6


def page_words(original: bytes, *, number: int, name: str) -> str:
    """Return the words on a page, a line a line.

    Args:
        original: the PDF.
        number: of the page, from 0.
        name: for messages of whoever calls.
    """
    import numpy as np
    import pypdfium2

    del name
    document = pypdfium2.PdfDocument(original)
    try:
        page = document[number]
        width, height = page.get_size()
        scale = min(DPI / POINTS_AN_INCH, (MOST_PIXELS / max(1.0, width * height)) ** 0.5)
        image = np.asarray(page.render(scale=scale).to_pil().convert("RGB"))
    finally:
        document.close()
    found = engine()(image)
    lines = zip(found.txts or (), found.scores or (), strict=True)
    return "\n".join(text for text, score in lines if score >= SURE and any(map(str.isalnum, text)))


@cache
def engine() -> Any:
    """Return the recogniser, loaded once a process; on one thread, so that the same page gives the same words."""
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    logging.disable(logging.WARNING)
    from rapidocr import RapidOCR

    one = {
        "EngineConfig.onnxruntime.intra_op_num_threads": 1,
        "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    }
    return RapidOCR(params={**one, "Global.log_level": "error"})
