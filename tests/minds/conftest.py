"""Offer a server on this machine that stands in for a model."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fogline.minds import AnswerBook, Consultant, MindOptions, load_mind
from fogline.reading.codebook import load_codebook


class StandIn:
    """Answers every request with what the test put in `content` (words), `body` (bytes) or `status`."""

    def __init__(self):
        self.content = "{}"
        self.body = None
        self.status = 200
        self.silent = threading.Event()
        self.silent.set()
        self.requests = []
        self.headers = []
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                length = int(self.headers["content-length"])
                stand_in.requests.append(json.loads(self.rfile.read(length)))
                stand_in.headers.append(dict(self.headers))
                stand_in.silent.wait()
                body = stand_in.body
                if body is None:
                    message = {"role": "assistant", "content": stand_in.content}
                    body = json.dumps({"choices": [{"message": message}]}).encode()
                self.send_response(stand_in.status)
                self.send_header("content-length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_arguments):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def claims(self, *claims):
        """Answer with these claims."""
        self.content = json.dumps({"claims": claims})

    def close(self):
        self.silent.set()
        self.server.shutdown()
        self.server.server_close()


@pytest.fixture
def stand_in():
    server = StandIn()
    yield server
    server.close()


@pytest.fixture
def make_consultant(stand_in, tmp_path):
    def make(**options):
        given = {"url": stand_in.url, "model": "stand-in", "wait_s": 20.0} | options
        types = {key: (one.acled, one.plover) for key, one in load_codebook().types.items()}
        mind = load_mind("openai_compatible", MindOptions(**given))
        return Consultant(mind, types=types, answers=AnswerBook(tmp_path / "minds"))

    return make


@pytest.fixture
def claim():
    def make(passage, **more):
        return {
            "passage": passage, "sayer": None, "cue": None, "content": None, "stance": "asserted",
            "polarity": "affirmed", "certainty": "stated", "event": None, "trigger": None,
        } | more  # fmt: skip

    return make
