"""What was typed, spelt and written as the papers do."""
