"""What help says of each command beside its docstring and options: examples, exit status, environment.

A test runs every example that stands here in a store with the articles of fixtures/. Nothing here costs a
look-up anything: it is plain data.
"""

from collections.abc import Mapping
from typing import NamedTuple

# The order and the groups in which `quotes --help` lists commands.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Read articles": ("ingest", "extract"),
    "Look things up": ("speakers", "speaker", "articles", "article", "search", "verify"),
    "Doubt and decide": ("audit", "judge", "judgements"),
    "Show others": ("report", "export"),
    "The machinery": ("evaluate", "models"),
}

MISUSE = "the call was wrong: an option, a kind or a day that there is not"
INTERRUPTED = "stopped with Ctrl-C"

ENVIRONMENT: Mapping[str, str] = {
    "QUOTES_DB": "the store, where --db does not name one: a file, or the SQLAlchemy URL of a database",
    "QUOTES_MODELS": "a folder of Stanza models, where --models does not name one",
    "QUOTES_BY": "who decides and judges, where --by does not say",
    "NO_COLOR": "anything: no colours on a terminal",
}


class Page(NamedTuple):
    """What help says of one command.

    examples  calls as one types them, each with what it does
    done      what status 0 means
    problem   what status 1 means; "" where nothing but a fault of the store ends so
    filters   True for those with the options that say which quotations are meant
    """

    examples: tuple[tuple[str, str], ...]
    done: str = "done"
    problem: str = "a problem was met: no store, nothing of that name"
    filters: bool = True


