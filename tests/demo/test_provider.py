"""The OpenID provider: what it gives to who asks rightly, and what it refuses."""

import base64
import hashlib
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import KeySet
from tests.demo.stage import Stage

VERIFIER = "v" * 64
REDIRECT = "http://127.0.0.1:52111/callback"


def challenge() -> str:
    digest = hashlib.sha256(VERIFIER.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def question(**more: Any) -> dict[str, Any]:
    return {
        "client_id": "odx-desktop",
        "redirect_uri": REDIRECT,
        "response_type": "code",
        "scope": "openid offline_access",
        "code_challenge": challenge(),
        "code_challenge_method": "S256",
        "state": "s1",
        "nonce": "n1",
        **more,
    }


def provider(stage: Stage) -> httpx.Client:
    return stage.plain(stage.house.announcement()["provider"]["issuer"])


def answered(stage: Stage, **more: Any) -> dict[str, str]:
    """The parameters that came back to the client after the form was filled in."""
    told = stage.house.announcement()["provider"]
    form = {"user": told["user"], "password": told["password"], "choice": "allow"}
    back = provider(stage).post("/authorize", params=question(**more), data=form)
    assert back.status_code == 303
    return {name: values[0] for name, values in parse_qs(urlsplit(back.headers["location"]).query).items()}


def tokens(stage: Stage, code: str, **more: str) -> httpx.Response:
    form = {"grant_type": "authorization_code", "client_id": "odx-desktop", "code": code}
    return provider(stage).post(
        "/token", data={**form, "redirect_uri": REDIRECT, "code_verifier": VERIFIER, **more}
    )


def refreshed(stage: Stage, token: str, **more: str) -> httpx.Response:
    form = {"grant_type": "refresh_token", "client_id": "odx-desktop", "refresh_token": token}
    return provider(stage).post("/token", data={**form, **more})


def test_one_sign_in_opens_every_system_with_a_token_of_its_own(stage: Stage) -> None:
    back = answered(stage)
    issuer = stage.house.announcement()["provider"]["issuer"]
    assert (back["state"], back["iss"]) == ("s1", issuer)
    given = tokens(stage, back["code"]).json()
    discovered = provider(stage).get("/.well-known/openid-configuration").json()
    keys = KeySet.import_key_set(httpx.get(discovered["jwks_uri"]).json())
    claims = jwt.decode(given["id_token"], keys, algorithms=["RS256"]).claims
    assert (claims["iss"], claims["aud"], claims["nonce"], claims["sub"]) == (
        issuer,
        "odx-desktop",
        "n1",
        "amelie",
    )
    token = given["refresh_token"]
    for system in ("hr", "eprocurement"):
        url = next(one["url"] for one in stage.house.announcement()["systems"] if one["system"] == system)
        renewed = refreshed(stage, token, resource=url).json()
        token = renewed["refresh_token"]
        bearer = {"Authorization": f"Bearer {renewed['access_token']}"}
        assert httpx.get(f"{url}/me", headers=bearer).json()["name"] == "Amélie Gauthier"
        other = stage.client("service-desk", judged=False)
        assert other.get("/api/now/table/task", headers=bearer, auth=_nobody).status_code == 401


def test_a_used_refresh_token_ends_the_session(stage: Stage) -> None:
    first = tokens(stage, answered(stage)["code"]).json()["refresh_token"]
    second = refreshed(stage, first).json()["refresh_token"]
    assert refreshed(stage, first).json()["error"] == "invalid_grant"
    assert refreshed(stage, second).json()["error"] == "invalid_grant"


def test_a_code_is_good_once(stage: Stage) -> None:
    code = answered(stage)["code"]
    token = tokens(stage, code).json()["refresh_token"]
    assert tokens(stage, code).json()["error"] == "invalid_grant"
    assert refreshed(stage, token).json()["error"] == "invalid_grant"


def test_revoking_ends_the_access_token_too(stage: Stage) -> None:
    url = stage.house.announcement()["systems"][0]["url"]
    given = tokens(stage, answered(stage, resource=url)["code"]).json()
    bearer = {"Authorization": f"Bearer {given['access_token']}"}
    assert httpx.get(f"{url}/me", headers=bearer).status_code == 200
    provider(stage).post("/revoke", data={"token": given["refresh_token"]})
    assert httpx.get(f"{url}/me", headers=bearer).status_code == 401


@pytest.mark.parametrize(
    ("more", "error"),
    [
        ({"response_type": "token"}, "unsupported_response_type"),
        ({"scope": "profile"}, "invalid_scope"),
        ({"code_challenge_method": "plain"}, "invalid_request"),
        ({"code_challenge": ""}, "invalid_request"),
        ({"resource": "https://elsewhere.example"}, "invalid_target"),
    ],
)
def test_what_is_asked_wrongly_goes_back_as_an_error(
    untouched: Stage, more: dict[str, str], error: str
) -> None:
    back = answered(untouched, **more)
    assert (back["error"], back["state"]) == (error, "s1")


@pytest.mark.parametrize(
    "redirect",
    [
        "http://localhost:52111/callback",
        "http://127.0.0.1.evil.example:80/callback",
        "http://127.0.0.1:52111/callback?x=1",
        "http://127.0.0.1:52111/other",
        "https://127.0.0.1:52111/callback",
    ],
)
def test_an_unknown_redirect_gets_a_page_and_no_redirect(untouched: Stage, redirect: str) -> None:
    answer = provider(untouched).get("/authorize", params=question(redirect_uri=redirect))
    assert (answer.status_code, "location" in answer.headers) == (400, False)


def test_wrong_verifier_wrong_password_and_no_are_refused(stage: Stage) -> None:
    assert tokens(stage, answered(stage)["code"], code_verifier="w" * 64).json()["error"] == "invalid_grant"
    wrong = provider(stage).post(
        "/authorize", params=question(), data={"user": "amelie.gauthier", "password": "x"}
    )
    assert (wrong.status_code, "Wrong name" in wrong.text) == (200, True)
    deny = provider(stage).post("/authorize", params=question(), data={"choice": "deny"})
    assert "error=access_denied" in deny.headers["location"]
    silent = provider(stage).get("/authorize", params=question(prompt="none"))
    assert "error=login_required" in silent.headers["location"]


def _nobody(request: httpx.Request) -> httpx.Request:
    return request
