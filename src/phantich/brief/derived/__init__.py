"""Numbers that a brief adds to the observed ones, one module per idea."""
