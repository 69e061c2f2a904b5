package engine

import (
	"context"
	"fmt"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/store"
	"github.com/parley-press/parley/internal/text"
)

// A Failure is something in the store that is not as it must be.
type Failure struct {
	Report parley.ReportID `json:"report,omitempty"`
	Name   string          `json:"name,omitempty"`  // of the report
	Where  string          `json:"where,omitempty"` // which finding, which part of it
	What   string          `json:"what"`
}

// A Verification is what Verify looked at and what it found.
type Verification struct {
	Reports  int       `json:"reports"`  // whose bytes were hashed
	Read     int       `json:"read"`     // of these, with findings
	Passages int       `json:"passages"` // compared, in cleaned text and in the raw bytes
	Entries  int64     `json:"entries"`  // of the ledger, 0 where the store has none
	Lines    int64     `json:"lines"`    // of the audit log, the last one's number
	Failures []Failure `json:"failures"` // by report id
}

// Verify reads every report again: its hash must be its id, and every passage of every finding must say what the text
// says there, and rest on the raw bytes that the text there came from. References from one finding to another must
// lead somewhere, and every decision must be whole. The hashes of the audit log must follow from each other. Where the store can check its own medium, and
// its rows against a ledger, it does.
func (e *Engine) Verify(ctx context.Context) (Verification, error) {
	v := Verification{Failures: []Failure{}}
	if c, ok := e.cfg.Store.(store.Checker); ok {
		wrong, err := c.Check(ctx)
		if err != nil {
			return v, err
		}
		for _, w := range wrong {
			v.Failures = append(v.Failures, Failure{Where: "database", What: w})
		}
	}
	if err := e.verifyLogs(ctx, &v); err != nil {
		return v, err
	}
	for d, err := range e.cfg.Store.Decisions(ctx) {
		if err != nil {
			break // told below, as damage to the decisions
		}
		if err := store.CheckDecision(d); err != nil {
			v.Failures = append(v.Failures, Failure{Report: d.Report, Where: fmt.Sprintf("decision %d", d.Seq), What: err.Error()})
		}
	}
	given, err := store.GivenOf(ctx, e.cfg.Store)
	if err := v.damage(ctx, "decisions", err); err != nil {
		return v, err
	}
	type checked struct {
		passages int
		read     bool
		failures []Failure
		err      error
	}
	err = ordered(ctx, e.cfg.Workers, e.cfg.Store.Entries(ctx), func(en store.Entry) (c checked) {
		c.failures, c.passages, c.read, c.err = e.verifyReport(ctx, en, given[en.ID])
		return c
	}, func(c checked) error {
		v.Reports++
		v.Passages += c.passages
		if c.read {
			v.Read++
		}
		v.Failures = append(v.Failures, c.failures...)
		e.cfg.Progress("verify", v.Reports, 0)
		return c.err
	})
	return v, err
}

// verifyLogs counts the ledger and goes through the audit log.
func (e *Engine) verifyLogs(ctx context.Context, v *Verification) error {
	if l, ok := e.cfg.Store.(store.Ledger); ok {
		head, err := l.Head(ctx)
		if err != nil {
			return err
		}
		v.Entries = head.Seq
	}
	for l, err := range e.cfg.Store.AuditLog(ctx, 0) {
		if err != nil {
			return v.damage(ctx, "audit log", err)
		}
		v.Lines = l.Seq
	}
	wrong, err := store.CheckAudit(ctx, e.cfg.Store)
	for _, w := range wrong {
		v.Failures = append(v.Failures, Failure{Where: "audit log", What: w})
	}
	return v.damage(ctx, "audit log", err)
}

// damage takes an error of what is stored, which is a finding of Verify, and gives back one of reaching it.
func (v *Verification) damage(ctx context.Context, where string, err error) error {
	if err == nil || ctx.Err() != nil || parley.KindOf(err) == parley.Unavailable {
		return err
	}
	v.Failures = append(v.Failures, Failure{Where: where, What: err.Error()})
	return nil
}

// verifyReport checks one report. Its error is one of the store; all that is wrong with the report is a failure.
func (e *Engine) verifyReport(ctx context.Context, en store.Entry, given parley.Given) (fails []Failure, passed int, read bool, err error) {
	fail := func(where, format string, args ...any) {
		fails = append(fails, Failure{en.ID, en.Names[0], where, fmt.Sprintf(format, args...)})
	}
	r, err := e.cfg.Store.Report(ctx, en.ID)
	if err != nil {
		return nil, 0, false, err
	}
	if got := parley.IDOf(r.Bytes); got != en.ID {
		fail("bytes", "their hash is %s", got.Short())
		return fails, 0, false, nil
	}
	r.Given = given
	f, err := e.cfg.Store.Findings(ctx, store.Reading{Report: en.ID, Reader: e.cfg.Version, Format: en.Format, Given: given})
	switch {
	case err == nil:
	case parley.KindOf(err) == parley.NotFound:
		return nil, 0, false, nil
	case parley.KindOf(err) == parley.Clash, parley.KindOf(err) == parley.Internal && ctx.Err() == nil:
		fail("findings", "%v", err)
		return fails, 0, true, nil
	default:
		return nil, 0, false, err
	}
	t, aside := e.text(r)
	if aside != nil {
		fail("text", "cannot be made again: %s", aside.Detail)
		return fails, 0, true, nil
	}
	for where, p := range passages(&f) {
		passed++
		if what := mismatch(t, *p, len(r.Bytes)); what != "" {
			fail(where, "%s", what)
		}
	}
	for _, l := range loose(&f) {
		fail(l.where, "%s", l.what)
	}
	return fails, passed, true, nil
}

