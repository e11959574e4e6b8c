"""Tests of the sample bill."""
