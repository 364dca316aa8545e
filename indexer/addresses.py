"""Addresses of pages, as posts write them: anything may stand where one should."""

from urllib.parse import SplitResult, urlsplit


def read_address(link: str) -> SplitResult | None:
    """Return an address's parts; None where it is none ("https://[x": a bracket opens an IPv6 number)."""
    try:
        return urlsplit(link)
    except ValueError:
        return None


def host_of(link: str) -> str:
    """Return the host of a link, folded, without "www."; empty where there is none. A link may lack its scheme."""
    read = read_address(link if "://" in link else f"https://{link}")
    return (read and read.hostname or "").removeprefix("www.")
