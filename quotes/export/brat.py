"""Articles as brat standoff: NAME.txt and NAME.ann side by side, as https://brat.nlplab.org reads them.

An attribution is an event whose trigger is its cue, or else its content, as in PolNeAR (Newell, Margolin and
Ruths 2018): `E1 Attribution:T4 Source:T1 Cue:T2 Content:T3`. Attributes give its kind, act, polarity; notes
who it is credited to and each of its flags. `quotes evaluate` reads such a folder as gold.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from quotes.errors import OutputError
from quotes.model import Act, Kind, Polarity, Span
from quotes.records import ArticleRecord, QuotationRecord

# What a folder of annotations is set up with, so that brat shows and edits them at once.
CONFIGURATION = {
    "annotation.conf": f"""[entities]
Source
Cue
Content

[relations]

[events]
Attribution Source*:Source, Cue*:Cue, Content+:Content

[attributes]
Kind Arg:Attribution, Value:{"|".join(Kind)}
Act Arg:Attribution, Value:{"|".join(Act)}
Polarity Arg:Attribution, Value:{"|".join(Polarity)}
""",
    "visual.conf": """[labels]

[drawing]
Source bgColor:#9ecae1
Cue bgColor:#fdd0a2
Content bgColor:#e5f5e0
Attribution bgColor:#d9d9d9
""",
}

# Letters of an article's short name that its files keep; other marks than these become "_".
NAME_LETTERS = 80

_UNSAFE = re.compile(r"[^\w.-]+")
_LINE_BREAK = re.compile(r"[\r\n]+")


def write_folder(records: Iterable[ArticleRecord], folder: Path) -> int:
    """Write articles and their attributions into a new or empty folder; returns how many attributions.

    What people rejected is left out. Raises OutputError.
    """
    count = 0
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise OutputError(folder, "the folder is not empty", remedy="name a new one, or empty it")
        for name, text in CONFIGURATION.items():
            _write(folder / name, text)
        taken: set[str] = set()
        for record in records:
            name = _name_files(record, taken)
            kept = [quotation for quotation in record.quotations if not quotation.rejected]
            _write(folder / f"{name}.txt", record.text)
            _write(folder / f"{name}.ann", "".join(dump_annotations(kept, record.text)))
            count += len(kept)
    except OSError as error:
        raise OutputError(folder, f"cannot be written ({error.strerror or error})") from error
    return count


def dump_annotations(records: Iterable[QuotationRecord], text: str) -> Iterator[str]:
    """The lines of an .ann file, each with its line end."""
    spans = attributes = notes = 0
    for event, record in enumerate(records, start=1):
        attribution = record.attribution
        roles = {"Source": attribution.source, "Cue": attribution.cue, "Content": attribution.content}
        arguments = []
        for role, parts in (*roles.items(), ("Attribution", attribution.cue or attribution.content)):
            if parts:
                spans += 1
                arguments.append(f"{role}:T{spans}")
                yield f"T{spans}\t{role} {_dump_spans(parts, text)}\n"
        # The trigger, made last, comes first.
        yield f"E{event}\t{' '.join((arguments[-1], *arguments[:-1]))}\n"
        for name, value in (
            ("Kind", attribution.kind),
            ("Act", attribution.act),
            ("Polarity", attribution.polarity),
        ):
            attributes += 1
            yield f"A{attributes}\t{name} E{event} {value.value}\n"
        credited = "; ".join(speaker.name for speaker in record.speakers)
        doubts = [f"{flag.flag.kind}: {flag.flag.message}" for flag in record.flags]
        for note in ([f"speaker: {credited}"] if credited else []) + doubts:
            notes += 1
            yield f"#{notes}\tAnnotatorNotes E{event}\t{_LINE_BREAK.sub(' ', note)}\n"


def _dump_spans(parts: Iterable[Span], text: str) -> str:
    """Offsets and words of some spans; brat wants a span that goes over a line end in pieces."""
    pieces = [piece for span in parts for piece in _split_lines(span, text)]
    offsets = ";".join(f"{piece.start} {piece.end}" for piece in pieces)
    return f"{offsets}\t{' '.join(piece.text(text) for piece in pieces)}"


def _split_lines(span: Span, text: str) -> Iterator[Span]:
    start = span.start
    for found in _LINE_BREAK.finditer(text, span.start, span.end):
        if found.start() > start:
            yield Span(start, found.start())
        start = found.end()
    if start < span.end:
        yield Span(start, span.end)


def _name_files(record: ArticleRecord, taken: set[str]) -> str:
    """A name that every file system takes, that no article had before, whatever the case of its letters."""
    name = _UNSAFE.sub("_", record.summary.doc).lstrip(".")[:NAME_LETTERS] or "article"
    if name.casefold() in taken:
        name = f"{name}-{record.summary.id}"
    taken.add(name.casefold())
    return name


def _write(path: Path, text: str) -> None:
    with path.open("w", encoding="utf-8", errors="surrogatepass", newline="") as file:
        file.write(text)
