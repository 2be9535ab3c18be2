"""What HTML of the old site or of ours shows and leads to."""

from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup


def alts_in(html):
    soup = BeautifulSoup(str(html), "html.parser")
    return [alt for one in soup.find_all("img") if (alt := one.get("alt", "").strip())]


def links_in(html, urls):
    """Return the links to posts, as addresses of ours."""
    found = set()
    for one in BeautifulSoup(html, "html.parser").find_all("a", href=True):
        parts = urlsplit(one["href"])
        path = unquote(parts.path).rstrip("/") + "/"
        if path in urls or path in urls.values():
            found.add((urls.get(path, path), parts.fragment))
    return found
