"""How answers are shown: cards and lines of text. It knows no record and no result; each layer makes its own cards."""
