"""What `bench.attack` does to a server; each module has attacks of one kind."""
