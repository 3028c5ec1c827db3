"""Questions of few words that ask on: “why?”, “which ones?”, “what else?”, “explain more”."""

import re
from collections.abc import Sequence

from qa.answer import Turn
from qa.understanding.talk.candidates import Candidate, answering_phrase
from qa.understanding.talk.clauses import Clause, ask_otherwise, ask_which, parse_clause
from qa.understanding.talk.fragments import fragment_of, neighbouring_year, put_in
from qa.understanding.talk.lacks import without_joining
from qa.understanding.talk.phrases import Phrase, find_phrases

_POLITELY = r"^(?>(?:(?:can|could|would|will) (?:you|u) |(?:please|pls|ok(?:ay)?|and|so|but),? )*)"
_MORE = re.compile(
    _POLITELY + r"(?:explain|elaborate|expand|clarify|go on|continue|go deeper|tell me|say|give me"
    r"|give|more)\b(?>(?: (?:it|that|this|me|us|on|a|an|bit|little|some|more|further|in|greater"
    r"|deeper|details?|info|information|about|please|pls|examples?)\b)*)\W*+$",
    re.IGNORECASE,
)
_PLACE = re.compile(
    _POLITELY + r"(?:(?:(?:on|from|in) )?(?:which|what) (?:page|section|part|sentence|paragraph"
    r"|line|paper)s?(?>(?: (?:is|was|does|did|are|of|the|paper)\b)*)(?: (?:this|that|it))?"
    r"(?>(?: (?:from|on|in|at|come|stand|say|said|appear|written|taken|found|mentioned)\b)*)"
    r"|where(?: exactly)? (?:is|was) (?:this|that|it)(?: said)? in (?:the|this) "
    r"(?:paper|text|article|document)"
    r"|where(?: exactly)?(?: in (?:the|this) (?:paper|text|article|document))?"
    r"(?: (?:does|did|is|was|do|are))?"
    r" (?:(?:it|the (?:paper|text|authors?|article)|they|you|this|that|he|she)"
    r" (?:says?|said|from|stands?|written|mentioned|stated|taken|quoted)"
    r"|(?:you|this|that) (?:find|get|got|come))"
    r"(?>(?: (?:this|that|so|it|from)\b)*))\W*+$",
    re.IGNORECASE,
)
_PROOF = re.compile(
    _POLITELY + r"(?:(?:what(?:[’']s| is| was) (?:the|your) )?(?:source|reference|citation|proof"
    r"|evidence)s?(?: (?:for|of) (?:this|that|it))?"
    r"|(?:are|r) (?:you|u) sure(?: (?:about|of) (?:this|that|it))?"
    r"|is (?:this|that) (?:true|right|so)|how do (?:you|u) know(?: (?:this|that))?"
    r"|says who|who says(?: (?:so|this|that))?"
    r"|what (?:do|does|did) (?:you|it|that|this) mean(?: by (?:this|that|it))?"
    r"|(?:quote|cite|show)"
    r"(?>(?: (?:it|that|this|me|the|quote|sentence|passage|words|exact|source)\b)*)"
    r")\W*+$",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"^(?P<wh>why|when|where|how|how come|since when|until when|in (?:what|which) (?:year|way|place"
    r"|country)|(?:what|which) year)(?>(?: (?:so|exactly|tho|though|then))?)"
    r"(?: (?:is|was|were|are|did|does|has|would|should)"
    r" (?:(?:that|this|so|these|those)"
    r"(?: (?:so|happen|happened|happening|the case|occur|take place|decided?))?"
    r"|(?:it|they|he|she) (?:so|happen|happened|happening|the case|occur|take place"
    r"|(?:do|did) (?:it|that|this|so)|decide that)))?\W*+$",
    re.IGNORECASE,
)
_ELSE = re.compile(
    r"^(?:(?P<wh>what|who|where|how) else|(?:anything|any ?one|any|some(?:thing|one)) (?:else"
    r"|more|others?)|(?:are|is|were|was) there (?:any|some|anything) (?:more|others?|else))\W*+$",
    re.IGNORECASE,
)
_WHICH = re.compile(
    r"^(?:which(?: ones?| of (?:them|these|those))?|what (?:are|were) (?:they|these|those)"
    r"|(?:can you )?(?:name|list) (?:them|these|those)|like (?:what|which)|such as)\W*+$",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(
    r"^how many(?: (?:ones|of (?:them|these|those)|are there|were there))?\W*+$", re.IGNORECASE
)
_HOW_MANY_OF = re.compile(r"^how (?:many|much) (?P<what>[^?]+?)\W*+$", re.IGNORECASE)
_TOO = re.compile(
    r"^(?P<aux>did|does|do|has|have|had|is|are|was|were|can|could|will|would) (?P<rest>[^?]+?),? "
    r"(?:too|as well|either|likewise|(?:do |say |did )?the same(?: thing)?)\W*+$",
    re.IGNORECASE,
)
_AND = re.compile(r"^(?>(?:(?:and|nd?|but|so|also|or)\b[,\s]*+)+)(?=\w)", re.IGNORECASE)
_YEAR = re.compile(r"\d{4}")
_DASH = " — "
_LONGEST_FILLING = 6
"""Words of an answer that a question may be filled with."""
_OPENINGS = frozenset(
    "what who whom whose which when where why how is are was were do does did has have had can "
    "could should would will in on at by for to from tell explain list name describe".split()
)


def is_about_answer(question: str) -> bool:
    """Whether a question asks nothing new: more of the last answer, its place or its proof."""
    plain = question.strip()
    return any(form.match(plain) is not None for form in (_MORE, _PLACE, _PROOF))


def ask_on(question: str, last: Turn, candidates: Sequence[Candidate]) -> str | None:
    """Return the last question in other words, where that is what a short question asks.

    None where it asks something of its own.
    """
    before, plain = _before(last), without_joining(question).strip()
    fragment = neighbouring_year(question, before) or fragment_of(question)
    if fragment is not None:
        joined = plain != question.strip() or _YEAR.search(fragment) is not None
        return put_in(_as_written(fragment, candidates), before) if joined else None
    parallel = _in_parallel(plain, before)
    if parallel is not None:
        return parallel
    if not any(form.match(plain) for form in (_BARE, _WHICH, _HOW_MANY, _ELSE)):
        return None
    clause = parse_clause(before)
    asked = _asked_on(plain, clause, last) if clause is not None else None
    return asked or put_behind(question, last)


def put_behind(question: str, last: Turn) -> str:
    """Put the last question behind one that says nothing itself."""
    before = _before(last)
    first = before.split(" ")[0]
    lowered = first.lower() if first.lower() in _OPENINGS else first
    asked = _AND.sub("", question).rstrip("?!. ")
    return f"{asked}{_DASH}{lowered}{before[len(first) :]}"


def _asked_on(plain: str, clause: Clause, last: Turn) -> str | None:
    bare = _BARE.match(plain)
    if bare is not None:
        word = bare["wh"].lower()
        return ask_otherwise("why" if word == "how come" else word, clause, _filling(last))
    if _WHICH.match(plain):
        return ask_which(clause)
    if _HOW_MANY.match(plain):
        return None if clause.wh else ask_which(clause, "How many")
    other = _ELSE.match(plain)
    asked_for = clause.wh.lower()
    if other is None or asked_for not in {"what", "who", "where", "how"}:
        return None
    if other["wh"] is not None and other["wh"].lower() != asked_for:
        return None
    return " ".join(f"{clause.wh} else {clause.aux} {clause.rest}?".split())


def _in_parallel(plain: str, before: str) -> str | None:
    """Return “did India join SEATO?” of “did India too?”, and the like of “how many women?”."""
    clause = parse_clause(before)
    many, too = _HOW_MANY_OF.match(plain), _TOO.match(plain)
    if many is not None and before.lower().startswith("how m"):
        counted = fragment_of(many["what"])
        return put_in(counted, before) if counted is not None else None
    if too is None or clause is None or not clause.is_free or not clause.aux:
        return None
    who = next(iter(find_phrases(too["rest"])), None)
    changed = put_in(who.as_subject, clause.rest) if who is not None else None
    return f"{clause.aux} {changed}" if changed is not None else None


def _before(last: Turn) -> str:
    """Return the question of a turn as it stands alone, without what was put before it."""
    return last.answer.standalone_question.split(_DASH)[-1].strip()


def _filling(last: Turn) -> Phrase | None:
    """Return what the last question was answered by, if that is a phrase of a few words."""
    phrase = answering_phrase(last)
    return phrase if phrase is not None and len(phrase.text.split()) <= _LONGEST_FILLING else None


def _as_written(fragment: str, candidates: Sequence[Candidate]) -> str:
    """Return a fragment with its names as the talk writes them: “India” for “india”."""
    written = {candidate.phrase.text.lower(): candidate.phrase.text for candidate in candidates}
    for phrase in find_phrases(fragment):
        fragment = fragment.replace(phrase.text, written.get(phrase.text.lower(), phrase.text))
    return fragment
