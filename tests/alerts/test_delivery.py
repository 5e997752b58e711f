"""An alert reaches its target whole, or it is said why not; every server here is on this machine."""

import json
import socketserver
import threading
from contextlib import contextmanager
from datetime import UTC, datetime
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from fogline.alerts.delivery import deliver, message_of, signature
from fogline.errors import AlertUndelivered
from fogline.indicators.alert_rules import Target
from fogline.model.alert import Alert

# apprise asks for a module that Python is about to lose, and does without it where it is gone.
QUIET = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning:apprise.*", "ignore:'imghdr':DeprecationWarning"
)
NOW = datetime(2022, 5, 20, 12, tzinfo=UTC)
ALERT = Alert(
    "disputed", "a contested incident", ("i-1",), "contested shelling, Herat\n: “nichts”", ("c-1", "c-2"), ("r-1",),
    ("desk",), "2022-05-20T12:00:00.000000Z", "w-1",
)  # fmt: skip


@contextmanager
def running(server):
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class Hook(BaseHTTPRequestHandler):
    """Keeps what is posted; answers by path."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        self.server.posted.append((dict(self.headers), body))
        self.send_response(int(self.path.strip("/")))
        self.send_header("location", "/200")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_):
        """Say nothing."""


@pytest.fixture(scope="module")
def hook():
    server = HTTPServer(("127.0.0.1", 0), Hook)
    with running(server):
        yield server


def webhook(hook, status, **given):
    hook.posted = []
    return Target("desk", "webhook", url=f"http://127.0.0.1:{hook.server_port}/{status}", **given)


def test_a_webhook_gets_the_alert_signed(hook, monkeypatch):
    monkeypatch.setenv("FOGLINE_DESK", "quiet")

    deliver(ALERT, webhook(hook, 204, secret="FOGLINE_DESK"), book="north.fog", now=NOW)

    ((headers, body),) = hook.posted
    told = json.loads(body)
    assert (told["rule"], told["claims"], told["words"]) == ("disputed", ["c-1", "c-2"], ALERT.words)
    assert headers["X-Fogline-Alert"] == "w-1"
    assert headers["X-Fogline-Signature"] == signature(body, headers["X-Fogline-Time"], "quiet")
    assert signature(body + b" ", headers["X-Fogline-Time"], "quiet") != headers["X-Fogline-Signature"]


def test_without_a_secret_nothing_is_signed(hook):
    deliver(ALERT, webhook(hook, 200), book="north.fog", now=NOW)

    assert "X-Fogline-Signature" not in hook.posted[0][0]


@pytest.mark.parametrize("status", [302, 404, 500])
def test_another_answer_than_success_is_told_and_no_redirect_followed(hook, status):
    with pytest.raises(AlertUndelivered, match=f"to.desk: status {status}"):
        deliver(ALERT, webhook(hook, status), book="north.fog", now=NOW)

    assert len(hook.posted) == 1


def test_a_secret_that_is_not_set_is_told_and_nothing_sent(hook, monkeypatch):
    monkeypatch.delenv("FOGLINE_DESK", raising=False)

    with pytest.raises(AlertUndelivered, match=r"\$FOGLINE_DESK is not set"):
        deliver(ALERT, webhook(hook, 200, secret="FOGLINE_DESK"), book="north.fog", now=NOW)

    assert hook.posted == []


class Smtp(socketserver.StreamRequestHandler):
    """Takes one mail as a server without encryption does; refuses a receiver called nobody."""

    def handle(self):
        self.say("220 here")
        while line := self.rfile.readline().decode().strip():
            word = line.split(" ")[0].upper()
            if word == "DATA":
                self.say("354 go on")
                lines = iter(self.rfile.readline, b".\r\n")
                self.server.mails.append(b"".join(lines))
            if word == "RCPT" and "nobody" in line:
                self.say("550 no such user")
                continue
            self.say("221 bye" if word == "QUIT" else "250 ok")
            if word == "QUIT":
                return

    def say(self, line):
        self.wfile.write(f"{line}\r\n".encode())


@pytest.fixture
def smtp():
    server = socketserver.TCPServer(("127.0.0.1", 0), Smtp)
    server.mails = []
    with running(server):
        yield server


def mail_to(smtp, receiver, **given):
    return Target(
        "mail", "email", server="127.0.0.1", port=smtp.server_address[1], sender="fogline@wire.example",
        receivers=(receiver,), **{"tls": "none", **given},
    )  # fmt: skip


def test_a_mail_has_the_rule_the_claims_and_an_id_of_its_own(smtp):
    deliver(ALERT, mail_to(smtp, "desk@wire.example"), book="north.fog", now=NOW)

    message = message_from_bytes(smtp.mails[0])
    assert message["Message-ID"] == "<w-1@fogline.invalid>"
    assert "\n" not in str(message["Subject"]).replace("\n ", "")
    text = message.get_payload(decode=True).decode()
    assert "rule: disputed, a contested incident" in text
    assert "fogline show north.fog c-2" in text


@pytest.mark.parametrize(
    "given", [{"receiver": "nobody@wire.example"}, {"receiver": "a@b.example", "tls": "starttls"}]
)
def test_a_server_that_refuses_is_told(smtp, given):
    with pytest.raises(AlertUndelivered, match=r"to\.mail: "):
        deliver(ALERT, mail_to(smtp, **given), book="north.fog", now=NOW)

    assert smtp.mails == []


def test_a_server_that_is_not_there_is_told():
    gone = Target(
        "mail", "email", server="127.0.0.1", port=1, sender="a@b.example", receivers=("c@d.example",)
    )

    with pytest.raises(AlertUndelivered, match=r"to\.mail: "):
        deliver(ALERT, gone, book="north.fog", now=NOW)


@QUIET
def test_a_service_of_apprise_gets_it(hook, monkeypatch):
    hook.posted = []
    monkeypatch.setenv("FOGLINE_PHONE", f"json://127.0.0.1:{hook.server_port}/200")

    deliver(ALERT, Target("phone", "apprise", secret="FOGLINE_PHONE"), book="north.fog", now=NOW)

    assert message_of(ALERT, book="north.fog").strip() in json.loads(hook.posted[0][1])["message"]


@QUIET
def test_an_address_that_apprise_does_not_know_is_told(monkeypatch):
    monkeypatch.setenv("FOGLINE_PHONE", "pigeon://coop")

    with pytest.raises(AlertUndelivered, match="no address that apprise knows"):
        deliver(ALERT, Target("phone", "apprise", secret="FOGLINE_PHONE"), book="north.fog", now=NOW)
