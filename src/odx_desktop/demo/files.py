"""Attachments small enough to read and real enough to open: text, and PDF of one page."""

from __future__ import annotations

from dataclasses import dataclass

from odx_desktop.demo.filling import Filling
from odx_desktop.domain.language import LocalizedText

_TOTAL = LocalizedText("Total before tax:", "Total avant taxes :")


@dataclass(frozen=True, slots=True)
class File:
    """`type` is the media type."""

    id: str
    name: str
    type: str
    content: bytes


def files_of(names: tuple[str, ...], case: str, filling: Filling) -> list[File]:
    return [_file(str(index + 1), name, case, filling) for index, name in enumerate(names)]


def _file(number: str, name: str, case: str, filling: Filling) -> File:
    rows = [case, filling.title, ""]
    rows += [
        f"{line.quantity} {line.unit}  {line.title}  {line.price}  {line.amount}" for line in filling.lines
    ]
    if filling.amount is not None:
        rows += ["", f"{filling.say(_TOTAL)} {filling.amount} CAD"]
    if name.endswith(".pdf"):
        return File(number, f"{case} {name}", "application/pdf", one_page_pdf(rows))
    text = "\n".join(rows) + "\n"
    return File(number, f"{case} {name}", "text/plain", text.encode())


def one_page_pdf(rows: list[str]) -> bytes:
    """PDF 1.4 (ISO 32000-1), one Letter page, built-in Helvetica in WinAnsi; what does not fit is cut."""
    drawn = "".join(f"({_escaped(row)}) Tj T*\n" for row in rows[:40])
    stream = f"BT /F1 11 Tf 54 738 Td 16 TL\n{drawn}ET".encode("cp1252", "replace")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    out = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(out))
        out += b"%d 0 obj\n" % number + content + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
