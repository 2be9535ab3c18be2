"""A name server on a free port of 127.0.0.1, with the records of a test."""

import socketserver
import threading
from contextlib import contextmanager

import dns.flags
import dns.message
import dns.rcode
import dns.rrset


@contextmanager
def name_server(zone: dict[tuple[str, str], list[str]]):
    """Serve records by name and type; yield ``host:port``. None instead of a list is no answer."""

    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            data, sock = self.request
            answer = answered(dns.message.from_wire(data), zone)
            if answer is not None:
                sock.sendto(answer.to_wire(), self.client_address)

    with socketserver.ThreadingUDPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"127.0.0.1:{server.server_address[1]}"
        server.shutdown()
        thread.join()


def answered(query, zone):
    [question] = query.question
    name = question.name.to_text(omit_final_dot=True)
    kind = dns.rdatatype.to_text(question.rdtype)
    answer = dns.message.make_response(query)
    answer.flags |= dns.flags.RA
    if name not in {known for known, _kind in zone}:
        answer.set_rcode(dns.rcode.NXDOMAIN)
    values = zone.get((name, kind), [])
    if values is None:
        return None
    if values:
        texts = [quoted(value) if kind == "TXT" else value for value in values]
        answer.answer = [dns.rrset.from_text(question.name, 60, "IN", kind, *texts)]
    return answer


def quoted(value: str) -> str:
    """Return a text as zone files have it, in strings of 255 letters at most."""
    return " ".join(f'"{value[start : start + 255]}"' for start in range(0, len(value), 255))
