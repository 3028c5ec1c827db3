"""What can be fitted to a collection of papers, fitted."""
