"""Draws the pictures of the practice, so that they show no real people and are free to use."""

import math
import random

from PIL import Image, ImageColor, ImageDraw, ImageFilter

SIZE = (1600, 1000)
PORTRAIT_SIZE = (900, 900)

NIGHT, LEAF, REED, SAND, PAPER = "#24423b", "#2f5d50", "#8fb39a", "#e9dcc3", "#f7f1e4"
CLAY, SUN, MIST, SKY = "#b5653f", "#eec27d", "#cfdad2", "#b9cfd0"


def blend(first: str, second: str, share: float) -> tuple[int, ...]:
    pairs = zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    return tuple(round(a + (b - a) * share) for a, b in pairs)


def canvas(top: str, bottom: str, size=SIZE) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """Return a picture that fades from one colour to another, and a pen for it."""
    column = Image.new("RGB", (1, size[1]))
    for y in range(size[1]):
        column.putpixel((0, y), blend(top, bottom, y / size[1]))
    picture = column.resize(size)
    return picture, ImageDraw.Draw(picture)


def hill(pen, height: float, swing: float, seed: int, colour) -> None:
    """Fill everything below a gentle wave."""
    width, bottom = SIZE
    chance = random.Random(seed)
    lengths = [chance.uniform(350, 900) for _ in range(3)]
    shifts = [chance.uniform(0, 6.3) for _ in range(3)]

    def ground(x):
        waves = (
            math.sin(x / length + shift) for length, shift in zip(lengths, shifts, strict=True)
        )
        return height + swing * sum(waves) / 3

    line = [(x, ground(x)) for x in range(0, width + 20, 20)]
    pen.polygon([*line, (width, bottom), (0, bottom)], fill=colour)


def disc(pen, x: float, y: float, radius: float, colour) -> None:
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=colour)


def lake() -> Image.Image:
    picture, pen = canvas(SKY, PAPER)
    disc(pen, 1130, 420, 95, SUN)
    for step in range(4):
        hill(pen, 470 + step * 45, 90 - step * 15, step, blend(MIST, LEAF, 0.15 + step * 0.2))
    pen.rectangle((0, 660, *SIZE), fill=blend(SKY, PAPER, 0.5))
    for step in range(14):
        y = 690 + step * 22
        half = 70 + step * 9
        pen.line((1130 - half, y, 1130 + half, y), fill=blend(SUN, SKY, step / 16), width=7)
    willow(pen)
    return picture.filter(ImageFilter.SMOOTH)


def willow(pen) -> None:
    pen.polygon([(0, 1000), (0, 800), (330, 850), (480, 1000)], fill=NIGHT)
    pen.line([(210, 880), (235, 620), (290, 420)], fill=NIGHT, width=34, joint="curve")
    chance = random.Random(7)
    for _ in range(150):
        x, y = 290 + chance.gauss(0, 55), 330 + chance.gauss(0, 30)
        drift, length = chance.uniform(-250, 280), chance.uniform(200, 440)
        branch = [
            (x + drift * t**0.6, y - 90 * math.sin(3 * t) + length * t * t)
            for t in (i / 12 for i in range(13))
        ]
        pen.line(branch, fill=blend(LEAF, REED, chance.random()), width=6, joint="curve")


def reeds() -> Image.Image:
    picture, pen = canvas("#dfe8df", "#9dbcb0")
    disc(pen, 480, 300, 120, PAPER)
    chance = random.Random(3)
    for _ in range(70):
        x, height, lean = chance.uniform(650, 1620), chance.uniform(180, 520), chance.gauss(-20, 45)
        colour = blend(NIGHT, REED, chance.random() * 0.8)
        pen.line([(x, 620), (x + lean, 620 - height)], fill=colour, width=9)
        pen.line(
            [(x, 620), (x + lean, 620 + height * 0.6)], fill=blend("#9dbcb0", LEAF, 0.3), width=9
        )
        if height > 400:
            pen.ellipse((x + lean - 13, 590 - height, x + lean + 13, 690 - height), fill=CLAY)
    for step in range(9):
        y = 640 + step * 40
        pen.line(
            (60 + step * 25, y, 700 + step * 90, y), fill=blend("#9dbcb0", PAPER, 0.5), width=5
        )
    return picture.filter(ImageFilter.SMOOTH)


