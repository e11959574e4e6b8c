"""The page a Django developer would write first: the yardstick of bench_page."""
