"""Follows a user's events over WebSocket with the standard library alone, and prints each frame as a line.

    python3 hub_client.py TOKEN UID COUNT URL [URL ...]

Ends after COUNT events, presence not counted. When it is disconnected it goes to the next address and resumes where it was.
"""

import asyncio, base64, json, os, struct, sys, urllib.parse

DO_NOT_RECONNECT = range(4000, 4100)


class Closed(Exception):
    pass


async def connect(url, token):
    address = urllib.parse.urlsplit(url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port, limit=1 << 22)
    key = base64.b64encode(os.urandom(16)).decode()
    writer.write(
        f"GET {address.path}?{address.query} HTTP/1.1\r\nHost: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        f"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    head = await reader.readuntil(b"\r\n\r\n")
    if b" 101 " not in head.split(b"\r\n")[0]:
        raise Closed(head.split(b"\r\n")[0].decode())
    return reader, writer


def send(writer, opcode, payload):
    mask = os.urandom(4)
    writer.write(bytes([0x80 | opcode, 0x80 | len(payload)]) + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))


async def receive(reader, writer):
    """The next message, WebSocket's own pings answered."""
    while True:
        first, second = await reader.readexactly(2)
        length = second & 0x7F
        if length == 126:
            (length,) = struct.unpack(">H", await reader.readexactly(2))
        elif length == 127:
            (length,) = struct.unpack(">Q", await reader.readexactly(8))
        payload = await reader.readexactly(length)
        opcode = first & 0x0F
        if opcode == 1:
            return json.loads(payload)
        if opcode == 9:
            send(writer, 10, payload)
        if opcode == 8:
            send(writer, 8, payload[:2])
            raise Closed(int.from_bytes(payload[:2], "big"))


async def follow(urls, token, uid, count):
    last, turn = "", 0
    while count > 0:
        query = urllib.parse.urlencode({"uid": uid, "last": last} if last else {"uid": uid})
        try:
            reader, writer = await connect(f"{urls[turn % len(urls)]}/ws?{query}", token)
            while count > 0:
                frame = await receive(reader, writer)
                if frame.get("t") == "ping":
                    send(writer, 1, b'{"t":"pong"}')
                else:
                    print(json.dumps(frame), flush=True)
                last = frame.get("id") or frame.get("position") or last
                count -= "id" in frame and not frame["type"].startswith("presence.")
            send(writer, 8, struct.pack(">H", 1000))
            writer.close()
        except (Closed, OSError, asyncio.IncompleteReadError) as ended:
            print(json.dumps({"t": "disconnected", "why": str(ended)}), flush=True)
            if isinstance(ended, Closed) and ended.args[0] in DO_NOT_RECONNECT:
                return
            turn += 1
            await asyncio.sleep(0.1)


if __name__ == "__main__":
    token, uid, count, *urls = sys.argv[1:]
    asyncio.run(follow(urls, token, uid, int(count)))
