"""Groups the names of an article into persons and bodies: full and short forms, letters, slips of the pen.

Full names come first and make the clusters; bare names then look for the cluster that they are a part of.
Two full names that disagree stay two, whatever their family name.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache

from quotes.document import Document
from quotes.model import Gender, SpeakerKind
from quotes.resolve.blocking import NameIndex, PersonIndex, body_keys
from quotes.resolve.compare import (
    NICKNAME,
    Verdict,
    compare_words,
    initials_of,
    is_acronym,
    is_close,
    organization_words,
    same_name,
)
from quotes.resolve.facts import Facts
from quotes.resolve.lexicon import load_genders
from quotes.resolve.mentions import NameMention
from quotes.resolve.names import is_patronymic, parse_name
from quotes.resolve.nouns import country_named, country_of, is_carrier, is_organization_noun, is_person_noun
from quotes.resolve.roles import Role
from quotes.resolve.spelling import fold_word, plain

# How well a bare name fits a full one, by the word that it repeats. They only order readings of one name.
FITS_FAMILY = 1.0
FITS_OTHER = 0.85  # "Lacalle" of "Luis Lacalle Pou"
FITS_GIVEN = 0.6
FITS_MISSPELLED = 0.4
# How much nearer (in sentences) or more often named a person must be for a family name that two share.
SHARED_RECENT = 2


@dataclass(slots=True)
class Cluster:
    """A person, body or country of the article while it is being made."""

    number: int
    kind: SpeakerKind
    mentions: list[NameMention] = field(default_factory=list)
    roles: list[Role] = field(default_factory=list)
    facts: Facts = field(default_factory=Facts)
    gender: Gender = Gender.UNKNOWN
    gender_detail: str = ""
    place: bool = False
    letters: set[str] = field(default_factory=set)
    known_name: str = ""  # a name that no mention carries ("Clinton campaign")
    countries_beside: frozenset[str] | None = None  # in the sentences that name it, once they were asked for
    shares_with: set[int] = field(default_factory=set)  # clusters that a bare form may mean as well
    _best: tuple[int, bool, str] = field(default=(0, False, ""), repr=False, compare=False)
    # How many mentions were counted, and for each name how often it is used and where its best form first is:
    # (misspelled, place). Mentions are only ever added, so that each is counted once.
    _counted: int = field(default=0, repr=False, compare=False)
    _full: tuple[int, list[NameMention]] = field(default=(-1, []), repr=False, compare=False)
    _forms: dict[str, tuple[int, tuple[bool, int]]] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """Longest name that the article gives, the most frequent of those; misspelled forms last."""
        if not self.mentions:
            return self.known_name
        if self._best[:2] != (len(self.mentions), self.place):  # asked for at every turn
            self._best = (len(self.mentions), self.place, self._choose_name())
        return self._best[2]

    def _count_forms(self) -> dict[str, tuple[int, tuple[bool, int]]]:
        for m in self.mentions[self._counted :]:
            count, first = self._forms.get(m.name, (0, (True, m.head.start)))
            self._forms[m.name] = (count + 1, min(first, (m.misspelled, m.head.start)))
        self._counted = len(self.mentions)
        return self._forms

    def forms(self) -> Iterable[str]:
        """Every name that some mention has, once."""
        return self._count_forms()

    @property
    def full_mentions(self) -> list[NameMention]:
        """Mentions with a name of more than one word, in order."""
        if self._full[0] != len(self.mentions):
            full = [m for m in self.mentions if len(m.name.split()) > 1]
            self._full = (len(self.mentions), full)
        return self._full[1]

    def sound_names(self) -> list[str]:
        """Every name that some mention has, and not by a slip of the pen."""
        return [name for name, (_, (misspelled, _)) in self._count_forms().items() if not misspelled]

    def _choose_name(self) -> str:
        if self.kind is SpeakerKind.PERSON:
            forms = self._count_forms()
            return max(
                self.sound_names() or forms,
                key=lambda name: (
                    len(name.split()),
                    not is_patronymic(name.split()[-1]),
                    forms[name][0],
                    len(name),
                    -forms[name][1][1],
                ),
            )
        counts = Counter(m.name for m in self.mentions)
        sound = [m for m in self.mentions if not m.misspelled] or self.mentions
        if self.place and (country := country_named(sound[0].name)):
            full = Counter(m.name for m in sound if not is_acronym(m.name))
            return full.most_common(1)[0][0] if full else country
        return max(
            sound,
            key=lambda m: (
                not is_acronym(m.name),
                len(organization_words(m.name)),
                len(m.name.split()),
                counts[m.name],
            ),
        ).name

    @property
    def aliases(self) -> tuple[str, ...]:
        """Other forms, in order of first use."""
        return tuple(name for name in dict.fromkeys(m.name for m in self.mentions) if name != self.name)

    @property
    def bare(self) -> bool:
        """True for a person of whom the article gives one word of the name."""
        return self.kind is SpeakerKind.PERSON and len(parse_name(self.name).words) < 2

    @property
    def introduced(self) -> bool:
        """True when the article gives a full name or says what the person is."""
        return not self.bare or bool(self.roles)


def build_clusters(doc: Document, mentions: list[NameMention]) -> list[Cluster]:
    """Clusters in order of their first mention; every mention is in one."""
    persons = _build_persons([m for m in mentions if m.kind is SpeakerKind.PERSON])
    bodies = _build_bodies(doc, [m for m in mentions if m.kind is not SpeakerKind.PERSON])
    clusters = sorted(persons + bodies, key=lambda cluster: cluster.mentions[0].head.start)
    renumbered = {cluster.number: number for number, cluster in enumerate(clusters)}
    for number, cluster in enumerate(clusters):
        cluster.number = number
        if cluster.kind is SpeakerKind.PERSON:
            cluster.shares_with = {renumbered[other] for other in cluster.shares_with}
    return clusters


# ------------------------------------------------------------------ persons
def _build_persons(mentions: list[NameMention]) -> list[Cluster]:
    clusters: list[Cluster] = []
    index = PersonIndex()
    bare: list[NameMention] = []
    for m in sorted(mentions, key=lambda m: (-len(parse_name(m.name).plain_words), m.head.start)):
        name = parse_name(m.name)
        if len(name.words) < 2:
            bare.append(m)
            continue
        cluster, misspelled = _find_full(m, [clusters[number] for number in index.find_whole(m.name)])
        if cluster is None:
            cluster = Cluster(len(clusters), SpeakerKind.PERSON)
            clusters.append(cluster)
        cluster.mentions.append(replace(m, misspelled=True) if misspelled else m)
        index.add(cluster.number, m.name)
        _note_title(cluster, m)
    for m in sorted(bare, key=lambda m: m.head.start):
        _link_bare(m, clusters, index)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.head.start)
    return clusters


def _note_title(cluster: Cluster, mention: NameMention) -> None:
    if cluster.gender is Gender.UNKNOWN and mention.gender is not Gender.UNKNOWN:
        cluster.gender = mention.gender
        cluster.gender_detail = f"the title “{mention.title}”"


def given_name_gender(cluster: Cluster) -> Gender:
    """Gender that mostly bears a person's given name; weak evidence, unknown for most names."""
    return _gender_of_name(cluster.name)