def doorway() -> Image.Image:
    picture, pen = canvas(LEAF, NIGHT)
    pen.polygon([(640, 880), (960, 880), (1400, 1000), (250, 1000)], fill=blend(SUN, LEAF, 0.35))
    pen.rectangle((640, 180, 960, 880), fill=SUN)
    pen.rectangle((680, 220, 920, 880), fill=blend(SUN, PAPER, 0.6))
    pen.polygon([(960, 180), (1190, 110), (1190, 990), (960, 880)], fill=CLAY)
    disc(pen, 1150, 560, 15, SUN)
    disc(pen, 800, 400, 60, PAPER)
    return picture


def letters() -> Image.Image:
    picture, pen = canvas(SAND, "#d8c4a0")
    chance = random.Random(11)
    for _ in range(30):
        x, y, turn = chance.uniform(80, 1520), chance.uniform(80, 920), chance.uniform(0, math.tau)
        for shift, colour in ((9, "#bda57c"), (0, chance.choice([PAPER, MIST, PAPER, REED, CLAY]))):
            corners = [
                (
                    x + shift + 62 * math.cos(turn + i * math.pi / 2),
                    y + shift + 62 * math.sin(turn + i * math.pi / 2),
                )
                for i in range(4)
            ]
            pen.polygon(corners, fill=colour)
        reach = 22 * math.cos(turn)
        pen.line((x - 20, y - reach / 2, x + 20, y + reach / 2), fill=NIGHT, width=7)
    return picture.filter(ImageFilter.SMOOTH)


def paths() -> Image.Image:
    picture, pen = canvas(SKY, PAPER)
    disc(pen, 800, 330, 85, SUN)
    for step in range(3):
        hill(pen, 440 + step * 60, 110, step + 50, blend(MIST, LEAF, 0.25 + step * 0.25))
    for side, colour in ((-1, SAND), (1, CLAY)):
        left, right = [], []
        for t in (i / 32 for i in range(33)):
            y, half = 1010 - 445 * t, 52 * (1 - t) ** 2 + 7
            x = 800 + side * 560 * math.sin(math.pi * t) ** 2 * (1 - 0.6 * t)
            left.append((x - half, y))
            right.append((x + half, y))
        pen.polygon([*left, *reversed(right)], fill=colour)
    return picture.filter(ImageFilter.SMOOTH)


def rain() -> Image.Image:
    picture, pen = canvas("#7f9a9a", MIST)
    for step in range(4):
        hill(pen, 560 + step * 95, 110, step + 20, blend(MIST, NIGHT, 0.25 + step * 0.2))
    chance = random.Random(5)
    for _ in range(170):
        x, y, length = chance.uniform(0, 1750), chance.uniform(-50, 950), chance.uniform(40, 120)
        pen.line(
            (x, y, x - length * 0.4, y + length), fill=blend(MIST, PAPER, chance.random()), width=3
        )
    return picture.filter(ImageFilter.SMOOTH)


def newsprint() -> Image.Image:
    picture, pen = canvas(PAPER, SAND)
    chance = random.Random(2)
    pen.rectangle((120, 90, 1480, 150), fill=NIGHT)
    for column in range(4):
        left = 120 + column * 350
        for row in range(24):
            y, end = 220 + row * 30, left + 310 - (chance.uniform(40, 220) if row % 6 == 5 else 0)
            pen.line((left, y, end, y), fill=blend(SAND, NIGHT, 0.55), width=9)
    pen.line((470, 488, 780, 480), fill=CLAY, width=16)
    pen.arc((420, 380, 830, 540), 170, 80, fill=CLAY, width=12)
    return picture.filter(ImageFilter.SMOOTH)


