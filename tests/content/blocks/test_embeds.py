import pytest
from bs4 import BeautifulSoup
from wagtail.blocks import StructBlockValidationError

from tests.content.rendering import block_html
from tests.pages import rows
from wagtail_therapy.content.blocks import AudioBlock, VideoBlock

pytestmark = rows.MAKES_RENDITIONS

URL = "https://youtu.be/Willowmere_"
FRAME = "https://www.youtube-nocookie.com/embed/Willowmere_?autoplay=1"
STAGE = (
    f'<div class="therapy-player-frame" data-therapy-player="{FRAME}" '
    'data-therapy-title="A &lt;walk&gt;">'
)
PLAY = (
    '<button class="therapy-button" type="button" hidden>Play'
    '<span class="therapy-visually-hidden">A &lt;walk&gt;</span></button></div>'
)
LINK = (
    '<p class="therapy-hint">'
    "This video is on YouTube, which only finds out about you if you press play."
    '<a href="https://www.youtube.com/watch?v=Willowmere_" rel="noreferrer">Watch on YouTube'
    '<span class="therapy-visually-hidden">: A &lt;walk&gt;</span></a></p>'
    '<script defer src="/static/wagtail_therapy/media.js"></script>'
)
TRANSCRIPT = (
    '<details class="therapy-transcript"><summary>Transcript</summary>'
    '<div class="therapy-prose"><p>Hello.</p></div></details>'
)


def player(*parts, title="A &lt;walk&gt;"):
    start = f'<div class="therapy-player"><div class="therapy-player-title">{title}</div>'
    return start + "".join(parts) + "</div>"


def video(**fields):
    return block_html("video", {"title": "A <walk>"} | fields)


def test_video_elsewhere_loads_nothing_and_has_a_link():
    assert video(url=URL, transcript="<p>Hello.</p>") == player(STAGE, PLAY, LINK, TRANSCRIPT)


def test_video_shows_a_picture_of_our_own(site):
    html = video(url=URL, poster=rows.image(width=1600, height=900).pk)
    picture = BeautifulSoup(html, "html.parser").find(class_="therapy-player-frame").picture

    sources = [picture.source["srcset"], picture.img["srcset"]]
    assert [[one.split()[1] for one in source.split(", ")] for source in sources] == [
        ["640w", "1280w"]
    ] * 2
    assert [picture.source["type"], picture.img["src"].rpartition(".")[2]] == ["image/avif", "webp"]
    attributes = {name: picture.img[name] for name in ("width", "height", "alt", "loading")}
    assert attributes == {"width": "1280", "height": "720", "alt": "", "loading": "lazy"}


def test_video_of_our_own_has_its_picture_as_webp(site):
    file, image = rows.document(name="walk.mp4"), rows.image(width=1600, height=900)
    html = BeautifulSoup(video(file=file.pk, poster=image.pk), "html.parser")

    poster = image.get_rendition("fill-960x540|format-webp")
    assert (html.video["poster"], poster.file.name.endswith(".webp")) == (poster.url, True)


@pytest.mark.parametrize("is_deleted", [True, False])
def test_video_without_its_picture_has_none(site, is_deleted):
    image = rows.image()
    image.file.storage.delete(image.file.name)

    assert video(url=URL, poster=4711 if is_deleted else image.pk) == player(STAGE, PLAY, LINK)


def test_video_of_our_own_is_loaded_when_it_is_played(site):
    file = rows.document(name="walk.mp4")
    captions = rows.document(name="walk.vtt")

    assert video(file=file.pk, captions=captions.pk) == player(
        '<video controls preload="none" playsinline aria-label="A &lt;walk&gt;" '
        f'src="{file.url}"><track kind="captions" default src="{captions.url}" srclang="en" '
        'label="Captions"></video>'
        f'<p class="therapy-hint"><a href="{file.url}">Download the video</a></p>'
    )


def test_video_at_an_unknown_host_is_a_link():
    address = "https://video.example/1?a&b"

    assert video(url=address) == player(
        '<p class="therapy-hint"><a href="https://video.example/1?a&amp;b" rel="noreferrer">'
        "https://video.example/1?a&amp;b</a></p>"
    )


@pytest.mark.parametrize("fields", [{}, {"url": ""}, {"file": 4711}, {"url": URL, "title": ""}])
def test_video_without_title_or_file_is_nothing(site, fields):
    assert video(**fields) == ""


def errors(block, **fields):
    """Return what is refused when a page is published; a draft may have all of it."""
    value = block.normalize({"title": "A", "transcript": "<p>A</p>"} | fields)
    block.clean_deferred(value)
    try:
        block.clean(value)
    except StructBlockValidationError as error:
        return {name: each.messages for name, each in error.block_errors.items()}
    return {}


ONE_OF_TWO = {"url": ["Enter an address or choose a file, but not both."]}
WHAT_TO_DO = (
    "Only single videos at YouTube or Vimeo are played here. Upload the video as a file, or link "
    "to it with a button."
)


def test_video_is_at_one_place(site):
    file = rows.document(name="walk.MP4")

    both = {"url": URL, "file": file}

    found = [errors(VideoBlock(), **fields) for fields in ({}, both, {"file": file})]

    assert found == [ONE_OF_TWO, ONE_OF_TWO, {}]


def test_video_at_an_unknown_host_is_refused_with_what_to_do():
    assert errors(VideoBlock(), url="https://video.example/1") == {"url": [WHAT_TO_DO]}


def test_files_must_be_of_a_kind_that_is_played(site):
    sheet = rows.document(name="sheet.pdf")

    found = errors(VideoBlock(), file=sheet, captions=sheet) | {
        "audio": errors(AudioBlock(), file=sheet)["file"]
    }

    start = "This file can’t be played. Choose one of these kinds: "
    assert found == {
        "file": [f"{start}m4v, mov, mp4, ogv, webm."],
        "captions": [f"{start}vtt."],
        "audio": [f"{start}aac, flac, m4a, mp3, oga, ogg, opus, wav."],
    }


def test_audio_is_loaded_when_it_is_played(site):
    file = rows.document(name="calm.mp3")
    value = {"title": "<هدوء>", "file": file.pk, "transcript": "<p>Hello.</p>"}

    assert block_html("audio", value) == player(
        f'<audio controls preload="none" aria-label="&lt;هدوء&gt;" src="{file.url}"></audio>'
        f'<p class="therapy-hint"><a href="{file.url}">Download the recording</a></p>',
        TRANSCRIPT,
        title="&lt;هدوء&gt;",
    )


@pytest.mark.parametrize("value", [{}, {"title": "Lost", "file": 4711}])
def test_audio_without_its_file_is_nothing(site, value):
    assert block_html("audio", value) == ""


def test_audio_needs_a_transcript_when_it_is_published(site):
    file = rows.document(name="calm.mp3")

    assert errors(AudioBlock(), file=file, transcript="") == {
        "transcript": ["This field is required."]
    }
