"""Words of others inside a message: cut to a length, and what differs in them."""

from difflib import SequenceMatcher

from quotes.alike import split_words

# Characters of a quotation that a message shows.
SHOWN = 160

# Words before the first difference that are shown of a long wording.
LEAD = 8

# Differences that are named one by one; where there are more, both wordings have to be read.
EDITS = 3

_MARKS = "“”\"„«»‘’'` "


def shorten(words: str, *, limit: int = SHOWN) -> str:
    """Words in quotation marks, without their own, on one line, and cut at a blank to `limit` characters."""
    line = " ".join(words.split()).lstrip(_MARKS).rstrip(_MARKS + ",")
    if len(line) > limit:
        line = line[:limit].rsplit(" ", 1)[0].rstrip(",;:– ") + " …"
    return f"“{line}”"


def end_sentence(words: str) -> str:
    """The words with a full stop, unless what they quote ends a sentence itself."""
    return words if words.endswith((".”", "?”", "!”", "…”")) else f"{words}."


def shorten_both(before: str, after: str) -> tuple[str, str]:
    """Two wordings in quotation marks, long ones cut to the place where they begin to differ."""
    old = [word for word in split_words(before) if not word.is_mark]
    new = [word for word in split_words(after) if not word.is_mark]
    same = 0
    for one, other in zip(old, new, strict=False):
        if one.folded != other.folded:
            break
        same += 1
    shown = []
    for words, text in ((old, before), (new, after)):
        start = words[max(0, min(same, len(words)) - LEAD)].start if words and len(text) > SHOWN else 0
        cut = shorten(text[start:])
        shown.append(f"“… {cut[1:]}" if words and start > words[0].start else cut)
    return shown[0], shown[1]


def list_edits(before: str, after: str) -> str:
    """What differs from one wording to the other, in plain words; "" where it is too much to list."""
    old = [word for word in split_words(before) if not word.is_mark]
    new = [word for word in split_words(after) if not word.is_mark]
    matcher = SequenceMatcher(None, [w.folded for w in old], [w.folded for w in new], autojunk=False)
    told = []
    for tag, a, b, c, d in matcher.get_opcodes():
        gone = before[old[a].start : old[b - 1].end] if b > a else ""
        come = after[new[c].start : new[d - 1].end] if d > c else ""
        if tag == "replace":
            told.append(f"{shorten(gone)} became {shorten(come)}")
        elif tag == "delete":
            told.append(f"without {shorten(gone)}")
        elif tag == "insert":
            told.append(f"{shorten(come)} is new")
    return ", ".join(told) if len(told) <= EDITS else ""
