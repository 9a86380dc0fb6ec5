//! Integers as decimal text, without the machinery of `core::fmt`.

/// The digits of a number.
#[doc(hidden)]
pub struct Decimal {
    text: [u8; 21],
    start: usize,
}

impl Decimal {
    pub fn new(mut size: u64, negative: bool) -> Self {
        let mut text = [b'0'; 21];
        let mut start = text.len();
        for (i, digit) in text.iter_mut().enumerate().rev() {
            *digit = b'0' + (size % 10) as u8;
            size /= 10;
            start = i;
            if size == 0 {
                break;
            }
        }
        if negative {
            start -= 1;
            if let Some(sign) = text.get_mut(start) {
                *sign = b'-';
            }
        }
        Self { text, start }
    }

    pub fn bytes(&self) -> &[u8] {
        self.text.get(self.start..).unwrap_or_default()
    }
}

/// Size and sign of a number with spaces around it.
#[allow(dead_code, reason = "a world without messages reads none")]
pub fn parse(text: &[u8]) -> Option<(u64, bool)> {
    let text = text.trim_ascii();
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let mut size = 0_u64;
    for digit in digits {
        if !digit.is_ascii_digit() {
            return None;
        }
        size = size.checked_mul(10)?.checked_add(u64::from(digit - b'0'))?;
    }
    if digits.is_empty() { None } else { Some((size, negative)) }
}
