"""Small talk: thanks and greetings, which ask nothing and tell nothing of what is asked next."""

from index.words.terms import words

_SMALL_TALK = frozenset(
    "hi hello hey hiya howdy yo greetings morning afternoon evening bye goodbye cheers thanks "
    "thank thx ty thankyou welcome please ok okay k kk cool great nice good perfect awesome "
    "amazing super wow lol haha alright sure yes yep yeah no nope sorry got it that this was is "
    "you your so very much a lot all for the now done bot there everyone again really helpful help "
    "interesting fine wonderful excellent brilliant lovely day have well i see makes sense "
    "understood and my friend mate day night time".split()
)
_TELLING = frozenset(
    "hi hello hey hiya howdy yo greetings morning bye goodbye cheers thanks thank thx ty thankyou "
    "ok okay k kk cool great nice perfect awesome amazing super wow lol haha alright sorry yes yep "
    "yeah nope interesting wonderful excellent brilliant lovely understood good sense".split()
)


def is_small_talk(text: str) -> bool:
    """Whether a text is nothing but thanks, a greeting, or assent."""
    said = words(text)
    if not said or not set(said) <= _SMALL_TALK or not set(said) & _TELLING:
        return False
    if said[0] in {"is", "was"}:
        return False
    return not text.rstrip().endswith("?") or not set(said) & {"is", "was", "have", "no", "so"}


def has_small_talk(text: str) -> bool:
    """Whether a text has a word that is at home in small talk."""
    return not _SMALL_TALK.isdisjoint(words(text))
