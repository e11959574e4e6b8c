"""The sample bill, written for this project: three readings, opinions, what became of them.

Every person, body, place and number in it is invented.
"""
