"""Two codings of a text: matching, agreement, comparison, adjudication."""
