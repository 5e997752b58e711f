"""Set type without a network: Typst with the fonts it carries, and drawings in the colours of paper."""

import re
from functools import cache
from importlib.resources import files
from types import ModuleType

from fogline.briefing.document import Drawing
from fogline.briefing.html import ANCHOR
from fogline.briefing.markup import visible
from fogline.errors import SettingInvalid

__all__ = ["drawing_png", "pages_of", "print_svg", "quoted_string", "set_pdf"]

DPI = 200
VARIABLE = re.compile(r"var\((--[\w-]+)\)")
SETTING = re.compile(r"(--[\w-]+):\s*(#[0-9a-f]{6})")
SIZE = re.compile(r"font-size: ([\d.]+)px")
LARGER = 1.35
"""On paper a drawing is half as wide as on a screen; its letters are so much larger beside it."""
TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)
# Scripts of which the fonts that Typst carries have no letters.
UNCOVERED = re.compile(
    "[\u0600-\u08ff\u0900-\u0dff\u0e00-\u0fff\u1000-\u10ff\u1200-\u137f\u2e80-\ud7ff\uf900-\ufdff\ufe70-\ufeff]"
)


def typesetter() -> ModuleType:
    """Return the typesetter.

    Raises:
        SettingInvalid: the extra is not installed.
    """
    try:
        import typst
    except ModuleNotFoundError as error:
        raise SettingInvalid(
            "format: found no typst, expected it for pdf and for drawings in docx",
            hint="pip install 'fogline[pdf]'; html and md need nothing",
        ) from error
    return typst


def set_pdf(source: str) -> bytes:
    """Return the PDF of a Typst text; no date is in it, so the same text gives the same bytes."""
    content: bytes = typesetter().compile(
        source.encode(), format="pdf", ignore_system_fonts=covered(source), timestamp=0
    )
    return content


def pages_of(source: str) -> int:
    """Return how many pages a text fills; it has a mark called `pages`."""
    found: str = typesetter().query(
        source.encode(), "<pages>", field="value", one=True, ignore_system_fonts=covered(source)
    )
    return int(found)


def drawing_png(drawing: Drawing) -> bytes:
    """Return a drawing as a picture for formats that take no SVG."""
    source = (
        f"#set page(width: {drawing.width * 0.45:.1f}pt, height: {drawing.height * 0.45:.1f}pt, margin: 0pt)\n"
        f'#image(bytes({quoted_string(print_svg(drawing))}), format: "svg", width: 100%)'
    )
    content: bytes = typesetter().compile(
        source.encode(), format="png", ppi=DPI, ignore_system_fonts=covered(drawing.svg)
    )
    return content


def covered(text: str) -> bool:
    """Whether the fonts that Typst carries have all letters of a text; else the system's are needed too."""
    return UNCOVERED.search(text) is None


def print_svg(drawing: Drawing) -> str:
    """Return a drawing that stands alone, without links, in the colours of paper."""
    inner = TITLE.sub("", ANCHOR.sub("<g", drawing.svg).replace("</a>", "</g>"))
    size = f'width="{drawing.width:.0f}" height="{drawing.height:.0f}"'
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" font-family="Libertinus Serif" {size} '
    svg = inner.replace("<svg ", opening, 1)
    at = svg.index(">") + 1
    return f"{svg[:at]}<style>{paper_style()}</style>{svg[at:]}"


@cache
def paper_style() -> str:
    """Return the style of drawings with the colours of the page's light scheme for its variables."""
    folder = files("fogline.briefing")
    light = (folder / "style.css").read_text(encoding="utf-8").partition("@media")[0]
    colours = dict(SETTING.findall(light))
    style = (folder / "drawing.css").read_text(encoding="utf-8").replace("svg ", "")
    larger = SIZE.sub(lambda found: f"font-size: {float(found[1]) * LARGER:g}px", style)
    return VARIABLE.sub(lambda found: colours[found[1]], larger)


def quoted_string(text: str) -> str:
    """Return text as a string of Typst's language: nothing in it is markup or code."""
    clean = visible(text.replace("\n", " ").replace("\t", " "))
    return '"' + clean.replace("\\", "\\\\").replace('"', '\\"') + '"'
