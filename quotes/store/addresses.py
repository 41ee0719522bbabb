"""When two addresses lead to one page."""

from collections.abc import Iterator
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

# Parameters that tell where a reader came from and nothing of the page. Written by hand from what analytics
# tools and newsletters add to the links of news sites, 2026.
TRACKING = frozenset(
    {"fbclid", "gclid", "gclsrc", "dclid", "msclkid", "yclid", "twclid", "igshid", "mc_cid", "mc_eid", "_ga"}
    | {"cmpid", "cmp", "ncid", "ocid", "icid", "ito", "smid", "smtyp", "partner", "referrer", "ref_src"}
    | {"at_medium", "at_campaign", "at_custom1", "at_custom2", "at_custom3", "at_custom4", "taid", "xtor"}
)
TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")


def normalize_url(url: str) -> str:
    """An address without what does not tell pages apart; "" for none, and as it is for what is no address.

    Without scheme, "www.", fragment, tracking parameters and a slash at the end; parameters in order.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    kept = sorted(
        (name, value)
        for name, value in parse_qsl(parts.query, keep_blank_values=True)
        if name.casefold() not in TRACKING and not name.casefold().startswith(TRACKING_PREFIXES)
    )
    query = f"?{urlencode(kept)}" if kept else ""
    return f"{_host(parts)}{parts.path.rstrip('/')}{query}"


def list_beginnings(url: str) -> Iterator[str]:
    """How every address begins that leads to the same page; only the address itself when it is none."""
    parts = _split(url.strip())
    if parts is None:
        yield url.strip()
        return
    for scheme in ("https", "http"):
        for prefix in ("", "www."):
            yield f"{scheme}://{prefix}{_host(parts)}{parts.path.rstrip('/')}"


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        return parts if parts.scheme.casefold() in ("http", "https") and _host(parts) else None
    except ValueError:  # "http://[", a port that is no number
        return None


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port}" if parts.port not in (None, 80, 443) else host
