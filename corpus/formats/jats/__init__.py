"""JATS, the XML of journals."""
