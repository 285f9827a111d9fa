"""Language: sentences read by a parser, for every tab."""
