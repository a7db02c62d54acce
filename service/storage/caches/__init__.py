"""What is made of documents once for each state of them: counts, what maps take, and that stored."""
