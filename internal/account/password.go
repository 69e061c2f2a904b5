package account

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/crypto/argon2"
	"golang.org/x/text/unicode/norm"

	"github.com/parley-press/parley"
)

// Params are the costs of one hash of a password by Argon2id (RFC 9106).
type Params struct {
	Memory  uint32 // KiB
	Time    uint32 // passes
	Threads uint8  // lanes
}

// Standard is the second choice that RFC 9106, section 4, recommends, for machines that cannot give 2 GiB to a hash:
// 64 MiB, 3 passes, 4 lanes. It is above what OWASP asks for at least (19 MiB, 2 passes, 1 lane).
var Standard = Params{Memory: 64 << 10, Time: 3, Threads: 4}

// Sizes of salt and hash in bytes (RFC 9106, section 4), and the bounds of a password.
const (
	saltSize = 16
	hashSize = 32

	LeastPassword = 12   // characters
	MostPassword  = 1024 // bytes
)

// most are the costs above which a stored hash is refused rather than computed: a changed database must not stop the
// program.
var most = Params{Memory: 1 << 20, Time: 16, Threads: 32}

// CheckPassword refuses a password that is short, long, not text, made of few characters, or that holds the user's name.
// It asks for no kinds of characters: length does more.
func CheckPassword(name, password string) error {
	bad := func(format string, args ...any) error {
		return parley.Errorf(parley.Invalid, "password", format, args...)
	}
	distinct := map[rune]bool{}
	for _, r := range password {
		distinct[r] = true
	}
	switch {
	case !utf8.ValidString(password) || strings.ContainsAny(password, "\x00\r\n"):
		return bad("it holds what is no text, or a line end")
	case utf8.RuneCountInString(password) < LeastPassword:
		return bad("it must have at least %d characters", LeastPassword)
	case len(password) > MostPassword:
		return bad("it must have at most %d bytes", MostPassword)
	case len(distinct) < 5:
		return bad("it is made of fewer than 5 different characters")
	case len(name) > 2 && strings.Contains(strings.ToLower(password), name):
		return bad("it holds the name of the user")
	}
	return nil
}

// hash is the PHC string of a password: algorithm, version, costs, salt, hash. Text that looks the same is the same
// password: it is brought to NFC first, as RFC 8265 has it.
func (p Params) hash(password string) (string, error) {
	salt := make([]byte, saltSize)
	if _, err := rand.Read(salt); err != nil {
		return "", &parley.Error{Kind: parley.Internal, Op: "account: salt", Err: err}
	}
	return fmt.Sprintf("$argon2id$v=%d$m=%d,t=%d,p=%d$%s$%s", argon2.Version, p.Memory, p.Time, p.Threads,
		base64.RawStdEncoding.EncodeToString(salt), base64.RawStdEncoding.EncodeToString(p.key(password, salt))), nil
}

func (p Params) key(password string, salt []byte) []byte {
	return argon2.IDKey([]byte(norm.NFC.String(password)), salt, p.Time, p.Memory, p.Threads, hashSize)
}

// matches reports whether password is the one of a PHC string. What is no such string matches none.
func matches(stored, password string) bool {
	var p Params
	var version int
	fields := strings.Split(stored, "$")
	if len(fields) != 6 || fields[0] != "" || fields[1] != "argon2id" {
		return false
	}
	if n, err := fmt.Sscanf(fields[2], "v=%d", &version); err != nil || n != 1 || version != argon2.Version {
		return false
	}
	if n, err := fmt.Sscanf(fields[3], "m=%d,t=%d,p=%d", &p.Memory, &p.Time, &p.Threads); err != nil || n != 3 {
		return false
	}
	salt, err := base64.RawStdEncoding.DecodeString(fields[4])
	want, err2 := base64.RawStdEncoding.DecodeString(fields[5])
	if err != nil || err2 != nil || len(salt) < 8 || len(want) != hashSize || p.Time < 1 || p.Threads < 1 ||
		p.Memory > most.Memory || p.Time > most.Time || p.Threads > most.Threads {
		return false
	}
	return subtle.ConstantTimeCompare(p.key(password, salt), want) == 1
}
