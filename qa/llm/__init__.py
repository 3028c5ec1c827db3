"""Answers in prose by a language model, every sentence cited and checked."""
