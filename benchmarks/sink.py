"""A mail server that accepts everything and stores nothing: ``python sink.py PORT [--plain]``.

For machines without Postfix's ``smtp-sink``. It reads as little as SMTP allows: the verb of each
command, and the end of each message. A plain one does not offer PIPELINING (RFC 2920).
"""

import asyncio
import re
import sys

ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
    b"HELO": b"250 sink\r\n",
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}
OK = b"250 OK\r\n"
DATA = re.compile(rb"(?im)^DATA\r\n")
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One session, pipelined or not. Commands come in whole lines."""

    def connection_made(self, transport):
        self.transport = transport
        self.is_in_message = False
        self.tail = b""
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data):
        answers = []
        while data:
            take = self.take_message if self.is_in_message else self.take_commands
            data = take(data, answers)
        self.transport.write(b"".join(answers))

    def take_commands(self, data, answers) -> bytes:
        """Answer each line up to DATA; return what comes after."""
        found = DATA.search(data)
        end = found.end() if found else len(data)
        answers += [ANSWERS.get(line[:4].upper(), OK) for line in data[:end].splitlines()]
        self.is_in_message = found is not None
        return data[end:]

    def take_message(self, data, answers) -> bytes:
        """Answer the end of the message; return what comes after."""
        _message, is_end, rest = (self.tail + data).partition(END)
        if is_end:
            answers.append(OK)
            self.is_in_message = False
            self.tail = b""
            return rest
        self.tail = (self.tail + data)[-len(END) :]
        return b""


async def serve(port):
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    if "--plain" in sys.argv:
        ANSWERS[b"EHLO"] = ANSWERS[b"EHLO"].replace(b"250-PIPELINING\r\n", b"")
    asyncio.run(serve(int(sys.argv[1])))
