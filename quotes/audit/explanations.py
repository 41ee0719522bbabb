"""What each kind of flag means and what to do about it, for the report and the command line."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from quotes.model import FlagKind


@dataclass(frozen=True, slots=True)
class Explanation:
    """One kind of flag in plain words.

    title    what to call it
    meaning  when it is raised, and when it is not
    advice   what an editor or a fact-checker can do about it
    """

    title: str
    meaning: str
    advice: str


EXPLANATIONS: Mapping[FlagKind, Explanation] = MappingProxyType(
    {
        FlagKind.UNINTRODUCED_SPEAKER: Explanation(
            title="Speaker whom the article never introduces",
            meaning=(
                "The words are credited to a bare surname or first name. Nowhere does the article give the "
                "person’s full name, a role or a description. Often a name was left over from another text, "
                "or a passage that introduced the person was cut. Well-known places, organizations and "
                "outlets are not flagged. The doubt is weaker for a name that most readers know, and for one "
                "that other articles of the store give to one person in full; it is stronger where the "
                "article is reporting somebody else’s words."
            ),
            advice=(
                "Look at the suggested person first: it is the one whose words the article reports around "
                "this place. Compare with the original before you cite the words under either name."
            ),
        ),
        FlagKind.MISSPELLED_NAME: Explanation(
            title="Name that looks misspelled",
            meaning=(
                "A name is a letter or two off a name that the article introduces, and stands for nobody "
                "else; or the source is a letter off somebody whom five or more other articles of the store "
                "quote, while none knows the name as it stands. Spellings that differ by habit or "
                "transliteration (Sergei, Sergey) are not flagged, nor are two people who are both "
                "introduced."
            ),
            advice=("Check the spelling against the suggested name, and that the same person is meant."),
        ),
        FlagKind.UNATTRIBUTED: Explanation(
            title="Statement without a source",
            meaning=(
                "The article reports a statement but names nobody who made it (“it was announced that”), or "
                "quotes words and never says whose they are."
            ),
            advice=(
                "Find out who made the statement. Do not credit it to the speaker next to it without a check."
            ),
        ),
        FlagKind.ANONYMOUS_SOURCE: Explanation(
            title="Source without a name",
            meaning=(
                "The words come from somebody whom the article keeps unnamed, such as “officials” or “a "
                "source familiar with the talks”. That is common in honest news. The same words are listed "
                "once."
            ),
            advice=("Nobody can be asked whether these are their words: look for a second, named source."),
        ),
        FlagKind.COLLECTIVE_SOURCE: Explanation(
            title="Several people with one voice",
            meaning=(
                "The words are credited to a group, such as “the ministers” or “experts”, and the article "
                "does not say who of them said it. The same words are listed once."
            ),
            advice=("Find out who spoke, or whether there is a joint statement."),
        ),
        FlagKind.VAGUE_ATTRIBUTION: Explanation(
            title="Source that is no one who can speak",
            meaning=(
                "The words are given to an event (“the meeting noted”), to writing that is nobody’s "
                "(“reports say”, “studies show”), to people at large (“critics say”, “many believe”), or "
                "passed on as hearsay (“it is believed”, “is said to be”). Somebody whom the writer could "
                "name, such as “an official”, is a source without a name instead. What is expected or known "
                "is not flagged."
            ),
            advice=(
                "Ask who said it, where, and how many think so; name them, or say that the article itself "
                "thinks so."
            ),
        ),
        FlagKind.SECONDHAND: Explanation(
            title="Source that another source reports",
            meaning=(
                "The article knows the statement from somebody else only: “Petrova, according to the agency, "
                "said”, “he said that the mayor had told him”. It weighs more where a named person is "
                "quoted by somebody who is not named."
            ),
            advice=(
                "Ask the first speaker, or look for the original; cite it with the one who passed it on."
            ),
        ),
        FlagKind.UNBALANCED_QUOTATION: Explanation(
            title="Quotation mark without a partner",
            meaning=(
                "A quotation opens and never closes, or closes and never opened. Quotations of several "
                "paragraphs that open each paragraph and close only the last one are in order and not "
                "flagged."
            ),
            advice=(
                "Compare with the original: without its mark nobody can tell where the quotation ends or "
                "begins."
            ),
        ),
        FlagKind.NESTED_QUOTATION: Explanation(
            title="Quotation inside a quotation",
            meaning=(
                "Inside somebody’s quotation stand words of somebody else, in marks of their own, or the "
                "inner marks are the same as the outer ones, so that nobody sees which quotation a mark "
                "closes. Titles, single words and what speakers say that they said are not flagged."
            ),
            advice=(
                "Credit the inner words to their own speaker only with another source for them; use two "
                "kinds of marks."
            ),
        ),
        FlagKind.TRUNCATED_QUOTATION: Explanation(
            title="Quotation that was cut or added to",
            meaning=(
                "Words are left out inside a sentence of a direct quotation (“the rate … is 51 percent”), or "
                "a verb, a negation or a clause was put in, in brackets. A name in brackets, a letter made "
                "capital, a cut between sentences and a voice that trails off are good style and not flagged."
            ),
            advice=("Compare with the original whether the sense is the same before you cite the words."),
        ),
        FlagKind.REPEATED_PASSAGE: Explanation(
            title="Passage that stands more than once",
            meaning=(
                "A sentence or a longer passage stands in the article twice or more, word for word or nearly "
                "so. Headings and short sentences are left out."
            ),
            advice=("Look for words that were meant to stand in one of these places and got lost."),
        ),
        FlagKind.AMBIGUOUS_SOURCE: Explanation(
            title="Source with more than one reading",
            meaning=(
                "A pronoun, a role or a bare name fits more than one person in the article about equally "
                "well."
            ),
            advice=("Read the passage and decide; the readings are listed with what speaks for each."),
        ),
        FlagKind.DISTANT_SOURCE: Explanation(
            title="Source that was last named far above",
            meaning=(
                "“He” or “she”, or a quotation without a source, is read as a person who was last named "
                "three or more paragraphs above, and somebody else whom the word fits was named since. All "
                "that hang on the same name are flagged once."
            ),
            advice=("Read the passage and check who is meant; put the name in again."),
        ),
        FlagKind.UNMARKED_QUOTATION: Explanation(
            title="First person in the article’s own voice",
            meaning=(
                "A sentence says “we”, “our” or “I” outside quotation marks and is credited to nobody, in a "
                "paragraph that has begun to report what somebody said and in an article that does not "
                "otherwise speak of itself. Often it is a quotation whose marks were lost."
            ),
            advice=("Check whose words these are, and whether they were taken over unmarked."),
        ),
        FlagKind.CONFLICTING_ATTRIBUTION: Explanation(
            title="Same words, another speaker elsewhere",
            meaning=(
                "Another article credits the same words, or nearly the same, to somebody else. Short and "
                "stock phrases, which many people say, are not flagged; nor are a spokesperson and the "
                "organization, a group that holds the other speaker, an unnamed source, or two names that "
                "may be one. It is a weaker doubt where a pronoun stands for one of the two, or an "
                "organization is one of them."
            ),
            advice=(
                "Find out who said it, and when: look into the original of both articles. If the two "
                "names are one speaker, merge them, and the doubt goes."
            ),
        ),
        FlagKind.ALTERED_QUOTATION: Explanation(
            title="Quoted in other words elsewhere",
            meaning=(
                "Another article quotes the same speaker, in quotation marks too, with a few other words. "
                "Marks, spelling, numbers in words or figures, and what an ellipsis or square brackets "
                "mark as edited, are no difference. It is a strong doubt where a “not”, a number or a "
                "word such as “will” or “may” differs. Indirect speech is not held to its words."
            ),
            advice=(
                "Compare both with a recording or a transcript. A speaker may also have said it twice, in "
                "two ways: look at the dates."
            ),
        ),
        FlagKind.PARTIAL_QUOTATION: Explanation(
            title="Part of a sentence that is quoted at more length elsewhere",
            meaning=(
                "A direct quotation begins or breaks off inside a sentence that another article quotes "
                "with more of its words. That is common, and a weak doubt; it weighs more where a “not”, "
                "an “if” or a “but” is among what is left out."
            ),
            advice=("Read the whole sentence and see whether the part still says the same."),
        ),
        FlagKind.CHANGED_ARTICLE: Explanation(
            title="Changed since an earlier version",
            meaning=(
                "The store holds an earlier version of this article, found by its address, its file or its "
                "name, and a quotation was altered, taken out or added since, or is credited to somebody "
                "else. Both wordings are shown. Words that only moved are not flagged, nor is a change of "
                "punctuation."
            ),
            advice=(
                "Cite the version that you mean, with its date. Ask the outlet why it changed words in "
                "quotation marks or their speaker; look for a correction below the article."
            ),
        ),
        FlagKind.ROLE_CONFLICT: Explanation(
            title="Roles that cannot both hold",
            meaning=(
                "Two articles of about the same time give one speaker two offices that nobody holds at once, "
                "such as foreign minister of two countries. One of the articles is wrong, or two people of "
                "one name were taken for one. Other words for the same office, former offices, a change of "
                "office over time, and general words such as “politician” are not flagged."
            ),
            advice=(
                "Look whom each article means. If they are two people, say so with `quotes speakers split`."
            ),
        ),
    }
)
