"""The map: OPD x subdimension, counts, budgets and gaps, as workbook and picture."""
