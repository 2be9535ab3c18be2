"""The list of approaches and comparisons, as a visitor's browser gets them."""

from bs4 import BeautifulSoup


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content.decode(), "html.parser")


def titles(html):
    return [card.find("a").text for card in html.find_all(class_="therapy-card")]


def told(html):
    return [" ".join(line.text.split()) for line in html.find(role="status").find_all("p")]


def compare(client, query):
    return soup(client, f"/approaches/compare/?{query}")


def table(html):
    """Return the rows of the table by their header, as they would be read."""
    found = {}
    for row in html.find("table").find_all("tr"):
        label, *cells = row.find_all(["th", "td"])
        if cells:
            for hidden in row.find_all(class_="therapy-compare-of"):
                hidden.decompose()
            found[squeezed(label)] = [squeezed(cell) for cell in cells]
    return found


def squeezed(tag):
    return " ".join(tag.get_text(" ").split())
