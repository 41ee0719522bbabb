"""Which addresses may be asked at all.

An article, a feed or a redirect may name any address, and whoever runs this program may sit inside a network
whose machines trust it (server-side request forgery). So a name is resolved once, every number that it stands
for is checked, and the connection goes to a number that was checked: a name that stands for another number a
moment later (DNS rebinding) gains nothing.
"""

import socket
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urlsplit

import idna

from quotes.errors import InputError

# What a name or number stands for: addresses of a host and port. Raises OSError where it stands for nothing.
Resolver = Callable[[str, int], Sequence[str]]

DEFAULT_PORTS = {"http": 80, "https": 443}
# Other ports belong to services that are no web sites; these two are where small sites run beside others.
USUAL_PORTS = frozenset({80, 443, 8080, 8443})

# All of IPv6 that is given to anybody on the Internet (RFC 4291); the rest is local, reserved or a test.
GLOBAL_IPV6 = ip_network("2000::/3")
# NAT64 (RFC 6052): the last 32 bits are an IPv4 address.
NAT64 = ip_network("64:ff9b::/96")
# Inside the global ranges and still nobody's web site: documentation (RFC 9637), which Python 3.11 does not
# know, and the machine behind every virtual machine of Azure, which gives out its secrets.
NOT_PUBLIC = (ip_network("3fff::/20"), ip_network("168.63.129.16/32"))

# Signs that a host's name cannot hold and that readers of addresses disagree about.
_FORBIDDEN = set('\\<>"^`{|} %')
_SAFE = "/%:@!$&'()*+,;=~-._"  # stay as they are in a path; a query may hold "?" too


class RefusedError(Exception):
    """An address that must not be asked; the message is a reason in plain words."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart, in the form in which it is sent."""

    url: str
    scheme: str
    host: str
    port: int
    path: str  # with the query

    @property
    def origin(self) -> str:
        """Scheme, host and port: what one robots.txt is for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        standard = self.port == DEFAULT_PORTS[self.scheme]
        return f"{self.scheme}://{host}" + ("" if standard else f":{self.port}")


def parse_target(url: str, *, allow_private: bool = False) -> Target:
    """Take an address apart; raises InputError for one that is broken or must not be asked."""
    if any(ord(sign) < 0x21 or ord(sign) == 0x7F for sign in url) or "\\" in url:
        raise InputError(url, "the address holds a blank or another sign that none has", remedy="check it")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise InputError(url, f"no address that can be read ({error})", remedy="check it") from error
    scheme = parts.scheme.casefold()
    if scheme not in DEFAULT_PORTS:
        raise InputError(url, f"{scheme or 'no'} scheme: only http and https are fetched", remedy="check it")
    if "@" in parts.netloc:
        raise InputError(
            url, "the address holds a user name or password", remedy="take out what stands before the @"
        )
    port = DEFAULT_PORTS[scheme] if port is None else port
    if port not in USUAL_PORTS and not allow_private:
        raise InputError(
            url,
            f"port {port} is not one of a public web site",
            remedy="with --allow-private every port is asked",
        )
    path = quote(parts.path or "/", safe=_SAFE)
    query = quote(parts.query, safe=_SAFE + "?")
    return Target(
        url, scheme, _encode_host(url, parts.hostname or ""), port, f"{path}?{query}" if query else path
    )


def _encode_host(url: str, host: str) -> str:
    if not host or _FORBIDDEN & set(host):
        raise InputError(
            url, "the address names no host" if not host else "a broken host name", remedy="check it"
        )
    if host.isascii():
        return host.casefold()
    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        raise InputError(url, "a host name that nobody can have", remedy="check it") from error


def resolve(host: str, port: int) -> tuple[str, ...]:
    """What the system says that a host stands for: every address, once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return tuple(dict.fromkeys(str(info[4][0]) for info in found))


def is_public(address: str) -> bool:
    """True for an address on the Internet, and for no other: not for this machine, a private network, a link,
    a group, what is reserved, and IPv6 that stands for such an IPv4 address.
    """
    try:
        number = ip_address(address)
    except ValueError:  # with a zone, such as fe80::1%eth0
        return False
    inner = list(_embedded(number))
    if isinstance(number, IPv6Address) and not inner and number not in GLOBAL_IPV6:
        return False
    if any(number.version == network.version and number in network for network in NOT_PUBLIC):
        return False
    if inner:
        return all(is_public(str(one)) for one in inner)
    return number.is_global and not number.is_multicast and not number.is_reserved


def _embedded(number: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """IPv4 addresses that an IPv6 address leads to: mapped, 6to4, Teredo, NAT64."""
    if isinstance(number, IPv6Address):
        if number.ipv4_mapped:
            yield number.ipv4_mapped
        if number.sixtofour:
            yield number.sixtofour
        if number.teredo:
            yield from number.teredo
        if number in NAT64:
            yield IPv4Address(int(number) & 0xFFFFFFFF)


def choose_addresses(host: str, port: int, resolver: Resolver, *, allow_private: bool) -> Sequence[str]:
    """The addresses to connect to for a host, in order.

    Raises RefusedError where one of them is not public, for nobody honest mixes the two, and OSError where
    the host has none.
    """
    try:
        addresses = resolver(host, port)
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError(f"{host} is no name of a host") from error
    if not addresses:
        raise OSError(f"{host} has no address")
    for address in addresses:
        if not allow_private and not is_public(address):
            raise RefusedError(f"{host} is {address}, inside this machine or a private network")
    return addresses
