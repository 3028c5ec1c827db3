"""Crash-safe storage: generations behind one pointer, locks, originals."""
