"""The report and the card of a model, in two languages, with pictures."""
