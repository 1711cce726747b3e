"""The client of one source: nothing leaves its origin, nothing takes longer or more than agreed."""

from __future__ import annotations

import asyncio
import logging
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from http.cookiejar import CookieJar, DefaultCookiePolicy
from typing import NoReturn

import httpx

from odx_desktop import __version__
from odx_desktop.domain.errors import ContractBroken, NoAccess, SignInRequired, SourceUnavailable
from odx_desktop.domain.reason import Reason
from odx_desktop.http.body import ACCEPT_ENCODING, capped
from odx_desktop.http.credential import Credential, FixedCredential
from odx_desktop.http.failure import NoAnswer, NothingSent
from odx_desktop.http.limits import HttpLimits
from odx_desktop.http.message import Headers, HttpRequest, HttpResponse
from odx_desktop.http.origin import Origin, absolute
from odx_desktop.http.redaction import quiet_library_logs, shown
from odx_desktop.http.trust import system_trust
from odx_desktop.http.wire import WireWatch

log = logging.getLogger(__name__)
USER_AGENT = f"ODX-Desktop/{__version__}"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
# A redirect may turn only POST into GET (RFC 9110 section 15.4); WebDAV's reads stay what they are.
_KEEPS_METHOD = frozenset({"GET", "HEAD", "PROPFIND", "REPORT"})


