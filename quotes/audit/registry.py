"""The rules of the audit, in one table."""

from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from quotes.audit.balance import find_unbalanced_quotations
from quotes.audit.context import AuditContext
from quotes.audit.distant import find_distant_sources
from quotes.audit.misspellings import find_misspelled_names
from quotes.audit.nested import find_nested_quotations
from quotes.audit.repetition import find_repeated_passages
from quotes.audit.secondhand import find_secondhand
from quotes.audit.sources import (
    find_ambiguous_sources,
    find_anonymous_sources,
    find_collective_sources,
)
from quotes.audit.strangers import find_unintroduced_speakers
from quotes.audit.truncated import find_truncated_quotations
from quotes.audit.unattributed import find_unattributed
from quotes.audit.vague import find_vague_attributions
from quotes.audit.voice import find_unmarked_quotations
from quotes.model import Flag, FlagKind

Rule = Callable[[AuditContext], Iterator[Flag]]

# One rule for each kind of flag. A rule is pure: it reads the context and yields flags of its kind only.
RULES: Mapping[FlagKind, Rule] = MappingProxyType(
    {
        FlagKind.UNINTRODUCED_SPEAKER: find_unintroduced_speakers,
        FlagKind.MISSPELLED_NAME: find_misspelled_names,
        FlagKind.UNATTRIBUTED: find_unattributed,
        FlagKind.ANONYMOUS_SOURCE: find_anonymous_sources,
        FlagKind.COLLECTIVE_SOURCE: find_collective_sources,
        FlagKind.VAGUE_ATTRIBUTION: find_vague_attributions,
        FlagKind.SECONDHAND: find_secondhand,
        FlagKind.UNBALANCED_QUOTATION: find_unbalanced_quotations,
        FlagKind.NESTED_QUOTATION: find_nested_quotations,
        FlagKind.TRUNCATED_QUOTATION: find_truncated_quotations,
        FlagKind.REPEATED_PASSAGE: find_repeated_passages,
        FlagKind.AMBIGUOUS_SOURCE: find_ambiguous_sources,
        FlagKind.DISTANT_SOURCE: find_distant_sources,
        FlagKind.UNMARKED_QUOTATION: find_unmarked_quotations,
    }
)

# Doubts that two articles raise together: no rule of one article finds them, the store does.
ACROSS_ARTICLES = frozenset(
    {
        FlagKind.CONFLICTING_ATTRIBUTION,
        FlagKind.ALTERED_QUOTATION,
        FlagKind.PARTIAL_QUOTATION,
        FlagKind.CHANGED_ARTICLE,
        FlagKind.ROLE_CONFLICT,
    }
)