@lru_cache(maxsize=20_000)
def _gender_of_name(name: str) -> Gender:
    return load_genders("given_names.tsv").get(plain(parse_name(name).given), Gender.UNKNOWN)


def _gender_conflict(cluster: Cluster, mention: NameMention) -> bool:
    if mention.gender is Gender.UNKNOWN:
        return False
    shown = cluster.gender
    if shown is Gender.UNKNOWN:  # "Mrs. Clinton" is hardly Bill
        shown = given_name_gender(cluster)
    return shown not in (Gender.UNKNOWN, mention.gender)


def _find_full(mention: NameMention, clusters: list[Cluster]) -> tuple[Cluster | None, bool]:
    """The cluster that a name of several words belongs to, and whether by a slip of the pen."""
    best: tuple[float, Cluster, bool] | None = None
    for cluster in clusters:
        if _gender_conflict(cluster, mention):
            continue
        if _is_address(mention.name, cluster.name):
            return cluster, False
        comparison = same_name(mention.name, cluster.name)
        misspelled = False
        score = comparison.score
        if comparison.verdict is Verdict.DIFFERENT:
            if not _is_part(mention.name, cluster.name):
                continue
            score = 0.7
        elif comparison.verdict is Verdict.UNCLEAR:
            if parse_name(mention.name).suffix != parse_name(cluster.name).suffix:
                continue
            misspelled = "letter or two" in comparison.evidence[0].detail
            if misspelled and _is_feminine_form(mention.name, cluster.name):
                continue
        if best is None or score > best[0]:
            best = (score, cluster, misspelled)
    return (best[1], best[2]) if best else (None, False)


