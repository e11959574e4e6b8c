"""Parts of a report bound into one PDF: pages, shared fonts, folios, outline, links, tags."""
