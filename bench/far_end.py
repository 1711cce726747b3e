"""A far end as fast as this machine allows: 100,000 synthetic items in pages rendered beforehand.

python -m bench.far_end [--items N]      prints its address, serves until its standard input ends
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import sys
from datetime import UTC, datetime, timedelta

PAGE = 1000
ITEMS = 100_000
_WORDS = ("laptop", "winter", "tire", "budget", "review", "contract", "vacation", "expense", "site", "visit")
_WORDS += (
    "permit",
    "invoice",
    "badge",
    "network",
    "printer",
    "congé",
    "formation",
    "achat",
    "équipe",
    "bureau",
)
_START = datetime(2026, 11, 1, 8, 0, tzinfo=UTC)


def item(number: int, chance: random.Random) -> dict[str, object]:
    """Fifteen fields, about 600 bytes, the shape of a task list's row."""
    words = chance.choices(_WORDS, k=40)
    created = _START + timedelta(minutes=chance.randrange(30_000))
    return {
        "id": number,
        "kind": chance.choice(("Requisition", "Leave", "Expense", "Ticket")),
        "title": f"{' '.join(words[:5])} {number}",
        "body": " ".join(words),
        "state": "open",
        "priority": chance.randrange(100),
        "created": created.isoformat(),
        "updated": (created + timedelta(hours=chance.randrange(200))).isoformat(),
        "due": (created + timedelta(days=chance.randrange(1, 60))).date().isoformat(),
        "assignee": {"id": "anna", "name": "Anna Test"},
        "requester": {"id": f"p{number % 900}", "name": f"Person {number % 900}"},
        "amount": f"{chance.randrange(1, 9_000_000) / 100:.2f}",
        "department": chance.choice(("Finance", "HR", "Field Services")),
        "number": f"N-{number:06}",
        "version": str(chance.randrange(9)),
    }


def rendered_pages(items: int) -> list[bytes]:
    chance = random.Random(7)
    rows = [item(number, chance) for number in range(items)]
    return [
        json.dumps({"items": rows[at : at + PAGE], "total": items}, ensure_ascii=False).encode()
        for at in range(0, items, PAGE)
    ]


def one_of(pages: list[bytes], number: int) -> bytes:
    """The detail of an item, for what is read ahead."""
    return json.dumps(json.loads(pages[number // PAGE])["items"][number % PAGE]).encode()


async def serve(items: int) -> None:
    pages = rendered_pages(items)
    me = json.dumps({"id": "anna", "name": "Anna Test"}).encode()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                path = head.split(b" ", 2)[1].decode()
                offset = path.partition("offset=")[2].partition("&")[0]
                if offset:
                    body = pages[int(offset) // PAGE]
                else:
                    body = me if path == "/me" else one_of(pages, int(path.rpartition("/")[2]))
                fields = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                writer.write(fields % len(body) + body)
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    print(f"http://127.0.0.1:{port}", flush=True)
    await asyncio.to_thread(sys.stdin.read)
    server.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=ITEMS)
    asyncio.run(serve(parser.parse_args().items))
