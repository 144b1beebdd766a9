"""Forty files that nobody means well with, by what is wrong with them (security.md G13)."""

import io
import zipfile
from collections.abc import Iterator
from itertools import repeat

from exchange.case_files.layout import LAYOUTS

HEADER = b"child_ref,date_of_birth\n"
WORKBOOK = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
ZEROS = b"0" * (1024 * 1024)
File = tuple[str, bytes]


def zipped(parts: dict[str, bytes], *, times: int = 1) -> bytes:
    """A workbook of these parts, each so many times as long."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
        for name, body in parts.items():
            with made.open(name, "w") as part:
                part.writelines(repeat(body, times))
    return out.getvalue()


def sheet(cells: bytes) -> bytes:
    return zipped({"xl/worksheets/sheet1.xml": b"<sheetData>" + cells + b"</sheetData>"})


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("xl/workbook.xml", WORKBOOK)
        made.writestr("XL/WORKBOOK.XML", WORKBOOK)
    return out.getvalue()


def claiming(length: int, *, times: int = 1) -> bytes:
    """The last part claims another length than its own."""
    body = bytearray(zipped({"xl/media/image1.png": ZEROS}, times=times))
    at = body.rindex(b"PK\x01\x02")
    body[at + 24 : at + 28] = length.to_bytes(4, "little")
    return bytes(body)


def workbooks() -> Iterator[File]:
    yield "bomb.xlsx", zipped({"xl/worksheets/sheet1.xml": ZEROS}, times=130)
    yield "claims more.xlsx", claiming(4_000_000_000)
    yield "claims less.xlsx", claiming(1, times=3)
    yield "claims nothing.xlsx", claiming(0)
    yield "far cell.xlsx", sheet(b'<row r="1048576"><c r="XFD1048576"/></row>')
    yield "far column.xlsx", sheet(b"<c r='AAA1'/>")
    yield "far row.xlsx", sheet(b'<row r = "999999"/>')
    yield "many cells.xlsx", zipped({f"xl/s{n}.xml": b'<c r="IV199999"/>' for n in range(2)})
    long = b"<sst><si><t>" + b"x" * 40_000 + b"</t></si></sst>"
    cells = b'<c t="s"><v>0</v></c>' * 20_000
    yield "one text often.xlsx", zipped({"xl/sharedStrings.xml": long, "xl/a.xml": cells})
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><a>&b;</a>'
    yield "laughs.xlsx", zipped({"xl/sharedStrings.xml": laughs})
    outside = b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>'
    yield "outside.xlsx", zipped({"xl/worksheets/sheet1.xml": outside})
    yield "macros.xlsx", zipped({"xl/vbaProject.bin": b"x"})
    yield "old macros.xlsx", zipped({"xl/macrosheets/sheet1.xml": b"<a/>"})
    yield "many parts.xlsx", zipped({f"xl/{n}.xml": b"" for n in range(300)})
    yield "binary.xlsx", zipped({"xl/workbook.bin": b"x"})
    yield "open document.xlsx", zipped({"content.xml": b"<a/>"})
    yield "twice.xlsx", twice()
    yield "torn.xlsx", zipped({"xl/a.xml": ZEROS})[:-30]
    yield "locked.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    yield "hidden behind another.xlsx", b"\xd0\xcf\x11\xe0" + zipped({"xl/a.xml": b""})
    yield "no workbook.xlsx", zipped({})[:0] + b"PK\x05\x06" + b"\0" * 18
    yield "empty.xlsx", b""
    yield "cases.xlsm", zipped({})
    yield "cases.xlsb", zipped({})
    yield "cases.xls", b"\xd0\xcf\x11\xe0"
    yield "cases.ods", zipped({})


def texts() -> Iterator[File]:
    yield "children.csv", b""
    yield "episodes.csv", b"\n\n\n"
    yield "children.csv", b"\xff\xfe" + HEADER.decode().encode("utf-16-le")
    yield "children.csv", HEADER + b"\xe9\xff\n"
    yield "children.csv", b"\0" * 1000
    yield "children.csv", b"child_ref,child_ref,date_of_birth\n"
    yield "children.csv", b"<script>alert(1)</script>,date_of_birth\n"
    yield "children.csv", b'child_ref,"date_of_birth\n' + b"C1,2015-05-01\n" * 1000
    yield "children.csv", HEADER + b"\r" * 200_001
    yield "milestones.csv", b"child_ref,kind,held_on\n" + b"x\n" * 250_000
    yield "../../etc/cron.d/pace", HEADER
    yield "children.csv.exe", b"MZ"
    yield "children.csv\0.png", b"\x89PNG"
    yield "=cmd|' /C calc'!A0.csv", HEADER


FILES = [*workbooks(), *texts()]
assert len(FILES) == 40 and LAYOUTS
