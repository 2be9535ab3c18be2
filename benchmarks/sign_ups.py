"""The sign-up form of the demo as a weapon, with default settings behind an nginx.

It is attacked from outside, and looked at in the demo's mailbox and its database alone.
"""

import re
import shutil
import sqlite3
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests

from benchmarks import proxy
from benchmarks.figures import Figure
from benchmarks.pages import site

ATTACKER, PERSON = "193.0.6.139", "81.2.69.142"
READER = "person@reader.example"
POSTS, FLOOD = 40, 600
# As many emails may one mailbox get.
ALLOWED = 3
PATIENCE = 120
# The form takes nothing that comes back faster.
READING = 2.2
AT_ONCE = 8
TOKEN = re.compile(r'name="token" value="([^"]+)"')
ROWS = "SELECT count(*) FROM wagtail_therapy_newsletter_subscriber WHERE email LIKE ?"


def measure(posts=POSTS, flood=FLOOD, patience=PATIENCE) -> list[Figure]:
    if proxy.PROGRAM is None:
        print("no nginx is installed: left out", file=sys.stderr)
        return []
    with site.prepared() as data:
        return [
            *bombing_figures(data, posts, from_many=False),
            *bombing_figures(data, posts, from_many=True),
            *flood_figures(data, flood, patience, passes_visitors=True),
            *flood_figures(data, flood, patience, passes_visitors=False),
        ]


class Attacked:
    """A demo, and what its form is sent."""

    def __init__(self, url, folder):
        self.url = f"{url}/newsletter/subscribe/"
        self.folder = Path(folder)

    def token(self, visitor) -> str:
        page = requests.get(self.url, headers={proxy.VISITOR: visitor}, timeout=60)
        return TOKEN.search(page.text)[1]

    def post(self, email, token, visitor) -> requests.Response:
        fields = {"email": email, "token": token}
        headers = {proxy.VISITOR: visitor}
        return requests.post(
            self.url, data=fields, headers=headers, timeout=60, allow_redirects=False
        )

    def rows(self, pattern) -> int:
        with closing(sqlite3.connect(self.folder / "db.sqlite3", timeout=30)) as database:
            return database.execute(ROWS, [pattern]).fetchone()[0]

    def mails(self, text) -> int:
        mails = (self.folder / "mailbox").glob("*.eml")
        return sum(f"To: {text}" in _recipient(mail) for mail in mails)


@contextmanager
def attacked(data, *, passes_visitors):
    """Give a demo with a copy of this data, which is gone at the end."""
    with (
        tempfile.TemporaryDirectory(prefix="therapy-sign-ups-") as folder,
        site.running_in(shutil.copytree(data, folder, dirs_exist_ok=True)) as url,
        proxy.before(urlsplit(url).port, passes_visitors=passes_visitors) as outside,
    ):
        yield Attacked(outside, folder)


def bombing_figures(data, posts, *, from_many, patience=30) -> list[Figure]:
    """Write to one mailbox under many spellings: by one form, or by one for each network."""
    with attacked(data, passes_visitors=True) as demo:
        visitors = [f"193.0.{n}.1" if from_many else ATTACKER for n in range(posts)]
        tokens = [demo.token(visitor) for visitor in (visitors if from_many else visitors[:1])]
        time.sleep(READING)
        for n, visitor in enumerate(visitors):
            demo.post(f"bo.mb+{n}@victim.example", tokens[n % len(tokens)], visitor)
        # However busy the machine is, any more would come soon after those that are allowed.
        _wait(lambda: demo.mails("bo.mb+") >= ALLOWED, PATIENCE)
        _wait(lambda: demo.mails("bo.mb+") >= posts, patience)
        manner = f"{posts} networks" if from_many else "one form"
        what = f"sign-ups: {posts} posts by {manner}"
        return [
            Figure.at_most(
                ALLOWED, f"{what}: mails to the mailbox", demo.mails("bo.mb+"), "messages"
            ),
            Figure(f"{what}: rows", demo.rows("bo.mb+%"), "rows"),
        ]


def flood_figures(data, flood, patience, *, passes_visitors) -> list[Figure]:
    """Sign up strangers from one network, and then one person from another."""
    with attacked(data, passes_visitors=passes_visitors) as demo:
        seconds = flood_with(demo, flood)
        refused, waited = sign_up(demo, patience)
        manner = "that passes visitors on" if passes_visitors else "that does not"
        what = f"sign-ups: {flood} strangers through an nginx {manner}"
        return [
            Figure(f"{what}: posts", flood / seconds, "posts/s"),
            Figure.at_most(50, f"{what}: rows", demo.rows("%@stranger%"), "rows"),
            Figure(f"{what}: a person was refused", refused, "times"),
            Figure.at_most(
                30 if passes_visitors else patience, f"{what}: a person's mail", waited, "s"
            ),
            Figure.equal(1, f"{what}: mails to the person", demo.mails(READER), "messages"),
        ]


def sign_up(demo, patience) -> tuple[int, float]:
    """Be a person; return how often the form refused them, and after how long their mail came."""
    token = demo.token(PERSON)
    time.sleep(READING)
    began = time.monotonic()
    refused = 0
    while form := TOKEN.search(demo.post(READER, token, PERSON).text):
        if time.monotonic() - began > patience:
            break
        refused += 1
        # The form that the answer shows is the one that a person sends next.
        token = form[1]
        time.sleep(5)
    _wait(lambda: demo.mails(READER), began + patience - time.monotonic())
    return refused, time.monotonic() - began


def flood_with(demo, flood) -> float:
    """Post so many strangers' addresses; return how long that took."""
    token = demo.token(ATTACKER)
    time.sleep(READING)
    began = time.monotonic()

    def post(n):
        email = f"{n}@stranger{n}.example"
        answer = demo.post(email, token, ATTACKER)
        if answer.status_code == 200:
            # The form served its time, and the answer has another one.
            demo.post(email, TOKEN.search(answer.text)[1], ATTACKER)

    with ThreadPoolExecutor(AT_ONCE) as threads:
        list(threads.map(post, range(flood)))
    return time.monotonic() - began


def _recipient(mail) -> str:
    lines = mail.read_text(errors="replace").splitlines()
    return next((line for line in lines if line.startswith("To: ")), "")


def _wait(is_done, seconds) -> None:
    deadline = time.monotonic() + seconds
    while not is_done() and time.monotonic() < deadline:
        time.sleep(0.2)
