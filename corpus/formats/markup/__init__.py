"""What the marked-up formats share."""
