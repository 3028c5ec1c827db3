"""Answers become what people and programs read: commands, page, API, exports."""
