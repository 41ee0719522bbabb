"""What `quotes` alone says: what there is, and what to do next."""

import shlex
import shutil
from pathlib import Path

from quotes.cli.screen import clean, plural, print_line
from quotes.errors import NoStoreError
from quotes.records import View
from quotes.settings import read_settings

# Endings of what can be read without a word more; help of `ingest` says what else can be.
READABLE = (".txt", ".html", ".htm", ".md")

# A text of one's own that anybody can try the program with.
TRIAL = (
    "echo 'The bridge will open in May, mayor Ana Torres said on Friday.' > bridge.txt",
    "quotes ingest bridge.txt",
    "quotes speaker Torres",
)


def print_start() -> None:
    """Say what the store has and what can be asked of it; or, where there is none, how to make one."""
    from quotes.store import open_view

    db = read_settings().db
    try:
        with open_view(db) as view:
            _tell_store(view, _show_db(db))
    except NoStoreError:
        _tell_beginning(_show_db(db))
    print_line()
    print_line("quotes --help lists all commands, quotes COMMAND --help says all of one.")


def _show_db(db: str) -> str:
    """What the store is called: the path of a file, or a URL without its password."""
    from quotes.store.engine import hide_password

    return clean(hide_password(db))


def _tell_beginning(db: str) -> None:
    print_line("quotes finds who said what in news articles, keeps it, and doubts it with reasons.")
    print_line()
    print_line(f"There is no store yet ({db}). Read articles into one:")
    print_line(_read_here() or "quotes ingest FOLDER", indent=4)
    print_line("or, to try it:")
    for line in TRIAL:
        print_line(line, indent=4)


def _read_here() -> str:
    """The call that reads what lies in this folder; "" where nothing does."""
    if any(path.suffix.lower() in READABLE for path in Path.cwd().glob("*.*")):
        return "quotes ingest ."
    return ""


def _tell_store(view: View, db: str) -> None:
    counts = view.counts()
    print_line(
        f"{db}: {plural(counts.articles, 'article')}, {plural(counts.speakers, 'speaker')}, "
        f"{plural(counts.quotations, 'quotation')}, {plural(counts.flags, 'flag')}",
        style="bold",
    )
    if not counts.articles:
        print_line("Nothing was read yet. Read articles:")
        print_line(_read_here() or "quotes ingest FOLDER", indent=4)
        return
    last = max(article.read_at for article in view.articles())
    print_line(f"last read: {last.astimezone():%Y-%m-%d %H:%M}", indent=2)
    print_line()
    print_line("What to ask it:")
    calls = []
    if counts.speakers:
        most = view.speakers()[0].name
        calls.append(("quotes speakers", "who is quoted, most quoted first"))
        calls.append((f"quotes speaker {shlex.quote(clean(most))}", "all that one speaker is quoted with"))
    if counts.flags:
        calls.append(("quotes audit", "what to doubt, worst first"))
    calls.append(("quotes report --out report", "pages for others to read"))
    width = max(len(call) for call, _ in calls)
    fits = shutil.get_terminal_size().columns >= max(width + len(what) for _, what in calls) + 7
    for call, what in calls:
        print_line(f"{call:<{width}}   {what}" if fits else call, indent=4)
