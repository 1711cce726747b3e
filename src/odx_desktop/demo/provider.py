"""The organisation's OpenID provider: authorization code with PKCE for one public client on loopback.

OpenID Connect Core 1.0, RFC 7636 (S256 only), RFC 8252 (any loopback port), RFC 8707 (resource), RFC 9207
(iss), RFC 7009 (revocation). There is no grant here that a real provider would not have.
"""

from __future__ import annotations

import html
import re
import secrets
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.routing import Route

from odx_desktop.demo.clock import Clock
from odx_desktop.demo.grants import GrantRefused, Grants, Request, Session
from odx_desktop.demo.organisation import Organisation, Person

CLIENT = "odx-desktop"
ACCESS_LIFE = timedelta(minutes=10)
_SCOPES = frozenset({"openid", "profile", "email", "offline_access"})
_REDIRECT = re.compile(r"http://(127\.0\.0\.1|\[::1\]):\d{1,5}/callback")
_NO_STORE = {"Cache-Control": "no-store"}


class Provider:
    """`knows(person id, password)` judges a sign-in; `systems()` maps a system to its address (resource)."""

    def __init__(
        self,
        organisation: Organisation,
        clock: Clock,
        knows: Callable[[str, str], bool],
        systems: Callable[[], Mapping[str, str]],
    ) -> None:
        self._organisation = organisation
        self._clock = clock
        self._knows = knows
        self._systems = systems
        self._grants = Grants()
        self.issuer = ""
        self.app = Starlette(
            routes=[
                Route("/.well-known/openid-configuration", self._discovery),
                Route("/jwks", self._jwks),
                Route("/authorize", self._authorize, methods=["GET", "POST"]),
                Route("/token", self._token, methods=["POST"]),
                Route("/userinfo", self._userinfo, methods=["GET", "POST"]),
                Route("/revoke", self._revoke, methods=["POST"]),
                Route("/logout", self._logout),
            ]
        )

    @cached_property
    def _key(self) -> RSAKey:
        """Made when first asked for: it takes longer than everything else at the start together."""
        return RSAKey.generate_key(2048, {"kid": secrets.token_hex(4), "use": "sig", "alg": "RS256"})

    def whose(self, token: str, system: str) -> str | None:
        """The person of an access token for that system; None for a wrong, old or revoked one."""
        claims = self._claims(token)
        return claims["sub"] if claims is not None and claims["aud"] == self._systems().get(system) else None

    async def _discovery(self, request: HttpRequest) -> Response:
        at = self.issuer
        return JSONResponse(
            {
                "issuer": at,
                "authorization_endpoint": f"{at}/authorize",
                "token_endpoint": f"{at}/token",
                "userinfo_endpoint": f"{at}/userinfo",
                "revocation_endpoint": f"{at}/revoke",
                "end_session_endpoint": f"{at}/logout",
                "jwks_uri": f"{at}/jwks",
                "response_types_supported": ["code"],
                "grant_types_supported": ["authorization_code", "refresh_token"],
                "code_challenge_methods_supported": ["S256"],
                "token_endpoint_auth_methods_supported": ["none"],
                "revocation_endpoint_auth_methods_supported": ["none"],
                "id_token_signing_alg_values_supported": ["RS256"],
                "subject_types_supported": ["public"],
                "scopes_supported": sorted(_SCOPES),
                "authorization_response_iss_parameter_supported": True,
            }
        )

    async def _jwks(self, request: HttpRequest) -> Response:
        return JSONResponse({"keys": [self._key.as_dict(private=False)]})

    async def _authorize(self, request: HttpRequest) -> Response:
        pairs = parse_qsl(request.url.query)
        asked = dict(pairs)
        redirect = asked.get("redirect_uri", "")
        if asked.get("client_id") != CLIENT or not _REDIRECT.fullmatch(redirect):
            return HTMLResponse(_page("Unknown client or redirect_uri."), 400)
        try:
            wanted = self._wanted(asked, [value for name, value in pairs if name == "resource"])
        except GrantRefused as refusal:
            return self._back(redirect, asked, error=refusal.error, error_description=refusal.description)
        if request.method == "GET":
            if asked.get("prompt") == "none":
                return self._back(redirect, asked, error="login_required")
            return HTMLResponse(_page("", asked.get("login_hint", "")), headers=_NO_STORE)
        form = dict(parse_qsl((await request.body()).decode()))
        if form.get("choice") == "deny":
            return self._back(redirect, asked, error="access_denied")
        person = self._person(form.get("user", ""))
        if person is None or not self._knows(person.id, form.get("password", "")):
            return HTMLResponse(
                _page("Wrong name or password. · Nom ou mot de passe erroné.", form.get("user", ""))
            )
        return self._back(redirect, asked, code=self._grants.code(person.id, wanted, self._clock.now()))

    def _wanted(self, asked: Mapping[str, str], resources: list[str]) -> Request:
        """Raises GrantRefused with the code that goes back in the redirect."""
        if asked.get("response_type") != "code":
            raise GrantRefused("unsupported_response_type", "only code")
        scopes = set(asked.get("scope", "").split())
        if "openid" not in scopes or not scopes <= _SCOPES:
            raise GrantRefused("invalid_scope", "openid, and of the rest only what is supported")
        if asked.get("code_challenge_method") != "S256" or len(asked.get("code_challenge", "")) != 43:
            raise GrantRefused("invalid_request", "PKCE with S256 is required")
        if not set(resources) <= set(self._systems().values()):
            raise GrantRefused("invalid_target", "an unknown resource")
        challenge, nonce = asked["code_challenge"], asked.get("nonce", "")
        return Request(CLIENT, asked["redirect_uri"], asked["scope"], challenge, nonce, tuple(resources))

    def _back(self, redirect: str, asked: Mapping[str, str], **facts: str) -> Response:
        query = {**facts, "iss": self.issuer}
        if "state" in asked:
            query["state"] = asked["state"]
        return RedirectResponse(f"{redirect}?{urlencode(query)}", 303, headers=_NO_STORE)

    async def _token(self, request: HttpRequest) -> Response:
        form = dict(parse_qsl((await request.body()).decode()))
        now = self._clock.now()
        try:
            if form.get("client_id") != CLIENT:
                raise GrantRefused("invalid_client", "unknown client")
            if form.get("grant_type") == "authorization_code":
                code, verifier = form.get("code", ""), form.get("code_verifier", "")
                session = self._grants.redeem(code, CLIENT, form.get("redirect_uri", ""), verifier, now)
            elif form.get("grant_type") == "refresh_token":
                session = self._grants.rotate(form.get("refresh_token", ""), CLIENT, now)
            else:
                raise GrantRefused("unsupported_grant_type", "authorization_code or refresh_token")
            return JSONResponse(self._tokens(session, form.get("resource")), headers=_NO_STORE)
        except GrantRefused as refusal:
            body = {"error": refusal.error, "error_description": refusal.description}
            return JSONResponse(body, 401 if refusal.error == "invalid_client" else 400, _NO_STORE)

    def _tokens(self, session: Session, resource: str | None) -> dict[str, object]:
        now = self._clock.now()
        asked = session.request
        # Each resource has a token of its own; the refresh token is good for all that were consented to.
        audience = resource or (
            asked.resources[0] if len(asked.resources) == 1 else f"{self.issuer}/userinfo"
        )
        known = {*(asked.resources or self._systems().values()), f"{self.issuer}/userinfo"}
        if audience not in known:
            raise GrantRefused("invalid_target", "an unknown resource")
        access = self._signed(session.person, audience, scope=asked.scope, jti=secrets.token_urlsafe(12))
        self._grants.sessions[access] = session
        answer: dict[str, object] = {
            "token_type": "Bearer",
            "access_token": access,
            "expires_in": int(ACCESS_LIFE.total_seconds()),
            "scope": asked.scope,
        }
        person = self._organisation.people[session.person]
        facts: dict[str, object] = {"auth_time": int(session.signed_in.timestamp())}
        if asked.nonce:
            facts["nonce"] = asked.nonce
        answer["id_token"] = self._signed(person.id, CLIENT, **facts, name=person.name, email=person.email)
        if "offline_access" in asked.scope.split():
            answer["refresh_token"] = self._grants.refresh_token(session, now)
        return answer

    def _signed(self, subject: str, audience: str, **claims: object) -> str:
        now = self._clock.now()
        times = {"iat": int(now.timestamp()), "exp": int((now + ACCESS_LIFE).timestamp())}
        body = {"iss": self.issuer, "sub": subject, "aud": audience, **times, **claims}
        return jwt.encode({"alg": "RS256", "kid": self._key.kid}, body, self._key)

    def _claims(self, token: str) -> dict[str, str] | None:
        session = self._grants.sessions.get(token)
        if session is None or session.is_over:
            return None
        try:
            claims = jwt.decode(token, self._key, algorithms=["RS256"]).claims
        except (JoseError, ValueError):
            return None
        return claims if claims["exp"] > self._clock.now().timestamp() else None

    async def _userinfo(self, request: HttpRequest) -> Response:
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        claims = self._claims(token) if scheme.lower() == "bearer" else None
        if claims is None or claims["aud"] != f"{self.issuer}/userinfo":
            return Response(status_code=401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        person = self._organisation.people[claims["sub"]]
        return JSONResponse({"sub": person.id, "name": person.name, "email": person.email})

    async def _revoke(self, request: HttpRequest) -> Response:
        self._grants.revoke(dict(parse_qsl((await request.body()).decode())).get("token", ""))
        return Response()

    async def _logout(self, request: HttpRequest) -> Response:
        return HTMLResponse(_page("You are signed out here. · Vous êtes déconnecté ici.", form=False))

    def _person(self, name: str) -> Person | None:
        for person in self._organisation.people.values():
            if name.casefold() in (person.email, person.ids["service-desk"]):
                return person
        return None


def _page(message: str, user: str = "", form: bool = True) -> str:
    """Plain HTML that works without script and with a keyboard; the form goes to its own address."""
    shown = (
        '<form method="post"><p><label>E-mail · Courriel<br>'
        f'<input name="user" autocomplete="username" autofocus value="{html.escape(user)}"></label></p>'
        '<p><label>Password · Mot de passe<br><input name="password" type="password"></label></p>'
        '<p><button name="choice" value="allow">Sign in · Se connecter</button> '
        '<button name="choice" value="deny">Cancel · Annuler</button></p></form>'
    )
    return (
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>Sign in · Connexion</title>'
        "<h1>Ministry of Northern Services · Ministère des Services du Nord</h1>"
        f'<p role="alert">{html.escape(message)}</p>{shown if form else ""}</html>'
    )