def _is_part(short: str, long: str) -> bool:
    """True when the words of one name stand side by side in the other ("Lacalle Pou", "Bani Mustafa")."""
    x, y = parse_name(short).plain_words, parse_name(long).plain_words
    folded = [fold_word(word) for word in y]
    wanted = [fold_word(word) for word in x]
    return len(x) < len(y) and any(
        folded[i : i + len(wanted)] == wanted for i in range(1, len(folded) - len(wanted) + 1)
    )


def _is_address(short: str, full: str) -> bool:
    """True for given name and patronymic of a person whose family name is told: "Marina Sergeyevna"."""
    x, y = short.split(), full.split()
    if len(x) != 2 or len(y) < 2 or not is_patronymic(x[1]) or any(map(is_patronymic, y[1:])):
        return False
    return fold_word(plain(x[0])) == fold_word(plain(y[0]))


def _is_feminine_form(a: str, b: str) -> bool:
    """True for "Ivanov" and "Ivanova": two letters of grammar, not a slip."""
    x, y = sorted((plain(a), plain(b)), key=len)
    return y in (x + "a", x[:-1] + "aya", x[:-1] + "aia")


def _fit_bare(mention: NameMention, cluster: Cluster) -> float:
    word = plain(mention.name).replace(" ", "")
    if not word or len(word) == 1 or _gender_conflict(cluster, mention):
        return 0.0
    best = 0.0
    for full in cluster.sound_names():
        name = parse_name(full)
        family = plain(name.family).replace(" ", "")
        last = name.plain_words[-1:] and name.plain_words[-1]
        if len(name.words) < 2:
            fit = FITS_FAMILY if fold_word(word) == fold_word(family) else 0.0
        elif fold_word(word) in (fold_word(family), fold_word(str(last))) and not (
            name.family_first and fold_word(word) != fold_word(family)
        ):
            fit = FITS_FAMILY
        elif any(fold_word(word) == fold_word(other) for other in name.plain_words[1:]):
            fit = FITS_OTHER
        elif name.plain_words and compare_words(word, name.plain_words[0])[0] >= NICKNAME:
            fit = FITS_GIVEN if not mention.title else FITS_GIVEN / 2
        elif is_close(word, family) and not _is_feminine_form(word, family):
            fit = FITS_MISSPELLED
        else:
            fit = 0.0
        best = max(best, fit)
    return best


def _link_bare(mention: NameMention, clusters: list[Cluster], index: PersonIndex) -> None:
    """Put a bare name where it fits best: by word, then by how near and how often the person is named."""
    near = [clusters[number] for number in index.find_any(mention.name)]
    fits = [(fit, cluster) for cluster in near if (fit := _fit_bare(mention, cluster)) > 0]
    if not fits:
        cluster = Cluster(len(clusters), SpeakerKind.PERSON)
        clusters.append(cluster)
    else:
        top = max(fit for fit, _ in fits)
        rivals = [cluster for fit, cluster in fits if fit == top]
        if len(rivals) == 1:  # else its mentions would be weighed for nothing
            cluster = rivals[0]
        else:
            cluster = max(rivals, key=lambda cluster: _prominence(mention, cluster))
        cluster.shares_with.update(other.number for other in rivals if other is not cluster)
        if top == FITS_MISSPELLED:
            mention = replace(mention, misspelled=True)
    cluster.mentions.append(mention)
    index.add(cluster.number, mention.name)
    if len(fits) < 2:
        _note_title(cluster, mention)


