"""What befell the keyring, the organisation's policy or what was saved of a damaged file, in plain words."""

from __future__ import annotations

from odx_desktop.text.catalogue import msgid
from odx_desktop.text.wording import Wording

_KEY_FILE = (
    msgid("Unlock or install the system’s keyring, or give a key file with --key-file; then try again."),
)
_ASK_IT = (msgid("Tell your support desk; everything else of the policy is in force."),)

PROFILE_WORDINGS = {
    "keyring.none": Wording(
        (msgid("There is no keyring here: everything is kept only while this is open."),), _KEY_FILE
    ),
    "keyring.locked": Wording(
        (msgid("The keyring is locked: everything is kept only while this is open."),), _KEY_FILE
    ),
    "keyring.not_unlocked": Wording(
        (msgid("The keyring was not unlocked: everything is kept only while this is open."),), _KEY_FILE
    ),
    "keyring.no_answer": Wording(
        (msgid("The keyring does not answer: everything is kept only while this is open."),), _KEY_FILE
    ),
    "keyring.not_allowed": Wording(
        (
            msgid("The keyring “{backend}” is not safe enough: everything is kept only while this is open."),
            msgid("The keyring here is not safe enough: everything is kept only while this is open."),
        ),
        _KEY_FILE,
    ),
    "keyring.forgets": Wording(
        (msgid("The keyring does not keep what it is given: everything is kept only while this is open."),),
        _KEY_FILE,
    ),
    "keyring.not_a_key": Wording(
        (
            msgid(
                "What the keyring holds for this profile is no key of this program: "
                "everything is kept only while this is open."
            ),
        ),
        _KEY_FILE,
    ),
    "keyring.failed": Wording(
        (
            msgid("The keyring failed ({detail}): everything is kept only while this is open."),
            msgid("The keyring failed: everything is kept only while this is open."),
        ),
        _KEY_FILE,
    ),
    "store.key_file_unusable": Wording(
        (
            msgid("The key file {file} cannot be read or made: {detail}. Nothing was changed."),
            msgid("The key file cannot be read or made. Nothing was changed."),
        ),
        (msgid("Check its folder and that you may read it, then try again."),),
    ),
    "store.failed": Wording(
        (
            msgid("The files of this profile could not be used: {detail}. What was saved before is safe."),
            msgid("The files of this profile could not be used. What was saved before is safe."),
        ),
        (msgid("Try again. If it happens again, tell your support desk."),),
    ),
    "action.salvaged": Wording(
        (msgid("This decision was saved from a damaged file. It is not known yet whether it is in effect."),),
        (msgid("The source is asked; nothing is sent before that."),),
    ),
    "policy.unreadable": Wording(
        (
            msgid("The policy file {file} cannot be read: {detail}. It is not in force."),
            msgid("A policy file cannot be read. It is not in force."),
        ),
        (msgid("Tell your support desk."),),
    ),
    "policy.not_json": Wording(
        (
            msgid("The policy file {file} is not well written: {detail}. It is not in force."),
            msgid("A policy file is not well written. It is not in force."),
        ),
        (msgid("Tell your support desk."),),
    ),
    "policy.unknown_setting": Wording(
        (
            msgid("{file}: there is no setting called “{setting}”; it is ignored."),
            msgid("A policy file names a setting that does not exist; it is ignored."),
        ),
        _ASK_IT,
    ),
    "policy.no_value": Wording(
        (
            msgid("{file}: “{setting}” has no value; it is ignored."),
            msgid("A setting of a policy file has no value; it is ignored."),
        ),
        _ASK_IT,
    ),
    "policy.unknown_key": Wording(
        (
            msgid("{file}: “{setting}” has a part that is not known ({key}); it is ignored."),
            msgid("A setting of a policy file has a part that is not known; it is ignored."),
        ),
        _ASK_IT,
    ),
    "policy.wrong_value": Wording(
        (
            msgid("{file}: “{setting}” should be {expected}; it is ignored."),
            msgid("A setting of a policy file has a value that cannot be; it is ignored."),
        ),
        _ASK_IT,
    ),
    "policy.wrong_source": Wording(
        (
            msgid("{file}: the source “{source}” is not well described ({expected}); no source is taken."),
            msgid("A source of a policy file is not well described; no source is taken."),
        ),
        _ASK_IT,
    ),
    "policy.locked_already": Wording(
        (
            msgid("{file}: “{setting}” is already fixed by {by}; this value is ignored."),
            msgid("A setting is already fixed by another policy file; this value is ignored."),
        ),
        _ASK_IT,
    ),
}
