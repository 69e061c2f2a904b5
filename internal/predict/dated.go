package predict

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/text"
)

// dated answers articles, a JSON object {"id", "text", "date"} a line, one answer a line and in the same order. The date (ISO; it may be missing) is the day of
// publication, from which "Tuesday" counts. A line that is no such object, brings an id once more or a date that is none, is told and left out.
func dated(w io.Writer, r io.Reader, a Annotator, tell Tell, read func(id json.RawMessage, d *text.Doc) any) error {
	check := func(doc document) error {
		_, err := day(doc)
		return err
	}
	return articles(w, r, tell, check, func(doc document) any { return read(doc.ID, a.Annotate(issued(doc))) })
}

// issued is the text of an article with the day of publication that came with it.
func issued(doc document) *text.Text {
	t := text.Plain(*doc.Text)
	if v, err := day(doc); err == nil && v.Known() {
		t.Meta.Published = text.Date{Value: v, How: parley.Told}
	}
	return t
}

// day is the day of publication that came with an article, the zero date where none did.
func day(doc document) (parley.Date, error) {
	if len(doc.Date) == 0 || bytes.Equal(doc.Date, []byte("null")) {
		return 0, nil
	}
	var s string
	if err := json.Unmarshal(doc.Date, &s); err != nil {
		return 0, errors.New("the date is no string")
	}
	return parley.ParseDate(s)
}
