package doc

import (
	"errors"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"

	"rung/rubric/lang"
)

// parseYAML reads text as one YAML document. Problems are reported to d.
func (d *Document) parseYAML(text string) *Node {
	if len(text) > MaxSize {
		d.Report(Pos{}, "size", lang.Sprintf("a YAML file may have %d KiB at most", MaxSize>>10), lang.Message{})
		return nil
	}
	// Aliases are refused below, node by node; here they are only not expanded.
	limits := loaderlimits.New(loaderlimits.DepthFunc(checkDepth), loaderlimits.AliasFunc(func(int, int) error { return nil }))
	loader, err := yaml.NewLoader(strings.NewReader(text), yaml.WithUniqueKeys(false), yaml.WithPlugin(limits))
	if err != nil {
		d.reportYAML(err)
		return nil
	}
	var root, second yaml.Node
	switch err := loader.Load(&root); {
	case errors.Is(err, io.EOF):
		d.Report(Pos{}, "empty", lang.Sprintf("the file is empty"), lang.Message{})
		return nil
	case err != nil:
		d.reportYAML(err)
		return nil
	}
	switch err := loader.Load(&second); {
	case err == nil:
		d.Report(d.posOf(&second), "documents", lang.Sprintf("a second document begins here"),
			lang.Sprintf("keep one per file"))
	case !errors.Is(err, io.EOF):
		d.reportYAML(err)
	}
	return d.node(root.Content[0])
}

func checkDepth(depth int, _ *loaderlimits.DepthContext) error {
	if depth > MaxDepth {
		return lang.Errorf("%v", tooDeep)
	}
	return nil
}

func (d *Document) posOf(n *yaml.Node) Pos { return Pos{n.Line, n.Column, d} }

// node converts a YAML node and refuses what a document may not have.
func (d *Document) node(y *yaml.Node) *Node {
	n := d.newNode(d.posOf(y))
	d.refuseFeatures(y)
	switch y.Kind {
	case yaml.SequenceNode:
		n.Kind = List
		n.Items = make([]*Node, 0, len(y.Content))
		for _, item := range y.Content {
			n.Items = append(n.Items, d.node(item))
		}
	case yaml.MappingNode:
		n.Kind = Map
		n.Pairs = make([]Pair, 0, len(y.Content)/2)
		for i := 0; i+1 < len(y.Content); i += 2 {
			n.Pairs = append(n.Pairs, Pair{d.key(y.Content[i]), d.node(y.Content[i+1])})
		}
	default:
		n.Text = y.Value
		n.Kind = String
		if y.Style&^yaml.FlowStyle == 0 {
			n.Kind = plainKind(y.Value)
		}
	}
	return n
}

func (d *Document) refuseFeatures(y *yaml.Node) {
	hint := lang.Sprintf("write the value out where it is used")
	switch {
	case y.Kind == yaml.AliasNode:
		d.Report(d.posOf(y), "alias", lang.Sprintf("aliases such as *%s are not allowed", clip(y.Value)), hint)
	case y.Anchor != "":
		d.Report(d.posOf(y), "alias", lang.Sprintf("anchors such as &%s are not allowed", clip(y.Anchor)), hint)
	case y.Style&yaml.TaggedStyle != 0:
		d.Report(d.posOf(y), "tag", lang.Sprintf("tags such as %s are not allowed", clip(y.Tag)),
			lang.Sprintf("remove the tag"))
	}
}

func (d *Document) key(y *yaml.Node) *Node {
	n := d.node(y)
	switch {
	case n.Kind == Map || n.Kind == List:
		d.Report(n.Pos, "key", lang.Sprintf("a key is a single word, not %v", n.describe()), lang.Message{})
	case y.Style == 0 && y.Value == "<<":
		d.Report(n.Pos, "merge-key", lang.Sprintf("the merge key << is not allowed"),
			lang.Sprintf("write the keys out"))
	}
	n.Kind = String
	return n
}

// plainKind reads a plain scalar by the core schema of YAML 1.2.
func plainKind(s string) Kind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	if strings.ContainsAny(s[:1], "+-.0123456789") && (isDecimal(s) || plainNumber().MatchString(s)) {
		return Number
	}
	return String
}

var plainNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^([-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?|0o[0-7]+|0x[0-9a-fA-F]+|[-+]?\.(inf|Inf|INF)|\.(nan|NaN|NAN))$`)
})

// reportYAML says what the YAML library refused: a tab and rung's own limit in
// the reader's language, anything else in the library's English words.
func (d *Document) reportYAML(err error) {
	var refused *yaml.LoadError
	if !errors.As(err, &refused) {
		d.Report(Pos{}, "syntax", lang.Sprintf("not YAML: %v", err), lang.Message{})
		return
	}
	at := d.clamp(Pos{refused.Mark.Line, refused.Mark.Column, d})
	if d.tabBefore(at) {
		d.Report(at, "tab", lang.Sprintf("a tab indents this line"), lang.Sprintf("indent with spaces"))
		return
	}
	if strings.Contains(refused.Message, tooDeep.In(lang.EN)) { // of an error, the library keeps the text
		d.Report(at, "depth", lang.Sprintf("%v", tooDeep), lang.Message{})
		return
	}
	d.Report(at, "syntax", lang.Sprintf("not YAML: %s", loaderText(refused)),
		lang.Sprintf("a text with : @ * or { in it needs quotes; the keys of a map are aligned"))
}

// loaderText is what the library says, in English, with the place where what it
// was reading begins.
func loaderText(refused *yaml.LoadError) string {
	if refused.ContextMsg == "" {
		return clip(refused.Message)
	}
	return fmt.Sprintf("%s at %d:%d: %s", refused.ContextMsg, refused.ContextMark.Line, refused.ContextMark.Column, clip(refused.Message))
}

// clamp moves a place behind the last line to the end of the last line that
// holds something, where a person would look.
func (d *Document) clamp(at Pos) Pos {
	last := len(d.lines)
	for last > 1 && strings.TrimSpace(d.lines[last-1]) == "" {
		last--
	}
	if at.Line <= last {
		return at
	}
	return Pos{last, len([]rune(d.line(last))) + 1, d}
}

func (d *Document) tabBefore(at Pos) bool {
	line := d.line(at.Line)
	indent := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	return strings.Contains(indent, "\t")
}
