"""Shows what a source wrote at length, cleaned, and fetches nothing that it points to."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QResizeEvent, QTextDocument
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget

from odx_desktop.domain.work_item import Body, BodyFormat
from odx_desktop.text import tr
from odx_desktop.ui.theme import Theme

_TAGS = {
    *("a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "hr", "i"),
    *("li", "ol", "p", "pre", "s", "span", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead"),
    *("tr", "u", "ul"),
}


def clean_html(markup: str) -> str:
    """Without scripts, styles, images, forms and every link that is not https, http or mailto."""
    import nh3  # at the first opened item, never before the first painted row

    return nh3.clean(
        markup,
        tags=_TAGS,
        attributes={"a": {"href"}, "td": {"colspan", "rowspan"}, "th": {"colspan", "rowspan"}},
        url_schemes={"https", "http", "mailto"},
        strip_comments=True,
    )


class BodyView(QTextBrowser):
    """As high as its text. Links are announced, never followed by itself; nothing remote is ever loaded."""

    link_pressed = Signal(QUrl)

    def __init__(self, theme: Theme, body: Body, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(tr("Description"))
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().setIndentWidth(1.6 * theme.em)
        self.document().setDefaultFont(theme.font("body"))
        self.anchorClicked.connect(self._pressed)
        self.setMaximumWidth(round(theme.em * theme.tokens.layout["text_column_em"]))
        self._show(body)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())
        self._fit()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing: an image in a description tells its sender who has read it, and when."""
        return None

    def _show(self, body: Body) -> None:
        match body.format:
            case BodyFormat.HTML:
                self.setHtml(clean_html(body.text))
            case BodyFormat.MARKDOWN:
                no_html = QTextDocument.MarkdownFeature.MarkdownNoHTML
                self.document().setMarkdown(
                    body.text, no_html | QTextDocument.MarkdownFeature.MarkdownDialectGitHub
                )
            case _:
                self.setPlainText(body.text)

    def _pressed(self, url: QUrl) -> None:
        if url.scheme() in ("https", "http", "mailto"):
            self.link_pressed.emit(url)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 2)
