"""Verbs of those who keep the model good: labelled data, training, scores, models, rows worth a label."""
