"""A TCP proxy with latency: ``python delay_proxy.py PORT TO_PORT SECONDS``, the time for one way.

It takes in what comes at once and passes it on later, so it limits no rate.
"""

import asyncio
import sys
from functools import partial
from selectors import SelectSelector

HOST = "127.0.0.1"


async def join(to_port, seconds, reader, writer):
    """Connect a client to the server until one of them closes the connection."""
    far_reader, far_writer = await asyncio.open_connection(HOST, to_port)
    there = asyncio.create_task(carry(reader, far_writer, seconds))
    back = asyncio.create_task(carry(far_reader, writer, seconds))
    await asyncio.wait([there, back], return_when=asyncio.FIRST_COMPLETED)
    for end in (writer, far_writer):
        end.close()


async def carry(reader, writer, seconds):
    on_their_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
    arriving = asyncio.create_task(deliver(on_their_way, writer))
    clock = asyncio.get_running_loop().time
    while data := await read(reader):
        on_their_way.put_nowait((clock() + seconds, data))
    on_their_way.put_nowait((clock() + seconds, b""))
    await arriving


async def read(reader) -> bytes:
    try:
        return await reader.read(1_000_000)
    except ConnectionError:
        return b""


async def deliver(on_their_way, writer):
    clock = asyncio.get_running_loop().time
    while True:
        due, data = await on_their_way.get()
        await asyncio.sleep(due - clock())
        if not data:
            return
        writer.write(data)


async def serve(port, to_port, seconds):
    server = await asyncio.start_server(partial(join, to_port, seconds), HOST, port)
    await server.serve_forever()


def precise_loop():
    """Return a loop that sleeps to the microsecond: epoll rounds up to the next millisecond."""
    return asyncio.SelectorEventLoop(SelectSelector())


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=precise_loop) as runner:
        runner.run(serve(int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
