"""Labelled rows to a model and its report.

Stands on `classifier`, never on `service`; nothing that only predicts imports it.
"""
