"""Footnote without its reader: dense and lexical search, and late interaction."""

from bench.rivals.contract import main
from bench.rivals.footnote_hybrid import FootnoteHybrid
from qa.reading.readers import NO_READER
from qa.settings import Settings


class FootnoteUnread(FootnoteHybrid):
    """What `footnote --reader none` ranks."""

    settings = Settings(reader=NO_READER)


if __name__ == "__main__":
    main(FootnoteUnread)
