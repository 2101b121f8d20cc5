"""What shows only on all lines of an order together, in the order in which one builds on the other."""

from __future__ import annotations

from collections.abc import Sequence

from extraction.bare_names import with_bare_names
from extraction.broken_cells import with_whole_cells
from extraction.broken_dates import with_broken_dates
from extraction.call_offs import with_call_offs
from extraction.candidates_view import DocumentView
from extraction.code_column import with_codes_of_the_column
from extraction.date_column import with_dates_of_the_column
from extraction.date_headed import with_headed_dates
from extraction.deliveries import with_deliveries
from extraction.even_quantities import with_even_quantities
from extraction.figure_column import with_figures_of_the_column
from extraction.figure_roles import with_one_role_a_column
from extraction.headed_basis import with_headed_basis
from extraction.implied_basis import with_implied_basis
from extraction.known_codes import with_known_codes
from extraction.lines_after_sum import without_lines_below_the_sum
from extraction.lines_charges import without_charges
from extraction.missing_names import with_missing_parts
from extraction.name_edges import with_names_from_their_edge
from extraction.number_column import with_counted_numbers
from extraction.ocr_names import with_readable_names
from extraction.own_ordinals import with_own_ordinals
from extraction.said import as_said
from extraction.said_tails import without_said_tails
from extraction.sheet_lines import by_columns
from extraction.unit_column import with_units_of_the_column
from extraction.wrapped_figures import with_wrapped_figures
from models.reading import ExtractedLine


def seen_together(lines: Sequence[ExtractedLine], document: DocumentView) -> tuple[ExtractedLine, ...]:
    """Lines that were read one by one: their deliveries, columns and cells, their sheet, the words around them."""
    pages = [view.page for view in document.pages]
    figured = with_even_quantities(with_wrapped_figures(without_charges(lines), document), pages)
    columned = with_figures_of_the_column(with_one_role_a_column(figured, document), document)
    begun = with_names_from_their_edge(with_deliveries(columned, document), pages)
    dated = with_broken_dates(with_whole_cells(begun, document), document)
    whole = with_headed_dates(with_dates_of_the_column(dated, document), document)
    coded = with_known_codes(with_codes_of_the_column(with_own_ordinals(whole, pages), pages), document)
    named = with_readable_names(with_bare_names(without_said_tails(coded, pages)))
    measured = with_units_of_the_column(with_counted_numbers(named, pages), pages)
    based = with_headed_basis([with_implied_basis(line, pages) for line in measured], pages)
    ordered = without_lines_below_the_sum(by_columns(based, document), document)
    said = as_said(ordered, pages, document.style, document.gazetteer)
    return tuple(with_missing_parts(with_call_offs(said, document), document))
