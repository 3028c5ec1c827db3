"""Answers out of tables: a cell by the heads of its row and its column, or what is most in one."""
