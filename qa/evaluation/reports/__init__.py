"""Reports of a run, for people: a page, a comment for a pull request, a table.

A report is made from a run as its folder holds it, with nothing that the run itself
does not say: it can be written again from the folder alone.
"""

from qa.evaluation.reports.comparison_page import comparison_page
from qa.evaluation.reports.files import write_report, write_reports

__all__ = ["comparison_page", "write_report", "write_reports"]
