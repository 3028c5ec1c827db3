"""Encoders: papers and questions become vectors."""
