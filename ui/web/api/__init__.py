"""What programs and assistants ask of the server."""