class HttpClient:
    """One source's far end. `clock` gives aware UTC; `skew` is the source's clock minus ours, once known."""

    def __init__(
        self,
        base_url: str,
        credential: Credential,
        *,
        clock: Callable[[], datetime],
        limits: HttpLimits | None = None,
        keep_cookies: bool = False,
    ) -> None:
        """Raises WrongAddress when `base_url` is not an http(s) address without a user in it, and
        SourceUnavailable when the environment's proxy cannot be used."""
        quiet_library_logs()
        self.base_url = base_url.rstrip("/")
        self.origin = Origin.of(base_url)
        self.limits = limits or HttpLimits()
        self.skew: timedelta | None = None
        self._credential = credential
        self._clock = clock
        self._cookies = CookieJar(None if keep_cookies else DefaultCookiePolicy(allowed_domains=[]))
        try:
            self._reads = self._transport(keepalive=4)
            self._writes = self._transport(keepalive=0)
        except (ImportError, ValueError) as error:
            # The environment names a proxy of a kind that the library does not speak (SOCKS).
            reason = Reason.of("source.proxy", host=self.origin.place, detail=str(error))
            raise SourceUnavailable(reason) from None

    def _transport(self, *, keepalive: int) -> httpx.AsyncClient:
        """Writes never reuse a connection: one that the server has just closed would turn a request that was
        never seen into one of unknown fate."""
        loopback = {"all://localhost": None, "all://127.0.0.1": None, "all://[::1]": None}
        return httpx.AsyncClient(
            verify=system_trust(),
            trust_env=True,
            follow_redirects=False,
            cookies=self._cookies,
            mounts=loopback if self.origin.is_loopback else None,
            limits=httpx.Limits(max_connections=4, max_keepalive_connections=keepalive),
            timeout=httpx.Timeout(self.limits.page_s, connect=self.limits.connect_s),
            headers={"User-Agent": USER_AGENT, "Accept-Encoding": ACCEPT_ENCODING},
        )

    async def aclose(self) -> None:
        await self._reads.aclose()
        await self._writes.aclose()

    async def read(self, request: HttpRequest) -> HttpResponse:
        """The answer to a request that changes nothing, whatever its status; follows same-origin redirects.

        Raises SourceUnavailable (no answer in time), ContractBroken (left the origin, too large).
        """
        for _ in range(self.limits.redirects + 1):
            response = await self._signed(self._reads, request, is_write=False)
            target = response.headers.get("location")
            if response.status not in _REDIRECTS or target is None:
                return response
            url = absolute(response.url, target)
            if request.method not in _KEEPS_METHOD and response.status not in (307, 308):
                raise ContractBroken(shown(request.url), "an answer", "a redirect", code="source.portal")
            request = HttpRequest(request.method, url, (), request.headers, request.body)
        raise ContractBroken(shown(request.url), f"at most {self.limits.redirects} redirects", "more")

    async def write(self, request: HttpRequest) -> HttpResponse:
        """Send once, never follow, never repeat but after a 401. Raises NothingSent or NoAnswer."""
        return await self._signed(self._writes, request, is_write=True)

    async def checked(self, request: HttpRequest) -> HttpResponse:
        """Like `read`, and every status but 2xx is raised as `require` does."""
        response = await self.read(request)
        self.require(response)
        return response

    def require(self, response: HttpResponse) -> None:
        """Raises SignInRequired, NoAccess, SourceUnavailable or ContractBroken unless the answer is 2xx."""
        if response.ok:
            return
        status, retry_at = response.status, response.retry_at
        if status == 401:
            fixed = isinstance(self._credential, FixedCredential)
            raise SignInRequired(Reason.of("source.wrong_secret" if fixed else "source.sign_in"))
        if status == 403:
            raise NoAccess(Reason.of("source.no_access"))
        if status == 429 or (status == 503 and retry_at is not None):
            until = retry_at.isoformat() if retry_at else ""
            raise SourceUnavailable(Reason.of("source.throttled", until=until), retry_at)
        if status >= 500 and status != 511:
            raise SourceUnavailable(Reason.of("source.server_error", status=str(status)), retry_at)
        portal = status in _REDIRECTS or status == 511
        not_there = "source.not_found" if status in (404, 410) else "source.broken"
        code = "source.portal" if portal else not_there
        raise ContractBroken(response.url_path, "an answer with 200", f"HTTP {status}", code=code)

    async def stream(self, request: HttpRequest) -> AsyncIterator[bytes]:
        """A file's bytes, in pieces, under `limits.attachment_bytes`; each piece within the page's time."""
        self.origin.require(request.url, shown(request.url))
        headers = await self._credential.headers()
        try:
            async with self._open(self._reads, request, headers, WireWatch(is_write=False)) as answer:
                if answer.status_code != 200:
                    self.require(self._response(answer, b""))
                encoding = answer.headers.get("content-encoding", "")
                where, limit = shown(request.url), self.limits.attachment_bytes
                async for part in capped(answer.aiter_raw(), encoding, limit, where):
                    yield part
        except httpx.HTTPError as error:
            raise SourceUnavailable(_why(error, self.origin)) from None

    async def _signed(
        self, transport: httpx.AsyncClient, request: HttpRequest, *, is_write: bool
    ) -> HttpResponse:
        self.origin.require(request.url, shown(request.url))
        response = await self._exchange(transport, request, is_write=is_write)
        if response.status == 401 and self._credential.renew():
            response = await self._exchange(transport, request, is_write=is_write)
        return response

    async def _exchange(
        self, transport: httpx.AsyncClient, request: HttpRequest, *, is_write: bool
    ) -> HttpResponse:
        watch = WireWatch(is_write=is_write)
        try:
            async with asyncio.timeout(self.limits.page_s):
                headers = await self._credential.headers()
                async with self._open(transport, request, headers, watch) as answer:
                    encoding = answer.headers.get("content-encoding", "")
                    parts = capped(answer.aiter_raw(), encoding, self.limits.body_bytes, shown(request.url))
                    content = b"".join([part async for part in parts])
        except TimeoutError:
            limit = f"{self.limits.page_s:g}"
            self._fail(Reason.of("source.timeout", host=self.origin.place, seconds=limit), watch, is_write)
        except (httpx.RemoteProtocolError, httpx.ReadError, httpx.WriteError) as error:
            if not is_write and watch.met_a_closed_connection:
                return await self._exchange(transport, request, is_write=is_write)
            self._fail(_why(error, self.origin), watch, is_write)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            self._fail(_why(error, self.origin), watch, is_write)
        except ContractBroken as error:
            if is_write:
                self._fail(error.reason, watch, is_write)
            raise
        response = self._response(answer, content)
        log.debug("%s %s -> %d, %d bytes", request.method, shown(request.url), response.status, len(content))
        return response

    @asynccontextmanager
    async def _open(
        self,
        transport: httpx.AsyncClient,
        request: HttpRequest,
        signed: tuple[tuple[str, str], ...],
        watch: WireWatch,
    ) -> AsyncIterator[httpx.Response]:
        url = httpx.URL(request.url)
        if request.query:
            url = url.copy_with(params=httpx.QueryParams([*url.params.multi_items(), *request.query]))
        outgoing = transport.build_request(
            request.method,
            url,
            headers=[*request.headers, *signed],
            content=request.body,
            extensions={"trace": watch},
        )
        answer = await transport.send(outgoing, stream=True)
        try:
            yield answer
        finally:
            await answer.aclose()

    def _response(self, answer: httpx.Response, content: bytes) -> HttpResponse:
        response = HttpResponse(
            answer.status_code,
            Headers(tuple(answer.headers.multi_items())),
            content,
            str(answer.url),
            self._clock(),
            self.limits.depth,
        )
        if response.server_now is not None:
            self.skew = response.server_now - response.received.replace(microsecond=0)
        return response

    def _fail(self, reason: Reason, watch: WireWatch, is_write: bool) -> NoReturn:
        log.info("%s: %s", self.origin, reason)
        if not is_write:
            raise SourceUnavailable(reason) from None
        raise (NoAnswer(reason) if watch.bytes_left else NothingSent(reason)) from None


def _why(error: Exception, origin: Origin) -> Reason:
    """A reason with the library's word as its detail; a failed TLS handshake has one of its own."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            detail = getattr(cause, "verify_message", "") or str(cause)
            return Reason.of("source.tls", host=origin.place, detail=detail)
        cause = cause.__cause__ or cause.__context__
    if isinstance(error, httpx.TimeoutException):
        return Reason.of("source.timeout", host=origin.place, seconds="")
    if isinstance(error, httpx.ProxyError):
        return Reason.of("source.proxy", host=origin.place, detail=str(error))
    if isinstance(error, httpx.RemoteProtocolError | httpx.ReadError):
        # It was reached, and hung up: saying "not reached" would send people to look at the network.
        return Reason.of("source.broke_off", host=origin.place, detail=str(error))
    return Reason.of("source.not_reached", host=origin.place, detail=str(error) or type(error).__name__)
