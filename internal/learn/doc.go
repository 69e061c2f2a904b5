// Package learn holds the project's learners in pure Go. All arithmetic is on integers, so that a model trained twice
// is the same bytes and reads every text alike on every machine.
package learn
