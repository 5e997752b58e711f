"""Read what Telegram Desktop exports of a channel: each message is one report."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from fogline.errors import InputError, SourceRefused, SourceUnreadable
from fogline.model.report import Report
from fogline.readers._compose import Found, compose
from fogline.readers._decode import decode
from fogline.readers._fields import clean_field, published_iso
from fogline.readers._seam import Certainty, Outcome, ReadOptions

__all__ = ["TelegramReader"]

CHANNELS = ("public_channel", "private_channel")
GROUPS = ("public_supergroup", "private_supergroup", "private_group")
PERSONAL = ("personal_chat", "bot_chat", "saved_messages", "verify_codes", "replies")
CHAT = re.compile(rb'"type"\s*:\s*"(?:' + "|".join((*CHANNELS, *GROUPS, *PERSONAL)).encode() + rb')"')
MESSAGES = re.compile(rb'"messages"\s*:\s*\[')
ACCOUNT = re.compile(rb'(\xef\xbb\xbf)?\s*\{\s*"about"\s*:\s*"Here is the data you requested')
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{3,31}")
ADDRESS = re.compile(rf"https?://(?:t|telegram)\.me/(?:s/)?({NAME.pattern})/?")
MEDIA = ("photo", "file", "media_type")
BARE = {"poll": "poll", "location_information": "location", "contact_information": "contact"}
# So many kinds are enough for a person to see what was passed over.
KINDS_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Chat:
    """A channel or a group: who publishes what stands in it, and its public name where that is known."""

    name: str | None
    id: str
    is_channel: bool
    username: str | None

    def key_of(self, message: Mapping[str, Any]) -> str:
        """Return a message's key; a text that was changed later is another one than the first."""
        edited = moment_of(message, "edited")
        version = f" edited {edited}" if edited else ""
        return f"{self.username or self.id}/{message.get('id')}{version}"

    def url_of(self, message: Mapping[str, Any]) -> str | None:
        """Return where a message stands on the web."""
        return f"https://t.me/{self.username}/{message.get('id')}" if self.username else None


class TelegramReader:
    """Read `result.json` as Telegram Desktop writes it, of one chat or of a whole account.

    The outlet is the channel, of a forwarded message the channel that it comes from. A
    group's messages have the group as their outlet; who wrote them is not kept, nor are
    chats between persons read. Captions are texts; an album is one report. A text that was
    edited later says so in its key.
    The address needs the channel's public name, which the export leaves out: give it as `url`.
    """

    suffixes: tuple[str, ...] = ()
    media_types: tuple[str, ...] = ()

    def recognise(self, head: bytes) -> Certainty:
        """A chat's type and its messages, or the words with which an account's export begins, are certain."""
        is_chat = CHAT.search(head) and MESSAGES.search(head)
        return Certainty.CERTAIN if is_chat or ACCOUNT.match(head) else Certainty.NO

    def read(self, original: bytes, *, name: str, options: ReadOptions) -> Iterator[Outcome]:
        """Yield one report a message or album, and for each chat one error that counts what was passed over."""
        try:
            exported = parsed(original, name, options)
        except InputError as error:
            yield error
            return
        position = 0
        for found in listed_chats(exported):
            chat = chat_of(found, options)
            if chat is None:
                yield SourceRefused(
                    f"{name}: a chat of the kind {clean_field(found.get('type'))!r}, expected a channel or a group",
                    hint="talks between persons are not read",
                )
                continue
            for outcome in read_chat(found, chat, name=name, options=options, position=position):
                yield outcome
                position += isinstance(outcome, Report)


def parsed(original: bytes, name: str, options: ReadOptions) -> Mapping[str, Any]:
    """Return the export's object.

    Raises:
        SourceUnreadable: the bytes are no JSON, or no object with messages or chats.
    """
    hint = "export the channel from Telegram Desktop as JSON"
    try:
        found = json.loads(decode(original, name=name, charset=options.charset))
    except json.JSONDecodeError as error:
        raise SourceUnreadable(
            f"{name}:{error.lineno}: not JSON ({error.msg} at column {error.colno}), expected a Telegram export",
            hint=hint,
        ) from error
    except (RecursionError, ValueError) as error:
        raise SourceUnreadable(
            f"{name}: {type(error).__name__}, expected a Telegram export", hint=hint
        ) from error
    if not isinstance(found, dict) or not listed_chats(found):
        raise SourceUnreadable(f"{name}: no chat with messages, expected a Telegram export", hint=hint)
    return found


