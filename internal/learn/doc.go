// Package learn holds the project's learners in pure Go, the format of model files and the readers of training data. Reading is arithmetic on integers; training is on
// integers too or on floats in one fixed order without fused multiply-add: a model trained twice is the same bytes and reads every text alike on every machine.
package learn
