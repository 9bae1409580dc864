"""What an error of the network means, in words for people."""

from __future__ import annotations

import errno
import http.client
import socket
import ssl
from collections.abc import Iterator

from requests.exceptions import InvalidHeader
from urllib3.exceptions import ConnectTimeoutError, DecodeError, IncompleteRead

from eventcal.fetch.limits import Limits
from eventcal.fetch.outcome import GiveUp
from eventcal.model import FailedKind

UNREACHABLE = frozenset({errno.ENETUNREACH, errno.ENETDOWN, errno.EHOSTUNREACH})
CERTIFICATE = {
    10: "certificate of {host} has expired",
    18: "certificate of {host} is signed by nobody but itself",
    19: "certificate of {host} is signed by an unknown authority",
    20: "certificate of {host} is signed by an unknown authority",
    62: "certificate of {host} is for another name",
    64: "certificate of {host} is for another name",
}  # X509_V_ERR_… of OpenSSL


def reason_for(error: BaseException, host: str, limits: Limits) -> GiveUp:
    """The GiveUp that tells of `error`. What a server wrote is not repeated."""
    causes = list(_causes(error))
    for cause in causes:
        if isinstance(cause, GiveUp):
            return cause
        if isinstance(cause, ssl.SSLCertVerificationError):
            words = CERTIFICATE.get(cause.verify_code, "certificate of {host} is not valid")
            return GiveUp(words.format(host=host), "network")
        if isinstance(cause, socket.gaierror):
            return _unknown_name(cause, host)
    for kinds, words, again in _table(host, limits):
        if any(isinstance(cause, kinds) for cause in causes):
            return GiveUp(words, "network", again=again)
    return _other(causes, host)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """An error and those that it came from, the first cause last."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _unknown_name(error: socket.gaierror, host: str) -> GiveUp:
    if error.errno == socket.EAI_AGAIN:
        return GiveUp(f"the address of {host} cannot be looked up now", "offline", again=True)
    return GiveUp(f"there is no host {host}", "network")


def _table(host: str, limits: Limits) -> list[tuple[type[BaseException], str, bool]]:
    """(error, words, whether to try again), the narrower before the wider."""
    return [
        (ConnectTimeoutError, f"no connection to {host} within {limits.connect_s:g} s", True),
        (TimeoutError, f"{host} stopped answering", False),
        (ConnectionRefusedError, f"{host} refuses the connection", True),
        (ConnectionError, f"{host} closed the connection", True),
        (IncompleteRead, "the answer was cut short", False),
        (http.client.IncompleteRead, "the answer was cut short", False),
        (ssl.SSLError, f"no secure connection to {host}", False),
    ]


def _other(causes: list[BaseException], host: str) -> GiveUp:
    for cause in causes:
        if isinstance(cause, DecodeError):
            return GiveUp("the answer cannot be unpacked", "unreadable")
        if isinstance(cause, http.client.HTTPException | InvalidHeader):
            return GiveUp(f"what {host} answers is not HTTP", "network")
        if isinstance(cause, ValueError):
            return GiveUp("the address cannot be understood", "refused")
    first = causes[-1]
    if isinstance(first, OSError) and first.strerror:
        kind: FailedKind = "offline" if first.errno in UNREACHABLE else "network"
        return GiveUp(f"no connection to {host}: {first.strerror}", kind, again=True)
    return GiveUp(f"no answer from {host} ({type(causes[0]).__name__})", "network")
