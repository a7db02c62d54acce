"""Which model answers: the floors that it has to reach, the choice and its history."""