def _prominence(mention: NameMention, cluster: Cluster) -> tuple[bool, int, int]:
    """Named just before; how often so far and all over; how early."""
    before = [m for m in cluster.mentions if m.head.start < mention.head.start]
    recent = bool(before) and mention.sentence - max(m.sentence for m in before) <= SHARED_RECENT
    weight = sum(2 if len(m.name.split()) > 1 else 1 for m in cluster.mentions if not m.modifier)
    return recent, weight, -cluster.mentions[0].head.start


# ------------------------------------------------------------------ bodies and countries
_BRACKETS = re.compile(r"\s*[(\[]\s*(?:the\s+)?[\"“]?([A-Z][\w&.\-]{1,14})[\"”]?\s*[)\]]")


def _build_bodies(doc: Document, mentions: list[NameMention]) -> list[Cluster]:
    clusters: list[Cluster] = []
    letters: dict[str, Cluster] = {}
    index = NameIndex()
    for m in sorted(
        mentions, key=lambda m: (is_acronym(m.name), -len(organization_words(m.name)), m.head.start)
    ):
        keys = body_keys(m.name)
        cluster = _find_body(m, [clusters[number] for number in index.find(keys)], letters)
        if cluster is None:
            cluster = Cluster(len(clusters), SpeakerKind.ORGANIZATION, place=m.place)
            clusters.append(cluster)
        cluster.mentions.append(m)
        index.add(cluster.number, keys)
        cluster.place = cluster.place and m.place
        if found := _BRACKETS.match(doc.text, m.head.end):
            short = found[1].strip(".")
            if plain(short) and not is_organization_noun(short) and _may_abbreviate(short, m.name):
                cluster.letters.add(plain(short))
                letters.setdefault(plain(short), cluster)
    for cluster in clusters:
        cluster.mentions.sort(key=lambda m: m.head.start)
    return clusters


def _may_abbreviate(short: str, name: str) -> bool:
    """True when letters in brackets can stand for the name before them."""
    initials = {word[0] for word in plain(name).split()}
    letters = [c for c in short.casefold() if c.isalpha()]
    if short.isupper() and len(letters) <= 8:
        return letters[0] == plain(name)[0] or sum(c in initials for c in letters) >= 0.6 * len(letters)
    return letters[0] == plain(name)[0]


def _find_body(mention: NameMention, clusters: list[Cluster], letters: dict[str, Cluster]) -> Cluster | None:
    key = plain(mention.name)
    if key in letters:
        return letters[key]
    country = country_named(mention.name)
    words = organization_words(mention.name)
    best: tuple[float, int, Cluster] | None = None
    for cluster in clusters:
        score = 0.0
        for form in cluster.forms():
            if country or cluster.place or mention.place:
                same = bool(country) and country == country_named(form)
                score = max(score, 1.0 if same or plain(form) == key else 0.0)
                continue
            comparison = same_name(form, mention.name, SpeakerKind.ORGANIZATION)
            if comparison.verdict is Verdict.SAME:
                score = max(score, comparison.score)
            elif is_acronym(mention.name) and re.sub(r"[^A-Z]", "", mention.name) in initials_of(form):
                score = max(score, 0.8)
            elif _is_short_form(words, form):
                score = max(score, 0.6)
        if score and (best is None or (score, len(cluster.mentions)) > best[:2]):
            best = (score, len(cluster.mentions), cluster)
    return best[2] if best else None


def _is_short_form(words: tuple[str, ...], full: str) -> bool:
    """True when a name is the telling beginning of a longer one ("Shohoz" of "Shohoz JV")."""
    longer = organization_words(full)
    if not 0 < len(words) < len(longer) or longer[: len(words)] != words:
        return False
    rest = longer[len(words) :]
    if any(is_organization_noun(word) or is_carrier(word) or is_person_noun(word) for word in rest):
        return False  # a part or product of the body: its council, its poll
    if len(words) > 1:
        return True
    return (
        len(longer) <= 3
        and not is_organization_noun(words[0])
        and not country_of(words[0])
        and len(words[0]) > 3
    )
