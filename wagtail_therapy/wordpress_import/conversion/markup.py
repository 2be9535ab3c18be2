"""HTML for what isn't written in HTML: every block and shortcode becomes some of it first.

One converter then makes our blocks of all HTML. ``data-wp`` marks what HTML has no element for.
"""

from html import escape

from .results import Check

MARK, ADDRESS, REASON, NAME = "data-wp", "data-address", "data-reason", "data-name"
CHECK, EMBED, BUTTON, MORE, PAGE, CLASSIC = "check", "embed", "button", "more", "page", "classic"


def marked(kind: str) -> str:
    return f'<hr {MARK}="{kind}">'


def classic(html: str) -> str:
    """Return HTML that keeps line breaks."""
    return f'<div {MARK}="{CLASSIC}">{html}</div>'


def check(reason: Check, html: str, name: str = "") -> str:
    named = f' {NAME}="{escape(name)}"' if name else ""
    return f'<div {MARK}="{CHECK}" {REASON}="{reason}"{named}>{html}</div>'


def paragraph(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text.strip() else ""


def heading(text: str, level: int = 3) -> str:
    return f"<h{level}>{escape(text, quote=False)}</h{level}>" if text.strip() else ""


def link(address: str, text: str) -> str:
    return f'<p><a href="{escape(address)}">{escape(text, quote=False)}</a></p>'


def button(address: str, text: str) -> str:
    """Return a button. ``text`` is text, not HTML."""
    if not text.strip():
        return ""
    written = escape(text, quote=False)
    return f'<p><a {MARK}="{BUTTON}" href="{escape(address)}">{written}</a></p>'


def image(address: str, alt: str = "", caption: str = "", attachment_id: int | None = None) -> str:
    """Return an image. ``caption`` is HTML."""
    if not address:
        return ""
    known = f' class="wp-image-{attachment_id}"' if attachment_id else ""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(address)}" alt="{escape(alt)}"{known}>{below}</figure>'


def gallery(images: list[str]) -> str:
    return f'<figure class="wp-block-gallery">{"".join(images)}</figure>' if images else ""


def embed(address: str, caption: str = "") -> str:
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    return f'<figure {MARK}="{EMBED}" {ADDRESS}="{escape(address)}">{below}</figure>'


def recording(kind: str, address: str, caption: str = "", poster: str = "") -> str:
    """Return a video or audio file."""
    below = f"<figcaption>{caption}</figcaption>" if caption else ""
    shown = f' poster="{escape(poster)}"' if poster else ""
    return f'<figure><{kind} src="{escape(address)}"{shown}></{kind}>{below}</figure>'


def opening_question(question: str) -> str:
    return f"<details><summary>{escape(question, quote=False)}</summary><div>"


CLOSING_QUESTION = "</div></details>"


def closing_quote(author: str) -> str:
    cited = f"<cite>{escape(author, quote=False)}</cite>" if author.strip() else ""
    return f"{cited}</blockquote>"
