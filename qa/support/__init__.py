"""Whether quotes bear a sentence: strict rules, a calibrated score, a verdict."""
