"""When two addresses lead to one page, what of an address is worth keeping, and which may become links.

The parameters that only track are listed here and not taken from courlan, which trafilatura brings: courlan
drops every parameter with a word in it that begins like a tracker's, such as `gallery=2`, `game=7` or
`reference=15`, and would so take different pages for one.
"""

import re
from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit, urlunsplit

# Parameters that tell where a reader came from and nothing of the page. Written by hand from what analytics
# tools and newsletters add to the links of news sites, 2026, and completed by those parameters of courlan 1.4
# (which has them from AdGuard, ClearURLs and Firefox) that are whole names or unmistakable beginnings.
TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "msclkid", "yclid", "ysclid", "twclid", "igshid"}
    | {"gbraid", "wbraid", "clickid", "mc_cid", "mc_eid", "_ga", "_gl", "partnerid"}
    | {"cmpid", "cmp", "ncid", "ocid", "icid", "ito", "smid", "smtyp", "partner", "referrer", "ref_src"}
    | {"at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "taid", "xtor"}
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_", "itm_", "oly_", "vero_", "mkt_")

_BLANK_OR_CONTROL = re.compile(r"[\s\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffd]")


def accept_url(url: str) -> str:
    """The URL when it is a plain web address (http or https, with a host), else "".

    Everything else (`javascript:`, `data:`, `file:`, text that only looks like an address) is shown as
    text and never as a link.
    """
    if _BLANK_OR_CONTROL.search(url):
        return ""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:  # "http://[" and the like
        return ""
    return url if parts.scheme.lower() in ("http", "https") and host else ""


def normalize_url(url: str) -> str:
    """An address without what does not tell pages apart; "" for none, and as it is for what is no address.

    Without scheme, "www.", fragment, tracking parameters and a slash at the end; parameters in order.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    kept = sorted(_telling_parameters(parts))
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{_bare_host(parts)}{parts.path.rstrip('/')}{query}"


def clean_url(url: str) -> str:
    """The address of a page as it is kept with the article, and as anybody can open it.

    Without fragment, tracking parameters, name and password, and with the host in small letters; as it is
    when nothing of that is in it, and for what is no address.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    kept = _telling_parameters(parts)
    # A query that tracks nothing stays to the letter: some sites do not know it spelt another way.
    query = parts.query if len(kept) == len(_parameters(parts)) else urlencode(kept)
    host = _with_port(parts, parts.hostname or "")
    return urlunsplit((parts.scheme.casefold(), host, parts.path or "/", query, ""))


def list_beginnings(url: str) -> Iterator[str]:
    """How every address begins that leads to the same page; only the address itself when it is none."""
    parts = _split(url.strip())
    if parts is None:
        yield url.strip()
        return
    for scheme in ("https", "http"):
        for prefix in ("", "www."):
            yield f"{scheme}://{prefix}{_bare_host(parts)}{parts.path.rstrip('/')}"


def _parameters(parts: SplitResult) -> list[tuple[str, str]]:
    return parse_qsl(parts.query, keep_blank_values=True)


def _telling_parameters(parts: SplitResult) -> list[tuple[str, str]]:
    """Those that tell pages apart."""
    return [
        (name, value)
        for name, value in _parameters(parts)
        if name.casefold() not in TRACKING and not name.casefold().startswith(TRACKING_PREFIXES)
    ]


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.scheme.casefold() in ("http", "https") and _bare_host(parts) else None
    except ValueError:  # "http://[", a port that is no number
        return None


def _bare_host(parts: SplitResult) -> str:
    return _with_port(parts, (parts.hostname or "").removeprefix("www."))


def _with_port(parts: SplitResult, host: str) -> str:
    host = f"[{host}]" if ":" in host else host
    return f"{host}:{parts.port}" if parts.port not in (None, 80, 443) else host
