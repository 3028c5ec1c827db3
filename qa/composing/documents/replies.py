"""Replies of Footnote itself: to small talk, and to questions about what it is and can do."""

import re

from corpus.formats import FORMATS_IN_WORDS
from qa.answer import Voice
from qa.composing.composition import Composition, Words
from qa.composing.request import Request
from qa.understanding.kinds.classifier import Kind

_ASKABLE = (
    "Ask a fact, a list, a comparison, what a section says, or what the whole is about; follow-up "
    "questions are understood."
)
_WHAT_IT_IS = (
    "This is Footnote. It answers questions from the papers in this library, in their own "
    "sentences: each has a footnote that shows where it stands. Where the papers do not answer, "
    "it says so."
)
_ADDING = (
    "Drop the file on “Library” in the web chat, or run `footnote add FILE`. "
    f"{FORMATS_IN_WORDS} are read; scanned PDFs too, where Tesseract is installed."
)
_REMOVING = (
    "`footnote papers` lists the papers with their ids, and `footnote remove ID` takes one out of "
    "the library."
)
_CHOOSING = (
    "Tick the papers that are to be asked under “Library” in the web chat, or name them with "
    "`footnote ask --paper ID`. Without that, all papers of the library are asked."
)
_PRIVACY = (
    "Everything runs on this machine: no text and no question is sent anywhere, unless a language "
    "model elsewhere was named with `--llm`."
)
_MODEL = (
    "No language model is needed: answers are sentences of the papers, chosen by search and by a "
    "small reader on this machine. One can be added with `--llm`; each of its sentences is then "
    "held against the papers."
)
_TRUST = (
    "Each quote is verbatim, and its number leads to the place in the paper. Which sentences are "
    "chosen can still be wrong: check the place, and mind the confidence that stands "
    "with the answer."
)
_SAVING = (
    "In the web chat, a conversation can be saved as Markdown, HTML, plain text, BibTeX or "
    "CSL-JSON. With `--json`, the commands print their answers for programs."
)
_LANGUAGES = (
    "Papers and questions should be in English: word lists, stemming and the reader are English. "
    "Other languages are searched, with less success."
)
_HOW = (
    "The question is compared with the passages of the papers by their words and by "
    "their meaning; a "
    "small reader reads the best ones, and the sentences that answer are quoted. Whether they "
    "answer at all is decided by a calibrated score."
)
_HELLO = f"Hello. {_ASKABLE}"
_THANKS = "You are welcome. Ask on if there is more."
_BYE = "Goodbye. The library stays as it is."
_FINE = "All is in order here, thank you. What would you like to know of the papers?"
_NOTED = "Good. Ask on if there is more."
_SORRY = (
    "That was not what you were after. Ask it in other words, or name the section, the person or "
    "the year that you mean."
)


_TOOL_REPLIES = (
    (re.compile(r"\b(?:remove|delete|take out|get rid)\b", re.IGNORECASE), _REMOVING),
    (
        re.compile(
            r"\b(?:add|upload|import|load|drop|insert|formats?|file types?|pdfs?|docx?|"
            r"word files?|attach)\b",
            re.IGNORECASE,
        ),
        _ADDING,
    ),
    (
        re.compile(r"\b(?:sav(?:e|ing)|export|download|bibtex|json|print|share)\b", re.IGNORECASE),
        _SAVING,
    ),
    (
        re.compile(
            r"\b(?:send|sent|private|privacy|offline|online|internet|cloud|data|secure|safe|"
            r"leave|confidential|stor(?:e|ed))\b",
            re.IGNORECASE,
        ),
        _PRIVACY,
    ),
    (
        re.compile(
            r"\b(?:which|choose|select|several|multiple|more than one|only one|specific|"
            r"particular)\b.{0,40}\b(?:papers?|documents?|files?)\b",
            re.IGNORECASE,
        ),
        _CHOOSING,
    ),
    (
        re.compile(
            r"\b(?:chat ?gpt|gpt|llms?|claude|gemini|llama|language models?|openai|ai|bot|"
            r"robot|human|real person|machine|model)\b",
            re.IGNORECASE,
        ),
        _MODEL,
    ),
    (
        re.compile(
            r"\b(?:trust|accura\w+|reliab\w+|right|correct|wrong|hallucinat\w+|make "
            r"(?:\w+ )?up|made up|lie|lying|sure|confiden\w+|mistakes?|true)\b",
            re.IGNORECASE,
        ),
        _TRUST,
    ),
    (
        re.compile(
            r"\b(?:languages?|german|french|spanish|italian|chinese|arabic|urdu|hindi|russian)\b",
            re.IGNORECASE,
        ),
        _LANGUAGES,
    ),
    (
        re.compile(
            r"\bhow (?:do|does|did|are|is)\b.{0,40}\b(?:work|find|know|answers?|search|"
            r"function|decide|choose|do (?:this|that|it))\b",
            re.IGNORECASE,
        ),
        _HOW,
    ),
)
_TALK_REPLIES = (
    (
        re.compile(
            r"\b(?:thanks?|thx|ty|tysm|cheers|thank you|appreciate|merci|danke)\b", re.IGNORECASE
        ),
        _THANKS,
    ),
    (
        re.compile(
            r"\b(?:bye|goodbye|see (?:you|ya|u)|cya|good ?night|farewell|later|ciao|gtg|"
            r"done for)\b",
            re.IGNORECASE,
        ),
        _BYE,
    ),
    (
        re.compile(
            r"\bhow (?:are|r) (?:you|u|things)\b|\bhow(?:[’']?s| is) it going\b|"
            r"\bwhat[’']?s up\b|\b(?:sup|wassup)\b",
            re.IGNORECASE,
        ),
        _FINE,
    ),
    (
        re.compile(
            r"\b(?:who|what) (?:are|r) (?:you|u)\b|\byour name\b|\bare (?:you|u)\b|\bwho "
            r"(?:made|built|created) (?:you|u|this)\b",
            re.IGNORECASE,
        ),
        _WHAT_IT_IS,
    ),
    (
        re.compile(
            r"\b(?:hi|hii+|hello|hey|heya|hiya|yo|greetings|howdy|good (?:morning|afternoon|"
            r"evening|day)|hallo|hola|bonjour|salut|salam)\b",
            re.IGNORECASE,
        ),
        _HELLO,
    ),
    (
        re.compile(
            r"\b(?:bad|wrong|useless|stupid|dumb|sucks?|terrible|not (?:helpful|what|right|"
            r"good|true)|no good|nonsense|rubbish)\b",
            re.IGNORECASE,
        ),
        _SORRY,
    ),
    (
        re.compile(
            r"\b(?:ok(?:ay)?|k|cool|great|nice|perfect|good|awesome|got it|alright|fine|"
            r"sure|yes|no|wow|lol|haha+|interesting|excellent|super|amazing|right|i see)\b",
            re.IGNORECASE,
        ),
        _NOTED,
    ),
)


def compose_reply(request: Request) -> Composition:
    """Reply in a few words of Footnote's own; nothing is looked for and nothing is cited."""
    question = request.question
    of_tool = question.kind is Kind.ABOUT_TOOL
    known = _TOOL_REPLIES if of_tool else (*_TALK_REPLIES, *_TOOL_REPLIES)
    replies = (reply for asked, reply in known if asked.search(question.standalone))
    return Composition((Words(next(replies, f"{_WHAT_IT_IS} {_ASKABLE}"), Voice.OURS),), 1.0)
