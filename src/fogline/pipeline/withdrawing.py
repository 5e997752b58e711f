"""Withdraw a series, or one of its files, and put it back: an entry of the journal each time, and no byte is lost.

Rows go first, the entry comes next, and what the journal then says is made again
from the originals: whoever is interrupted finds that done by the next run.
"""

from collections.abc import Sequence

from fogline.errors import ObjectUnknown, SettingInvalid, SourcesMixed
from fogline.pipeline.series import is_series, keep_again, list_series, refuse_mixing
from fogline.pipeline.withdrawn import WITHDRAWAL, Withdrawal, withdrawals, withdrawn
from fogline.store.chain import written
from fogline.store.journal import Clock, Item
from fogline.store.store import Store

__all__ = ["files_of_series", "put_back_series", "withdraw_series"]


def withdraw_series(
    store: Store, name: str, *, file: str | None, by: str | None, reason: str | None, clock: Clock
) -> Withdrawal:
    """Take the files of a series out, or the one that was called `file`; their bytes stay.

    Raises:
        ObjectUnknown: no file of that name came in as a series of that name.
        SourcesMixed: files of several sources did, and none is chosen.
        SettingInvalid: nobody or no reason is named.
    """
    if not (by or "").strip() or not (reason or "").strip():
        raise SettingInvalid(
            "withdraw: found no name or no reason, expected both",
            hint="who withdraws a series says who and why, such as --by Ostrova --reason 'wrong release'",
        )
    out = withdrawn(store)
    items = [item for item in files_of_series(store, name, file=file) if item.id not in out]
    if not items:
        raise ObjectUnknown(f"series {name!r}: found it withdrawn already, expected one that counts")
    sources = sorted({item.options["source"] for item in items})
    if len(sources) > 1:
        raise SourcesMixed(
            f"series {name!r}: found files of {' and '.join(sources)}, expected one source",
            hint="name the file as well",
        )
    withdrawal = Withdrawal.of(
        series=name, source=sources[0], items=tuple(item.id for item in items), by=by, at=written(clock()),
        files=tuple(item.name for item in items), reason=reason,
    )  # fmt: skip
    enter(store, withdrawal, items)
    return withdrawal


def put_back_series(
    store: Store, prefix: str, *, by: str | None, reason: str | None, clock: Clock
) -> Withdrawal:
    """Take a withdrawal back, by its id or the beginning of it, or by the name of its series.

    Raises:
        ObjectUnknown: there is no such withdrawal, or there are several.
        SourcesMixed: a series of that name has another source by now.
        SettingInvalid: nobody is named.
    """
    if not (by or "").strip():
        raise SettingInvalid("put back: found no name of who puts it back, expected one", hint="give --by")
    found = [one for one in withdrawals(store) if one.series == prefix or one.id.startswith(prefix)]
    if len(found) != 1:
        named = ", ".join(f"{one.id[:10]} ({one.series})" for one in found or withdrawals(store))
        raise ObjectUnknown(
            f"{prefix}: found {len(found) or 'no'} withdrawals, expected one of {named or 'none: nothing is withdrawn'}"
        )
    (one,) = found
    refuse_mixing(store, one.series, one.source)
    back = Withdrawal.of(
        series=one.series, source=one.source, items=one.items, files=one.files, by=by, at=written(clock()),
        reason=reason or "", undone=one.id,
    )  # fmt: skip
    enter(store, back, [item for item in store.journal.items() if item.id in one.items])
    return back


def files_of_series(store: Store, name: str, *, file: str | None = None) -> tuple[Item, ...]:
    """Return the files of a series, withdrawn or not, or the one that was called `file`.

    Raises:
        ObjectUnknown: there is none.
    """
    files = [item for item in store.journal.items() if is_series(item)]
    found = tuple(item for item in files if item.options["name"] == name and file in (None, item.name))
    if not found:
        own = name in {one.name for one in list_series(store)}
        known = sorted({f"{item.options['name']} ({item.name})" for item in files})
        measured = "one that is measured here or a part of a file" if own else "no such series"
        raise ObjectUnknown(
            f"series {name!r}: found {measured}, expected one that came in from a file: {', '.join(known) or 'none'}",
            hint="fogline series BOOK lists the series",
        )
    return found


def enter(store: Store, withdrawal: Withdrawal, items: Sequence[Item]) -> None:
    """Put a withdrawal, or what takes it back, into the journal, and the rows of its files as it says."""
    with store.writing():
        store.parts.forget(items=withdrawal.items, reports=())
        store.journal.append(WITHDRAWAL, withdrawal.to_dict())
        for item in items:
            keep_again(store, item)
