"""PDF files as small as they can be, made of lines at places."""

import zlib
from collections.abc import Mapping, Sequence

from quotes.ingest.pdf.layout import Line

HEIGHT = 842  # points of a page of A4, as is its width
WIDTH = 595


def set_lines(
    *lines: str, x: float = 70, top: float = 700, size: float = 11, leading: float = 14
) -> list[Line]:
    """Lines below each other."""
    return [Line(x, top - leading * number, size, line) for number, line in enumerate(lines)]


def draw(lines: Sequence[Line]) -> bytes:
    """The content of a page with some lines."""
    drawn = []
    for line in lines:
        words = line.text.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
        drawn.append(b"BT /F1 %g Tf %g %g Td (%b) Tj ET" % (line.size, line.x, line.y, words))
    return b"\n".join(drawn)


def write_pdf(
    *pages: Sequence[Line], properties: Mapping[str, str] | None = None, rotate: int = 0, trailer: str = ""
) -> bytes:
    """A file with some pages."""
    return write_objects(
        [draw(page) for page in pages], properties=properties, rotate=rotate, trailer=trailer
    )


def write_objects(
    contents: Sequence[bytes],
    *,
    properties: Mapping[str, str] | None = None,
    kids: int = 0,
    rotate: int = 0,
    trailer: str = "",
    stream: str = "",
    objects: Sequence[bytes] = (),
) -> bytes:
    """A file whose pages have some content.

    kids     how often the first page is named, where that is not once
    stream   what is said of the content beside its length
    objects  further ones, from number 5 + twice the pages
    """
    first = 5
    references = [f"{first + 2 * number} 0 R" for number in range(len(contents))]
    named = [references[0]] * kids if kids else references
    told = "".join(f"/{name} ({value})" for name, value in (properties or {}).items())
    parts = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        f"<</Type /Pages /Kids [{' '.join(named)}] /Count {len(named)}>>".encode(),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
        f"<<{told}>>".encode("latin-1"),
    ]
    for number, content in enumerate(contents):
        parts.append(
            f"<</Type /Page /Parent 2 0 R /MediaBox [0 0 {WIDTH} {HEIGHT}] /Rotate {rotate} "
            f"/Resources <</Font <</F1 3 0 R>> /XObject <</X0 {first + 2 * len(contents)} 0 R>>>> "
            f"/Contents {first + 2 * number + 1} 0 R>>".encode()
        )
        parts.append(b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(content), stream.encode(), content))
    parts += objects
    file = bytearray(b"%PDF-1.4\n")
    places = []
    for number, part in enumerate(parts, start=1):
        places.append(len(file))
        file += b"%d 0 obj\n%b\nendobj\n" % (number, part)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    file += b"".join(b"%010d 00000 n \n" % place for place in places)
    file += f"trailer\n<</Size {len(parts) + 1} /Root 1 0 R /Info 4 0 R {trailer}>>\n".encode()
    return bytes(file + b"startxref\n%d\n%%%%EOF\n" % start)


def make_bomb(size: int) -> bytes:
    """A page whose content, of some kilobytes, unpacks to `size` bytes."""
    return write_objects([zlib.compress(b"0 " * (size // 2))], stream="/Filter /FlateDecode")
