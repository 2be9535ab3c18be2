import pytest

from wagtail_therapy.content.embeds import Player, player_for

VIDEO = "a-B_c1234567"[:11]
YOUTUBE = Player(
    "YouTube",
    f"https://www.youtube-nocookie.com/embed/{VIDEO}?autoplay=1",
    f"https://www.youtube.com/watch?v={VIDEO}",
)
LATER = Player(
    "YouTube",
    f"https://www.youtube-nocookie.com/embed/{VIDEO}?autoplay=1&start=90",
    f"https://www.youtube.com/watch?v={VIDEO}&t=90s",
)
VIMEO = Player(
    "Vimeo",
    "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1",
    "https://vimeo.com/76979871",
)
UNLISTED = Player(
    "Vimeo",
    "https://player.vimeo.com/video/76979871?dnt=1&autoplay=1&h=8272103f6e",
    "https://vimeo.com/76979871/8272103f6e",
)


@pytest.mark.parametrize(
    "url",
    [
        f"https://www.youtube.com/watch?v={VIDEO}",
        f"http://m.youtube.com/watch?app=desktop&v={VIDEO}&list=PL1",
        f"https://youtu.be/{VIDEO}?si=tracking",
        f"https://www.youtube.com/embed/{VIDEO}",
        f"https://www.youtube-nocookie.com/embed/{VIDEO}?rel=0",
        f"https://youtube.com/shorts/{VIDEO}/",
        f"https://www.youtube.com/live/{VIDEO}",
        f" https://WWW.YOUTUBE.COM/watch?v={VIDEO}&t=later ",
    ],
)
def test_youtube_is_played_without_cookies(url):
    assert player_for(url) == YOUTUBE


@pytest.mark.parametrize("time", ["t=90", "t=90s", "t=1m30s", "t=0h1m30s", "start=90"])
def test_youtube_begins_where_the_address_says(time):
    assert player_for(f"https://www.youtube.com/watch?v={VIDEO}&{time}") == LATER


@pytest.mark.parametrize(
    "url",
    [
        "https://vimeo.com/76979871",
        "https://www.vimeo.com/76979871/?share=copy",
        "https://vimeo.com/channels/staffpicks/76979871",
        "https://vimeo.com/groups/shortfilms/videos/76979871",
        "https://vimeo.com/showcase/123/video/76979871",
        "https://player.vimeo.com/video/76979871",
    ],
)
def test_vimeo_is_asked_not_to_track(url):
    assert player_for(url) == VIMEO


@pytest.mark.parametrize(
    "url",
    [
        "https://vimeo.com/76979871/8272103f6e",
        "https://player.vimeo.com/video/76979871?h=8272103f6e",
    ],
)
def test_vimeo_plays_an_unlisted_video(url):
    assert player_for(url) == UNLISTED


@pytest.mark.parametrize(
    "url",
    [
        "",
        "youtube",
        "https://video.example/watch?v=aaaaaaaaaaa",
        "https://youtube.com.evil.example/watch?v=aaaaaaaaaaa",
        "https://youtube.com@evil.example/watch?v=aaaaaaaaaaa",
        "https://www.youtube.com/playlist?list=PL1",
        "https://www.youtube.com/@practice",
        "https://www.youtube.com/watch?v=short",
        'https://youtu.be/"><script>x',
        "https://vimeo.com/practice",
        "https://vimeo.com/event/1234",
        "https://player.vimeo.com/video/76979871?h=%22%3E",
        "javascript:alert(1)//youtube.com/watch?v=aaaaaaaaaaa",
        "ftp://youtu.be/aaaaaaaaaaa",
        "http://[broken",
    ],
)
def test_anything_else_has_no_player(url):
    assert player_for(url) is None
