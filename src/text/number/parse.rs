//! Reading numbers, money and figures as they are typed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::scan::{Token, read_number, tokens};
use super::unit::named;
use super::{Figure, NumberError, Qualifier, show_decimal};
use crate::text::fold::{Pattern, tidy};
use crate::text::letter::lowered;

/// Openings of figures that have words and no number.
const VAGUE: &[&[&str]] = &[
    &["hàng", "chục"],
    &["hàng", "trăm"],
    &["hàng", "nghìn"],
    &["hàng", "ngàn"],
    &["hàng", "vạn"],
    &["hàng", "triệu"],
    &["hàng", "tỷ"],
    &["nhiều"],
    &["rất", "nhiều"],
    &["vài"],
    &["một", "vài"],
    &["một", "số"],
    &["mấy"],
    &["dăm"],
    &["ít"],
    &["không", "rõ"],
    &["chưa", "rõ"],
    &["không", "thống", "kê"],
    &["chưa", "thống", "kê"],
];

/// What may follow a qualifier in place of a number: "hơn chục hộ".
const VAGUE_SCALES: &[&str] = &["chục", "trăm", "nghìn", "ngàn", "triệu", "tỷ"];

/// The scale words: what they multiply by, and whether they also say đồng.
const SCALES: &[(&str, i64, bool)] = &[
    ("chục", 10, false),
    ("trăm", 100, false),
    ("nghìn", 1_000, false),
    ("ngàn", 1_000, false),
    ("k", 1_000, false),
    ("vạn", 10_000, false),
    ("triệu", 1_000_000, false),
    ("tr", 1_000_000, false),
    ("trđ", 1_000_000, true),
    ("tỷ", 1_000_000_000, false),
    ("tỉ", 1_000_000_000, false),
    ("tỷđ", 1_000_000_000, true),
];

/// The words of the qualifiers.
const QUALIFIERS: &[(&str, Qualifier)] = &[
    ("đúng", Qualifier::Exact),
    ("trên", Qualifier::Over),
    ("hơn", Qualifier::MoreThan),
    ("gần", Qualifier::Under),
    ("khoảng", Qualifier::About),
    ("chừng", Qualifier::About),
    ("độ", Qualifier::About),
    ("ước", Qualifier::About),
];

/// Reads a plain number: "3.000" is three thousand, "12,5" twelve and a half, "3 000" and "+5" are fine.
///
/// "12.5" is refused as ambiguous with the suggestion "12,5".
pub fn parse_decimal(typed: &str) -> Result<Decimal, NumberError> {
    let mut reader = Reader::new(typed)?;
    let is_negative = reader.sign();
    let value = reader.number()?;
    reader.end()?;
    Ok(if is_negative { -value } else { value })
}

/// Reads a whole number, also with a scale word: "65", "4 nghìn".
pub fn parse_integer(typed: &str) -> Result<i64, NumberError> {
    let mut reader = Reader::new(typed)?;
    let amount = reader.amount()?;
    if reader.means_money {
        return Err(NumberError::NotANumber);
    }
    reader.end()?;
    whole(amount)
}

/// Reads an amount of đồng: "310tr", "1,2 tỷ", "1 tỷ 200 triệu", "86.000.000đ", "500k".
///
/// Decimals of a đồng are refused.
pub fn parse_money(typed: &str) -> Result<i64, NumberError> {
    let mut reader = Reader::new(typed)?;
    let amount = reader.amount()?;
    match reader.unit("")? {
        None | Some("đồng") => whole(amount),
        Some(unit) => Err(NumberError::UnknownUnit { unit: unit.to_owned() }),
    }
}

/// Reads a figure with its qualifier and unit: "hơn 4.000 m²", "gần 2km", "310 triệu đồng", "hàng chục".
pub fn parse_figure(typed: &str) -> Result<Figure, NumberError> {
    parse_figure_in(typed, "")
}

