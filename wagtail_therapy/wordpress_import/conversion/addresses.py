"""Addresses of the old site: completed, and without those that lead nowhere or run code."""

from urllib.parse import urljoin, urlsplit

SCHEMES = {"http", "https"}
CONTACT_SCHEMES = {"mailto", "tel", "sms"}
IMAGE_DATA = ("data:image/png;", "data:image/jpeg;", "data:image/gif;", "data:image/webp;")
PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif")
# The picture that is shown until the real one is loaded has a few bytes.
PLACEHOLDER = 400


def linked(address: str, base: str) -> str:
    """Return a whole address for a link, or "" if it has no host or runs code."""
    address = address.strip()
    if address.partition(":")[0].lower() in CONTACT_SCHEMES:
        return address
    return completed(address, base) if address and not address.startswith("#") else ""


def completed(address: str, base: str) -> str:
    """Return an address of the web with its scheme and host, or ""."""
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        is_web = parts.scheme in SCHEMES and bool(parts.hostname)
    except ValueError:
        return ""
    return whole if is_web else ""


def pictured(address: str, base: str) -> str:
    """Return the address of an image, which may be in the address itself, or ""."""
    if address.startswith(IMAGE_DATA):
        return address
    return completed(address, base) if address else ""


def is_placeholder(address: str) -> bool:
    return not address or (address.startswith("data:") and len(address) < PLACEHOLDER)


def is_picture(address: str) -> bool:
    return address.lower().endswith(PICTURES)
