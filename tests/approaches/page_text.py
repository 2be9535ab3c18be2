"""What is read on a page."""


def text(tag):
    return " ".join(tag.get_text(" ").split()) if tag else None
