"""Texts for posts: about 900 words each, with headings and a picture."""

import random
import uuid

from wagtail.models import Page

# One word on each line would fill the file.
WORDS = (  # noqa: SIM905 -- see above
    "a about again all also always and another answer as ask at be because before begin "
    "being body breath by can change child choose clear close come could day each early "
    "else end enough even every feel few find first follow for friend from gentle give go "
    "good grow half hand hard have hear help here hold home hope how if in it keep know "
    "late learn leave less let like listen little long look lose make many may mean mind "
    "more most move much must name need never new next night no nothing notice now of "
    "often old on once one only or other our out over pace part pause people place plan "
    "point practice question quiet rather read rest return room safe same say see self "
    "shape short show slow small some sometimes sound space speak stay step still story "
    "take talk tell than that the them then there these they thing think this time to "
    "together too try turn two under until use very voice wait walk want way we week well "
    "what when where which while who why wish with without word work world would write "
    "year yes yet you your "
).split()
PARAGRAPHS_OF_A_SECTION = 3
SECTIONS = 5


class Writer:
    """Writes the same text in every run; ``topic(number)`` is a word that no other text has."""

    def __init__(self, number: int, images, linked: Page):
        self.number = number
        self.images = images
        self.linked = linked
        self.draw = random.Random(number)

    def words(self, count) -> str:
        return " ".join(self.draw.choice(WORDS) for _ in range(count))

    def sentence(self) -> str:
        return f"{self.words(self.draw.randint(8, 20)).capitalize()}."

    def body(self) -> list[dict]:
        sections = [block for number in range(SECTIONS) for block in self._section(number)]
        return [{"type": kind, "value": value, "id": self._id()} for kind, value in sections]

    def _section(self, number):
        yield "heading", {"text": self.words(4).capitalize()}
        for _ in range(PARAGRAPHS_OF_A_SECTION):
            yield "paragraph", f"<p>{self._prose()}</p>"
        if number == 0:
            link = f'<a linktype="page" id="{self.linked.pk}">here</a>'
            yield "paragraph", f"<p>Of {topic(self.number)} we write {link}.</p>"
        if number == 1:
            items = [{"type": "item", "value": self.sentence(), "id": self._id()} for _ in range(4)]
            yield "list", {"style": "bullets", "items": items}
        if number == 2:
            image = self.draw.choice(self.images)
            chosen = {"image": image.pk, "alt_text": self.words(6), "decorative": False}
            yield "image", {"image": chosen, "caption": self.sentence()}
        if number == 3:
            yield "quote", {"text": self.sentence(), "attribution": "Someone"}
            yield "paragraph", '<p>More is <a href="https://elsewhere.example/">elsewhere</a>.</p>'

    def _prose(self):
        return " ".join(self.sentence() for _ in range(4))

    def _id(self):
        return str(uuid.UUID(int=self.draw.getrandbits(128)))


def topic(number: int) -> str:
    return "zu" + "".join("abcdefghij"[int(digit)] for digit in str(number))
