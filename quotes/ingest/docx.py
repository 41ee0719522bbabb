"""A Word file (.docx) becomes an Article: the words of its paragraphs, read by python-docx.

Who saved the file and when says nothing of who published it: its properties are passed over.
"""

import io
import zipfile
from typing import TYPE_CHECKING

from quotes.errors import InputError
from quotes.ingest.contents import refuse_too_large
from quotes.ingest.origin import Origin
from quotes.model import Article, Span

if TYPE_CHECKING:
    from docx.document import Document

# All that may be packed in a file, pictures too, and what of it may be words with their markup: the library
# reads the first into memory and makes a tree of the second.
MAX_UNPACKED_BYTES = 50_000_000
MAX_XML_BYTES = 10_000_000
MAX_TEXT_CHARACTERS = 2_000_000

_TITLES = ("Title", "Heading 1")
# Words of a change that nobody accepted or rejected may or may not belong to the text.
_CHANGES = "//w:body//w:ins | //w:body//w:del | //w:body//w:moveFrom | //w:body//w:moveTo"


def read_docx(raw: bytes, origin: Origin) -> Article:
    """Make an Article of the bytes of a Word file; raises InputError when there is no text in them."""
    document = _open(raw, origin)
    if document.element.xpath(_CHANGES):
        raise origin.refuse(
            "it has changes that were not accepted or rejected",
            remedy="accept or reject them in your word processor",
        )
    paragraphs = [(one.text.strip(), one.style.name if one.style else "") for one in document.paragraphs]
    paragraphs = [(words, style) for words, style in paragraphs if words]
    text = "\n\n".join(words for words, _ in paragraphs)
    if not text:
        raise origin.refuse("the file holds no text", remedy="check how it was saved")
    if len(text) > MAX_TEXT_CHARACTERS:
        raise refuse_too_large(origin.name, MAX_TEXT_CHARACTERS)
    title = next((words for words, style in paragraphs if style in _TITLES), "")
    return Article(
        text,
        doc=origin.doc,
        title=" ".join(title.split()),
        headline=Span(0, len(title)) if title and paragraphs[0][0] == title else None,
        path=origin.path,
        url=origin.url,
        extracted=True,
    )


def _open(raw: bytes, origin: Origin) -> "Document":
    try:
        import docx
    except ImportError as error:
        raise origin.refuse(
            "Word files need the library python-docx",
            remedy="run pip install python-docx",
        ) from error
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            parts = packed.infolist()
        # No part unpacks to more than it says here.
        if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise refuse_too_large(origin.name, MAX_UNPACKED_BYTES)
        if sum(part.file_size for part in parts if part.filename.endswith((".xml", ".rels"))) > MAX_XML_BYTES:
            raise refuse_too_large(origin.name, MAX_XML_BYTES)
        return docx.Document(io.BytesIO(raw))
    except InputError:
        raise
    except Exception as error:  # whatever a damaged archive makes the library say
        raise origin.refuse("it is damaged, or no Word file", remedy="save it anew as .docx") from error
