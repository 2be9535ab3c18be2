"""Blocks that content becomes, and those that it should become."""

from wagtail_therapy.wordpress_import.conversion.converting import convert
from wagtail_therapy.wordpress_import.conversion.results import Source

HERE = Source(address="https://old.example/blog/a-post/")


def blocks(content, source=HERE):
    return convert(content, source).blocks


def left_out(content, source=HERE):
    return {
        (kind.value, detail): number
        for (kind, detail), number in convert(content, source).left_out.items()
    }


def image(address, alt="", caption=""):
    described = {"image": address, "alt_text": alt, "decorative": False}
    return ("image", {"image": described, "caption": caption})


def video(url="", title="", file=None):
    shown = {"title": title, "url": url, "file": file, "poster": None, "captions": None}
    return ("video", shown | {"transcript": ""})