/// Reads a figure whose unit may also be `own_unit`, the name of a unit that only the caller knows.
pub fn parse_figure_in(typed: &str, own_unit: &str) -> Result<Figure, NumberError> {
    let mut reader = Reader::new(typed)?;
    let qualifier = reader.qualifier();
    if reader.is_vague() {
        let words = Some(tidy(typed));
        return Ok(Figure { amount: Decimal::ZERO, qualifier: Qualifier::Unknown, unit: None, words });
    }
    let amount = reader.amount()?;
    let unit = reader.unit(own_unit)?.map(str::to_owned);
    Ok(Figure { amount, qualifier, unit, words: None })
}

fn whole(amount: Decimal) -> Result<i64, NumberError> {
    if !amount.is_integer() {
        return Err(NumberError::NotWhole);
    }
    amount.to_i64().ok_or(NumberError::TooLarge)
}

/// The tokens that are not read yet.
struct Reader {
    tokens: Vec<Token>,
    at: usize,
    means_money: bool,
}

impl Reader {
    fn new(typed: &str) -> Result<Self, NumberError> {
        let text = lowered(typed);
        if text.is_empty() {
            return Err(NumberError::Empty);
        }
        Ok(Self { tokens: tokens(&text)?, at: 0, means_money: false })
    }

