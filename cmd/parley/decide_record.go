package main

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
	"github.com/parley-press/parley/internal/record"
	"github.com/parley-press/parley/internal/store/sqldb"
)

// newMerge is `parley decide merge`.
func newMerge(write writer) *cobra.Command {
	return &cobra.Command{
		Use: "merge ID INTO", Short: "Two entities, or two papers, are one", Long: "Merge makes the first entity one with the second, which keeps its id and name; papers likewise. The ids are those that `parley show entities` and `parley show instruments` list.",
		Example: "  parley decide merge a-roe ana-roe --db talks.db\n  parley decide merge truce-2 low-ford-truce --why \"one paper\" --db talks.db",
		Args:    exactly(2, 2, "the ids of two entities, or of two papers"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return write(cmd.Context(), "", parley.Decision{Kind: parley.DecideMerge, Finding: args[0], Value: args[1]})
		},
	}
}

// newSplit is `parley decide split`.
func newSplit(a *app, db *string, write writer) *cobra.Command {
	var name string
	cmd := &cobra.Command{
		Use: "split ID REPORT...", Short: "In these reports an entity or a paper is another one",
		Long: "Split takes what these reports say of an entity, or of a paper, out of it: they speak of another one, which --name calls. The new one has an id of that name, which stays; a " +
			"split of another one with the same name adds to it. Of a paper REPORT:STATE takes out the steps alone that the report tells in that state.",
		Example: "  parley decide split ana-roe 04-court.txt 07-verdict.txt --name \"Ana Roe, the judge\" --db talks.db\n  parley decide split june-paper 09-evening.txt:withdrawn --name \"the old paper\" --db talks.db",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) < 2 {
				return usagef("wrong number of arguments; expected: an entity or a paper, and the reports that speak of another one")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if name == "" {
				return usagef("say with --name what the other one is called")
			}
			d, err := a.open(cmd.Context(), *db, sqldb.Options{ReadOnly: true}, nil)
			if err != nil {
				return err
			}
			rec, err := d.Record(cmd.Context())
			d.Close()
			if err != nil {
				return err
			}
			x := parley.Split{Name: name}
			for _, key := range args[1:] {
				ms, err := splitMembers(rec, args[0], key)
				if err != nil {
					return err
				}
				x.Members = append(x.Members, ms...)
			}
			b, err := json.Marshal(x)
			if err != nil {
				return err
			}
			return write(cmd.Context(), "", parley.Decision{Kind: parley.DecideSplit, Finding: args[0], Value: string(b)})
		},
	}
	cmd.Flags().StringVar(&name, "name", "", "what the other one is called")
	return cmd
}

// splitMembers reads what is taken out of id: a report, or with a state behind a colon the steps of a paper that it tells.
func splitMembers(rec *parley.Record, id, key string) ([]parley.SplitMember, error) {
	r, err := findReport(rec, key)
	if err == nil {
		return []parley.SplitMember{{Report: r.ID}}, nil
	}
	at := strings.LastIndexByte(key, ':')
	p := slices.IndexFunc(rec.Instruments, func(x parley.Instrument) bool { return x.ID == id })
	if at < 0 || p < 0 {
		return nil, err
	}
	if r, err = findReport(rec, key[:at]); err != nil {
		return nil, err
	}
	var out []parley.SplitMember
	for _, s := range record.StepsIn(&rec.Instruments[p], r.ID, parley.InstrumentState(key[at+1:])) {
		out = append(out, parley.SplitMember{Report: r.ID, Step: &s})
	}
	if len(out) == 0 {
		return nil, parley.Errorf(parley.NotFound, "decide split", "report %s tells of no step %q of %s; `parley show instruments` lists them", key[:at], key[at+1:], id)
	}
	return out, nil
}

// newSame is `parley decide same`.
func newSame(write writer) *cobra.Command {
	return &cobra.Command{
		Use: "same CONFLICT INTO", Short: "Two conflicts are one",
		Long:    "Same makes the first conflict one with the second. Conflicts are named as `parley show conflicts` lists them, by number (c9) or by key (k-1f2e3d4c), which stays when reports are added.",
		Example: "  parley decide same c9 c2 --why \"both are about the bridge\" --db talks.db",
		Args:    exactly(2, 2, "two conflicts"),
		RunE: func(cmd *cobra.Command, args []string) error {
			return write(cmd.Context(), "", parley.Decision{Kind: parley.DecideSame, Finding: args[0], Value: args[1]})
		},
	}
}

// newMark is `parley decide mark`.
func newMark(write writer) *cobra.Command {
	return &cobra.Command{
		Use: "mark CONFLICT STATE", Short: "Say what you make of a conflict",
		Long: "Mark gives a conflict a state: seen (looked at, the accounts do not agree), explained (they do not agree, and it is known why), wrong (they agree, it is no conflict), or open again. " +
			"The state stays with the conflict when reports are added.",
		Example: "  parley decide mark c9 explained --why \"two days are meant\" --db talks.db\n  parley decide mark k-1f2e3d4c wrong --db talks.db",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 2 {
				return usagef("wrong number of arguments; expected: a conflict, and open, seen, explained or wrong")
			}
			var states []string
			for _, s := range parley.ConflictStates {
				states = append(states, string(s))
			}
			if !contains(states, args[1]) {
				return noSuch("state", args[1], states...)
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return write(cmd.Context(), "", parley.Decision{Kind: parley.DecideMark, Finding: args[0], Value: args[1]})
		},
	}
}

// newUndo is `parley decide undo`.
func newUndo(write writer) *cobra.Command {
	number := func(s string) int64 {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			return 0
		}
		return n
	}
	return &cobra.Command{
		Use: "undo NUMBER", Short: "Take a decision back",
		Long: "Undo takes back the decision of that number: the record is as if it had never been made. The decision and the undo both stay in the log; an undo can be undone. " +
			"`parley show decisions` lists the numbers.",
		Example: "  parley decide undo 12 --why \"it was another Roe\" --db talks.db",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) != 1 || number(args[0]) < 1 {
				return usagef("expected: the number of one decision; `parley show decisions` lists them")
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			return write(cmd.Context(), "", parley.Decision{Kind: parley.DecideUndo, Undoes: number(args[0])})
		},
	}
}
