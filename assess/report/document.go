package report

import "rung/rubric/lang"

// Document is what a view says, in one language: blocks in reading order. It
// knows no width, no format and no escape sequence. Every text in it is raw, as
// somebody wrote it; a writer escapes what its format needs.
type Document struct {
	Lang   lang.Tag
	Title  string // of a window or a file, without markup
	Main   string // the name of the grid that a format with one table holds; empty where there is none
	Slides bool   // shown to a room, a page at a time
	Blocks []Block
}

// Block is one thing a document says: one of the types below.
type Block interface{ block() }

// The blocks.
type (
	// Headline is what the document says first, in one sentence.
	Headline struct {
		Kicker string // what kind of page it is, of when, by which rubric; a screen has no room for it
		Text   string
		Claims []Claim
	}
	// Heading begins a part.
	Heading struct{ Text string }
	// Sentence is a paragraph of running text.
	Sentence struct {
		Text   string
		Tone   Tone
		Claims []Claim
	}
	// NewPage begins a new sheet of paper, or what a room sees at once.
	NewPage struct{}
	// Break begins a new paragraph where lines are set tight.
	Break struct {
		Rank int // of the yield that leaves it out; 0 where none does
	}
	// Facts are a few figures or words, each under its label.
	Facts struct{ Facts []Fact }
	// Blank is room to write by hand.
	Blank struct {
		Label string
		Lines int // 1 or more
	}
	// Next is what to type next. No command is broken.
	Next struct {
		Text     string // "Next"
		Commands []string
	}
	// Footer is what a page ends with, in a weak tone.
	Footer struct{ Text string }
)

// Tone is how much weight a sentence has. It never carries a meaning alone.
type Tone int

// The tones. A caveat is something that the reader might not expect.
const (
	Even Tone = iota
	Strong
	Faint
	Caveat
)

// Fact is a label and what stands under it.
type Fact struct{ Label, Value string }

// Items is a list whose entries are sentences.
type Items struct {
	// Title stands over the list, worded for the number of items shown, and for none
	// of them where it can stand alone; nil where there is none.
	Title  func(shown int) string
	Claims []Claim // of the title
	Items  []Item
	// Flush begins the first line of each item at the margin.
	Flush bool
	// Apart sets the items apart as paragraphs.
	Apart bool
	// Yields say how the list gets shorter; it keeps its first items.
	Yields []Yield
	// Terse is the rank of the yield that leaves each side only its first text; 0
	// where none does.
	Terse int
}

// Item is an entry of a list.
type Item struct {
	Lead  string // a number, a share or a letter before the text; empty where there is none
	Text  string
	Sides []Side // set side by side under the text, where there is room
	Under []Item // what belongs to it; their Sides and Under are empty

	Claims []Claim // of the text
}

// Side is one of the two or three things that an item sets against each other.
type Side struct {
	Label string
	Texts []Said // in order; empty where there is nothing to show
}

// Said is a text with the note that somebody added to it.
type Said struct {
	Text   string
	Note   string // in their own words; empty where there is none
	Claims []Claim
}

// Listing is a list of names with short entries, none of which is broken.
type Listing struct{ Entries []Entry }

// Entry is a name and what is listed behind it, at least one part. The name is
// empty where the whole list needs none.
type Entry struct {
	Name  string
	Parts []string
}

// Ladder is the levels of a rubric: tracks side by side, rungs one over another.
type Ladder struct {
	Name   string // as Grid.Name
	Title  string // of the table
	Tracks []string
	Levels []Rung
	// Caption says what the marks mean; empty where no level has a chance.
	Caption string
}

// Rung is a level as it stands on a ladder.
type Rung struct {
	Height int    // from 1, the lowest
	Place  string // the height in words; may be empty
	Track  int    // index into Ladder.Tracks
	ID     string
	Title  string
	Short  string
	Label  string   // what the company calls it; may be empty
	Next   []int    // indices into Ladder.Levels
	Chance *float64 // 0..1, that the answers belong here; nil where it is not asked or the level is not open to them
	Here   bool     // the closest level
}

// Yield is one way to make a document shorter where a screen has too few lines:
// the block that carries it keeps only Keep of its items or rows. The yields of
// all blocks are taken in order of Rank, from 1, until the document fits; within
// a block Keep falls as Rank grows. One of rank 0 is taken on every screen.
type Yield struct{ Rank, Keep int }

func (Headline) block() {}
func (Heading) block()  {}
func (Sentence) block() {}
func (NewPage) block()  {}
func (Break) block()    {}
func (Facts) block()    {}
func (Blank) block()    {}
func (Next) block()     {}
func (Footer) block()   {}
func (Items) block()    {}
func (Listing) block()  {}
func (Ladder) block()   {}
func (Grid) block()     {}

// Grids are the tables of a document, the ladder among them, in reading order.
func (d Document) Grids() []Grid {
	var grids []Grid
	for _, b := range d.Blocks {
		switch b := b.(type) {
		case Grid:
			grids = append(grids, b)
		case Ladder:
			grids = append(grids, b.grid(d.Lang))
		}
	}
	return grids
}

// Grid finds a table by its name. Its name is empty where there is none.
func (d Document) Grid(name string) (Grid, bool) {
	for _, g := range d.Grids() {
		if g.Name == name && name != "" {
			return g, true
		}
	}
	return Grid{}, false
}
