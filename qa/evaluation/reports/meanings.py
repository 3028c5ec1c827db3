"""What each metric says, in the words of a report."""

MEANINGS = {
    "evidence_recall@1": "the first passage retrieved holds gold evidence",
    "evidence_recall@3": "one of the first three passages does",
    "evidence_recall@5": "one of the first five passages does",
    "mrr": "mean reciprocal rank of the first passage that does",
    "ndcg@10": "quality of the first ten passages, by graded judgements",
    "recall@100": "relevant documents that are among the first hundred",
    "answer_recall": "the answer holds the gold answer (of a list: the share it holds)",
    "exact_match": "the marked words are a gold answer",
    "f1": "the marked words overlap with a gold answer",
    "citation_recall": "answer sentences whose cited quotes hold gold evidence",
    "citation_precision": "citations whose quote holds gold evidence",
    "quote_exists": "quotes that are in the paper, character for character",
    "abstention_f1": "abstaining where, and only where, the papers do not answer",
    "abstention_auroc": "confidence tells answerable from unanswerable questions",
    "coverage@95": "questions that can be answered at 95% precision",
    "calibration_error": "how far confidences are from the truth, on average; lower is better",
    "latency_p50": "seconds per question, median",
    "latency_p95": "seconds per question, all but the slowest 5%",
}
