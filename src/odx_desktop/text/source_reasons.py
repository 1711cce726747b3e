"""What a source did, or failed to do, in plain words: what happened, is my work safe, what next."""

from __future__ import annotations

from odx_desktop.text.catalogue import msgid
from odx_desktop.text.wording import Wording

_TRY_AGAIN = (msgid("It is tried again by itself; you can also try now."),)
_SIGN_IN = (msgid("Give the source your user name and secret again, then try again."),)
_ASK_SUPPORT = (
    msgid("Nothing was removed from your list. If it stays so, give the reference to your support desk."),
)
_CHECK_ADDRESS = (msgid("Check the address, then try again."),)

SOURCE_WORDINGS = {
    "source.not_reached": Wording(
        (
            msgid("We could not reach {host}. What you decided is kept."),
            msgid("The source could not be reached. What you decided is kept."),
        ),
        _TRY_AGAIN,
    ),
    "source.timeout": Wording(
        (
            msgid("{host} did not answer in time. What was known is kept, and so is what you decided."),
            msgid("The source did not answer in time. What was known is kept, and so is what you decided."),
        ),
        _TRY_AGAIN,
    ),
    "source.broke_off": Wording(
        (
            msgid("{host} broke off its answer. What was known is kept, and so is what you decided."),
            msgid("The source broke off its answer. What was known is kept, and so is what you decided."),
        ),
        _TRY_AGAIN,
    ),
    "source.tls": Wording(
        (
            msgid("The certificate of {host} is not trusted here, so nothing was sent to it."),
            msgid("The certificate of the source is not trusted here, so nothing was sent to it."),
        ),
        (
            msgid(
                "Check the address and this computer’s clock, or ask your support desk about the certificate."
            ),
        ),
    ),
    "source.portal": Wording(
        (
            msgid("{host} answers, but not as agreed; perhaps it is your network’s own sign-in page."),
            msgid("The source answers, but not as agreed; perhaps it is your network’s own sign-in page."),
        ),
        (msgid("Open a web page to sign in to the network, or check the address, then try again."),),
    ),
    "source.broken": Wording(
        (
            msgid("The source answers, but not as agreed (at {where}). What was known is kept."),
            msgid("The source answers, but not as agreed. What was known is kept."),
        ),
        _ASK_SUPPORT,
    ),
    "source.gave_up": Wording(
        (
            msgid("It had not answered to the end after {seconds} seconds. What came is kept."),
            msgid("It had not answered to the end in time. What came is kept."),
        ),
        (msgid("Try again, or allow it more time."),),
    ),
    "source.listing_cut": Wording(
        (
            msgid("The source cut its list “{list}” short. What came is shown, nothing was removed."),
            msgid("The source cut its list short. What came is shown, nothing was removed."),
        ),
        _TRY_AGAIN,
    ),
    "source.repeats_page": Wording(
        (msgid("The source gives the same page again and again. What was known is kept."),),
        _ASK_SUPPORT,
    ),
    "source.incomplete": Wording(
        (
            msgid(
                "The source gave only a part of its list: {detail}. What came is shown, nothing was removed."
            ),
            msgid("The source gave only a part of its list. What came is shown, nothing was removed."),
        ),
        _TRY_AGAIN,
    ),
    "source.defect": Wording(
        (msgid("This program failed while it read the source. Your list and your decisions are kept."),),
        (msgid("Give the reference and the log to your support desk."),),
    ),
    "source.server_error": Wording(
        (
            msgid("{host} reports a fault of its own ({status}). What you decided is kept."),
            msgid("The source reports a fault of its own. What you decided is kept."),
        ),
        _TRY_AGAIN,
    ),
    "source.throttled": Wording(
        (
            msgid("The source asks us to wait until {until}. What you decided is kept."),
            msgid("The source asks us to wait. What you decided is kept."),
        ),
        (msgid("It is asked again then, by itself."),),
    ),
    "source.sign_in": Wording(
        (msgid("The source needs you to sign in again. What you decided is kept and waits for that."),),
        _SIGN_IN,
    ),
    "source.wrong_secret": Wording(
        (
            msgid("{host} did not accept this user name and secret. What you decided is kept."),
            msgid("The source did not accept this user name and secret. What you decided is kept."),
        ),
        _SIGN_IN,
    ),
    "source.step_up": Wording(
        (
            msgid(
                "The source asks for a stronger sign-in before this decision. It is kept and waits for that."
            ),
        ),
        (msgid("Sign in again, then it is sent."),),
    ),
    "source.no_access": Wording(
        (
            msgid("{host} knows you, but does not let you see this list. What was known is kept."),
            msgid("The source knows you, but does not let you see this list. What was known is kept."),
        ),
        (msgid("Ask the people who run this source to give you access."),),
    ),
    "source.rejected_items": Wording(
        (
            msgid("Items of this source that could not be read: {count}. All others are shown."),
            msgid("Some items of this source could not be read; all others are shown."),
        ),
        _ASK_SUPPORT,
    ),
    "source.identity_changed": Wording(
        (
            msgid(
                "The source takes you for {got}, not for {expected}. It is not used until you confirm that."
            ),
            msgid("The source takes you for somebody else. It is not used until you confirm that."),
        ),
        (msgid("Check which account the source uses."),),
    ),
    "source.signed_out": Wording(
        (msgid("You are signed out of this source."),),
        _SIGN_IN,
    ),
    "source.unknown": Wording(
        (msgid("There is no source called “{source}”. Nothing was changed."),),
        (msgid("List the sources to see their short names."),),
    ),
    "source.name_taken": Wording(
        (
            msgid("There is already a source called “{name}”. Nothing was saved."),
            msgid("There is already a source with this name. Nothing was saved."),
        ),
        (msgid("Choose another name."),),
    ),
    "source.locked": Wording(
        (msgid("This source is set by your organisation and cannot be changed here. Nothing was changed."),),
        (msgid("You can still give it your own user name and secret."),),
    ),
    "source.actions_wait": Wording(
        (
            msgid("Decisions for this source that still wait to be sent: {count}. Nothing was removed."),
            msgid("Decisions for this source are still waiting to be sent. Nothing was removed."),
        ),
        (msgid("Say whether to send them first or to discard them."),),
    ),
    "source.bad_url": Wording(
        (
            msgid("“{url}” is not an address this program can use. Nothing was saved."),
            msgid("This is not an address this program can use. Nothing was saved."),
        ),
        (msgid("Give the whole address, beginning with https://."),),
    ),
    "source.setting_missing": Wording(
        (
            msgid("This kind of source also needs the value “{name}”. Nothing was saved."),
            msgid("This kind of source needs one more value. Nothing was saved."),
        ),
        (msgid("Give the value with --set, or in the form."),),
    ),
    "source.not_found": Wording(
        (
            msgid("There is nothing of this kind at {host} (not found). What was known is kept."),
            msgid("There is nothing of this kind at this address (not found). What was known is kept."),
        ),
        _CHECK_ADDRESS,
    ),
    "source.not_json": Wording(
        (
            msgid("What the source answered cannot be read (at {where}). What was known is kept."),
            msgid("What the source answered cannot be read. What was known is kept."),
        ),
        _ASK_SUPPORT,
    ),
    "source.too_deep": Wording(
        (msgid("The source sent an answer nested too deeply to be safe. What was known is kept."),),
        _ASK_SUPPORT,
    ),
    "source.moved": Wording(
        (
            msgid("The source has moved to {got}. Nothing was sent there; what was known is kept."),
            msgid("The source has moved. Nothing was sent there; what was known is kept."),
        ),
        (msgid("If that address is right, give it to the source, then try again."),),
    ),
    "source.secret_in_url": Wording(
        (msgid("The address holds a user name or a secret, which others could read. Nothing was saved."),),
        (msgid("Leave them out of the address; give the secret on its own."),),
    ),
    "source.proxy": Wording(
        (
            msgid("The network’s proxy did not let us reach {host}. What you decided is kept."),
            msgid("The network’s proxy did not let us through. What you decided is kept."),
        ),
        (msgid("Check the proxy’s address and sign-in with your support desk."),),
    ),
    "source.no_name": Wording(
        (msgid("A source needs a name. Nothing was saved."),),
        (msgid("Give it the name by which you know it."),),
    ),
    "source.no_caldav": Wording(
        (msgid("There is no calendar service at this address. What was known is kept."),),
        _CHECK_ADDRESS,
    ),
    "source.no_todo_lists": Wording(
        (msgid("There is no list for to-dos at this address. What was known is kept."),),
        (msgid("Make a to-do list there, or give the address of one."),),
    ),
    "source.other_process_silent": Wording(
        (msgid("The open window was asked to check this source and has not answered. Nothing is lost."),),
        (msgid("Look at the window, or close it and try again."),),
    ),
    "source.actions_still_wait": Wording(
        (msgid("Not every decision for this source could be sent. Nothing was removed."),),
        (msgid("Try again when the source can be reached, or say that they are to be discarded."),),
    ),
    "source.too_large": Wording(
        (msgid("The source sent more than this program accepts at once. What was known is kept."),),
        _ASK_SUPPORT,
    ),
    "connector.unknown": Wording(
        (
            msgid("There is no connector called “{connector}”. Nothing was saved."),
            msgid("There is no such connector. Nothing was saved."),
        ),
        (msgid("List the connectors to see what there is."),),
    ),
    "connector.bad_manifest": Wording(
        (
            msgid("The manifest cannot be used: {detail}. Nothing was saved."),
            msgid("The manifest cannot be used. Nothing was saved."),
        ),
        (msgid("Mend the place that is named, then check it again."),),
    ),
    "manifest.mistake": Wording(
        (
            msgid("Line {line} of the manifest: {message} Did you mean “{near}”?"),
            msgid("Line {line} of the manifest: {message}"),
            msgid("The manifest cannot be used."),
        ),
        (msgid("Mend the place that is named, then check it again."),),
    ),
}
