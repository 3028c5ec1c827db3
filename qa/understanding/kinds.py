"""What a question asks for."""

from enum import StrEnum


class Kind(StrEnum):
    """What a question asks for, and so how its answer is put together."""

    FACT = "fact"
    PERSON = "person"
    PLACE = "place"
    TIME = "time"
    QUANTITY = "quantity"
    DEFINITION = "definition"
    YES_NO = "yes_no"
    WHY_HOW = "why_how"
    LIST = "list"
    COMPARE = "compare"
    TIMELINE = "timeline"
    OVERVIEW = "overview"
    SECTION_SUMMARY = "section_summary"
    STANCE = "stance"
    RECOMMENDATION = "recommendation"
    LIMITATION = "limitation"
    METHOD = "method"
    CONTRIBUTION = "contribution"
    METADATA = "metadata"
    PAGE = "page"
    QUOTE = "quote"
    NOTE = "note"
    TOTAL = "total"
    SEVERAL = "several"
    SMALL_TALK = "small_talk"
    ABOUT_TOOL = "about_tool"
