package export

import (
	"bytes"
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/parley-press/parley"
)

// Check lists what is wrong with the JSON export b, a line each: ranges outside the files, ids that lead nowhere, days
// that are none, words that the codebook does not have, fields and lists that are missing. size gives the number of
// bytes of a raw file, and false for a file that there is not.
func Check(b []byte, size func(file string) (int, bool)) []string {
	c := &checker{size: size}
	if !utf8.Valid(b) {
		c.wrong("", "not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(b))
	d.UseNumber()
	var doc map[string]any
	if err := d.Decode(&doc); err != nil {
		c.wrong("", "not JSON: %v", err)
		return c.lines
	}
	if d.More() {
		c.wrong("", "more than one document")
	}
	c.document(doc)
	return c.lines
}

type checker struct {
	size        func(string) (int, bool)
	lines       []string
	entities    map[string]bool
	instruments map[string]bool
	files       map[string]bool
	statements  map[string]bool // of the report at hand
}

type object = map[string]any

func (c *checker) wrong(where, format string, args ...any) {
	c.lines = append(c.lines, strings.TrimPrefix(where+": "+fmt.Sprintf(format, args...), ": "))
}

func (c *checker) document(doc object) {
	c.fields("", doc, "reports entities instruments conflicts same chronology")
	c.entities, c.instruments, c.files = map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, e := range c.objects("", doc, "entities") {
		w := fmt.Sprintf("entities[%d]", i)
		c.fields(w, e, "id name type aliases")
		c.id(w, e, c.entities)
		value(c, w, e, "type", parley.Person, parley.Organization, parley.State, parley.Group, parley.Place, parley.InstrumentEntity, parley.Office)
		c.words(w, e, "aliases")
		c.word(w, e, "name", false)
	}
	instruments := c.objects("", doc, "instruments")
	for i, in := range instruments {
		c.id(fmt.Sprintf("instruments[%d]", i), in, c.instruments)
	}
	reports := c.objects("", doc, "reports")
	for i, r := range reports {
		f := c.word(fmt.Sprintf("reports[%d]", i), r, "file", false)
		if c.files[f] {
			c.wrong(f, "the file is named twice")
		}
		if _, ok := c.size(f); !ok {
			c.wrong(f, "there is no such file")
		}
		c.files[f] = true
	}
	for _, r := range reports {
		c.report(r)
	}
	for i, in := range instruments {
		c.instrument(fmt.Sprintf("instruments[%d]", i), in)
	}
	for _, list := range []struct{ name, fields, members string }{
		{"conflicts", "kind what between", "between"}, {"same", "what members", "members"}, {"chronology", "from to what members", "members"},
	} {
		for i, x := range c.objects("", doc, list.name) {
			w := fmt.Sprintf("%s[%d]", list.name, i)
			c.fields(w, x, list.fields)
			c.word(w, x, "what", false)
			members := c.objects(w, x, list.members)
			for j, m := range members {
				mw := fmt.Sprintf("%s.%s[%d]", w, list.members, j)
				c.fields(mw, m, "file start end")
				c.rangeOf(mw, m, c.word(mw, m, "file", false))
			}
			switch list.name {
			case "conflicts":
				value(c, w, x, "kind", parley.DenialConflict, parley.FigureConflict, parley.StatusConflict, parley.ReversalConflict, parley.BlameConflict, parley.DateConflict)
			case "chronology":
				c.days(w, x)
			}
			if len(members) == 0 || len(members) < 2 && list.name != "chronology" {
				c.wrong(w, "too few members")
			}
		}
	}
}

func (c *checker) report(r object) {
	file, _ := r["file"].(string)
	c.fields(file, r, "file headline outlet published dateline bylines noise statements events figures")
	c.word(file, r, "outlet", true)
	c.word(file, r, "dateline", true)
	c.words(file, r, "bylines")
	if h, ok := r["headline"].(object); ok {
		c.rangeOf(file+" headline", h, file)
		c.word(file+" headline", h, "text", false)
	}
	p, ok := r["published"].(object)
	if !ok {
		c.wrong(file, "published is no object")
	}
	value(c, file+" published", p, "how", parley.Stated, parley.Inferred, parley.Told, parley.Unknown)
	c.day(file+" published", p, "value")
	if (p["value"] == nil) != (p["how"] == "unknown") {
		c.wrong(file, "published %v is %v", p["value"], p["how"])
	}
	for i, n := range c.objects(file, r, "noise") {
		w := fmt.Sprintf("%s noise[%d]", file, i)
		c.rangeOf(w, n, file)
		value(c, w, n, "kind", parley.Interface, parley.Caption, parley.Credit, parley.RelatedLink, parley.ScriptData, parley.Breadcrumb, parley.DuplicateHeadline)
	}
	c.statements = map[string]bool{}
	statements := c.objects(file, r, "statements")
	for i, s := range statements {
		c.id(fmt.Sprintf("%s statements[%d]", file, i), s, c.statements)
	}
	for i, s := range statements {
		c.statement(fmt.Sprintf("%s statements[%d]", file, i), s, file)
	}
	events, figures := map[string]bool{}, map[string]bool{}
	for i, e := range c.objects(file, r, "events") {
		w := fmt.Sprintf("%s events[%d]", file, i)
		c.id(w, e, events)
		c.event(w, e, file)
	}
	for i, f := range c.objects(file, r, "figures") {
		w := fmt.Sprintf("%s figures[%d]", file, i)
		c.id(w, f, figures)
		c.figure(w, f, file)
	}
}

func (c *checker) statement(w string, s object, file string) {
	c.fields(w, s, "id source cue content mode act addressee via said_on nested_in confidence")
	value(c, w, s, "mode", parley.Direct, parley.Indirect, parley.Mixed)
	value(c, w, s, "act", parley.Acts...)
	for _, k := range []string{"cue", "content"} {
		for j, p := range c.objects(w, s, k) {
			c.rangeOf(fmt.Sprintf("%s %s[%d]", w, k, j), p, file)
		}
	}
	if src, ok := s["source"].(object); ok {
		c.refer(w+" source", src, "entity", c.entities)
		_, start := src["start"]
		_, end := src["end"]
		if start || end {
			c.rangeOf(w+" source", src, file)
		}
	} else if s["source"] != nil {
		c.wrong(w, "source is no object")
	}
	c.refer(w, s, "addressee", c.entities)
	for _, v := range c.words(w, s, "via") {
		c.refer(w, object{"via": v}, "via", c.entities)
	}
	if s["co_sources"] != nil {
		for _, v := range c.words(w, s, "co_sources") {
			c.refer(w, object{"co_sources": v}, "co_sources", c.entities)
		}
	}
	c.refer(w, s, "nested_in", c.statements)
	if s["nested_in"] == s["id"] {
		c.wrong(w, "nested in itself")
	}
	c.interval(w, s, "said_on")
	c.confidence(w, s)
}

func (c *checker) event(w string, e object, file string) {
	c.fields(w, e, "id type status participants when where asserted_by instrument start end")
	value(c, w, e, "type", parley.EventTypes...)
	value(c, w, e, "status", parley.Happened, parley.Ongoing, parley.Planned, parley.CalledOff, parley.CalledFor, parley.Offered, parley.Conditional, parley.Denied, parley.Alleged)
	for j, p := range c.objects(w, e, "participants") {
		pw := fmt.Sprintf("%s participants[%d]", w, j)
		c.word(pw, p, "entity", false)
		c.refer(pw, p, "entity", c.entities)
		value(c, pw, p, "role", parley.Actor, parley.Target, parley.Party, parley.Mediator, parley.InstrumentRole, parley.Beneficiary)
	}
	c.interval(w, e, "when")
	c.refer(w, e, "where", c.entities)
	c.refer(w, e, "instrument", c.instruments)
	c.voice(w, e)
	c.rangeOf(w, e, file)
	if e["further"] != nil {
		for j, p := range c.objects(w, e, "further") {
			c.rangeOf(fmt.Sprintf("%s further[%d]", w, j), p, file)
		}
	}
}

func (c *checker) figure(w string, f object, file string) {
	c.fields(w, f, "id low high qualifier unit when asserted_by start end")
	value(c, w, f, "qualifier", parley.Exact, parley.MoreThan, parley.LessThan, parley.About, parley.Almost, parley.UpTo, parley.AtLeast)
	for _, k := range []string{"low", "high"} {
		if _, ok := f[k].(json.Number); !ok && f[k] != nil {
			c.wrong(w, "%s is no number: %v", k, f[k])
		}
	}
	c.interval(w, f, "when")
	c.voice(w, f)
	c.rangeOf(w, f, file)
}

func (c *checker) instrument(w string, in object) {
	c.fields(w, in, "id name kind put_forward_by history")
	value(c, w, in, "kind", parley.Proposal, parley.WorkingPaper, parley.Agreement, parley.Ceasefire, parley.Resolution, parley.Law, parley.ChannelAgreement)
	for _, by := range c.words(w, in, "put_forward_by") {
		c.refer(w, object{"put_forward_by": by}, "put_forward_by", c.entities)
	}
	for j, s := range c.objects(w, in, "history") {
		sw := fmt.Sprintf("%s history[%d]", w, j)
		c.fields(sw, s, "state when according_to file start end")
		value(c, sw, s, "state", parley.StateOffered, parley.StateBacked, parley.StateAgreed, parley.StateAnnounced, parley.StateInForce, parley.StateViolated,
			parley.StateWithdrawn, parley.StateReplaced, parley.StateRejected, parley.StateVetoed, parley.StatePassed, parley.StateExistenceDenied,
			parley.StateCalledFor, parley.StateCalledOff)
		c.interval(sw, s, "when")
		c.refer(sw, s, "according_to", c.entities)
		c.rangeOf(sw, s, c.word(sw, s, "file", false))
	}
}

// fields checks that x has these fields.
func (c *checker) fields(w string, x object, names string) {
	for _, n := range strings.Fields(names) {
		if _, ok := x[n]; !ok {
			c.wrong(w, "%s is missing", n)
		}
	}
}

// objects is a list of objects.
func (c *checker) objects(w string, x object, name string) []object {
	return listOf[object](c, w, x, name, "object")
}

// words is a list of strings.
func (c *checker) words(w string, x object, name string) []string {
	return listOf[string](c, w, x, name, "string")
}

// listOf is the list x[name], each member a T; kind is what a T is called in a complaint.
func listOf[T any](c *checker, w string, x object, name, kind string) []T {
	l, ok := x[name].([]any)
	if !ok {
		c.wrong(w, "%s is no list", name)
	}
	var out []T
	for _, v := range l {
		t, ok := v.(T)
		if !ok {
			c.wrong(w, "%s holds something that is no %s: %v", name, kind, v)
		}
		out = append(out, t)
	}
	return out
}

// word is a string that is not empty; with orNull it may be null.
func (c *checker) word(w string, x object, name string, orNull bool) string {
	s, ok := x[name].(string)
	if (!ok || s == "") && (!orNull || x[name] != nil) {
		c.wrong(w, "%s is no word: %v", name, x[name])
	}
	return s
}

func (c *checker) id(w string, x object, seen map[string]bool) {
	id := c.word(w, x, "id", false)
	if seen[id] {
		c.wrong(w, "id %q is used twice", id)
	}
	seen[id] = true
}

// refer checks that x[name] is null or one of these ids.
func (c *checker) refer(w string, x object, name string, ids map[string]bool) {
	if s, ok := x[name].(string); x[name] != nil && (!ok || !ids[s]) {
		c.wrong(w, "%s leads nowhere: %v", name, x[name])
	}
}

func (c *checker) voice(w string, x object) {
	if x["asserted_by"] != parley.Narrator {
		c.refer(w, x, "asserted_by", c.statements)
	}
}

// rangeOf checks that x has a range that is not empty and lies in the file.
func (c *checker) rangeOf(w string, x object, file string) {
	n, ok := c.size(file)
	if !ok || !c.files[file] {
		c.wrong(w, "no report has the file %q", file)
		return
	}
	at := func(name string) int64 {
		v, _ := x[name].(json.Number)
		i, err := v.Int64()
		if err != nil {
			c.wrong(w, "%s is no whole number: %v", name, x[name])
		}
		return i
	}
	if s, e := at("start"), at("end"); s < 0 || s >= e || e > int64(n) {
		c.wrong(w, "range %d to %d of %s, which has %d bytes", s, e, file, n)
	}
}

var isoDay = regexp.MustCompile(`^\d{4}-\d\d-\d\d$`)

// day is a date or null.
func (c *checker) day(w string, x object, name string) string {
	s, ok := x[name].(string)
	if _, err := time.Parse("2006-01-02", s); x[name] != nil && (!ok || err != nil || !isoDay.MatchString(s)) {
		c.wrong(w, "%s is no date: %v", name, x[name])
	}
	return s
}

// days checks from and to of x.
func (c *checker) days(w string, x object) {
	from, to := c.day(w, x, "from"), c.day(w, x, "to")
	if from == "" && to == "" || from != "" && to != "" && from > to {
		c.wrong(w, "from %q to %q is no interval", from, to)
	}
}

func (c *checker) interval(w string, x object, name string) {
	if i, ok := x[name].(object); ok {
		c.fields(w+" "+name, i, "from to")
		c.days(w+" "+name, i)
	} else if x[name] != nil {
		c.wrong(w, "%s is no object", name)
	}
}

func (c *checker) confidence(w string, x object) {
	v, _ := x["confidence"].(json.Number)
	if f, err := v.Float64(); err != nil || f < 0 || f > 1 {
		c.wrong(w, "confidence %v", x["confidence"])
	}
}

// value checks that x[name] is one of the values that the codebook has.
func value[T ~string](c *checker, w string, x object, name string, values ...T) {
	s, _ := x[name].(string)
	if !slices.Contains(values, T(s)) {
		c.wrong(w, "%s is %v", name, x[name])
	}
}
