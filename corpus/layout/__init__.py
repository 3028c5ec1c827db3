"""Lines of print without typography: spacing, notes, pages, headings, hyphens."""
