"""The server: where it listens, what it lets in, and what it sends."""
