"""Which addresses may be connected to: the public internet, and what a source was explicitly allowed.

The check is made on the numeric address that is then connected to, at every connection: names are looked up once, so
that a name which changes its address between check and use gains nothing, and each redirect passes here again.
"""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any, TypeAlias
from urllib.parse import urlsplit

from urllib3.util.connection import create_connection

from eventcal.fetch.outcome import GiveUp

PORTS = frozenset({80, 443, 8080, 8443})
MOST_ADDRESSES = 4  # tried in turn; large sites list dozens
GLOBAL_UNICAST = ip_network("2000::/3")  # all of IPv6 that IANA has given out so far
NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: the last four bytes are an IPv4 address
NOT_PUBLIC = tuple(
    ip_network(network)
    for network in (
        "192.88.99.0/24",  # 6to4 relays, withdrawn by RFC 7526; "global" to Python
        "168.63.129.16/32",  # Azure's host agent, from inside its machines
        "3fff::/20",  # documentation, RFC 9637
    )
)

Resolve: TypeAlias = Callable[..., list[Any]]
"""As `socket.getaddrinfo`."""


def is_public(address: str) -> bool:
    """Whether a numeric address is one of the public internet, IPv4 in IPv6 looked through.

    >>> is_public("169.254.169.254"), is_public("64:ff9b::7f00:1"), is_public("93.184.215.14")
    (False, False, True)
    """
    ip = ip_address(address.partition("%")[0])
    if isinstance(ip, IPv6Address):
        inner = _ipv4_inside(ip)
        if inner is not None:
            return is_public(str(inner))
        if ip not in GLOBAL_UNICAST:
            return False
    return ip.is_global and not ip.is_multicast and not any(ip in network for network in NOT_PUBLIC)


def _ipv4_inside(ip: IPv6Address) -> IPv4Address | None:
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


@dataclass(frozen=True, slots=True)
class Guard:
    """What one source may connect to."""

    allow_private: bool = False
    resolve: Resolve = socket.getaddrinfo

    def check_url(self, url: str) -> None:
        """GiveUp unless this is an http(s) address of a host, on a port where web pages are served."""
        try:
            parts = urlsplit(url)
            port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
        except ValueError as error:
            raise GiveUp("the address cannot be understood", "refused") from error
        if port is None:
            raise GiveUp(f"an address that starts with {parts.scheme}: is not fetched, only http and https", "refused")
        if not parts.hostname:
            raise GiveUp("the address names no host", "refused")
        if port not in PORTS and not self.allow_private:
            raise GiveUp(
                f"port {port} of {parts.hostname} is not one of the web (allow_private: true on a source of its own permits it)",
                "refused",
            )

    def check_peer(self, host: str, address: str) -> None:
        """GiveUp unless `host` may be spoken to at the numeric `address`."""
        if not self.allow_private and not is_public(address):
            raise GiveUp(
                f"{host} is at {address}, a private address (allow_private: true on a source of its own permits it)",
                "refused",
            )

    def addresses(self, host: str, port: int) -> list[str]:
        """The numeric addresses of `host` that may be connected to, the system's favourite first.

        GiveUp if there are only others. The time of a look-up is the system's to limit.
        """
        found = self.resolve(host.strip("[]"), port, type=socket.SOCK_STREAM)
        numeric = list(dict.fromkeys(str(entry[4][0]) for entry in found))
        allowed = [address for address in numeric if self.allow_private or is_public(address)]
        if not allowed:
            self.check_peer(host, numeric[0])
        return allowed[:MOST_ADDRESSES]

    def connect(self, host: str, port: int, seconds: float, options: Any = None) -> socket.socket:
        """A connection to the first allowed address that answers; OSError of the last one if none does."""
        addresses = self.addresses(host, port)
        for address in addresses[:-1]:
            try:
                return create_connection((address, port), seconds / len(addresses), socket_options=options)
            except OSError:  # the next may answer
                continue
        return create_connection((addresses[-1], port), seconds / len(addresses), socket_options=options)
