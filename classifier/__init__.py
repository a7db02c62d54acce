"""PDF planning documents to labelled program rows, and to the map.

Three ideas are kept apart: finding rows (`screen`, `tables`, `heads`, `rows`,
`extract`), deciding labels (`texts`, `model`, `predict`) and giving results
away (`results`, `map`). `records`, `errors` and `taxonomy` are the words that
all of them use.
"""
