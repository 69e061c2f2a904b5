package learn

import (
	"compress/gzip"
	"io"
	"io/fs"

	"github.com/parley-press/parley"
)

// ReadPacked calls read with the plain bytes of a gzipped file of the data folder and adds the packed ones to sum, of which the data id of a model is made.
// An error names the file; op says whose training it was for.
func ReadPacked(op string, data fs.FS, name string, sum io.Writer, read func(io.Reader) error) error {
	f, err := data.Open(name)
	if err != nil {
		return &parley.Error{Kind: parley.NotFound, Op: op, Err: err}
	}
	defer f.Close()
	z, err := gzip.NewReader(io.TeeReader(f, sum))
	if err == nil {
		err = read(z)
	}
	if err != nil {
		return &parley.Error{Kind: parley.Invalid, Op: op, Msg: name, Err: err}
	}
	return nil
}
