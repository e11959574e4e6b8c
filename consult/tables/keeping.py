"""What happens to a row others refer to."""

from piccolo.columns.base import OnDelete

KEEP = OnDelete.restrict
