"""Tests of the readers; a package, so that `test_json.py` and its like may stand in other folders too."""
