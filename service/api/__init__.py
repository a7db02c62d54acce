"""The REST routes and their schemas."""
