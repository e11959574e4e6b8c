"""The papers an office hands out, one module each: from the report of a round to a document."""
