"""Every sentence of the product, in English and in French, for the window and the command line alike."""

from odx_desktop.text.catalogue import current_language, msgid, ntr, tr, use_language

__all__ = ["current_language", "msgid", "ntr", "tr", "use_language"]
