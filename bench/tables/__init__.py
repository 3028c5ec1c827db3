"""Questions about cells of tables: made, put to Footnote, and judged."""
