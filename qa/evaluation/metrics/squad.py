"""SQuAD's two scores of a short answer.

Source: Rajpurkar, Zhang, Lopyrev, Liang, "SQuAD: 100,000+ Questions for Machine
Comprehension of Text", EMNLP 2016; for answers without words, the evaluation of
SQuAD 2.0 (Rajpurkar, Jia, Liang, "Know What You Don't Know", ACL 2018).
"""

import re
import string
from collections import Counter
from collections.abc import Sequence

_PUNCTUATION = str.maketrans("", "", string.punctuation)
_ARTICLES = re.compile(r"\b(?:a|an|the)\b")


def normalise_answer(text: str) -> str:
    """Lower the case; take out ASCII punctuation, then articles, then spare white space."""
    bare = text.lower().translate(_PUNCTUATION)
    return " ".join(_ARTICLES.sub(" ", bare).split())


def exact_match(prediction: str, golds: Sequence[str]) -> float:
    """1 if the normalised prediction is one of the normalised `golds`, otherwise 0."""
    answer = normalise_answer(prediction)
    return float(any(answer == normalise_answer(gold) for gold in golds))


def token_f1(prediction: str, golds: Sequence[str]) -> float:
    """Return the best harmonic mean of token precision and recall over the `golds`, 0 to 1."""
    tokens = normalise_answer(prediction).split()
    return max((_f1(tokens, normalise_answer(gold).split()) for gold in golds), default=0.0)


def _f1(prediction: list[str], gold: list[str]) -> float:
    if not prediction or not gold:
        return float(prediction == gold)
    shared = (Counter(prediction) & Counter(gold)).total()
    return 2 * shared / (len(prediction) + len(gold))
