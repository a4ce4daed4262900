//! What a word looks like, so that its letters are looked through once.

/// Of what characters a word consists: a bit for each kind.
#[derive(Clone, Copy)]
pub(super) struct Shape(u8);

impl Shape {
    pub(super) const CAPITAL: u8 = 1;
    pub(super) const DIGIT: u8 = 2;
    pub(super) const DOLLAR: u8 = 4;
    /// Not of ASCII.
    pub(super) const OTHER: u8 = 8;
    /// Blank or control character.
    pub(super) const UNSEEN: u8 = 16;

    /// By byte the bit of its kind; none for what is in most words.
    const KINDS: [u8; 256] = {
        let mut kinds = [Self::OTHER; 256];
        let mut byte = 0_u8;
        while byte < 128 {
            kinds[byte as usize] = match byte {
                b'A'..=b'Z' => Self::CAPITAL,
                b'0'..=b'9' => Self::DIGIT,
                b'$' => Self::DOLLAR,
                0..=b' ' | 127 => Self::UNSEEN,
                _ => 0,
            };
            byte += 1;
        }
        kinds
    };

    pub(super) fn of(word: &str) -> Self {
        Self(
            word.bytes()
                .fold(0, |kinds, byte| kinds | Self::KINDS[usize::from(byte)]),
        )
    }

    /// Whether the word has a character of one of these kinds.
    pub(super) fn has(self, kinds: u8) -> bool {
        self.0 & kinds != 0
    }
}
