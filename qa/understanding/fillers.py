"""What people say around a question when they chat, and what is left of it without that."""

import re

_QUESTION_WORD = r"(?:what|which|who|whom|whose|when|where|why|how)\b"
_OPENINGS = re.compile(
    r"""(?:
        (?:hey|hi|hello|yo|ok|okay|so|um+|uh+|hm+|well|oh|alright|right|anyway|btw|by\ the\ way
          |sorry|please)(?:\ there)?\b[,.!]*\ +
      | (?:(?:a\ )?quick\ question|just\ (?:curious|wondering)|curious|question)\ *[:,-]\ *
      | (?:can|could|would|will)\ (?:you|u)\ (?:please\ |just\ |maybe\ )*
        (?:tell\ (?:me|us)|explain(?:\ to\ (?:me|us))?|say)\ +(?:exactly\ )?
        (?=QUESTION|if\b|whether\b)
      | (?:please\ )?(?:tell|remind)\ (?:me|us)(?:\ again)?,?\ +(?=QUESTION|if\b|whether\b)
      | (?:do\ you\ (?:happen\ to\ )?know|does\ any(?:one|body)\ know|do\ we\ know
          |any\ (?:idea|clue)(?:\ (?:on|about))?|no\ idea|i\ wonder|i(?:\ was|\ am)?\ wondering
          |i\ (?:do\ not|cannot)\ (?:know|get|understand|see|remember)
          |i\ (?:just\ )?(?:want|need|would\ like)\ to\ (?:know|understand|find\ out)
          |what\ i\ (?:want|need)\ to\ know\ is)\ +(?=QUESTION|if\b|whether\b)
    )+""".replace("QUESTION", _QUESTION_WORD),
    re.IGNORECASE | re.VERBOSE,
)
_CLOSINGS = re.compile(
    r"""(?<![\s,.;!-])(?:[\s,.;!-]*+\b(?:please|thanks|thank\ you|though|by\ the\ way|btw|lol|haha
      |mate|bro|dude|man|pal|anyway|exactly|actually|basically|again|or\ what|or\ something|or\ so
      |or\ whatever|and\ stuff|and\ so\ on|and\ the\ like|etc|do\ you\ know|any\ idea
      |in\ your\ own\ words|according\ to\ (?:them|him|her|it)|if\ (?:you|u)\ know
      |if\ i\ may\ ask)\b\.?){1,4}(?=[\s?!.]*$)
    """,
    re.IGNORECASE | re.VERBOSE,
)
_INSIDE = re.compile(
    r"""\b(?:actually|basically|literally|really|and\ the\ like|and\ stuff|i\ mean
      |or\ something|you\ know|etc\b\.?)(?:,|(?=\s|[?.!]|$))|,\ like\b(?=,|\ )""",
    re.IGNORECASE | re.VERBOSE,
)
_HOW_COME = re.compile(r"\bhow\ come\b(?!\ to\b)", re.IGNORECASE)
_THE_DEAL = re.compile(
    r"\b(?:what(?:\ is|\ was|['’]s)\ (?:the\ (?:deal|story|thing)|up))\ with\ (?=\w)", re.IGNORECASE
)
_OPINION = re.compile(
    r"\b(?P<asked>why|how|when|where)\ (?:do|does|did)\ (?:they|he|she|it|the\ authors?)\ "
    r"(?:reckon|think|believe|say|claim|figure)\ (?:that\ )?(?=\w+\ \w)",
    re.IGNORECASE,
)
_THING = re.compile(
    r"\b(?P<phrase>(?:this|that|the)(?:\ [\w-]+){1,3})\ (?:thing|thingy|stuff|business)\b"
    r"(?!\ (?:that|of)\b)",
    re.IGNORECASE,
)
_FEWEST_WORDS = 2


def without_fillers(question: str) -> str:
    """Return a question without what is said around it: “so why is that tho?” is “why is that?”.

    What means the same in fewer words is put in those: “how come” is “why”. A question of which
    hardly a word would be left stays as it is.
    """
    rest = _OPENINGS.sub("", question, count=1) if _OPENINGS.match(question) else question
    rest = _INSIDE.sub(" ", _CLOSINGS.sub("", rest))
    rest = _HOW_COME.sub("why", rest)
    rest = _THE_DEAL.sub("what is ", rest)
    rest = _OPINION.sub(r"\g<asked> ", rest)
    rest = " ".join(_THING.sub(r"\g<phrase>", rest).split())
    return rest if len(re.findall(r"\w+", rest)) >= _FEWEST_WORDS else question
