"""Who may sign in to the web chat: the people of a file, or whoever knows one shared password."""
