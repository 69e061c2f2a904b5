package roster

import (
	"errors"
	"fmt"
	"io/fs"

	"github.com/parley-press/parley"
)

// Load is Read of files that open gives: the configuration of that name, then the dictionaries that it names, each opened under the name that it has there. A
// dictionary that cannot be opened is a problem of the line that names it; err is that of the configuration itself.
func Load(name string, open func(string) ([]byte, error)) (files []File, c *parley.Configuration, problems []Problem, err error) {
	b, err := open(name)
	if err != nil {
		return nil, nil, nil, err
	}
	f := File{name, b}
	c, problems = Parse(f)
	if len(problems) > 0 {
		return nil, nil, problems, nil
	}
	files = []File{f}
	for _, l := range c.Actors {
		b, err := open(l.File)
		if err != nil {
			problems = append(problems, Problem{name, lineOf(f, l.File), fmt.Sprintf("the actor dictionary %q cannot be read: %s", l.File, reason(err))})
			continue
		}
		files = append(files, File{l.File, b})
	}
	if len(problems) > 0 {
		return nil, nil, problems, nil
	}
	c, problems = Read(files)
	return files, c, problems, nil
}

// reason is an error in the words that say most.
func reason(err error) string {
	if errors.Is(err, fs.ErrNotExist) {
		return "there is no such file"
	}
	var path *fs.PathError
	if errors.As(err, &path) {
		return path.Err.Error()
	}
	return err.Error()
}

// lineOf is the line on which a configuration names a dictionary.
func lineOf(f File, dictionary string) int {
	root, err := readTree(f.Bytes)
	if err != nil {
		return 1
	}
	for _, m := range root.members {
		for _, v := range m.value.list {
			if m.key == "actors" && v.text == dictionary {
				return v.line
			}
		}
	}
	return 1
}
