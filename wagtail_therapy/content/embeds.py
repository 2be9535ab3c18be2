"""Videos on YouTube and Vimeo, with the players that track least.

It reads URLs only, and sends no requests.
"""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

YOUTUBE = {"youtube.com", "m.youtube.com", "music.youtube.com", "youtube-nocookie.com"}
YOUTUBE_SHORT = "youtu.be"
VIMEO = {"vimeo.com", "player.vimeo.com"}

YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}")
YOUTUBE_PATH = re.compile(r"/(?:embed|shorts|live|v)/([^/]+)/?")
# An unlisted video has a second part.
VIMEO_PATH = re.compile(
    r"/(?:video/|channels/[^/]+/|groups/[^/]+/videos/|(?:showcase|album)/\d+/video/)?"
    r"(?P<id>[0-9]+)(?:/(?P<secret>[0-9a-f]+))?/?"
)
VIMEO_SECRET = re.compile(r"[0-9a-f]*")
START = re.compile(r"(?:(\d{1,5})h)?(?:(\d{1,5})m)?(?:(\d{1,5})s?)?", re.ASCII)


@dataclass(frozen=True)
class Player:
    """The URL of a video's player for a frame, and that of its page for a link."""

    host: str
    frame_url: str
    page_url: str


def player_for(url: str) -> Player | None:
    """Return the player of a video on YouTube or Vimeo, or None for other URLs."""
    try:
        parts = urlsplit(url.strip())
        domain = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"}:
        return None
    if domain in YOUTUBE or domain == YOUTUBE_SHORT:
        return _youtube(domain, parts.path, _query(parts))
    return _vimeo(parts.path, _query(parts)) if domain in VIMEO else None


def _query(parts: SplitResult) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(parts.query).items()}


def _youtube(domain: str, path: str, query: dict[str, str]) -> Player | None:
    found = YOUTUBE_PATH.fullmatch(path)
    if domain == YOUTUBE_SHORT:
        video = path.strip("/")
    else:
        video = found[1] if found else query.get("v", "")
    if not YOUTUBE_ID.fullmatch(video):
        return None
    start = _seconds(query.get("t") or query.get("start") or "")
    begin = {"start": start} if start else {}
    link = {"v": video} | ({"t": f"{start}s"} if start else {})
    return Player(
        "YouTube",
        f"https://www.youtube-nocookie.com/embed/{video}?{urlencode({'autoplay': 1} | begin)}",
        f"https://www.youtube.com/watch?{urlencode(link)}",
    )


def _vimeo(path: str, query: dict[str, str]) -> Player | None:
    found = VIMEO_PATH.fullmatch(path)
    if not found:
        return None
    video, secret = found["id"], found["secret"] or query.get("h", "")
    if not VIMEO_SECRET.fullmatch(secret):
        return None
    parameters = {"dnt": 1, "autoplay": 1} | ({"h": secret} if secret else {})
    return Player(
        "Vimeo",
        f"https://player.vimeo.com/video/{video}?{urlencode(parameters)}",
        "/".join(filter(None, ["https://vimeo.com", video, secret])),
    )


def _seconds(text: str) -> int:
    found = START.fullmatch(text)
    if not found:
        return 0
    hours, minutes, seconds = (int(number or 0) for number in found.groups())
    return hours * 3600 + minutes * 60 + seconds
