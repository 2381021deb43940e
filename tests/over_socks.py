"""A stand-in for Tor's SOCKS port: one onion name leads to a port of loopback, and all others nowhere."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingTCPServer
from threading import Thread


@contextmanager
def onion(name: str, port: int) -> Iterator[tuple[str, set[bytes]]]:
    """Serve. Gives the address of the SOCKS port, and the names under which paths were asked for."""
    circuits: set[bytes] = set()

    class Socks(BaseRequestHandler):
        def take(self, count: int) -> bytes:
            got = b""
            while len(got) < count:
                piece = self.request.recv(count - len(got))
                if not piece:
                    raise ConnectionError
                got += piece
            return got

        def handle(self) -> None:
            try:
                self.lead()
            except OSError:
                return

        def lead(self) -> None:
            self.take(self.take(2)[1])
            self.request.sendall(b"\x05\x02")
            circuits.add(self.take(self.take(2)[1]))
            self.take(self.take(1)[0])
            self.request.sendall(b"\x01\x00")
            self.take(4)
            asked = self.take(self.take(1)[0])
            self.take(2)
            if asked != name.encode():
                self.request.sendall(b"\x05\x04\x00\x01" + bytes(6))
                return
            with socket.create_connection(("127.0.0.1", port)) as there:
                self.request.sendall(b"\x05\x00\x00\x01" + bytes(6))
                back = Thread(target=pass_on, args=(there, self.request), daemon=True)
                back.start()
                pass_on(self.request, there)
                back.join()

    server = ThreadingTCPServer(("127.0.0.1", 0), Socks)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"127.0.0.1:{server.server_address[1]}", circuits
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def pass_on(one: socket.socket, other: socket.socket) -> None:
    """Hand on what comes, until it ends."""
    try:
        while piece := one.recv(65536):
            other.sendall(piece)
        other.shutdown(socket.SHUT_WR)
    except OSError:
        return
