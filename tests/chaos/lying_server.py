"""A mail server that breaks the protocol: it hangs up, stalls, and answers nonsense.

``accepted`` has each message whose last dot it has read, and ``ambiguous`` counts how often the
sender can't know the outcome.
"""

import random
import re
import socket
import time
from contextlib import contextmanager, suppress
from threading import Thread

OK, GO_ON, LATER = b"250 OK\r\n", b"354 Go on\r\n", b"451 4.3.0 Later\r\n"
CLOSING = b"421 4.3.2 Closing\r\n"

# What it does instead of an honest answer, and where.
LIES = {
    "connect": ["close", "closing", "slow"],
    "EHLO": ["close", "closing", "letter by letter"],
    "MAIL": ["close", "closing", "later", "slow", "letter by letter", "nonsense"],
    "RCPT": ["close", "closing", "later", "many lines"],
    "DATA": ["close", "closing", "later", "slow", "many lines", "silence"],
    "body": ["close", "closing"],
    "dot": [
        "close",
        "half an answer",
        "nonsense",
        "silence",
        "later",
        "answer and close",
        "answer twice",
        "slow",
        "letter by letter",
    ],
}
# After the dot these leave the sender in doubt.
DOUBTFUL = {"close", "half an answer", "nonsense", "silence"}


# Seconds: to be felt, and far from what any client waits.
SLOW = 0.15


class HangUpError(Exception):
    pass


class LyingServer:
    """Listens on ``port``; ``chance`` is how often it lies, of each hundred answers."""

    def __init__(self, server: socket.socket, seed: int):
        self.server = server
        self.port = server.getsockname()[1]
        self.dice = random.Random(seed)
        self.chance = 20
        self.lies_told: set[tuple[str, str]] = set()
        self.accepted: list[str] = []
        self.ambiguous = 0

    def serve(self):
        with suppress(OSError):
            while True:
                client, _address = self.server.accept()
                Thread(target=self.session, args=[client]).start()

    def session(self, client):
        client.settimeout(10)
        with client, client.makefile("rb") as lines, suppress(HangUpError, OSError):
            self.reply(client, "connect", b"220 lying ESMTP\r\n")
            recipient = ""
            for line in lines:
                verb = line[:4].upper().decode("ascii", "replace")
                if verb == "RCPT":
                    recipient = re.search(rb"<(.*)>", line)[1].decode()
                if verb == "DATA" and self.reply(client, "DATA", GO_ON) == GO_ON:
                    self.message(client, lines, recipient)
                elif verb == "EHLO":
                    self.reply(client, "EHLO", b"250-lying\r\n250 PIPELINING\r\n")
                elif verb != "DATA":
                    self.reply(client, verb, OK)

    def message(self, client, lines, recipient):
        lines.readline()
        if lie := self.lie("body"):
            self.ambiguous += 1
            self.say(client, lie, OK)
        for line in lines:
            if line == b".\r\n":
                break
        else:
            return
        lie = self.lie("dot")
        if lie != "later":
            self.accepted.append(recipient)
        self.ambiguous += lie in DOUBTFUL
        self.say(client, lie, OK)

    def reply(self, client, moment, honest) -> bytes:
        """Answer, perhaps with a lie; return the answer that the client has got."""
        return self.say(client, self.lie(moment), honest)

    def lie(self, moment) -> str:
        if moment not in LIES or self.dice.randrange(100) >= self.chance:
            return ""
        lie = self.dice.choice(LIES[moment])
        self.lies_told.add((moment, lie))
        return lie

    def say(self, client, lie, honest) -> bytes:
        match lie:
            case "close":
                raise HangUpError
            case "closing" | "answer and close":
                client.sendall(CLOSING if lie == "closing" else honest)
                raise HangUpError
            case "half an answer":
                client.sendall(honest[:2])
                raise HangUpError
            case "silence":
                self.wait_for_end(client)
            case "later" | "nonsense" | "answer twice":
                honest = {"later": LATER, "nonsense": b"?!\r\n", "answer twice": honest * 2}[lie]
            case "many lines":
                client.sendall((honest[:3] + b"-and\r\n") * 5)
        return self.transmit(client, lie, honest)

    def wait_for_end(self, client):
        """Say nothing until the client has had enough."""
        while client.recv(65_536):
            pass
        raise HangUpError

    def transmit(self, client, lie, answer) -> bytes:
        if lie == "slow":
            time.sleep(SLOW)
        size = 1 if lie == "letter by letter" else len(answer)
        for start in range(0, len(answer), size):
            client.sendall(answer[start : start + size])
        return answer


@contextmanager
def lying_server(seed: int):
    with socket.create_server(("127.0.0.1", 0), backlog=50) as server:
        found = LyingServer(server, seed)
        thread = Thread(target=found.serve)
        thread.start()
        yield found
        # Wakes the thread that accepts.
        server.shutdown(socket.SHUT_RDWR)
        thread.join()
