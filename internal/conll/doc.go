// Package conll reads and writes the column formats in which the field keeps annotated text: CoNLL-U of Universal
// Dependencies (universaldependencies.org/format.html), and the columns of the CoNLL shared tasks on names, one token a
// line. Readers take one sentence or one line at a time, understand gzip, and go on behind what is malformed: an error
// of kind parley.Invalid is of one sentence or line and names the line, any other ends the reading.
package conll
