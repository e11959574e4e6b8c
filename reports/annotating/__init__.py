"""Comments as W3C Web Annotations: the rules they keep, reading them and writing them."""
