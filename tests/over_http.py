"""Speaks to a real server with the few calls of Django's test client that `Sender` uses."""

import json
import ssl
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any

PIECE = 4096


class Answer:
    """An answer, with what a test asks of Django's own."""

    def __init__(self, status: int, content: bytes, headers: dict[str, str]) -> None:
        self.status_code, self.content, self.headers = status, content, headers

    def json(self) -> Any:
        return json.loads(self.content)


class OverHttp:
    """A client of a server on this machine. `tries` is how often it tries again when nobody answers or all are busy."""

    def __init__(
        self, port: int, *, tls: bool = False, told: dict[str, str] | None = None, tries: int = 1, rate: float = 0
    ) -> None:
        self.port, self.tls, self.told, self.tries, self.rate = port, tls, told or {}, tries, rate

    def get(self, path: str) -> Answer:
        return self.generic("GET", path)

    def post(self, path: str, body: str, content_type: str) -> Answer:
        return self.generic("POST", path, body.encode(), content_type)

    def generic(
        self, method: str, path: str, body: bytes | None = None, content_type: str = "", headers: Any = None
    ) -> Answer:
        told = {**self.told, **({"Content-Type": content_type} if content_type else {}), **(headers or {})}
        for _ in range(self.tries - 1):
            try:
                answer = self._once(method, path, body, told)
            except (OSError, HTTPException):  # the server is being killed, or starts
                time.sleep(0.1)
                continue
            if answer.status_code != 429:
                return answer
            time.sleep(0.5)
        return self._once(method, path, body, told)

    def _once(self, method: str, path: str, body: bytes | None, told: dict[str, str]) -> Answer:
        if self.tls:
            tls = ssl._create_unverified_context()
            connection: HTTPConnection = HTTPSConnection("127.0.0.1", self.port, context=tls, timeout=300)
        else:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=300)
        try:
            if self.rate and body:
                told = {**told, "Content-Length": str(len(body))}
                connection.request(method, path, self._slowly(body), told)
            else:
                connection.request(method, path, body, told)
            answer = connection.getresponse()
            return Answer(answer.status, answer.read(), dict(answer.headers))
        finally:
            connection.close()

    def _slowly(self, body: bytes) -> Any:
        """Yield a body at so many bytes a second."""
        began = time.monotonic()
        for at in range(0, len(body), PIECE):
            yield body[at : at + PIECE]
            wait = began + (at + PIECE) / self.rate - time.monotonic()
            if wait > 0:
                time.sleep(wait)
