"""Switches the language of the window while it stands: our sentences, and Qt's own."""

from __future__ import annotations

import logging

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from odx_desktop.domain.language import Language
from odx_desktop.text import use_language

log = logging.getLogger(__name__)
_LOCALES = {Language.EN: "en_CA", Language.FR: "fr_CA"}


class Speech:
    """One language at a time; every top-level window hears of the switch."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self._qt = QTranslator(app)

    def speak(self, language: Language) -> None:
        """Say everything in `language` from now on; stays with the old one where it cannot be read."""
        try:
            use_language(language)
        except FileNotFoundError:
            log.warning("the catalogue of %s is not compiled", language.value)
            return
        QLocale.setDefault(QLocale(_LOCALES[language]))
        self._app.removeTranslator(self._qt)
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if language is not Language.EN and self._qt.load(f"qtbase_{language.value}", folder):
            self._app.installTranslator(self._qt)
        for window in self._app.topLevelWidgets():
            QCoreApplication.sendEvent(window, QEvent(QEvent.Type.LanguageChange))


def wanted_language(choice: str | None) -> Language:
    """What the person or the option says, else the language of the system."""
    if choice in ("en", "fr"):
        return Language(choice)
    return Language.FR if QLocale.system().language() is QLocale.Language.French else Language.EN
