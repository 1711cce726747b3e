"""A few plain requests as one person at one system: how the colleague reaches the servers, like anybody."""

from __future__ import annotations

import base64
import json
import uuid
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, Request, build_opener

Json = dict[str, Any]
_PATIENCE_S = 10


class Errand:
    """Blocking; to be run in a thread. `address` has no slash at the end."""

    def __init__(self, address: str, user: str, password: str) -> None:
        self._address = address
        credential = base64.b64encode(f"{user}:{password}".encode()).decode()
        self._headers = {"Authorization": f"Basic {credential}", "Content-Type": "application/json"}
        # Loopback only: a proxy of the machine has no business here.
        self._opener = build_opener(ProxyHandler({}))

    def get(self, path: str, **query: str) -> Json:
        """Raises OSError when the answer is not 200 or does not come."""
        asked = f"{self._address}{path}?{urlencode(query)}" if query else f"{self._address}{path}"
        return self._answer(Request(asked, headers=self._headers))

    def act(self, task: Json, offer: str, comment: str = "") -> bool:
        """One action of the reference contract; False when somebody was faster or a rule refused it."""
        headers = {**self._headers, "If-Match": task["etag"], "Idempotency-Key": str(uuid.uuid4())}
        body = json.dumps({"offer": offer, "comment": comment}).encode()
        address = f"{self._address}/tasks/{task['id']}/actions"
        return self._done(Request(address, body, headers, method="POST"))

    def write(self, method: str, path: str, fields: Json) -> bool:
        body = json.dumps(fields).encode()
        return self._done(Request(f"{self._address}{path}", body, self._headers, method=method))

    def _done(self, request: Request) -> bool:
        try:
            self._answer(request)
        except HTTPError as refused:
            refused.close()
            return False
        return True

    def _answer(self, request: Request) -> Json:
        with self._opener.open(request, timeout=_PATIENCE_S) as answer:
            found: Json = json.load(answer)
            return found
