import re


def squeezed(html) -> str:
    """Return HTML without the blanks that lie between tags or at line ends, to compare it whole."""
    one_line = re.sub(r"\s+", " ", str(html))
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", one_line).strip()
