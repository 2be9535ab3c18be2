"""HTML as the page has it."""

from bs4 import BeautifulSoup


def parsed(html: str) -> BeautifulSoup:
    """Return the page without what its scripts may show later.

    soupsieve 2, the last one for Python before 3.11.5, would find that, too.
    """
    page = BeautifulSoup(html, "html.parser")
    for template in page.find_all("template"):
        template.decompose()
    return page
