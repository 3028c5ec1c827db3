"""Which papers are asked: told beside the box to ask in, and chosen there."""
