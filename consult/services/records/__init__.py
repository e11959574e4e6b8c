"""What is kept of every change and who finds it: the audit chain, the schema, the export."""
