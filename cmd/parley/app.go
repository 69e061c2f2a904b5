package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/user"
	"strings"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/parley-press/parley"
)

// Exit codes.
const (
	exitOK       = 0
	exitFailure  = 1
	exitUsage    = 2
	exitPartial  = 3 // some inputs failed and are listed
	exitNotFound = 4
	exitFindings = 5 // verify found something
)

// An app is what the commands share: the three streams, the clock, and the flags that every command has.
type app struct {
	in       io.Reader
	out      io.Writer
	err      io.Writer
	now      func() time.Time
	who      string // the user, for the log of decisions
	json     bool
	color    string      // auto, always, never
	least    probability // how sure a statement must be to stand in the record
	asOf     parley.Date // where known, the record is that of the reports published until then
	termOut  terminal
	termErr  terminal
	exitCode int // set by a command that ran to its end with something to say
}

func newApp(in io.Reader, out, err *os.File) *app {
	return &app{in: in, out: out, err: err, now: time.Now, who: userName(), termOut: terminalOf(out), termErr: terminalOf(err)}
}

// userName is the name of the user as the system has it, "" where it has none.
func userName() string {
	if u, err := user.Current(); err == nil {
		return u.Username
	}
	return os.Getenv("USER")
}

// run runs one command line and returns the exit code.
func run(ctx context.Context, a *app, args []string) int {
	root := newRoot(a)
	root.SetArgs(args)
	cmd, err := root.ExecuteContextC(ctx)
	if err == nil {
		return a.exitCode
	}
	var usage *usageError
	switch {
	case errors.Is(err, syscall.EPIPE): // the reader of a pipe has seen enough
		return exitOK
	case errors.Is(err, context.Canceled) && ctx.Err() != nil:
		fmt.Fprintln(a.err, "parley: interrupted; what was stored is kept, run the same command again to go on")
		return exitFailure
	case errors.As(err, &usage) || strings.HasPrefix(err.Error(), "unknown command"): // the latter of commands that cobra makes
		fmt.Fprintf(a.err, "parley: %s\nRun `%s --help` for examples.\n", plain(err.Error()), cmd.CommandPath())
		return exitUsage
	}
	fmt.Fprintln(a.err, "parley:", plain(err.Error()))
	if parley.KindOf(err) == parley.NotFound {
		return exitNotFound
	}
	return exitFailure
}

func newRoot(a *app) *cobra.Command {
	root := &cobra.Command{
		Use:   "parley",
		Short: "Keep a verifiable record of what the press reports about a negotiation",
		Long: `Parley reads press reports of a negotiation and keeps the record of it: who said what, through which
outlet; what was proposed, agreed, withdrawn or broken, and according to whom; which figures were
claimed; how positions moved; where accounts disagree. Every line opens the words it rests on.

Data goes to stdout, talk to stderr. Exit codes: 0 ok, 1 failure, 2 wrong usage, 3 some inputs could
not be read and are listed, 4 not found, 5 verify found something wrong.`,
		Example: `  parley build reports/ -o talks.db      read a folder of reports
  parley add feed.xml -d talks.db        add more: from a feed, a mail, a table, lines of JSON
  parley show summary talks.db           what was found
  parley search truce -d talks.db        find words
  parley serve talks.db                  the same as pages, on this machine
  parley explain town.txt#s4 talks.db    what a finding rests on
  parley export talks.db --format json   the record as a file
  parley diff monday.db friday.db        what changed
  parley verify talks.db                 does every finding rest on the words it claims?`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Args:          noneBut("command"),
		RunE:          func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
	root.SetIn(a.in)
	root.SetOut(a.out)
	root.SetErr(a.err)
	root.CompletionOptions.HiddenDefaultCmd = false
	flags := root.PersistentFlags()
	flags.BoolVar(&a.json, "json", false, "write JSON instead of text")
	flags.StringVar(&a.color, "color", "auto", "colours: auto (on a terminal, unless NO_COLOR is set), always, never")
	root.SetFlagErrorFunc(flagError)
	root.PersistentPreRunE = func(*cobra.Command, []string) error {
		if a.color != "auto" && a.color != "always" && a.color != "never" {
			return usagef("--color is auto, always or never, not %q", a.color)
		}
		return nil
	}
	root.AddCommand(newBuild(a), newAdd(a), newWatch(a), newShow(a), newSearch(a), newExplain(a), newExport(a), newVerify(a), newDiff(a), newServe(a), newDecide(a), newUser(a), newCheckpoint(a), newTrain(a), newEval(a), newPredict(a), newVersion(a))
	wrapHelp(root)
	helpNames(root)
	return root
}

// helpWidth is how wide the long text of a command's help is.
const helpWidth = 100

// wrapHelp sets the paragraphs of the long texts of c and of the commands under it.
func wrapHelp(c *cobra.Command) {
	paragraphs := strings.Split(c.Long, "\n\n")
	for i, p := range paragraphs {
		paragraphs[i] = strings.Join(wrap(p, helpWidth), "\n")
	}
	c.Long = strings.Join(paragraphs, "\n\n")
	for _, sub := range c.Commands() {
		wrapHelp(sub)
	}
}

// exactly checks the number of arguments; usage names them.
func exactly(low, high int, usage string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < low || len(args) > high {
			return usagef("wrong number of arguments; expected: %s", usage)
		}
		return nil
	}
}

// writeJSON writes v to stdout, indented.
func (a *app) writeJSON(v any) error {
	e := json.NewEncoder(a.out)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return outputError(e.Encode(v))
}

// outputError is a failure to write to stdout.
func outputError(err error) error {
	if err == nil {
		return nil
	}
	return &parley.Error{Kind: parley.Unavailable, Op: "write the output", Err: err}
}