// mismatch says how p is not what stands in t, "" where it is.
func mismatch(t *text.Text, p parley.Passage, size int) string {
	s := p.Span
	switch {
	case s.Start < 0 || s.End < s.Start || s.End > len(t.Content):
		return fmt.Sprintf("characters %d to %d are not in the text, which has %d", s.Start, s.End, len(t.Content))
	case t.Content[s.Start:s.End] != p.Text:
		return fmt.Sprintf("characters %d to %d say %.60q, not %.60q", s.Start, s.End, t.Content[s.Start:s.End], p.Text)
	case s.Empty():
		return "holds no character"
	case p.Raw.Start < 0 || p.Raw.End < p.Raw.Start || p.Raw.End > size:
		return fmt.Sprintf("raw bytes %d to %d are not in the file, which has %d", p.Raw.Start, p.Raw.End, size)
	case t.Align.Raw(s) != p.Raw:
		return fmt.Sprintf("rests on raw bytes %v, not %v", t.Align.Raw(s), p.Raw)
	}
	return ""
}

// A looseEnd is a reference that leads nowhere, or a finding without words.
type looseEnd struct{ where, what string }

// loose lists the loose ends of f: ids used twice, references to no finding, findings that rest on no words.
func loose(f *parley.Findings) []looseEnd {
	c := checker{ids: map[string]string{}}
	for _, e := range f.Entities {
		c.define(e.ID, "entity", len(e.Mentions))
	}
	for _, s := range f.Statements {
		c.define(s.ID, "statement", len(s.Content))
	}
	for _, e := range f.Events {
		c.define(e.ID, "event", len(e.Evidence))
	}
	for _, g := range f.Figures {
		c.define(g.ID, "figure", 1)
	}
	for _, in := range f.Instruments {
		c.define(in.ID, "instrument", len(in.Mentions)+len(in.History))
	}
	for _, e := range f.Entities {
		c.refer(e.ID, "side", e.Side, "entity")
	}
	for i := range f.Statements {
		c.statement(&f.Statements[i])
	}
	for _, e := range f.Events {
		for _, p := range e.Participants {
			c.refer(e.ID, "participant", p.Entity, "entity")
		}
		c.refer(e.ID, "where", e.Where, "entity")
		c.refer(e.ID, "instrument", e.Instrument, "instrument")
		c.voice(e.ID, e.AssertedBy)
	}
	for _, g := range f.Figures {
		c.refer(g.ID, "where", g.Where, "entity")
		c.refer(g.ID, "part of", g.PartOf, "figure")
		c.voice(g.ID, g.AssertedBy)
	}
	for _, d := range f.Dated {
		c.voice(d.ID, d.AssertedBy)
	}
	for _, in := range f.Instruments {
		for _, by := range in.PutForwardBy {
			c.refer(in.ID, "put forward by", by, "entity")
		}
		for _, s := range in.History {
			c.refer(in.ID, "according to", s.AccordingTo, "entity")
			c.refer(in.ID, "statement", s.Statement, "statement")
		}
	}
	return c.ends
}

// A checker knows the ids of one report's findings by their layer.
type checker struct {
	ids  map[string]string
	ends []looseEnd
}

func (c *checker) end(where, format string, args ...any) {
	c.ends = append(c.ends, looseEnd{where, fmt.Sprintf(format, args...)})
}

func (c *checker) define(id, layer string, words int) {
	if _, twice := c.ids[id]; twice || id == "" {
		c.end(id, "the id %q is missing or used twice", id)
	}
	if words == 0 {
		c.end(id, "this %s rests on no words", layer)
	}
	c.ids[id] = layer
}

func (c *checker) refer(from, what, to, layer string) {
	if to != "" && c.ids[to] != layer {
		c.end(from, "%s: no %s has the id %q", what, layer, to)
	}
}

func (c *checker) voice(from, to string) {
	if to != parley.Narrator && (to == "" || c.ids[to] != "statement") {
		c.end(from, "asserted by %q, which is no statement", to)
	}
}

func (c *checker) statement(s *parley.Statement) {
	refs := append([]parley.Ref{}, s.CoSources...)
	refs = append(refs, s.Via...)
	for _, r := range []*parley.Ref{s.Source, s.Addressee} {
		if r != nil {
			refs = append(refs, *r)
		}
	}
	for _, r := range refs {
		c.refer(s.ID, "source, addressee or via", r.Entity, "entity")
	}
	c.refer(s.ID, "place", s.Place, "entity")
	c.refer(s.ID, "nested in", s.NestedIn, "statement")
	if s.NestedIn == s.ID {
		c.end(s.ID, "is nested in itself")
	}
}
