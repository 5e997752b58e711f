"""Judge what a sayer does with a proposition: assert, deny, admit, warn, promise …"""

from collections.abc import Iterable, Mapping
from typing import Any, get_args

from fogline.model.vocabulary import Stance
from fogline.reading.syntax import Tree

__all__ = ["StanceJudge"]


class StanceJudge:
    """Judges stance by the words of a language document, section `[stance]`."""

    def __init__(self, language: Mapping[str, Any]) -> None:
        section = language["stance"]
        self._words: dict[str, Stance] = {
            word: stance for stance in get_args(Stance) for word in section["words"].get(stance, ())
        }

    def judge(self, tree: Tree, head: int, word: str, frame: str, content: Iterable[int]) -> Stance:
        """Return the stance of the cue whose head is token `head`."""
        del tree, head, frame, content
        return self._words.get(word, "asserted")
