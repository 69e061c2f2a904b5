module github.com/parley-press/parley

go 1.26
