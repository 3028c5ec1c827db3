"""Scans: pages that are pictures, whose text Tesseract recognises."""
