//! Reading numbers, money and figures as they are typed.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::scan::{Token, read_number, tokens};
use super::unit::named;
use super::{Figure, NumberError, Qualifier};
use crate::text::fold::tidy;
use crate::text::letter::plain;

/// Openings of figures that have words and no number.
const VAGUE: &[&[&str]] = &[
    &["hang"],
    &["nhieu"],
    &["rat", "nhieu"],
    &["vai"],
    &["mot", "vai"],
    &["mot", "so"],
    &["may"],
    &["dam", "ba"],
    &["it"],
    &["khong", "ro"],
    &["chua", "ro"],
    &["khong", "thong", "ke"],
    &["chua", "thong", "ke"],
    &["chuc"],
    &["tram"],
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
        Some(unit) => Err(NumberError::UnknownUnit { unit: plain(unit) }),
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
    let means_money = reader.means_money;
    let unit = reader.unit(own_unit)?.or(means_money.then_some("đồng")).map(str::to_owned);
    Ok(Figure { amount, qualifier, unit, words: None })
}

fn whole(amount: Decimal) -> Result<i64, NumberError> {
    if !amount.is_integer() {
        return Err(NumberError::NotWhole);
    }
    amount.to_i64().ok_or(NumberError::TooLarge)
}

/// Returns what a scale word multiplies by, and whether it also says đồng.
fn scale_of(word: &str) -> Option<(i64, bool)> {
    let scale = match word {
        "chuc" => (10, false),
        "tram" => (100, false),
        "nghin" | "ngan" | "k" => (1_000, false),
        "van" => (10_000, false),
        "trieu" | "tr" => (1_000_000, false),
        "ty" | "ti" => (1_000_000_000, false),
        "trd" => (1_000_000, true),
        "tyd" => (1_000_000_000, true),
        _ => return None,
    };
    Some(scale)
}

/// The tokens that are not read yet.
struct Reader {
    tokens: Vec<Token>,
    at: usize,
    means_money: bool,
}

impl Reader {
    fn new(typed: &str) -> Result<Self, NumberError> {
        let plain = plain(typed);
        if plain.is_empty() {
            return Err(NumberError::Empty);
        }
        Ok(Self { tokens: tokens(&plain)?, at: 0, means_money: false })
    }

    fn rest(&self) -> &[Token] {
        self.tokens.get(self.at..).unwrap_or_default()
    }

    fn word(&self) -> Option<&str> {
        self.rest().first().and_then(Token::word)
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
        let Some(words) = self.rest().iter().map(Token::word).collect::<Option<Vec<&str>>>() else { return false };
        VAGUE.iter().any(|opening| words.starts_with(opening))
    }

    /// Reads an amount: a number with scale words, and further ones of smaller scale ("1 tỷ 200 triệu",
    /// "2 triệu rưỡi").
    fn amount(&mut self) -> Result<Decimal, NumberError> {
        let is_negative = self.sign();
        let mut total = Decimal::ZERO;
        let mut scale_before: Option<Decimal> = None;
        loop {
            let start = self.at;
            let mut value = self.number()?;
            let scale = self.scale()?;
            if scale.is_some() && self.word() == Some("ruoi") {
                self.at += 1;
                value = value.checked_add(Decimal::new(5, 1)).ok_or(NumberError::TooLarge)?;
            }
            let part = value.checked_mul(scale.unwrap_or(Decimal::ONE)).ok_or(NumberError::TooLarge)?;
            match scale_before {
                Some(_) if scale.is_none() => return Err(self.unscaled_tail(start)),
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
        while let Some((scale, means_money)) = self.word().and_then(scale_of) {
            let before = product.unwrap_or(Decimal::ONE);
            product = Some(before.checked_mul(Decimal::from(scale)).ok_or(NumberError::TooLarge)?);
            self.means_money |= means_money;
            self.at += 1;
        }
        Ok(product)
    }

    /// Explains a number without a scale behind one that has it: "1tr2" is 1,2 triệu in speech.
    fn unscaled_tail(&self, start: usize) -> NumberError {
        let before = start.checked_sub(2).and_then(|from| self.tokens.get(from..start));
        match (before, self.tokens.get(start)) {
            (Some([Token::Number(whole), Token::Word(scale)]), Some(Token::Number(tail)))
                if is_digits(whole) && is_digits(tail) =>
            {
                let decimals = tail.trim_end_matches('0');
                let value = if decimals.is_empty() { whole.clone() } else { format!("{whole},{decimals}") };
                NumberError::Ambiguous { suggest: format!("{value} {}", full_word(scale)) }
            }
            _ => NumberError::NotANumber,
        }
    }

    /// Reads the unit that fills the rest, if any.
    fn unit<'a>(&mut self, own_unit: &'a str) -> Result<Option<&'a str>, NumberError> {
        let mut words: Vec<&str> = Vec::new();
        for token in self.rest() {
            match token {
                Token::Word(word) => words.push(word),
                Token::Sign('%') => words.push("%"),
                Token::Number(_) | Token::Sign(_) => return Err(NumberError::NotANumber),
            }
        }
        let typed = words.join(" ");
        if typed.is_empty() {
            return Ok(None);
        }
        if typed == plain(own_unit) {
            return Ok(Some(own_unit));
        }
        named(&typed).map(Some).ok_or(NumberError::UnknownUnit { unit: typed })
    }
}

fn is_digits(raw: &str) -> bool {
    raw.bytes().all(|b| b.is_ascii_digit())
}

fn full_word(scale: &str) -> &str {
    match scale {
        "nghin" | "ngan" | "k" => "nghìn",
        "van" => "vạn",
        "trieu" | "tr" | "trd" => "triệu",
        "ty" | "ti" | "tyd" => "tỷ",
        "tram" => "trăm",
        "chuc" => "chục",
        other => other,
    }
}

/// Returns the qualifier that the tokens begin with and how many tokens it takes.
fn qualifier_at(tokens: &[Token]) -> Option<(Qualifier, usize)> {
    let qualifier = match tokens.first()? {
        Token::Word(word) => match word.as_str() {
            "dung" => Qualifier::Exact,
            "tren" => Qualifier::Over,
            "hon" => Qualifier::MoreThan,
            "gan" => Qualifier::Under,
            "khoang" | "chung" | "do" | "uoc" => Qualifier::About,
            "xap" if tokens.get(1) == Some(&Token::Word("xi".to_owned())) => return Some((Qualifier::About, 2)),
            _ => return None,
        },
        Token::Sign('>' | '≥') => Qualifier::Over,
        Token::Sign('<' | '≤') => Qualifier::Under,
        Token::Sign('~' | '≈') => Qualifier::About,
        Token::Sign(_) | Token::Number(_) => return None,
    };
    Some((qualifier, 1))
}

#[cfg(test)]
mod tests;
