"""Which agency (perangkat daerah, OPD) a printed name is: registries, spellings, likeness.

Names without geometry: where in a document an agency stands, and whose document it
is, is decided in `documents`.
"""
