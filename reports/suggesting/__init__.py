"""Behind `reports.opinions`: what an opinion speaks of and asks for, how alike two are, what is
gathered. amounts, words, leaning: one text read. vectors, alike, linkage: many compared. meaning:
the optional model. reasons: said to people."""
