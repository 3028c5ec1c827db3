"""The commands, a module each, loaded when they are called; and what each does, in a line."""

from collections.abc import Mapping

SUMMARIES: Mapping[str, str] = {
    "ask": "answer a question, with a footnote to every sentence",
    "search": "list the passages that fit a query, best first",
    "chat": "start the web chat",
    "users": "list, add and remove those who may sign in to the web chat",
    "mcp": "offer the tools that assistants call, over standard input and output",
    "add": "add papers, or folders of them, to the library",
    "papers": "list the papers of the library",
    "remove": "take papers out of the library",
    "doctor": "examine the installation and the library, and say what is to be done",
    "config": "print what is set, and from where",
    "verify": "check the library for damage",
    "repair": "mend a damaged library, and name what is lost",
    "upgrade": "bring a library of an older version up to date",
    "move": "copy the library into another folder or engine, and compare",
    "outline": "show the sections, pages, notes and references of a paper",
    "evaluate": "measure retrieval, answers, citations and abstention on a QA file",
    "compare": "compare two runs, question by question",
    "questions": "begin a QA file, or check one against the papers",
    "tune": "fit the weights of the scores, and when to decline, to a QA file",
}
"""In the order of the help."""
