"""A mail server that says yes to everything and keeps nothing: ``python sink.py PORT``.

For machines without Postfix's ``smtp-sink``. It reads as little as SMTP allows: the verb of each
command, and the end of each message.
"""

import asyncio
import sys

ANSWERS = {
    b"EHLO": b"250-sink\r\n250-PIPELINING\r\n250 8BITMIME\r\n",
    b"HELO": b"250 sink\r\n",
    b"DATA": b"354 Go on\r\n",
    b"QUIT": b"221 Bye\r\n",
}
OK = b"250 OK\r\n"
END = b"\r\n.\r\n"


class Sink(asyncio.Protocol):
    """One session. Commands come in whole lines; a message begins in a packet of its own."""

    def connection_made(self, transport):
        self.transport = transport
        self.is_in_message = False
        self.tail = b""
        transport.write(b"220 sink ESMTP\r\n")

    def data_received(self, data):
        if self.is_in_message:
            self.take_message(data)
        else:
            verbs = [line[:4].upper() for line in data.splitlines()]
            self.is_in_message = b"DATA" in verbs
            self.transport.write(b"".join(ANSWERS.get(verb, OK) for verb in verbs))

    def take_message(self, data):
        self.tail = (self.tail + data)[-len(END) :]
        if self.tail == END:
            self.is_in_message = False
            self.tail = b""
            self.transport.write(OK)


async def serve(port):
    server = await asyncio.get_running_loop().create_server(Sink, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
