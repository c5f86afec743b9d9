"""A cable that delays: two TUN devices, and everything that goes into one comes out of the other later.

Usage: delay-cable.py <name> <name> <milliseconds>. Says "ready" when both devices are there; they
are gone with the process. Needs root and Linux.
"""

import collections
import fcntl
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN = 0x0001
IFF_NO_PI = 0x1000
LARGEST = 65536


def device(name: str) -> int:
    end = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(end, TUNSETIFF, struct.pack("16sH22x", name.encode(), IFF_TUN | IFF_NO_PI))
    return end


def main() -> None:
    ends = [device(sys.argv[1]), device(sys.argv[2])]
    delay = float(sys.argv[3]) / 1000
    print("ready", flush=True)
    # The delay is the same for all, so the first that came is the first to leave.
    waiting: collections.deque[tuple[float, int, bytes]] = collections.deque()
    while True:
        patience = max(0.0, waiting[0][0] - time.monotonic()) if waiting else None
        readable, _, _ = select.select(ends, [], [], patience)
        now = time.monotonic()
        for end in readable:
            other = ends[1] if end == ends[0] else ends[0]
            try:
                waiting.append((now + delay, other, os.read(end, LARGEST)))
            except BlockingIOError:
                pass
        while waiting and waiting[0][0] <= now:
            _, end, packet = waiting.popleft()
            try:
                os.write(end, packet)
            except OSError:
                # Not up yet, or full: the packet is lost, as on any other cable.
                pass


main()
