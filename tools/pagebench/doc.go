// Package pagebench measures how fast saved pages are cleaned, beside go-trafilatura, and how the bodies that both give are scored. It is a module
// of its own, so that the program does not depend on what it is compared with:
//
//	cd tools/pagebench && PARLEY_DATA=../../../shared/data go test -run Bodies -v -bench . .
package pagebench
