"""The probability that quotes support a sentence: a logistic regression over the measures."""

from functools import cache

from qa.logistic import LogisticModel, shipped


@cache
def support_model() -> LogisticModel:
    """Load the model that comes with Footnote, which `training/fit_support.py` fits.

    It goes by `qa.support.measures`; sentences stand from its threshold on.
    """
    return LogisticModel.of(shipped("support.json"))
