"""Where on its printed pages a quote stands."""
