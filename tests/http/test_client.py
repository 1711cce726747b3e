from __future__ import annotations

import asyncio
import gzip
import logging
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from tests.far_end.fault import Fault
from tests.far_end.server import FarEnd

from odx_desktop.domain import crash_points
from odx_desktop.domain.crash_points import CrashPoint
from odx_desktop.domain.errors import ContractBroken, SourceUnavailable
from odx_desktop.http.client import HttpClient
from odx_desktop.http.credential import RenewableCredential, basic, bearer, no_credential
from odx_desktop.http.failure import NoAnswer, NothingSent
from odx_desktop.http.limits import HttpLimits
from odx_desktop.http.message import HttpRequest, HttpResponse, Pairs
from odx_desktop.http.origin import WrongAddress


def now() -> datetime:
    return datetime.now(UTC)


def client(url: str, **limits: float | int) -> HttpClient:
    return HttpClient(url, basic("anna", "anna-pw"), clock=now, limits=HttpLimits(**limits))  # type: ignore[arg-type]


def read(far: FarEnd, path: str, **limits: float | int) -> HttpResponse:
    async def ask() -> HttpResponse:
        http = client(far.url, **limits)
        try:
            return await http.read(HttpRequest("GET", far.url + path))
        finally:
            await http.aclose()

    return asyncio.run(ask())


def write(url: str, http: HttpClient | None = None) -> HttpResponse:
    async def ask() -> HttpResponse:
        used = http or client(url, page_s=2)
        try:
            return await used.write(HttpRequest("POST", f"{url}/tasks/1/actions", body=b'{"action":"done"}'))
        finally:
            await used.aclose()

    return asyncio.run(ask())


@pytest.fixture
def far() -> Iterator[FarEnd]:
    with FarEnd() as far:
        far.books.add("Order")
        yield far


@pytest.fixture
def other() -> Iterator[FarEnd]:
    with FarEnd() as other:
        yield other


def test_reads_follow_redirects_on_the_same_origin(far: FarEnd) -> None:
    far.fail("GET", "/old", Fault.answer(302, b"", location="/me"))
    assert read(far, "/old").json() == {"id": "anna", "name": "Anna", "groups": ["finance"]}


def test_reads_follow_only_so_many(far: FarEnd) -> None:
    far.fail("GET", "/loop", Fault.answer(302, b"", location="/loop"), times=10)
    with pytest.raises(ContractBroken):
        read(far, "/loop")
    assert len(far.requests) == 6


def test_no_request_and_no_credential_leaves_the_origin(far: FarEnd, other: FarEnd) -> None:
    far.fail("GET", "/me", Fault.answer(307, b"", location=f"{other.url}/me"))
    with pytest.raises(ContractBroken) as caught:
        read(far, "/me")
    assert caught.value.reason.code == "source.portal"
    assert other.requests == []

    async def ask() -> None:
        http = client(far.url)
        try:
            await http.read(HttpRequest("GET", f"{other.url}/me"))
        finally:
            await http.aclose()

    with pytest.raises(ContractBroken):
        asyncio.run(ask())
    assert other.requests == []


def test_a_move_to_https_on_the_same_host_is_told_as_a_move(far: FarEnd) -> None:
    far.fail("GET", "/me", Fault.answer(301, b"", location="https://127.0.0.1/me"))
    with pytest.raises(ContractBroken) as caught:
        read(far, "/me")
    assert caught.value.reason.code == "source.moved"


def test_writes_follow_nothing(far: FarEnd) -> None:
    far.fail("POST", "/tasks", Fault.answer(307, b"", location="/tasks/1/actions"))
    assert write(far.url).status == 307
    assert far.books.ledger == []


def test_no_cookies_are_kept_unless_asked(far: FarEnd) -> None:
    async def ask(*, keep: bool) -> str:
        far.fail("GET", "/me", Fault.answer(200, Set_Cookie="session=abc; Path=/"))
        http = HttpClient(far.url, basic("anna", "anna-pw"), clock=now, keep_cookies=keep)
        try:
            await http.read(HttpRequest("GET", f"{far.url}/me"))
            await http.read(HttpRequest("GET", f"{far.url}/me"))
        finally:
            await http.aclose()
        return far.seen_headers[-1].get("Cookie", "")

    assert asyncio.run(ask(keep=False)) == ""
    assert asyncio.run(ask(keep=True)) == "session=abc"


def test_refused_connections_left_nothing() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{probe.getsockname()[1]}"
        with pytest.raises(NothingSent) as caught:
            write(url)
    assert caught.value.reason.code == "source.not_reached"


def test_a_server_that_speaks_no_tls_left_nothing(far: FarEnd) -> None:
    with pytest.raises(NothingSent):
        write(far.url.replace("http://", "https://"))
    assert far.books.ledger == []


@pytest.mark.parametrize("fault", [Fault.hang_up(), Fault.hang_up_after_applying(), Fault.truncated()])
def test_bytes_that_left_without_an_answer_are_told_apart(far: FarEnd, fault: Fault) -> None:
    far.fail("POST", "/tasks", fault)
    with pytest.raises(NoAnswer):
        write(far.url)
    assert [method for method, _ in far.requests] == ["POST"]


def test_silence_after_bytes_left_is_no_answer(far: FarEnd) -> None:
    far.fail("POST", "/tasks", Fault.silent())
    with pytest.raises(NoAnswer) as caught:
        write(far.url, client(far.url, page_s=0.3))
    assert caught.value.reason.code == "source.timeout"


