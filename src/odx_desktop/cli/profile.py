"""What a command needs of its profile before it opens it: its language, and where its log is."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Protocol

from odx_desktop.domain.language import Language
from odx_desktop.settings.policy import read_policy
from odx_desktop.settings.values import SettingValues, read_values
from odx_desktop.text import use_language


class ProfilePaths(Protocol):
    """The places of a profile, as the composition names them."""

    @property
    def folder(self) -> Path: ...

    @property
    def settings_file(self) -> Path: ...

    @property
    def log_file(self) -> Path: ...


def settings_of(options: argparse.Namespace) -> SettingValues:
    """The settings that hold for this run; reading them needs no key and writes nothing."""
    return read_values(_paths(options).settings_file, read_policy(options.policy))


def folder_of(options: argparse.Namespace) -> Path:
    return _paths(options).folder


def log_of(options: argparse.Namespace) -> Path:
    return _paths(options).log_file


def prepare_profile(options: argparse.Namespace) -> None:
    """Speak the language of the settings unless this run was told another; log to the profile's own log."""
    from odx_desktop.inbox.log_file import open_log

    open_log(log_of(options))
    wanted = settings_of(options).text("language")
    if options.lang is None and wanted in set(Language):
        use_language(Language(wanted))


def _paths(options: argparse.Namespace) -> ProfilePaths:
    from odx_desktop import compose  # late: --help and wrong usage need none of it

    return compose.Opening(profile=options.profile).paths()
