"""Word's DOCX."""
