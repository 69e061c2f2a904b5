package store

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// CheckReport refuses a report that breaks the contract: an id that is not that of the bytes, no name, or a name that
// is empty, not UTF-8 or holds a NUL byte (no SQL database stores those alike).
func CheckReport(r parley.Report) error {
	if r.ID != parley.IDOf(r.Bytes) {
		return parley.Errorf(parley.Invalid, "store: add report", "id %s is not that of the bytes", r.ID.Short())
	}
	if len(r.Names) == 0 || r.Format == "" {
		return parley.Errorf(parley.Invalid, "store: add report "+r.ID.Short(), "no name or no format")
	}
	for _, n := range r.Names {
		if n == "" || !Storable(n) {
			return parley.Errorf(parley.Invalid, "store: add report "+r.ID.Short(), "name %q cannot be stored", n)
		}
	}
	return nil
}

// CheckFound refuses findings that are not those of their reading.
func CheckFound(f Found) error {
	r := f.Reading
	if r.Report == "" || r.Reader == "" || f.Findings.Report != r.Report || f.Findings.Reader != r.Reader {
		return parley.Errorf(parley.Invalid, "store: add findings", "findings of %s by %q do not belong to the reading of %s by %q",
			f.Findings.Report.Short(), f.Findings.Reader, r.Report.Short(), r.Reader)
	}
	return nil
}

// CheckAside refuses a set-aside without a name or a reason, and text that cannot be stored.
func CheckAside(a parley.SetAside) error {
	if a.Name == "" || a.Reason == "" || !Storable(a.Name) || !Storable(a.Detail) {
		return parley.Errorf(parley.Invalid, "store: set aside", "%q (%s) has no name, no reason, or cannot be stored", a.Name, a.Reason)
	}
	return nil
}

// Storable reports whether every store keeps s as it is: valid UTF-8 without NUL bytes.
func Storable(s string) bool { return utf8.ValidString(s) && strings.IndexByte(s, 0) < 0 }

// EncodeFindings is the stored form of findings: JSON, without a line end, HTML characters as they are.
func EncodeFindings(f parley.Findings) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(f); err != nil {
		return nil, &parley.Error{Kind: parley.Internal, Op: "store: encode findings of " + f.Report.Short(), Err: err}
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n")), nil
}

// DecodeFindings reads the stored form.
func DecodeFindings(b []byte) (parley.Findings, error) {
	var f parley.Findings
	if err := json.Unmarshal(b, &f); err != nil {
		return f, &parley.Error{Kind: parley.Internal, Op: "store: decode findings", Err: err}
	}
	fit(reflect.ValueOf(&f))
	return f, nil
}

// EncodeGiven is the stored form of what was given with a report; "{}" where nothing was.
func EncodeGiven(g parley.Given) string {
	b, err := json.Marshal(g)
	if err != nil { // four plain fields: cannot fail
		return "{}"
	}
	return string(b)
}

// DecodeGiven reads the stored form and refuses any other.
func DecodeGiven(s string) (parley.Given, error) {
	var g parley.Given
	d := json.NewDecoder(strings.NewReader(s))
	d.DisallowUnknownFields()
	if err := d.Decode(&g); err != nil {
		return g, &parley.Error{Kind: parley.Invalid, Op: "store: given", Err: err}
	}
	return g, nil
}
