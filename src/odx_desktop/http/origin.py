"""The guard that keeps a person's credentials on the origin they were given for."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit

from odx_desktop.domain.errors import ContractBroken, Refusal
from odx_desktop.domain.reason import Reason

_DEFAULT_PORTS = {"http": 80, "https": 443}


class WrongAddress(Refusal):
    """What was typed is not an address that a source can have; `reason` says why."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port (RFC 6454): what must be equal for a request to go out."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, url: str) -> Origin:
        """Raises WrongAddress for anything but an http or https URL with a host and no user in it."""
        try:
            parts = urlsplit(url)
            port = parts.port
        except ValueError:
            raise WrongAddress(Reason.of("source.bad_url", url=url)) from None
        if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
            raise WrongAddress(Reason.of("source.bad_url", url=url))
        if parts.username is not None or parts.password is not None:
            raise WrongAddress(Reason.of("source.secret_in_url"))
        return cls(parts.scheme, parts.hostname, port or _DEFAULT_PORTS[parts.scheme])

    def __str__(self) -> str:
        return f"{self.scheme}://{self.place}"

    @property
    def place(self) -> str:
        """Host, and the port where it is not the scheme's own: what a person would look for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    @property
    def is_loopback(self) -> bool:
        return self.host in ("localhost", "::1") or self.host.startswith("127.")

    def require(self, url: str, where: str) -> None:
        """Raises ContractBroken when `url` (from a body, a header or a manifest) leaves this origin."""
        try:
            other = Origin.of(url)
        except WrongAddress:
            raise ContractBroken(where, f"an address on {self}", url[:200]) from None
        if other == self:
            return
        moved = other.host == self.host and other.scheme == "https" and self.scheme == "http"
        code = "source.moved" if moved else "source.portal"
        raise ContractBroken(where, f"an address on {self}", str(other), code=code)


def absolute(base_url: str, target: str) -> str:
    """Resolve an address from the source against the address it came from (RFC 3986)."""
    return urljoin(base_url, target)
