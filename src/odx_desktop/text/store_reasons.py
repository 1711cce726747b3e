"""What befell the files, the key, the settings or the program itself, in plain words."""

from __future__ import annotations

from odx_desktop.text.catalogue import msgid
from odx_desktop.text.wording import Wording

_SUPPORT = (msgid("Give the reference and the log to your support desk."),)
_KEY_FILE = (
    msgid("Unlock or install the system’s keyring, or give a key file with --key-file; then try again."),
)

STORE_WORDINGS = {
    "store.full": Wording(
        (msgid("The disk is full, so this could not be saved. What was saved before is safe."),),
        (msgid("Free some space, then do it again."),),
    ),
    "store.locked": Wording(
        (msgid("Another program holds the files of this profile. What was saved before is safe."),),
        (msgid("Wait a moment, then do it again."),),
    ),
    "store.in_use": Wording(
        (msgid("This profile is already open in a window. Nothing was changed."),),
        (msgid("Use that window, or another profile."),),
    ),
    "store.read_only": Wording(
        (
            msgid("Nothing can be written in {folder}. Nothing was saved, and nothing was lost."),
            msgid("The folder of this profile cannot be written. Nothing was saved, and nothing was lost."),
        ),
        (msgid("Make the folder writable, or choose another one with --profile."),),
    ),
    "store.corrupt": Wording(
        (msgid("A file of this profile is damaged. It was not deleted."),),
        _SUPPORT,
    ),
    "store.newer": Wording(
        (msgid("The files of this profile were written by a newer version. They were not touched."),),
        (msgid("Use the newer version, or another profile."),),
    ),
    "store.key_lost": Wording(
        (
            msgid(
                "The key to this profile is gone or wrong. The files were set aside, not deleted. "
                "Decisions of {when} that may not have been sent: {count}."
            ),
            msgid("The key to this profile is gone or wrong. The files were set aside, not deleted."),
        ),
        (
            msgid(
                "If you find the key, put the files back. Otherwise add your sources again "
                "and look at the items you decided last."
            ),
        ),
    ),
    "store.wrong_key": Wording(
        (msgid("This key does not open the files of this profile. They were not touched."),),
        (msgid("Give the key file that was used before."),),
    ),
    "store.cache_rebuilt": Wording(
        (msgid("The copy of your items was damaged and was made anew. Your decisions are kept."),),
        (msgid("It fills again at the next sync."),),
    ),
    "store.vault_set_aside": Wording(
        (
            msgid(
                "The file with your decisions was damaged. It was set aside as {file}. "
                "Decisions saved from it: {saved}. "
                "Decisions of {when} that may not have been sent: {count}."
            ),
            msgid(
                "The file with your decisions was damaged. It was set aside as {file}. "
                "Decisions saved from it: {saved}."
            ),
            msgid("The file with your decisions was damaged. It was set aside, not deleted."),
        ),
        (msgid("Look through Activity, and at the items you decided last."),),
    ),
    "store.salvaged": Wording(
        (
            msgid("Decisions saved from the damaged file: {count}."),
            msgid("Decisions were saved from the damaged file."),
        ),
        (msgid("Look through Activity, and at the items you decided last."),),
    ),
    "store.no_keyring": Wording(
        (
            msgid(
                "There is no keyring here to protect what is saved, so nothing is kept after the end. "
                "Nothing was saved."
            ),
        ),
        _KEY_FILE,
    ),
    "store.memory_only": Wording(
        (msgid("There is no keyring here: everything is kept only while this is open."),),
        _KEY_FILE,
    ),
    "store.key_file_readable": Wording(
        (
            msgid("Other people of this computer can read the key file {file}, so it was not used."),
            msgid("Other people of this computer can read the key file, so it was not used."),
        ),
        (msgid("Let only yourself read it (chmod 600), then try again."),),
    ),
    "store.key_file_bad": Wording(
        (
            msgid("The file {file} holds no key of this program, so it was not used."),
            msgid("The key file holds no key of this program, so it was not used."),
        ),
        (msgid("Give the right file, or the name of one that does not exist yet: it is made."),),
    ),
    "store.closed": Wording(
        (msgid("The program was closing, so this was not saved. What was saved before is safe."),),
        (msgid("Start it again and look at Activity."),),
    ),
    "item.nameless": Wording(
        (msgid("One item has no number of its own, so it cannot be shown. All others are shown."),),
        (msgid("If it stays so, tell the people who run this source."),),
    ),
    "item.rejected": Wording(
        (
            msgid("Item {item} could not be read ({detail}). All others are shown."),
            msgid("One item could not be read; all others are shown."),
        ),
        (msgid("If it stays so, tell the people who run this source."),),
    ),
    "item.attachment_gone": Wording(
        (msgid("The source no longer has this file."),),
        (msgid("Refresh the item to see which files it has now."),),
    ),
    "attachment.too_large": Wording(
        (
            msgid("The file is larger than your settings allow ({expected}). It was not kept."),
            msgid("The file is larger than your settings allow. It was not kept."),
        ),
        (msgid("Open the item in its source, or allow larger files in the settings."),),
    ),
    "item.unknown": Wording(
        (
            msgid("There is no item “{key}” here. Nothing was done."),
            msgid("There is no such item here. Nothing was done."),
        ),
        (msgid("List or search your items to see their keys."),),
    ),
    "item.gone": Wording(
        (msgid("The source no longer has this item for you. Nothing was done."),),
        (msgid("Refresh the source; look for the item there."),),
    ),
    "item.unreadable": Wording(
        (
            msgid("One item could not be read: {detail}. All others are shown."),
            msgid("One item could not be read; all others are shown."),
        ),
        (msgid("Open it in the program that wrote it. If it looks right there, tell your support desk."),),
    ),
    "setting.unknown": Wording(
        (
            msgid("There is no setting called “{name}”; it was ignored."),
            msgid("There is no such setting; it was ignored."),
        ),
        (msgid("Check how its name is written."),),
    ),
    "setting.wrong_type": Wording(
        (
            msgid("The setting “{name}” should be {expected}; what was given is ignored."),
            msgid("A setting has the wrong kind of value; it is ignored."),
        ),
        (msgid("Mend its value."),),
    ),
    "setting.locked": Wording(
        (
            msgid("The setting “{name}” is set by your organisation. Nothing was changed."),
            msgid("This setting is set by your organisation. Nothing was changed."),
        ),
        (msgid("Ask your support desk if you need another value."),),
    ),
    "setting.unreadable": Wording(
        (
            msgid("The settings file {file} cannot be read ({detail}). It was not touched."),
            msgid("A settings file cannot be read. It was not touched."),
        ),
        (msgid("Mend the file, then start again; defaults hold until then."),),
    ),
    "usage.wrong": Wording(
        (msgid("The command was not understood: {detail}. Nothing was done."),),
        (msgid("Add --help to see how it is used."),),
    ),
    "usage.file": Wording(
        (msgid("The file {file} cannot be read: {detail}. Nothing was done."),),
        (msgid("Check its name and that you may read it."),),
    ),
    "usage.file_not_written": Wording(
        (msgid("The file {file} cannot be written: {detail}."),),
        (msgid("Choose another name or folder."),),
    ),
    "usage.no_secret": Wording(
        (msgid("No secret came on standard input. Nothing was saved."),),
        (msgid("Send the secret to standard input, or leave --secret-stdin out."),),
    ),
    "output.failed": Wording(
        (msgid("The result could not be written out: {detail}. What was done stays done."),),
        (msgid("Look at Activity to see what was done."),),
    ),
    "program.defect": Wording(
        (msgid("Something went wrong inside this program. What was saved before is safe."),),
        (
            msgid("The log {file} says more. Give it and the reference to your support desk."),
            msgid("Give the reference and the log to your support desk."),
        ),
    ),
    "program.not_in_release": Wording(
        (msgid("This is not in this release. Nothing was done."),),
        (msgid("Add --help to see what there is."),),
    ),
    "program.no_window": Wording(
        (msgid("The window cannot open here: {detail}. Your items and decisions are safe."),),
        (msgid("Use the commands instead: odx-desktop --help lists them."),),
    ),
    "demo.profile_open": Wording(
        (msgid("A window is open on the profile {folder}. It was left as it is."),),
        (msgid("Close that window, or give the demo another folder with --profile."),),
    ),
    "demo.not_started": Wording(
        (
            msgid("The invented organisation did not start: {said}"),
            msgid("The invented organisation did not start."),
        ),
        (msgid("Try again; if it stays so, give the reference and the log to your support desk."),),
    ),
}
