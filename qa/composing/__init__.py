"""Sentences chosen, cited and put together: the answer."""