def test_each_write_has_a_connection_of_its_own_and_reads_share_theirs(far: FarEnd) -> None:
    async def ask() -> None:
        http = client(far.url)
        try:
            for method in ("POST", "POST", "GET", "GET"):
                request = HttpRequest(method, f"{far.url}/tasks/1", body=b"{}" if method == "POST" else None)
                await (http.write(request) if method == "POST" else http.read(request))
        finally:
            await http.aclose()

    asyncio.run(ask())
    first, second, third, fourth = far.connections
    assert first != second
    assert third == fourth


def test_the_crash_points_lie_where_they_say(far: FarEnd) -> None:
    seen: list[tuple[CrashPoint, int]] = []
    crash_points.observe(lambda point: seen.append((point, len(far.books.ledger))))
    try:
        write(far.url)
        read(far, "/me")
    finally:
        crash_points.observe(None)
    assert seen == [(CrashPoint.BEFORE_FIRST_BYTE, 0), (CrashPoint.AFTER_SERVER_APPLIED, 1)]


def test_a_small_bomb_stays_small(far: FarEnd) -> None:
    packed = gzip.compress(b"0" * 20_000_000)
    assert len(packed) < 100_000
    far.fail("GET", "/me", Fault.answer(200, packed, Content_Encoding="gzip"))
    with pytest.raises(ContractBroken) as caught:
        read(far, "/me", body_bytes=1_000_000)
    assert caught.value.reason.code == "source.too_large"


def test_a_packed_body_is_unpacked(far: FarEnd) -> None:
    far.fail("GET", "/me", Fault.answer(200, gzip.compress(b'{"id":"7"}'), Content_Encoding="gzip"))
    assert read(far, "/me").json() == {"id": "7"}


@pytest.mark.parametrize(
    "body", [gzip.compress(b'{"id":"7"}')[:-9], b"no gzip at all"], ids=["cut", "not packed"]
)
def test_a_broken_packing_is_no_answer(far: FarEnd, body: bytes) -> None:
    far.fail("GET", "/me", Fault.answer(200, body, Content_Encoding="gzip"))
    with pytest.raises(ContractBroken):
        read(far, "/me")


def test_a_large_body_is_refused(far: FarEnd) -> None:
    far.fail("GET", "/me", Fault.answer(200, b"0" * 2_000_000))
    with pytest.raises(ContractBroken):
        read(far, "/me", body_bytes=1_000_000)


def test_one_byte_a_second_ends_at_the_deadline() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        stop = threading.Event()

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while not stop.wait(0.1):
                    try:
                        connection.sendall(b" ")
                    except OSError:
                        return

        thread = threading.Thread(target=drip)
        thread.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        http = client(url, page_s=0.5)

        async def ask() -> float:
            began = asyncio.get_running_loop().time()
            try:
                with pytest.raises(SourceUnavailable) as caught:
                    await http.read(HttpRequest("GET", url))
                assert caught.value.reason.code == "source.timeout"
            finally:
                await http.aclose()
            return asyncio.get_running_loop().time() - began

        spent = asyncio.run(ask())
        stop.set()
        thread.join()
    assert 0.4 < spent < 2


def test_the_source_s_clock_is_learnt(far: FarEnd) -> None:
    late = datetime.now(UTC) + timedelta(hours=7)

    async def ask() -> timedelta | None:
        http = HttpClient(far.url, basic("anna", "anna-pw"), clock=lambda: late)
        try:
            await http.read(HttpRequest("GET", f"{far.url}/me"))
        finally:
            await http.aclose()
        return http.skew

    skew = asyncio.run(ask())
    assert skew is not None
    assert abs(skew + timedelta(hours=7)) < timedelta(seconds=5)


def test_a_401_renews_once(far: FarEnd) -> None:
    asked: list[bool] = []

    async def obtain(renewed: bool) -> Pairs:
        asked.append(renewed)
        return await basic("anna", "anna-pw" if renewed else "expired").headers()

    async def ask(credential: RenewableCredential) -> int:
        http = HttpClient(far.url, credential, clock=now)
        try:
            return (await http.read(HttpRequest("GET", f"{far.url}/me"))).status
        finally:
            await http.aclose()

    assert asyncio.run(ask(RenewableCredential(obtain))) == 200
    assert asked == [False, True]
    far.users["anna"] = "changed"
    assert asyncio.run(ask(RenewableCredential(obtain))) == 401


@pytest.mark.parametrize(
    "url", ["", "example.org", "ftp://example.org", "https://", "https://anna:pw@example.org", "http://[::1"]
)
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(WrongAddress):
        HttpClient(url, no_credential(), clock=now)


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1"])
def test_a_proxy_of_a_kind_that_we_do_not_speak_is_told(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    with pytest.raises(SourceUnavailable) as caught:
        HttpClient("https://tickets.example", no_credential(), clock=now)
    assert caught.value.reason.code == "source.proxy"


def test_loopback_never_goes_through_a_proxy(monkeypatch: pytest.MonkeyPatch, far: FarEnd) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    assert read(far, "/me").status == 200


def test_no_secret_and_no_query_is_logged(
    far: FarEnd, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Whoever opened the program's log before, in this process, keeps its lines to that file.
    monkeypatch.setattr(logging.getLogger("odx_desktop"), "propagate", True)
    secret = "canary-7f3a"

    async def ask() -> None:
        http = HttpClient(far.url, bearer(secret), clock=now)
        try:
            await http.read(HttpRequest("GET", f"{far.url}/me?token={secret}", (("key", secret),)))
        finally:
            await http.aclose()

    with caplog.at_level(logging.DEBUG, logger="odx_desktop"):
        asyncio.run(ask())
    assert "GET" in caplog.text
    assert secret not in caplog.text
    assert secret not in repr(bearer(secret))
