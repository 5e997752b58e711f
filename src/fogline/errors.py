"""Name what can go wrong, one class a cause.

* FoglineError
  * SettingInvalid      a setting has a name or value that does not exist
  * PluginInvalid       a codebook, language, registry or other plugin file does not hold together
  * InputError          one input cannot be used; the run goes on and counts it
    - SourceUnreadable    the bytes are not what their format promises
    - SourceTooLarge      a bound on size, depth, ratio or count was passed
    - SourceRefused       an address or a file that fogline will not open
    - SourceBusy          a server asked to be left alone for a while, or did not answer
    - FormatUnknown       no reader knows this format
  * PanelInvalid        a table of counts by area and month does not hold together
  * QuestionNotUnderstood  a question cannot be tied to a series, a rate or a reference class
  * SourcesMixed        two sources would stand in one series
  * TextUnreadable      a text cannot be read
  * MindUnavailable     a model that was plugged in cannot be asked at all
  * MindFailed          a model that was plugged in gave no answer about one text
  * AlertUndelivered    a target did not take an alert; it is tried again
  * CasebookError
    - CasebookMissing     there is no casebook at that path
    - CasebookNewer       it was made by a later version of fogline
    - CasebookLocked      it is encrypted, and its passphrase or keyfile is missing or wrong
    - PackBroken          a packed casebook is not whole, or holds what it must not
    - JournalBroken       the chain of hashes does not hold
    - OriginalBroken      an original is missing or its bytes changed
    - ObjectUnknown       no object has that id, or several do
"""

__all__ = [
    "AlertUndelivered", "CasebookError", "CasebookLocked", "CasebookMissing", "CasebookNewer", "FoglineError",
    "FormatUnknown", "InputError", "JournalBroken", "MindFailed", "MindUnavailable", "ObjectUnknown",
    "OriginalBroken", "PackBroken", "PanelInvalid", "PluginInvalid", "QuestionNotUnderstood",
    "SettingInvalid", "SourceBusy", "SourceRefused", "SourceTooLarge", "SourceUnreadable", "SourcesMixed",
    "TextUnreadable",
]  # fmt: skip


class FoglineError(Exception):
    """What fogline raises: `where: what was found, what was expected`, and a `hint` that says what to do."""

    def __init__(self, message: str, *, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


class SettingInvalid(FoglineError):
    """A setting has a name or a value that does not exist."""


class PluginInvalid(FoglineError):
    """A plugin file does not hold together."""


class InputError(FoglineError):
    """One input cannot be used; the run goes on and counts it."""


class SourceUnreadable(InputError):
    """The bytes are not what their format promises."""


class SourceTooLarge(InputError):
    """A bound on size, depth, ratio or count was passed."""


class SourceRefused(InputError):
    """An address or a file that fogline will not open."""


class SourceBusy(InputError):
    """A server asked to be left alone for a while, or did not answer; it is asked again later."""


class FormatUnknown(InputError):
    """No reader knows this format."""


class PanelInvalid(FoglineError):
    """A table of counts by area and month does not hold together."""


class QuestionNotUnderstood(FoglineError):
    """A question cannot be tied to a series, a rate or a reference class; the message names what is missing."""


class SourcesMixed(FoglineError):
    """Two sources would stand in one series."""


class TextUnreadable(FoglineError):
    """A text cannot be read."""


class MindUnavailable(FoglineError):
    """A model that was plugged in cannot be asked at all: its address, key or name is wrong."""


class MindFailed(FoglineError):
    """A model that was plugged in gave no answer about one text; the run goes on and counts it."""


class AlertUndelivered(FoglineError):
    """A target did not take an alert; it is tried again."""


class CasebookError(FoglineError):
    """Something is wrong with a casebook."""


class CasebookMissing(CasebookError):
    """There is no casebook at that path."""


class CasebookNewer(CasebookError):
    """The casebook was made by a later version of fogline."""


class CasebookLocked(CasebookError):
    """The casebook is encrypted, and its passphrase or keyfile is missing or wrong."""


class PackBroken(CasebookError):
    """A packed casebook is not whole, or holds what it must not."""


class JournalBroken(CasebookError):
    """The journal's chain of hashes does not hold."""


class OriginalBroken(CasebookError):
    """An original is missing, or its bytes are not those its name says."""


class ObjectUnknown(CasebookError):
    """No object has that id, or more than one does."""
