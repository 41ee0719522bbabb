"""Characters that do not belong into a text that was taken out of a page."""

import re

# What no reader sees: control characters; marks that turn or hide the order of what is shown, by which a page
# can show a name other than it stores; marks of the byte order; soft hyphens, which part words.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\xad\u202a-\u202e\u2066-\u2069\ufeff]")


def repair_text(text: str) -> str:
    """A text without unseen characters, and with letters for what was decoded twice ("â€œ" for "“").

    Lines are mended one by one, and only where nothing broken is left in them afterwards.
    """
    if not text.isascii():
        from ftfy.badness import is_bad

        if is_bad(text):
            text = "\n".join(map(_mend, text.split("\n")))
    return _UNSEEN.sub("", text)


def _mend(line: str) -> str:
    from ftfy import fix_encoding_and_explain
    from ftfy.badness import is_bad

    mended, steps = fix_encoding_and_explain(line)
    # Of the ways to mend, only to encode and decode anew loses nothing; the others guess what was there.
    certain = all(step.action in ("encode", "decode") for step in steps or ())
    return mended if certain and not is_bad(mended) else line
