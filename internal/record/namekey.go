package record

// NameKey is what two spellings of a name have in common where the fold takes them for one: lower case, without a leading article, a closing possessive
// and marks. It is "" for what names nothing.
func NameKey(name string) string { return foldName(name) }
