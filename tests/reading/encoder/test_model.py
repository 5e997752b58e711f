"""A reader without weights is refused by name."""

import pytest

from fogline.errors import SettingInvalid
from fogline.reading.encoder.model import load_encoder


def test_a_reader_that_is_not_installed_is_refused_by_name():
    with pytest.raises(SettingInvalid, match="found 'sibyl', expected 'rules' or a reader"):
        load_encoder("sibyl")
