"""Sentences, by NLTK's Punkt (Kiss and Strunk 2006) with parameters of our own.

Punkt's trained models are a download. Its algorithm needs only to know what is an
abbreviation and which words begin sentences; for scholarly text both are short lists for
each language, shipped in `corpus/data/sentences`, and what the paper itself abbreviates.
"""

from corpus.sentences.splitting import MOST_CHARACTERS, split_into_sentences

__all__ = ["MOST_CHARACTERS", "split_into_sentences"]
