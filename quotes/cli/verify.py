"""`quotes verify`: who is on record with some words, in a form that can go into an email."""

import sys
from typing import Annotated

import typer

from quotes.cli.app import app
from quotes.cli.formats import Csv, Format, JsonOrCsv, choose_format, print_records
from quotes.cli.lookup import find_speakers
from quotes.cli.options import EXIT_PROBLEM, Db, check_letters
from quotes.cli.screen import print_csv, print_line
from quotes.records import SpeakerName, View
from quotes.settings import read_settings


@app.command()
def verify(
    words: Annotated[
        str,
        typer.Argument(
            metavar="WORDS",
            callback=check_letters,
            help="The words, best in quotation marks; - reads them from standard input. “...” stands for "
            "words that are left out. Of a passage each quotation, or each sentence, is looked for.",
        ),
    ],
    speaker: Annotated[
        str | None,
        typer.Option(
            "--speaker",
            metavar="NAME",
            callback=lambda name: name and check_letters(name),
            help="Who is said to have said it: any name or spelling, or a number. Left out: anybody.",
        ),
    ] = None,
    db: Db = None,
    as_json: JsonOrCsv = False,
    as_csv: Csv = False,
) -> None:
    """Tell who is on record as saying some words.

    The answer is one of: as quoted; in part; altered, with the difference; reported, but in an article's own
    words; denied; credited to someone else; nobody's quotation; not found. Each with article and date.
    """
    from quotes.cli.answers import print_answer
    from quotes.export.answers import answer_to_row
    from quotes.export.csv import ANSWER_COLUMNS, answer_to_rows
    from quotes.store import open_store
    from quotes.verify import Verdict, read_question

    question = read_question(_read_words() if words == "-" else words)
    with open_store(read_settings(db=db).db, create=False) as store:
        asked = _find_speakers(store.view, speaker) if speaker is not None else ()
        answers = store.verify(question, asked)
    form = choose_format(as_json, as_csv)
    if form is Format.CSV:
        print_csv(
            ANSWER_COLUMNS, (row for answer in answers for row in answer_to_rows(answer_to_row(answer)))
        )
    elif not print_records(answers, answer_to_row, ANSWER_COLUMNS, form):
        for number, answer in enumerate(answers):
            if number:
                print_line()
            print_answer(answer, with_words=len(answers) > 1)
    if any(answer.verdict is not Verdict.AS_QUOTED for answer in answers):
        raise typer.Exit(EXIT_PROBLEM)


def _read_words() -> str:
    from quotes.verify import MOST_CHARACTERS

    # One letter more than is allowed, of four bytes at most: a file of any size is refused at once.
    raw = sys.stdin.buffer.read(4 * (MOST_CHARACTERS + 1))
    return raw.decode(errors="replace")


def _find_speakers(view: View, name: str) -> tuple[SpeakerName, ...]:
    return tuple(SpeakerName(one.id, one.name) for one in find_speakers(view, name))
