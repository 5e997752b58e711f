"""Deliver one alert to one target. Each way raises AlertUndelivered when the alert did not arrive, and says why."""

import hashlib
import hmac
import json
import os
import smtplib
import ssl
from collections.abc import Mapping
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime

from fogline.errors import AlertUndelivered
from fogline.indicators.alert_rules import Target
from fogline.model.alert import Alert

__all__ = ["deliver", "message_of", "signature"]

WAIT_S = 30.0
ID_HEADER, TIME_HEADER, SIGNATURE_HEADER = "X-Fogline-Alert", "X-Fogline-Time", "X-Fogline-Signature"
SUBJECT_CHARS = 150


def deliver(alert: Alert, target: Target, *, book: str, now: datetime) -> None:
    """Send an alert.

    Args:
        alert: the alert.
        target: where it goes.
        book: name of the casebook, as it is shown.
        now: the time that the message carries.

    Raises:
        AlertUndelivered: it did not arrive.
    """
    ways = {"email": send_mail, "webhook": post, "apprise": notify}
    ways[target.kind](alert, target, book, now)


def message_of(alert: Alert, *, book: str) -> str:
    """Return an alert as text: what it found, by which rule, and its claims."""
    claims = "\n".join(f"  fogline show {book} {claim}" for claim in alert.claims) or "  none"
    return f"{alert.words}\n\nrule: {alert.rule}, {alert.trigger}\nalert: {alert.id}, {alert.at}\nclaims:\n{claims}\n"


def send_mail(alert: Alert, target: Target, book: str, now: datetime) -> None:
    """Send an alert by SMTP; its id is the message's, so that a mail program shows it once."""
    message = EmailMessage()
    message["From"], message["To"] = target.sender, ", ".join(target.receivers)
    message["Subject"] = " ".join(f"[{book}] {alert.words}".split())[:SUBJECT_CHARS]
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{alert.id}@fogline.invalid>"
    message.set_content(message_of(alert, book=book))
    try:
        opened = smtplib.SMTP_SSL if target.tls == "tls" else smtplib.SMTP
        with opened(target.server or "", target.port, timeout=WAIT_S) as server:
            if target.tls == "starttls":
                server.starttls(context=ssl.create_default_context())
            if target.user is not None:
                server.login(target.user, secret_of(target) or "")
            server.send_message(message)
    except (smtplib.SMTPException, OSError, ValueError) as error:
        raise undelivered(target, error) from error


def post(alert: Alert, target: Target, _book: str, now: datetime) -> None:
    """Post an alert as JSON, signed where the target has a secret. Redirects are not followed."""
    import httpx

    body = json.dumps(alert.to_dict(), ensure_ascii=False, sort_keys=True).encode()
    time = str(int(now.timestamp()))
    headers = {"content-type": "application/json", ID_HEADER: alert.id, TIME_HEADER: time}
    if (secret := secret_of(target)) is not None:
        headers[SIGNATURE_HEADER] = signature(body, time, secret)
    try:
        answer = httpx.post(target.url or "", content=body, headers=headers, timeout=WAIT_S, trust_env=False)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
        raise undelivered(target, error) from error
    if not answer.is_success:
        raise AlertUndelivered(f"to.{target.name}: status {answer.status_code}, expected 200 to 299")


def signature(body: bytes, time: str, secret: str) -> str:
    """Return what a receiver computes again: HMAC-SHA256 of the time, a dot and the body."""
    return "sha256=" + hmac.new(secret.encode(), time.encode() + b"." + body, hashlib.sha256).hexdigest()


def notify(alert: Alert, target: Target, book: str, _now: datetime) -> None:
    """Hand an alert to apprise; the service's address stands in an environment variable, since it holds its keys."""
    try:
        import apprise
    except ImportError as error:
        raise AlertUndelivered(
            f"to.{target.name}: apprise is not installed, expected it", hint="pip install 'fogline[alerts]'"
        ) from error
    service = apprise.Apprise()
    if not service.add(secret_of(target) or ""):
        raise AlertUndelivered(
            f"to.{target.name}: ${target.secret} holds no address that apprise knows",
            hint="such as tgram://TOKEN/CHAT or ntfy://TOPIC",
        )
    sent = service.notify(title=f"{book}: {alert.rule}", body=message_of(alert, book=book))
    if not sent:
        raise AlertUndelivered(f"to.{target.name}: the service did not take it")


def secret_of(target: Target, variables: Mapping[str, str] = os.environ) -> str | None:
    """Return the secret in the environment variable that a target names, None where it names none.

    Raises:
        AlertUndelivered: the variable is not set.
    """
    if target.secret is None:
        return None
    if not variables.get(target.secret):
        raise AlertUndelivered(
            f"to.{target.name}: ${target.secret} is not set, expected a secret in it",
            hint="set it where fogline runs",
        )
    return variables[target.secret]


def undelivered(target: Target, error: Exception) -> AlertUndelivered:
    """Say why a target did not take an alert."""
    return AlertUndelivered(f"to.{target.name}: {error or type(error).__name__}, expected an answer")