def listed_chats(exported: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the chats of an export: the one that it is, or those of an account."""
    held = [exported]
    for part in ("chats", "left_chats"):
        inner = exported.get(part)
        held += listed(inner.get("list")) if isinstance(inner, dict) else []
    return [chat for chat in held if isinstance(chat.get("messages"), list)]


def listed(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects in a list; nothing where it is none."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def chat_of(found: Mapping[str, Any], options: ReadOptions) -> Chat | None:
    """Return the channel or group whose messages these are; None for a talk between persons."""
    kind = found.get("type")
    if kind not in (*CHANNELS, *GROUPS):
        return None
    given = ADDRESS.fullmatch(options.url or "")
    written = found.get("username")
    username = (
        given[1] if given else written if isinstance(written, str) and NAME.fullmatch(written) else None
    )
    return Chat(clean_field(found.get("name")), str(found.get("id")), kind in CHANNELS, username)


def read_chat(
    found: Mapping[str, Any], chat: Chat, *, name: str, options: ReadOptions, position: int
) -> Iterator[Outcome]:
    """Yield a chat's reports in order, and what was passed over."""
    # The address of a channel is that of none of its messages.
    own = replace(options, url=None) if ADDRESS.fullmatch(options.url or "") else options
    passed: Counter[str] = Counter()
    messages = listed(found["messages"])
    passed["no message"] = len(found["messages"]) - len(messages)
    for album in albums(messages):
        first = album[0]
        text = "\n\n".join(filter(None, (words_of(message).strip() for message in album)))
        if first.get("type") != "message":
            passed[f"service: {clean_field(first.get('action')) or 'unknown'}"] += 1
        elif not text:
            bare = next((kind for field, kind in BARE.items() if first.get(field)), "no words")
            passed["media without words" if has_media(first) else bare] += 1
        else:
            where = f"{name}, message {clean_field(first.get('id'))}"
            facts = facts_of(first, chat)
            yield compose(text, reader="telegram", position=position, name=where, options=own, found=facts)
            position += 1
    if kinds := +passed:
        shown = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common(KINDS_SHOWN))
        yield SourceUnreadable(
            f"{name}: {chat.name}: passed over {kinds.total():,} of {len(found['messages']):,} messages ({shown}), "
            "expected words",
            hint="nothing is missing: they hold no text",
        )


def albums(messages: Iterable[Mapping[str, Any]]) -> Iterator[list[Mapping[str, Any]]]:
    """Yield each message by itself, and pictures that were posted together, in one second, as one."""
    held: list[Mapping[str, Any]] = []
    for message in messages:
        if held and not (has_media(held[-1]) and has_media(message) and posted(held[-1]) == posted(message)):
            yield held
            held = []
        held.append(message)
    if held:
        yield held


def posted(message: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what the messages of one album share."""
    return tuple(
        message.get(field) for field in ("type", "date", "date_unixtime", "from_id", "forwarded_from")
    )


def has_media(message: Mapping[str, Any]) -> bool:
    """Whether a message carries a picture, a film or a file."""
    return any(message.get(field) for field in MEDIA)


def words_of(message: Mapping[str, Any]) -> str:
    """Return a message's text, which is a string or a list of strings and marked pieces."""
    written = message.get("text") or message.get("text_entities")
    if isinstance(written, str):
        return written
    pieces = written if isinstance(written, list) else []
    texts = (piece.get("text") if isinstance(piece, dict) else piece for piece in pieces)
    return "".join(text for text in texts if isinstance(text, str))


def facts_of(message: Mapping[str, Any], chat: Chat) -> Found:
    """Return what an export says of a message: of a forwarded one, whose words they are."""
    outlet: object = chat.name
    if "forwarded_from" in message:
        # A person is no outlet, nor is an origin that is hidden: its name stands there without an id.
        is_channel = str(message.get("forwarded_from_id")).startswith("channel")
        outlet = message["forwarded_from"] if is_channel else None
    return Found(
        key=chat.key_of(message),
        url=chat.url_of(message),
        outlet=outlet,
        author=message.get("author") if chat.is_channel and outlet == chat.name else None,
        published=moment_of(message, "date"),
    )


def moment_of(message: Mapping[str, Any], field: str) -> str | None:
    """Return a message's time in UTC where the export gives it so, else as its writer's clock showed it."""
    try:
        seconds = int(message[f"{field}_unixtime"])
        return published_iso(datetime.fromtimestamp(seconds, UTC))
    except (KeyError, TypeError, ValueError, OverflowError, OSError):
        return published_iso(message.get(field))
