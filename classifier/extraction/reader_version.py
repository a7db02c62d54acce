"""Which reader this is: stored with every reading, so that documents can be read again by a better one."""

# Raised by one with every change that gives other rows of the same document.
READER = "9"
