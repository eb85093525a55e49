"""The query language: text to tokens, tokens to a tree, the tree to matches."""
