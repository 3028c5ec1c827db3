"""What stands between a request and the page: whose it is, what it may bring and take."""
