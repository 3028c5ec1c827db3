"""Tests of libraries in a search engine."""
