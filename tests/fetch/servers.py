"""Servers on 127.0.0.1 that answer as they are told, well or badly, and remember what they were asked."""

from __future__ import annotations

import socket
import ssl
import struct
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

HTML = b"<!doctype html><html><title>Fjord Days 2027</title><h1>Fjord Days</h1></html>"


@dataclass
class Asked:
    path: str
    headers: dict[str, str]
    began: float
    ended: float = 0.0


@dataclass
class Reply:
    body: bytes = HTML
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


@dataclass
class Site:
    """What a server answers, by path; several replies are given one after the other, the last one for ever."""

    port: int
    replies: dict[str, list[Reply]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    scheme: str = "http"

    def url(self, path: str = "/") -> str:
        return f"{self.scheme}://127.0.0.1:{self.port}{path}"

    def says(self, path: str, *replies: Reply) -> str:
        self.replies[path] = list(replies)
        return self.url(path)

    def paths(self) -> list[str]:
        return [asked.path for asked in self.asked]

    def next_reply(self, path: str) -> Reply:
        replies = self.replies.get(path) or [Reply(b"no such page", 404)]
        return replies.pop(0) if len(replies) > 1 else replies[0]


@contextmanager
def site(certificate: Path | None = None) -> Iterator[Site]:
    """A server that speaks https where it has a certificate."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: Any) -> None:
            pass

        def do_GET(self) -> None:
            asked = Asked(self.path, {k.lower(): v for k, v in self.headers.items()}, time.monotonic())
            here.asked.append(asked)
            reply = here.next_reply(self.path)
            time.sleep(reply.seconds)
            asked.ended = time.monotonic()
            self.send_response_only(reply.status)
            for name, value in {"Content-Length": str(len(reply.body)), **reply.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with suppress(OSError):  # the client may have seen enough
                self.wfile.write(reply.body)

        def handle_one_request(self) -> None:
            with suppress(ConnectionError):
                super().handle_one_request()

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    here = Site(server.server_address[1], scheme="https" if certificate else "http")
    if certificate:
        server.socket = speaks_https(certificate).wrap_socket(server.socket, server_side=True)
    here.replies["/"] = [Reply()]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield here
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def speaks_https(certificate: Path) -> ssl.SSLContext:
    """What a server speaks https by."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificate)
    return context


def make_certificate(folder: Path, *, expired: bool = False) -> Path:
    """A key and a certificate of 127.0.0.1 and knots.example, signed by itself, in one file."""
    key, request, signed = (folder / name for name in ("server.pem", "request.pem", "signed.pem"))
    asked = "openssl req -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj /CN=knots.example".split()
    names = ["-addext", "subjectAltName=IP:127.0.0.1,DNS:knots.example"]
    sign = f"openssl x509 -req -days {-1 if expired else 2} -copy_extensions copy".split()
    files = ["-in", str(request), "-signkey", str(key), "-out", str(signed)]
    subprocess.run([*asked, *names, "-keyout", str(key), "-out", str(request)], check=True, capture_output=True)
    subprocess.run([*sign, *files], check=True, capture_output=True)
    key.write_text(key.read_text() + signed.read_text())
    return key


@contextmanager
def silent_port(host: str, port: int) -> Iterator[None]:
    """A port that answers nobody, as behind a firewall: its queue is full, so that the system drops who knocks (Linux)."""
    with ExitStack() as stack:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = stack.enter_context(socket.socket(family))
        listener.bind((host, port))
        listener.listen(0)
        for _ in range(4):
            waiting = stack.enter_context(socket.socket(family))
            waiting.setblocking(False)
            waiting.connect_ex((host, port))
        yield


@contextmanager
def raw_server(*talks: Callable[[socket.socket], None], hears_first: bool = True) -> Iterator[str]:
    """A server that answers the first connection by the first of `talks`, and so on, the last one for ever.

    It waits for a request before each, unless the talk does so itself.
    """
    listener = socket.create_server(("127.0.0.1", 0))
    over = threading.Event()

    def serve() -> None:
        turn = 0
        while not over.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            threading.Thread(target=talk, args=(connection, talks[min(turn, len(talks) - 1)]), daemon=True).start()
            turn += 1

    def talk(connection: socket.socket, say: Callable[[socket.socket], None]) -> None:
        with connection, suppress(OSError):
            connection.settimeout(5)
            if hears_first:
                connection.recv(65536)
            say(connection)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
    finally:
        over.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(5)


def no_robots(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


def sends(*parts: bytes, every_s: float = 0.0) -> Callable[[socket.socket], None]:
    """Sends the parts with a pause before each but the first, then closes."""

    def say(connection: socket.socket) -> None:
        for number, part in enumerate(parts):
            time.sleep(every_s if number else 0)
            connection.sendall(part)

    return say


def resets_after(part: bytes) -> Callable[[socket.socket], None]:
    """Sends a part, then breaks the connection off."""

    def say(connection: socket.socket) -> None:
        connection.sendall(part)
        time.sleep(0.05)  # a reset that overtakes the part would be another fault
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    return say
