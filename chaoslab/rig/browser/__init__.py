"""The browser, the page under test, and everything that observes it from outside."""
