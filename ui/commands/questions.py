"""`footnote questions`: QA files are begun and checked."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from ui.commands.common import add_common_options, add_json_option, open_library
from ui.console import print_json, say, show
from ui.printed import describe_place

if TYPE_CHECKING:
    from qa.evaluation.checks.findings import Finding

DESCRIPTION = (
    "QA files hold questions with their answers and evidence, for `footnote evaluate`. `new` "
    "writes one to fill in, `export` makes one of feedback from the web chat, and `check` finds "
    "what is wrong with one before it costs you a run."
)
_NEW = (
    "Writes a file with a row for each kind of question. What is to be replaced begins with TODO; "
    "evidence and answers are examples from the paper."
)
_EXPORT = (
    "Writes what people said of answers in the web chat as a QA file. A helpful answer gives its "
    "quotes as evidence; a question whose answer was not helpful is left to be filled in."
)
_CHECK = (
    "Looks for evidence and answers that do not occur in the papers, and shows the closest text; "
    "for rows that cannot be read; for near-duplicates, and for unanswerable questions that look "
    "answerable. Exit status 1 if something must be mended."
)


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's own commands with their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="ACTION", required=True)
    new = actions.add_parser("new", help="write a file to fill in", description=_NEW)
    new.add_argument("file", type=Path, metavar="FILE", help="the file to write, in JSON Lines")
    new.add_argument(
        "--paper", metavar="ID", help="ask this paper of the library alone (default: the bundled)"
    )
    new.add_argument("--force", action="store_true", help="replace a file of that name")
    export = actions.add_parser("export", help="make questions of feedback", description=_EXPORT)
    export.add_argument("file", type=Path, metavar="FILE", help="the file to write, in JSON Lines")
    export.add_argument("--force", action="store_true", help="replace a file of that name")
    check = actions.add_parser("check", help="find what must be mended", description=_CHECK)
    check.add_argument("file", type=Path, metavar="FILE", help="JSONL, CSV or TSV")
    add_json_option(check)
    for action in (new, check, export):
        add_common_options(action, again=True)


def run(options: argparse.Namespace) -> int:
    """Begin a file, make one of feedback, or check one."""
    return {"new": _new, "export": _export, "check": _check}[options.action](options)


def _new(options: argparse.Namespace) -> int:
    """Write the template. That of the bundled paper needs no library and no model."""
    from corpus.formats import read_bundled_paper
    from qa.evaluation.questions.template import question_template, write_question_file

    _require_json_lines(options.file)
    paper = open_library(options).paper(options.paper) if options.paper else read_bundled_paper()
    template = question_template(paper, name_paper=bool(options.paper))
    write_question_file(options.file, template, replace=options.force)
    if not options.quiet:
        say(
            f"Wrote {options.file}. Replace what begins with TODO, then run `footnote questions "
            f"check {options.file}`."
        )
    return 0


def _export(options: argparse.Namespace) -> int:
    """Write the questions that were judged in the web chat."""
    import json

    from qa.evaluation.questions.template import write_question_file
    from ui.feedback import Feedback, default_feedback_file

    _require_json_lines(options.file)
    feedback = Feedback(default_feedback_file())
    rows = [json.dumps(row, ensure_ascii=False) for row in feedback.questions()]
    if not rows:
        say(f"There is no feedback in {feedback.path} yet: the web chat asks for it.")
        return 0
    write_question_file(options.file, "\n".join(rows) + "\n", replace=options.force)
    if not options.quiet:
        say(
            f"Wrote {len(rows)} questions to {options.file}. Those that were not helpful begin "
            "their answers with TODO: fill them in."
        )
    return 0


def _require_json_lines(path: Path) -> None:
    from ui.commands.usage import UsageError

    if path.suffix.lower() != ".jsonl":
        raise UsageError(
            f"The file is written in JSON Lines, and {path.name} does not end in .jsonl. Name it "
            "so."
        )


def _check(options: argparse.Namespace) -> int:
    from qa.evaluation.checks.checking import check_question_file

    papers = open_library(options).papers()
    count, findings = check_question_file(options.file, papers)
    faults = sum(finding.must_mend for finding in findings)
    if options.json:
        print_json(
            {
                "questions": count,
                "must_mend": faults,
                "findings": [finding.as_dict() for finding in findings],
            }
        )
    else:
        for finding in findings:
            _show(finding)
        show(f"{count} questions, {faults} to mend, {len(findings) - faults} to look at.")
    return 1 if faults else 0


def _show(finding: "Finding") -> None:
    name = f" ({finding.id})" if finding.id else ""
    show(f"line {finding.line}{name}: {'' if finding.must_mend else 'look: '}{finding.message}")
    if finding.closest is not None:
        closest = finding.closest
        show(f"“{closest.text}”", indent=4)
        show(
            f"{closest.title}: {describe_place(closest.section, closest.page_name)}",
            indent=4,
            style="dim",
        )
