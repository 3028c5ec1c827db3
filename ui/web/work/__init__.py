"""Work in threads, which can be stopped and of which only so much waits."""