    fn rest(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    /// Says whether this word comes next.
    fn says(&self, word: &str) -> bool {
        self.rest().first().is_some_and(|token| token.says(word))
    }

    fn end(&self) -> Result<(), NumberError> {
        if self.rest().is_empty() { Ok(()) } else { Err(NumberError::NotANumber) }
    }

    /// Reads any + or - and says whether it was a -.
    fn sign(&mut self) -> bool {
        let sign = match self.rest().first() {
            Some(Token::Sign(sign @ ('+' | '-'))) => *sign,
            _ => return false,
        };
        self.at += 1;
        sign == '-'
    }

    fn number(&mut self) -> Result<Decimal, NumberError> {
        let Some(Token::Number(raw)) = self.rest().first() else { return Err(NumberError::NotANumber) };
        let value = read_number(raw)?;
        self.at += 1;
        Ok(value)
    }

    /// Reads qualifiers ("hơn", "~", "khoảng trên") up to the first token that is none.
    fn qualifier(&mut self) -> Qualifier {
        let mut found: Option<Qualifier> = None;
        while let Some((qualifier, length)) = qualifier_at(self.rest()) {
            found = Some(found.map_or(qualifier, |before| before.sum(qualifier)));
            self.at += length;
        }
        found.unwrap_or(Qualifier::Exact)
    }

    /// Says whether only words are left, and they mean an amount without a number.
    fn is_vague(&self) -> bool {
        let rest = self.rest();
        let opens_with = |opening: &&[&str]| {
            opening.len() <= rest.len() && rest.iter().zip(*opening).all(|(token, word)| token.says(word))
        };
        let is_vague_scale = || self.at > 0 && VAGUE_SCALES.iter().any(|word| self.says(word));
        rest.iter().all(|token| token.word().is_some()) && (VAGUE.iter().any(opens_with) || is_vague_scale())
    }

    /// Reads an amount: a number with scale words, and further ones of smaller scale ("1 tỷ 200 triệu",
    /// "2 triệu rưỡi").
    fn amount(&mut self) -> Result<Decimal, NumberError> {
        let is_negative = self.sign();
        let first = self.at;
        let mut total = Decimal::ZERO;
        let mut scale_before: Option<Decimal> = None;
        loop {
            let start = self.at;
            let mut value = self.number()?;
            let scale = self.scale()?;
            if scale.is_some() && self.says("rưỡi") {
                self.at += 1;
                value = value.checked_add(Decimal::new(5, 1)).ok_or(NumberError::TooLarge)?;
            }
            let part = value.checked_mul(scale.unwrap_or(Decimal::ONE)).ok_or(NumberError::TooLarge)?;
            match scale_before {
                Some(_) if scale.is_none() => return Err(self.unscaled_tail(first, start)),
                Some(before) if part >= before => return Err(NumberError::NotANumber),
                Some(_) | None => {}
            }
            total = total.checked_add(part).ok_or(NumberError::TooLarge)?;
            scale_before = scale;
            if scale.is_none() || !matches!(self.rest().first(), Some(Token::Number(_))) {
                return Ok(if is_negative { -total } else { total });
            }
        }
    }

    /// Reads scale words one after the other ("nghìn tỷ") and returns their product.
    fn scale(&mut self) -> Result<Option<Decimal>, NumberError> {
        let mut product: Option<Decimal> = None;
        while let Some((_, scale, means_money)) = SCALES.iter().find(|(word, ..)| self.says(word)) {
            let before = product.unwrap_or(Decimal::ONE);
            product = Some(before.checked_mul(Decimal::from(*scale)).ok_or(NumberError::TooLarge)?);
            self.means_money |= means_money;
            self.at += 1;
        }
        Ok(product)
    }

    /// Explains a number without a scale behind one that has it: in speech "1tr2" is 1,2 triệu, but
    /// "1 triệu 250" is 1 triệu 250 nghìn. The amount begins at token `first`, the tail is token `start`.
    fn unscaled_tail(&self, first: usize, start: usize) -> NumberError {
        let before = self.tokens.get(first..start);
        let (Some([Token::Number(whole), scale]), Some(Token::Number(tail))) = (before, self.tokens.get(start)) else {
            return NumberError::NotANumber;
        };
        let Some((word, size, _)) = SCALES.iter().find(|(word, ..)| scale.says(word)) else {
            return NumberError::NotANumber;
        };
        let (word, next) = match size {
            1_000 => ("nghìn", ""),
            1_000_000 => ("triệu", " nghìn"),
            1_000_000_000 => ("tỷ", " triệu"),
            _ => (*word, ""),
        };
        let suggest = match (tail.len(), whole.parse::<Decimal>(), tail.parse::<Decimal>()) {
            (1, Ok(_), Ok(_)) => format!("{whole},{tail} {word}"),
            (2 | 3, Ok(whole), Ok(tail)) if *size == 1_000 && whole < Decimal::ONE_THOUSAND => {
                show_decimal(whole * Decimal::ONE_THOUSAND + tail)
            }
            (2 | 3, Ok(_), Ok(_)) if !next.is_empty() => format!("{whole} {word} {tail}{next}"),
            _ => return NumberError::NotANumber,
        };
        NumberError::Ambiguous { suggest }
    }

    /// Reads the unit that fills the rest, or that the scale word named, if any.
    fn unit<'a>(&mut self, own_unit: &'a str) -> Result<Option<&'a str>, NumberError> {
        let mut typed = String::new();
        for token in self.rest() {
            if !typed.is_empty() {
                typed.push(' ');
            }
            match token {
                Token::Word(word) => typed.push_str(word),
                Token::Sign(sign @ ('%' | '/' | ',' | '-' | '(' | ')')) => typed.push(*sign),
                Token::Number(_) | Token::Sign(_) => return Err(NumberError::NotANumber),
            }
        }
        if typed.is_empty() {
            return Ok(self.means_money.then_some("đồng"));
        }
        let pattern = Pattern::new(&typed);
        if pattern.is_empty() && typed != "%" {
            return Err(NumberError::NotANumber);
        }
        let unit = if pattern.is_whole(own_unit) { Some(own_unit) } else { named(&typed) };
        match unit {
            Some(unit) if !self.means_money || unit == "đồng" => Ok(Some(unit)),
            Some(_) | None => Err(NumberError::UnknownUnit { unit: typed }),
        }
    }
}

/// Returns the qualifier that the tokens begin with and how many tokens it takes.
fn qualifier_at(tokens: &[Token]) -> Option<(Qualifier, usize)> {
    let first = tokens.first()?;
    let by_sign = match first {
        Token::Sign('>' | '≥') => Some(Qualifier::Over),
        Token::Sign('<' | '≤') => Some(Qualifier::Under),
        Token::Sign('~' | '≈') => Some(Qualifier::About),
        Token::Word(_) | Token::Sign(_) | Token::Number(_) => None,
    };
    let by_word = || QUALIFIERS.iter().find(|(word, _)| first.says(word)).map(|(_, qualifier)| *qualifier);
    if let Some(qualifier) = by_sign.or_else(by_word) {
        return Some((qualifier, 1));
    }
    let is_about = first.says("xấp") && tokens.get(1).is_some_and(|second| second.says("xỉ"));
    is_about.then_some((Qualifier::About, 2))
}

#[cfg(test)]
mod tests;
