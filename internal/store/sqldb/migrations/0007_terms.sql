-- The words of the index of places, for the beginning of one to be looked for as the words that begin so (see spelled.go).

CREATE VIRTUAL TABLE place_terms USING fts5vocab (place_words, instance);
