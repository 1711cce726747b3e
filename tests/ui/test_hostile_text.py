from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QUrl
from PySide6.QtWidgets import QLabel
from tests.ui.desk import desk_over
from tests.ui.fake_inbox import FakeInbox
from tests.ui.sample_items import BODY, ITEMS

from odx_desktop.domain.work_item import Body, BodyFormat, Comment
from odx_desktop.ui.detail.body_view import BodyView, clean_html
from odx_desktop.ui.detail.heading import safe_link
from odx_desktop.ui.detail.talk import plain_text
from odx_desktop.ui.theme import Theme

TITLE = '<img src="file:///etc/hostname"> pay \u202egnp.exe\u202c <b>now</b>'


async def test_a_title_is_text_wherever_it_stands(theme: Theme) -> None:
    inbox = FakeInbox([replace(ITEMS[0], title=TITLE)])
    async with desk_over(theme, inbox) as desk:
        await desk.opened()
        index = desk.window.inbox.list.items.view.currentIndex()
        tip = index.data(Qt.ItemDataRole.ToolTipRole)
        assert "<img" not in tip and "&lt;img" in tip
        shown = [label for label in desk.window.findChildren(QLabel) if "pay" in label.text()]
        assert shown
        for label in shown:
            assert label.textFormat() == Qt.TextFormat.PlainText
            assert "\u202e" not in label.text()
        assert "\u202e" not in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_body_keeps_its_meaning_and_loses_its_teeth(theme: Theme) -> None:
    view = BodyView(theme, Body(BODY + '<a href="javascript:x()">go</a><style>*{}</style>', BodyFormat.HTML))
    assert "Old laptops go back to the depot." in view.toPlainText()
    assert "Warranty runs from delivery" in view.toPlainText()
    markup = clean_html(BODY + '<a href="javascript:x()">go</a>')
    for tooth in ("<img", "<script", "javascript:"):
        assert tooth not in markup
    assert "alert" not in view.toPlainText()


def test_a_body_loads_nothing(theme: Theme) -> None:
    view = BodyView(theme, Body("plain"))
    for address in ("https://tracker.example/x.png", "file:///etc/hostname", "qrc:/x"):
        assert view.loadResource(2, QUrl(address)) is None


def test_a_link_in_a_body_is_announced_and_never_followed_by_itself(theme: Theme) -> None:
    view = BodyView(theme, Body('<a href="https://a.example/">a</a>', BodyFormat.HTML))
    pressed: list[QUrl] = []
    view.link_pressed.connect(pressed.append)
    for address in ("https://a.example/", "file:///etc/passwd", "javascript:x()"):
        view.anchorClicked.emit(QUrl(address))
    assert [url.toString() for url in pressed] == ["https://a.example/"]
    assert "a" in view.toPlainText()


def test_only_web_links_lead_out() -> None:
    for link in ("javascript:alert(1)", "file:///etc/passwd", "ssh://x", "https://", "", None):
        assert safe_link(replace(ITEMS[0], link=link)) is None
    found = safe_link(replace(ITEMS[0], link="https://hr.example/7"))
    assert found is not None and found.host() == "hr.example"


def test_a_comment_in_html_is_read_as_text() -> None:
    comment = Comment("1", None, None, "<p>One</p><script>x()</script><img src=y>", BodyFormat.HTML)
    assert plain_text(comment) == "One"
