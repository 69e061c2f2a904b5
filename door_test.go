package parley_test

import (
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// door is the one package that opens connections.
const door = "internal/egress"

// opens lists, by package, what opens connections or looks names up; "*" is the whole package. What only listens (net.Listen,
// http.Server) or only describes (net.IP, http.Request) is not among it.
var opens = map[string][]string{
	"net": {"Dial", "DialIP", "DialTCP", "DialTimeout", "DialUDP", "DialUnix", "Dialer", "DefaultResolver", "Resolver", "LookupAddr", "LookupCNAME", "LookupHost", "LookupIP",
		"LookupMX", "LookupNS", "LookupPort", "LookupSRV", "LookupTXT", "ResolveIPAddr", "ResolveTCPAddr", "ResolveUDPAddr", "ListenPacket", "ListenUDP", "ListenIP", "ListenMulticastUDP", "FileConn", "FilePacketConn"},
	"net/http":                     {"Client", "DefaultClient", "DefaultTransport", "Transport", "Get", "Head", "Post", "PostForm", "NewRequest", "NewRequestWithContext", "ProxyFromEnvironment", "NewFileTransport"},
	"crypto/tls":                   {"Dial", "DialWithDialer", "Dialer", "Client"},
	"net/http/httputil":            {"ReverseProxy", "NewSingleHostReverseProxy", "NewClientConn", "NewProxyClientConn"},
	"net/textproto":                {"Dial"},
	"net/http/httptest":            {"*"},
	"net/smtp":                     {"*"},
	"net/rpc":                      {"*"},
	"net/rpc/jsonrpc":              {"*"},
	"log/syslog":                   {"*"},
	"os/exec":                      {"*"}, // other programs have doors of their own
	"plugin":                       {"*"},
	"golang.org/x/net/http2":       {"*"},
	"golang.org/x/net/proxy":       {"*"},
	"golang.org/x/net/websocket":   {"*"},
	"golang.org/x/net/icmp":        {"*"},
	"golang.org/x/sys/unix":        {"Connect", "Sendto", "Socket", "SendmsgN"},
	"syscall":                      {"Connect", "Sendto", "Socket", "RawSyscall", "Syscall", "RawSyscall6", "Syscall6", "Exec", "ForkExec", "StartProcess"},
	"os":                           {"StartProcess"},
	"github.com/chromedp/chromedp": {"*"},
}

// outsiders are packages outside of the program, with what of the list they use: tools that a developer runs.
var outsiders = map[string]string{"examples/compare": "os/exec"}

// openings are the places of a file where connections are opened, a line each.
func openings(name string, src any) ([]string, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, name, src, parser.SkipObjectResolution|parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var out []string
	say := func(p token.Pos, what string) { out = append(out, fset.Position(p).String()+": "+what) }
	names := map[string][]string{} // how the file calls a package: what of it opens connections
	for _, imp := range f.Imports {
		p, err := strconv.Unquote(imp.Path.Value)
		if err != nil {
			return nil, err
		}
		forbidden, listed := opens[p]
		as := path.Base(p)
		if imp.Name != nil {
			as = imp.Name.Name
		}
		switch {
		case !listed || as == "_" && forbidden[0] != "*":
		case forbidden[0] == "*", as == ".":
			say(imp.Pos(), "imports "+p)
		default:
			names[as] = append(names[as], forbidden...)
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && slices.Contains(names[x.Name], s.Sel.Name) {
				say(s.Pos(), "uses "+x.Name+"."+s.Sel.Name)
			}
		}
		return true
	})
	for _, group := range f.Comments {
		for _, c := range group.List {
			if strings.HasPrefix(c.Text, "//go:linkname") {
				say(c.Pos(), "reaches into another package")
			}
		}
	}
	return out, nil
}

// TestOneDoor: no package but internal/egress opens a connection. Tests may, to servers of their own.
func TestOneDoor(t *testing.T) {
	out, err := exec.Command("go", "list", "-tags", "measure", "-json=Dir,ImportPath,GoFiles,IgnoredGoFiles", "./...").Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	files, inDoor := 0, 0
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p struct {
			Dir, ImportPath         string
			GoFiles, IgnoredGoFiles []string
		}
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			break
		} else if err != nil {
			t.Fatal(err)
		}
		for _, name := range append(p.GoFiles, p.IgnoredGoFiles...) {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			files++
			found, err := openings(filepath.Join(p.Dir, name), nil)
			if err != nil {
				t.Fatal(err)
			}
			if short(p.ImportPath) == door {
				inDoor += len(found)
				continue
			}
			for _, f := range found {
				if what, ok := outsiders[short(p.ImportPath)]; ok && strings.HasSuffix(f, what) {
					continue
				}
				t.Errorf("%s: only %s opens connections", f, door)
			}
		}
	}
	if files < 100 || inDoor < 3 {
		t.Errorf("only %d files looked at, %d places in the door: the test does not see what it should", files, inDoor)
	}
}

// TestOpenings shows that what is forbidden is seen, under every name.
func TestOpenings(t *testing.T) {
	for src, want := range map[string]bool{
		`import "net/http"; func f() { http.Get("x") }`:                                true,
		`import "net/http"; var c = &http.Client{}`:                                    true,
		`import "net/http"; var c = http.DefaultClient`:                                true,
		`import h "net/http"; func f() { h.Post("x", "", nil) }`:                       true,
		`import . "net/http"; var c Client`:                                            true,
		`import "net/http"; type mine struct{ http.Transport }`:                        true,
		`import "net/http"; func f() { g := http.Head; g("x") }`:                       true,
		`import "net"; func f() { net.Dial("tcp", "x") }`:                              true,
		`import n "net"; var d n.Dialer`:                                               true,
		`import "net"; func f() { net.LookupHost("x") }`:                               true,
		`import "crypto/tls"; func f() { tls.Dial("tcp", "x", nil) }`:                  true,
		`import "os/exec"; func f() { exec.Command("curl") }`:                          true,
		`import _ "net/smtp"`:                                                          true,
		`import "syscall"; func f() { syscall.Connect(0, nil) }`:                       true,
		"import _ \"unsafe\"\n//go:linkname dial net.dial\nfunc dial()":                true,
		`import "net/http"; var s http.Server; var m = http.MethodGet`:                 false,
		`import "net"; func f() { net.Listen("tcp", "x"); net.ParseIP("x") }`:          false,
		`import "crypto/tls"; var c tls.Config`:                                        false,
		`type T struct{ Client int }; var http T; var c = http.Client`:                 false,
		`import "net/http"; func f(w http.ResponseWriter) { http.Error(w, "x", 400) }`: false,
	} {
		found, err := openings("x.go", "package x\n"+src)
		if err != nil {
			t.Fatal(err)
		}
		if (len(found) > 0) != want {
			t.Errorf("%s: found %v", src, found)
		}
	}
}
