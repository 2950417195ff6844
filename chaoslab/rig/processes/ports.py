"""Loopback ports: a listening socket to hand to a child, and numbers held free for a child that must bind itself."""

import contextlib
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager

LOOPBACK = "127.0.0.1"


def listening_socket() -> socket.socket:
    """A socket that listens on a loopback port of the OS's choice, to be inherited by a child."""
    return socket.create_server((LOOPBACK, 0), backlog=512)


@contextmanager
def reserved_ports(count: int) -> Iterator[tuple[int, ...]]:
    """`count` free loopback ports; on Linux no other process gets them while the context is open.

    A bound socket that does not listen lets a child with SO_REUSEADDR (Go's and SRS's default) listen on the port,
    while the kernel gives it to no one else. Elsewhere the ports are released at once, and another process may take
    them.
    """
    with contextlib.ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in range(count)]
        for held_socket in sockets:
            held_socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            held_socket.bind((LOOPBACK, 0))
        ports = tuple(int(held_socket.getsockname()[1]) for held_socket in sockets)
        if sys.platform != "linux":
            held.close()
        yield ports
