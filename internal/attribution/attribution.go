// Package attribution finds attribution relations as PARC and PolNeAR annotate them: a source, the cue that announces, and the content that is expressed,
// each one or more stretches of tokens, with the probability that the relation is right. Relations do not nest: a token has one role in one of them.
// What the codebook asks beyond that (nesting, acts, entities, dates) is the work of internal/statement, which reads the layer that is written here.
package attribution
