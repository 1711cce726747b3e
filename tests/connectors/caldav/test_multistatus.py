"""What a server may answer, and what it must not do to us."""

from __future__ import annotations

import pytest

from odx_desktop.connectors.caldav.multistatus import DAV, error_condition, parse_multistatus, path_of, url_of
from odx_desktop.domain.errors import ContractBroken

URL = "https://cal.example.org/dav/anna/"


def answer(inside: str) -> bytes:
    return f'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:">{inside}</d:multistatus>'.encode()


def test_properties_found_and_missing_are_told_apart() -> None:
    body = answer(
        "<d:response><d:href>/dav/a%40b/x%20y.ics</d:href>"
        '<d:propstat><d:prop><d:getetag>"1"</d:getetag></d:prop>'
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat>"
        "<d:propstat><d:prop><d:owner/></d:prop><d:status>HTTP/1.1 404 Not Found</d:status></d:propstat>"
        "</d:response><d:sync-token>t</d:sync-token>"
    )

    read = parse_multistatus(body, URL)

    (response,) = read.responses
    assert (response.path, response.text(f"{DAV}getetag"), read.sync_token) == (
        "/dav/a@b/x y.ics",
        '"1"',
        "t",
    )
    assert response.property(f"{DAV}owner") is None


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html><body>Sign in</body></html>",
        b"<!doctype html><p>Sign in",
        answer("<d:response><d:href>/a</d:href>")[:-20],
        answer("<d:response><d:status>HTTP/1.1 404 x</d:status></d:response>"),
        answer("<d:response><d:href>/a</d:href><d:status>gone</d:status></d:response>"),
        b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<?xml version="1.0" encoding="none-such"?><a/>',
    ],
)
def test_what_was_not_agreed_is_said_so(body: bytes) -> None:
    with pytest.raises(ContractBroken):
        parse_multistatus(body, URL)


def test_paths_go_out_and_come_back() -> None:
    path = "/dav/a@b/é x,1;2%.ics"

    assert path_of(url_of(path, URL), URL) == path


def test_the_precondition_is_read_from_an_error_body() -> None:
    assert error_condition(b'<error xmlns="DAV:"><valid-sync-token/></error>') == "valid-sync-token"
    assert error_condition(b"not xml") == ""
