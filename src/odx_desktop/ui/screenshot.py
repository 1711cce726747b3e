"""Writes a picture of a place once what it shows has come to rest."""

from __future__ import annotations

import asyncio

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QWidget

from odx_desktop.domain.keys import WorkItemKey
from odx_desktop.ui.bridge import Bridge
from odx_desktop.ui.main_window import MainWindow
from odx_desktop.ui.options import Picture

REST_S = 0.6
LONGEST_S = 8.0


async def take(window: MainWindow, bridge: Bridge, picture: Picture) -> None:
    """The picture of `window` at the place that is wanted; raises OSError where it cannot be written."""
    if picture.place == "gallery":
        from odx_desktop.ui.gallery import Gallery  # a place for us alone

        gallery = Gallery(window.theme)
        gallery.resize(window.size())
        gallery.show()
        await asyncio.sleep(REST_S)
        write(gallery, picture)
        return
    window.go_to(picture.place)
    await at_rest(bridge)
    if picture.item is not None:
        window.show_item(WorkItemKey.parse(picture.item))
        await at_rest(bridge)
    window.activateWindow()
    if picture.place == "inbox":
        window.inbox.list.items.view.setFocus()
    await asyncio.sleep(REST_S)
    write(window.shown_dialog() or window, picture)


async def at_rest(bridge: Bridge) -> None:
    """Until no question is under way for a moment, or the patience ends."""
    quiet = waited = 0.0
    while quiet < REST_S and waited < LONGEST_S:
        await asyncio.sleep(0.05)
        waited += 0.05
        quiet = 0.0 if bridge.busy else quiet + 0.05


def write(widget: QWidget, picture: Picture) -> None:
    size: QSize = widget.size() * picture.scale
    image = QImage(size, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(picture.scale)
    painter = QPainter(image)
    widget.render(painter, QPoint())
    painter.end()
    picture.file.parent.mkdir(parents=True, exist_ok=True)
    if not image.save(str(picture.file)):
        raise OSError(f"{picture.file} cannot be written")
