"""Speaks to a browser as a person would use it: Firefox by its own Marionette, WebKitGTK by W3C WebDriver.

Both say the same things in two ways, so there is one list of what is said. Nothing is downloaded: Debian has no driver
for Firefox, and needs none.
Source: https://www.w3.org/TR/webdriver2/ and https://firefox-source-docs.mozilla.org/testing/marionette/
"""

import json
import socket
from collections.abc import Mapping
from http.client import HTTPConnection
from typing import Any, Protocol

ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the member under which a reference to an element stands
PATIENCE = 300  # seconds of one command: a post-quantum key takes long on a busy machine
# What is said: by W3C WebDriver a method and the end of an address, by Marionette a name.
SAID = {
    "open": ("POST", "url", "WebDriver:Navigate"),
    "find": ("POST", "elements", "WebDriver:FindElements"),
    "click": ("POST", "element/{id}/click", "WebDriver:ElementClick"),
    "clear": ("POST", "element/{id}/clear", "WebDriver:ElementClear"),
    "type": ("POST", "element/{id}/value", "WebDriver:ElementSendKeys"),
    "text": ("GET", "element/{id}/text", "WebDriver:GetElementText"),
    "run": ("POST", "execute/sync", "WebDriver:ExecuteScript"),
    "cookie": ("POST", "cookie", "WebDriver:AddCookie"),
    "cookies": ("GET", "cookie", "WebDriver:GetCookies"),
    "no cookies": ("DELETE", "cookie", "WebDriver:DeleteAllCookies"),
}


class DriverError(Exception):
    """The browser said that it could not do what it was told."""


class Driver(Protocol):
    """A session of one browser."""

    name: str
    version: str

    def say(self, what: str, **told: Any) -> Any:
        """Say one thing of SAID; return what the browser answers. Raises: DriverError, OSError"""
        ...

    def end(self) -> None:
        """End the session."""
        ...


class WebDriver:
    """A session over HTTP, as WebKitGTK's driver has it."""

    def __init__(self, port: int, capabilities: Mapping[str, object]) -> None:
        self.port, self.session = port, ""
        begun = self._ask("POST", "/session", {"capabilities": {"alwaysMatch": dict(capabilities)}})
        self.session = f"/session/{begun['sessionId']}"
        self.name, self.version = begun["capabilities"]["browserName"], begun["capabilities"]["browserVersion"]

    def say(self, what: str, **told: Any) -> Any:
        method, path, _ = SAID[what]
        return self._ask(method, f"{self.session}/{path.format(**told)}", told)

    def end(self) -> None:
        self._ask("DELETE", self.session, {})

    def _ask(self, method: str, path: str, told: Mapping[str, object]) -> Any:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            body = json.dumps(told) if method == "POST" else None
            connection.request(method, path, body, {"Content-Type": "application/json"})
            value = json.load(connection.getresponse())["value"]
        finally:
            connection.close()
        if isinstance(value, dict) and "error" in value:
            raise DriverError(f"{value['error']}: {value.get('message', '')}")
        return value


class Marionette:
    """A session over Firefox's own socket: each message is its length, a colon, and JSON."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.stream, self.number = self.socket.makefile("rb"), 0
        self._read()  # Firefox speaks first
        begun = self._ask("WebDriver:NewSession", {})
        self.name, self.version = begun["capabilities"]["browserName"], begun["capabilities"]["browserVersion"]

    def say(self, what: str, **told: Any) -> Any:
        answer = self._ask(SAID[what][2], told)
        return answer["value"] if isinstance(answer, dict) and "value" in answer else answer

    def end(self) -> None:
        self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})
        self.socket.close()

    def _ask(self, command: str, told: Mapping[str, object]) -> Any:
        self.number += 1
        message = json.dumps([0, self.number, command, told])
        self.socket.sendall(f"{len(message)}:{message}".encode())
        _, _, error, answer = self._read()
        if error:
            raise DriverError(f"{error['error']}: {error.get('message', '')}")
        return answer

    def _read(self) -> Any:
        length = b""
        while not length.endswith(b":"):
            piece = self.stream.read(1)
            if not piece:
                raise DriverError("Firefox ended the conversation")
            length += piece
        return json.loads(self.stream.read(int(length[:-1])))
