"""Readers with random weights, as their libraries save them."""

from pathlib import Path


def save_cross_encoder(folder: Path, tiny_model: Path, *, labels: int = 1) -> Path:
    """Save a sentence-transformers cross-encoder over the tiny model's tokenizer."""
    from transformers import BertForSequenceClassification

    return _save(BertForSequenceClassification, folder, tiny_model, num_labels=labels)


def save_question_answering(folder: Path, tiny_model: Path) -> Path:
    """Save a transformers question-answering model over the tiny model's tokenizer."""
    from transformers import BertForQuestionAnswering

    return _save(BertForQuestionAnswering, folder, tiny_model)


def _save(kind, folder: Path, tiny_model: Path, **options: int) -> Path:  # type: ignore[no-untyped-def] # noqa: ANN001
    import torch
    from transformers import AutoTokenizer, BertConfig
    from transformers.utils.logging import disable_progress_bar

    disable_progress_bar()
    torch.manual_seed(1)
    tokenizer = AutoTokenizer.from_pretrained(tiny_model)
    config = BertConfig(
        vocab_size=len(tokenizer),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=64,
        max_position_embeddings=512,
        **options,
    )
    kind(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder
