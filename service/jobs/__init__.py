"""Documents read in the background: the queue, the dispatcher, the worker processes."""