PAGES: Mapping[str, Page] = {
    "quotes": Page(
        examples=(
            ("quotes ingest fixtures/articles", "read two articles into quotes.db in this folder"),
            ("quotes speakers", "who is quoted, most quoted first"),
            ("quotes speaker Lavrov", "all that one speaker is quoted with"),
            ("quotes audit", "what to doubt"),
            ("quotes report --out report", "pages for others to read"),
            ("quotes search --help", "options, examples and exit status of one command"),
        ),
        problem="a problem was met: a file was skipped, nothing was found",
    ),
    "quotes ingest": Page(
        examples=(
            ("quotes ingest fixtures/articles", "read a folder, with all folders in it"),
            ("quotes ingest fixtures/articles --dry-run", "say what would be done, and write nothing"),
            ("quotes ingest fixtures/articles --db other.db", "into another store"),
            ("quotes ingest https://www.example.org/news/bridge.html", "a page from the web"),
        ),
        done="every article is in the store",
        problem="something was skipped, with its reason; the rest is in the store",
        filters=False,
    ),
    "quotes extract": Page(
        examples=(
            ("quotes extract fixtures/articles", "print what is found, without a store"),
            ("quotes extract fixtures/articles --json", "one object for each article"),
        ),
        done="every article was read",
        problem="something was skipped, with its reason; the rest was read",
        filters=False,
    ),
    "quotes speakers": Page(
        examples=(
            ("quotes speakers --kind person", "people alone"),
            ("quotes speakers --flagged-only", "who has quotations that are in doubt, and how many"),
            ("quotes speakers --csv > speakers.csv", "a table for a spreadsheet"),
        ),
        problem="no store, no such outlet, or nobody whom the options leave",
    ),
    "quotes speakers merge": Page(
        examples=(
            ('quotes speakers merge Lavrov 3 --why "so his office says"', "3 is Lavrov; his name stays"),
        ),
        problem="no store, nobody of that name, or several; or a decision that contradicts one that stands",
    ),
    "quotes speakers split": Page(
        examples=(
            (
                'quotes speakers split Lavrov --article 2 --name "Anton Lavrov"',
                "in article 2 it is a namesake",
            ),
        ),
        problem="no store, nobody of that name, or several; or a decision that contradicts one that stands",
    ),
    "quotes speakers rename": Page(
        examples=(('quotes speakers rename Kashin "Vasily B. Kashin"', "shown so from now on"),),
        problem="no store, nobody of that name, or several",
    ),
    "quotes speakers not-same": Page(
        examples=(("quotes speakers not-same Lavrov Kashin", "never put together"),),
        problem="no store, nobody of that name, or several; or a decision that contradicts one that stands",
    ),
    "quotes speakers undo": Page(
        examples=(("quotes speakers undo 1", "decision 1 is taken back"),),
        problem="no store, no such decision, or one that cannot be undone any more",
    ),
    "quotes speakers decisions": Page(
        examples=(
            ("quotes speakers decisions", "all of them"),
            ("quotes speakers decisions Lavrov", "those on one speaker"),
            ("quotes speakers decisions --csv > decisions.csv", "a table for a spreadsheet"),
        ),
        problem="no store, nobody of that name, or several",
    ),
    "quotes speakers duplicates": Page(
        examples=(
            ("quotes speakers duplicates --limit 5", "the five likeliest pairs, with the calls that decide"),
        ),
        problem="no store",
    ),
    "quotes speaker": Page(
        examples=(
            ("quotes speaker Lavrov", "any spelling, and any part of a name"),
            ("quotes speaker Lavrov --statements-only", "no beliefs, orders or plans"),
            ("quotes speaker Kashin --csv > kashin.csv", "a line for each quotation"),
        ),
        problem="no store, nobody of that name (those like it are told), or nothing that the options leave",
    ),
    "quotes articles": Page(
        examples=(
            ("quotes articles", "all of them"),
            ("quotes articles --speaker Lavrov", "those that quote him, and how often"),
            ("quotes articles --flag unattributed --json", "those with a statement that has no source"),
        ),
        problem="no store, no such speaker or outlet, or no article that the options leave",
    ),
    "quotes article": Page(
        examples=(
            ("quotes article 1", "by the number that articles shows"),
            ("quotes article 001_b050d626f1275417 --speaker Kashin", "by its short name; only what he said"),
            ("quotes article 2 --csv", "a line for each quotation"),
        ),
        problem="no store, no such article (names like it are told), or nothing in it that the options leave",
    ),
    "quotes search": Page(
        examples=(
            ("quotes search dollar", "quotations with the word, best first"),
            ("quotes search '\"new financial\" contour*'", "words side by side, and a beginning"),
            ("quotes search cooperation --speaker Tkachenko --csv", "of one speaker, as CSV"),
        ),
        done="there are such quotations",
        problem="there are none, or there is no store",
    ),
    "quotes verify": Page(
        examples=(
            ('quotes verify "not everything is going smoothly" --speaker Kashin', "did he say that?"),
            ("quotes verify - < draft.txt", "each quotation of a draft"),
        ),
        done="all of it is on record as quoted (by that speaker)",
        problem="some of it is not, or there is no store",
        filters=False,
    ),
    "quotes audit": Page(
        examples=(
            ("quotes audit --flag unattributed --flag vague-attribution", "some kinds alone"),
            ("quotes audit --fail-on high", "status 1 where something is badly in doubt: for scripts"),
            ("quotes audit --explain secondhand", "what a kind of flag means"),
        ),
        done="done, whether there are flags or none",
        problem="no store, no such speaker or outlet; with --fail-on also: there is a flag that bad",
    ),
    "quotes judge": Page(
        examples=(
            ('quotes judge 17 reject --why "a caption"', "attribution 17, as article shows it, is none"),
            ("quotes judge 17 reassign --to Kashin", "he said it"),
            (
                'quotes judge 17 correct --content "the words as they stand in the article"',
                "its content is cut otherwise",
            ),
            (
                'quotes judge 3fa9c2d1 dismiss --why "an alias of his"',
                "a flag, by the digits that audit shows",
            ),
            ("quotes judge undo 1", "take a judgement back"),
        ),
        problem="no store, no such attribution or flag, or a judgement that stands already",
    ),
    "quotes judgements": Page(
        examples=(
            ("quotes judgements", "all of them, oldest first"),
            ("quotes judgements --lost", "whose words no newer analysis finds"),
            ("quotes judgements --csv > judgements.csv", "a table for a spreadsheet"),
        ),
        problem="no store, or nobody of that name",
    ),
    "quotes report": Page(
        examples=(
            ("quotes report --out report", "all that is in the store"),
            ("quotes report --out lavrov --speaker Lavrov", "one speaker"),
        ),
        done="the pages are written",
        problem="no store, no such speaker or outlet, or a folder that is no report",
    ),
    "quotes export": Page(
        examples=(
            (
                "quotes export --format jsonl > quotations.jsonl",
                "an attribution a line, with all that is known",
            ),
            ("quotes export --format csv --since 2026-01-01 --out this-year.csv", "for a spreadsheet"),
            ("quotes export --format brat --out for-brat", "to annotate by hand, and then: quotes evaluate"),
        ),
        done="it is written",
        problem="no store, no such speaker or outlet, or a place that cannot be written to",
    ),
    "quotes evaluate": Page(
        examples=(
            ("quotes evaluate fixtures/gold.jsonl --texts fixtures/articles", "scores on two articles"),
        ),
        problem="a figure is below its floor, or gold that cannot be read",
    ),
    "quotes models": Page(examples=(), problem="models that are damaged or missing, or no network"),
    "quotes models check": Page(
        examples=(("quotes models check", "the models that come with the program"),),
        problem="a file is missing or damaged",
    ),
    "quotes models get": Page(
        examples=(("quotes models get --out ~/stanza", "then: quotes ingest FOLDER --models ~/stanza"),),
        problem="they cannot be had, or not be written there",
    ),
}
