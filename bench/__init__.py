"""Seeded generators and one benchmark a figure; imported by nobody in the product."""
