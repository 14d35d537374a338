package form

// base is of the figures that stand for bytes: the printable characters from # to ~
// without <, so that no text ends its element. Two figures carry 13 bits, which is
// 1.23 characters for a byte; base 64 has 1.33, base 85 1.25.
const base = 91

// pack writes bytes in base 91, 13 bits at a time, the lowest first, and the lower
// figure of two first. form.js reads it.
func pack(data []byte) string {
	packed := make([]byte, 0, len(data)*16/13+2)
	bits, held := 0, 0
	for _, b := range data {
		bits, held = bits|int(b)<<held, held+8
		if held >= 13 {
			packed = append(packed, figure(bits&0x1fff%base), figure(bits&0x1fff/base))
			bits, held = bits>>13, held-13
		}
	}
	if held > 0 {
		packed = append(packed, figure(bits%base), figure(bits/base))
	}
	return string(packed)
}

func figure(n int) byte {
	if n += '#'; n >= '<' {
		n++
	}
	return byte(n)
}
