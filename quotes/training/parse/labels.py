"""Text with a label for each character, as Stanza's tokenizer learns from it."""

from collections.abc import Sequence

from quotes.training.parse.treebank import Sentence

# Labels of the last character of a word, of a sentence, and of a token of several words; others have INSIDE.
INSIDE, WORD_END, SENTENCE_END, TOKEN_END, TOKEN_SENTENCE_END = range(5)
_BREAK = "\n\n"


def label_characters(sentences: Sequence[Sentence], *, joined: bool) -> tuple[str, str]:
    """Text of some sentences, paragraph by paragraph, and its labels, one digit a character.

    joined  multi-word tokens are one token; without, their words are tokens of their own
    """
    text: list[str] = []
    labels: list[str] = []
    for sentence in sentences:
        if text:
            between = _BREAK if sentence.opens_paragraph else " "
            text.append(between)
            labels.append(between if sentence.opens_paragraph else str(INSIDE))
        ends = {last: first for first, last in sentence.joined} if joined else {}
        inside = {i for first, last in sentence.joined for i in range(first, last)} if joined else set()
        for i, word in enumerate(sentence.words):
            final = i + 1 == len(sentence.words)
            if i in inside:
                label = INSIDE
            elif i in ends:
                label = TOKEN_SENTENCE_END if final else TOKEN_END
            else:
                label = SENTENCE_END if final else WORD_END
            text.append(word.form + " " * (word.space and not final))
            labels.append(str(INSIDE) * (len(word.form) - 1) + str(label))
            labels.append(str(INSIDE) * (word.space and not final))
    return "".join(text), "".join(labels)
