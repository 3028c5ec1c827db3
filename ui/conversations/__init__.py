"""Conversations that are kept: each turn whole, in an SQLite file beside the library."""
