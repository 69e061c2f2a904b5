// Package cputime tells how long processors have worked for this program: what tests bound, since other programs do not lengthen it as they do the time of the clock.
package cputime
