"""Tables: found by their rules and the white space between their columns, before lines are made."""
