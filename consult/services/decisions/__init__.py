"""What is decided on a cluster, who answers for it, and the answers to questions."""
