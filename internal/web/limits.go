package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/parley-press/parley/internal/numeral"
)

// Limits of a request. What is over them is refused with the limit named, before anything else is done with it.
const (
	maxAddress = 8_000  // bytes of the address with its query
	maxFields  = 200    // fields of the header
	maxHeader  = 48_000 // bytes of the header
	maxBody    = 64_000 // bytes of a form

	// MaxHeaderBytes is what the server must read of a header, so that it is this package that names the limit.
	MaxHeaderBytes = 512 << 10
)

// tooMuch answers a request that is over a limit and reports whether it did.
func (s *server) tooMuch(w http.ResponseWriter, r *http.Request) bool {
	fields, size := 0, 0
	for k, vs := range r.Header {
		for _, v := range vs {
			fields++
			size += len(k) + len(v) + len(": \r\n")
		}
	}
	var status int
	var what string
	switch {
	case len(r.RequestURI) > maxAddress:
		status, what = http.StatusRequestURITooLong, "The address is longer than "+numeral.Bytes(maxAddress)+"."
	case fields > maxFields:
		status, what = http.StatusRequestHeaderFieldsTooLarge, fmt.Sprintf("The header has more than %d fields.", maxFields)
	case size > maxHeader:
		status, what = http.StatusRequestHeaderFieldsTooLarge, "The header is larger than "+numeral.Bytes(maxHeader)+"."
	case r.ContentLength > maxBody:
		status, what = http.StatusRequestEntityTooLarge, bodyTooLarge
	default:
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		return false
	}
	w.Header().Set("Connection", "close") // what else it sends is not read
	s.failAs(w, r, status, what)
	return true
}

var bodyTooLarge = "The body is larger than " + numeral.Bytes(maxBody) + "."

// formOf reads the form of a request and reports whether that went well; else it has answered.
func (s *server) formOf(w http.ResponseWriter, r *http.Request) bool {
	if kind, _, _ := strings.Cut(r.Header.Get("Content-Type"), ";"); !strings.EqualFold(strings.TrimSpace(kind), "application/x-www-form-urlencoded") {
		s.failAs(w, r, http.StatusUnsupportedMediaType, "This address takes a form: application/x-www-form-urlencoded.")
		return false
	}
	err := r.ParseForm()
	if err == nil {
		return true
	}
	if strings.Contains(err.Error(), "too large") {
		w.Header().Set("Connection", "close")
		s.failAs(w, r, http.StatusRequestEntityTooLarge, bodyTooLarge)
		return false
	}
	s.failAs(w, r, http.StatusBadRequest, "The form cannot be read.")
	return false
}
