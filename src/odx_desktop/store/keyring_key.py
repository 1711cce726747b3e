"""The key in the operating system's keyring: the only module that knows the keyring library."""

from __future__ import annotations

import base64
import binascii
import secrets
from threading import Thread
from typing import TYPE_CHECKING

from odx_desktop.domain.reason import Reason
from odx_desktop.store.key_value import KEY_BYTES, StoreKey

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE = "odx-desktop"
TIME_LIMIT_S = 10.0
_PREFIX = "v1:"

# Backends that keep secrets in the system's own protected store. Any other may be a plain file, or may lose
# what it is given (the null backend), and a chainer may hand the key to either.
_ALLOWED = frozenset(
    {
        "keyring.backends.SecretService",
        "keyring.backends.libsecret",
        "keyring.backends.kwallet",
        "keyring.backends.macOS",
        "keyring.backends.Windows",
    }
)


class KeyringUnusable(Exception):
    """Carries why, for the sentence that the person sees."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


def key_from_keyring(profile_name: str, time_limit_s: float = TIME_LIMIT_S) -> StoreKey:
    """The profile's key, made and read back on first use; raises KeyringUnusable.

    In a thread with a time limit: an odd bus policy was seen to hang the probe for a minute, and a locked
    keyring may wait for a prompt that nobody sees.
    """
    answers: list[StoreKey | KeyringUnusable] = []
    asking = Thread(target=lambda: answers.append(_attempt(profile_name)), daemon=True, name="keyring")
    asking.start()
    asking.join(time_limit_s)
    if not answers:
        raise KeyringUnusable(Reason.of("keyring.no_answer"))
    if isinstance(answers[0], KeyringUnusable):
        raise answers[0]
    return answers[0]


def _attempt(profile_name: str) -> StoreKey | KeyringUnusable:
    from keyring.errors import InitError, KeyringError, KeyringLocked, NoKeyringError

    try:
        return StoreKey(_read_or_make(_allowed_backend(), profile_name), "keyring")
    except KeyringUnusable as unusable:
        return unusable
    except NoKeyringError:
        return KeyringUnusable(Reason.of("keyring.none"))
    except KeyringLocked:
        return KeyringUnusable(Reason.of("keyring.locked"))
    except InitError:
        return KeyringUnusable(Reason.of("keyring.not_unlocked"))
    except (KeyringError, OSError, RuntimeError) as error:
        return KeyringUnusable(Reason.of("keyring.failed", detail=type(error).__name__))
    except Exception as error:
        # Backends let their own libraries' errors through (D-Bus, COM): none of them may stop the start.
        return KeyringUnusable(Reason.of("keyring.failed", detail=type(error).__name__))


def _allowed_backend() -> KeyringBackend:
    import keyring

    backend = keyring.get_keyring()
    name = type(backend).__module__
    if name == "keyring.backends.fail":
        raise KeyringUnusable(Reason.of("keyring.none"))
    if name == "keyring.backends.chainer":
        for one in getattr(backend, "backends", ()):
            if type(one).__module__ in _ALLOWED:
                return one  # type: ignore[no-any-return]
    if name not in _ALLOWED:
        raise KeyringUnusable(Reason.of("keyring.not_allowed", backend=name))
    return backend


def _read_or_make(backend: KeyringBackend, profile_name: str) -> bytes:
    kept = backend.get_password(SERVICE, profile_name)
    if kept is not None:
        return _decode(kept)
    value = secrets.token_bytes(KEY_BYTES)
    backend.set_password(SERVICE, profile_name, _PREFIX + base64.b64encode(value).decode("ascii"))
    again = backend.get_password(SERVICE, profile_name)
    if again is None:
        raise KeyringUnusable(Reason.of("keyring.forgets"))
    # Another first start may have written between: what is kept now is the key.
    return _decode(again)


def _decode(kept: str) -> bytes:
    try:
        value = base64.b64decode(kept.removeprefix(_PREFIX), validate=True)
    except binascii.Error:
        value = b""
    if not kept.startswith(_PREFIX) or len(value) != KEY_BYTES:
        raise KeyringUnusable(Reason.of("keyring.not_a_key"))
    return value


def backend_name(time_limit_s: float = TIME_LIMIT_S) -> str:
    """The keyring that would be used, without reading or writing anything; raises KeyringUnusable."""
    names: list[str] = []
    refusals: list[KeyringUnusable] = []

    def ask() -> None:
        try:
            names.append(type(_allowed_backend()).__module__)
        except KeyringUnusable as unusable:
            refusals.append(unusable)
        except Exception as error:  # as above: a backend's own library may raise anything
            refusals.append(KeyringUnusable(Reason.of("keyring.failed", detail=type(error).__name__)))

    asking = Thread(target=ask, daemon=True, name="keyring")
    asking.start()
    asking.join(time_limit_s)
    if names:
        return names[0]
    raise refusals[0] if refusals else KeyringUnusable(Reason.of("keyring.no_answer"))