def clock() -> Image.Image:
    picture, pen = canvas(MIST, SAND)
    for step, colour in enumerate((blend(SAND, NIGHT, 0.25), NIGHT, PAPER)):
        disc(pen, 800 + 12 * (step == 0), 500 + 18 * (step == 0), 370 - 30 * (step == 2), colour)
    for hour in range(12):
        turn = hour * math.tau / 12
        inner, outer = 270 + 20 * (hour % 3 > 0), 312
        ends = [(800 + r * math.sin(turn), 500 - r * math.cos(turn)) for r in (inner, outer)]
        pen.line(ends, fill=LEAF, width=12)
    pen.line((800, 500, 800 - 120, 500 - 110), fill=NIGHT, width=20)
    pen.line((800, 500, 800 + 78, 500 - 235), fill=CLAY, width=14)
    disc(pen, 800, 500, 22, NIGHT)
    return picture.filter(ImageFilter.SMOOTH)


def boathouse() -> Image.Image:
    picture, pen = canvas(SKY, PAPER)
    hill(pen, 560, 120, 31, blend(MIST, LEAF, 0.4))
    pen.rectangle((0, 700, *SIZE), fill=blend(SKY, LEAF, 0.25))
    pen.rectangle((560, 420, 1140, 720), fill=CLAY)
    pen.polygon([(510, 430), (850, 220), (1190, 430)], fill=NIGHT)
    pen.rectangle((770, 520, 930, 720), fill="#31597a")
    for left in (620, 990):
        pen.rectangle((left, 500, left + 90, 600), fill=SUN)
    pen.rectangle((440, 716, 1260, 742), fill=blend(NIGHT, SAND, 0.35))
    for x in range(480, 1260, 150):
        pen.line((x, 742, x, 830), fill=NIGHT, width=16)
    for step in range(8):
        y = 790 + step * 26
        pen.line((560 - step * 20, y, 1140 + step * 20, y), fill=blend(SKY, PAPER, 0.6), width=5)
    return picture.filter(ImageFilter.SMOOTH)


def portrait(background, skin, hair, coat, *, long_hair: bool, beard: bool) -> Image.Image:
    """Draw someone without a face: a few shapes that make a person."""
    picture, pen = canvas(background, shaded(background), PORTRAIT_SIZE)
    disc(pen, 450, 420, 330, blend(background, PAPER, 0.35))
    if long_hair:
        pen.rounded_rectangle((255, 250, 645, 720), 170, fill=hair)
    pen.rounded_rectangle((130, 690, 770, 1100), 210, fill=coat)
    pen.rounded_rectangle((385, 560, 515, 760), 60, fill=blend(skin, hair, 0.15))
    pen.ellipse((300, 215, 600, 620), fill=skin)
    if beard:
        pen.chord((300, 330, 600, 640), 5, 175, fill=hair)
    pen.chord((285, 175, 615, 560), 185, 355, fill=hair)
    pen.polygon([(385, 740), (515, 740), (450, 860)], fill=PAPER)
    return picture.filter(ImageFilter.SMOOTH)


def shaded(colour: str) -> str:
    return "#{:02x}{:02x}{:02x}".format(*blend(colour, NIGHT, 0.25))


PICTURES = {
    "lake": lake,
    "reeds": reeds,
    "doorway": doorway,
    "letters": letters,
    "paths": paths,
    "rain": rain,
    "newsprint": newsprint,
    "clock": clock,
    "boathouse": boathouse,
    "orla-penhallow": lambda: portrait(
        "#a9c9b4", "#e7c3a5", "#8b8f92", "#2f5d50", long_hair=True, beard=False
    ),
    "mateo-quill": lambda: portrait(
        "#e2b07a", "#a9744f", "#2b211d", "#3d4f6b", long_hair=False, beard=True
    ),
    "sunniva-brightwater": lambda: portrait(
        "#b9cfd8", "#f0d2bb", "#b8763a", "#8d3f3a", long_hair=False, beard=False
    ),
}
