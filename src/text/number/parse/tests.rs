use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::text::fold::fold;

fn dec(s: &str) -> Decimal {
    Decimal::from_str_exact(s).unwrap()
}

fn ambiguous<T>(suggest: &str) -> Result<T, NumberError> {
    Err(NumberError::Ambiguous { suggest: suggest.to_owned() })
}

#[test]
fn dots_part_thousands_and_commas_decimals() {
    for (typed, value) in [
        ("3.000", "3000"),
        ("12,5", "12.5"),
        ("1.234,5", "1234.5"),
        ("+5", "5"),
        ("-3", "-3"),
        ("−3", "-3"),
        ("0,5", "0.5"),
        ("1,234", "1.234"),
        ("3 000", "3000"),
        ("3\u{a0}000", "3000"),
        ("3\u{202f}000", "3000"),
        ("3 000,25", "3000.25"),
        ("1.000.000", "1000000"),
        ("007", "7"),
        (" 65 ", "65"),
        ("６５", "65"),
    ] {
        assert_eq!(parse_decimal(typed), Ok(dec(value)), "{typed}");
    }
}

#[test]
fn two_meanings_are_refused_with_a_suggestion() {
    assert_eq!(parse_decimal("12.5"), ambiguous("12,5"));
    assert_eq!(parse_decimal("0.500"), ambiguous("0,500"));
    assert_eq!(parse_decimal("1234.567"), ambiguous("1234,567"));
    assert_eq!(parse_decimal("1,234.5"), ambiguous("1.234,5"));
    assert_eq!(parse_decimal("1,234,567"), ambiguous("1.234.567"));
    assert_eq!(parse_money("1tr2"), ambiguous("1,2 triệu"));
    assert_eq!(parse_money("1 tỷ 250"), ambiguous("1 tỷ 250 triệu"));
    assert_eq!(parse_money("1 triệu 50"), ambiguous("1 triệu 50 nghìn"));
    assert_eq!(parse_money("4 nghìn 250"), ambiguous("4.250"));
    assert_eq!(parse_money("4 ngàn 5"), ambiguous("4,5 nghìn"));
    assert_eq!(parse_money("4 chục 12"), Err(NumberError::NotANumber));
    assert_eq!(parse_money("1 tỷ 200 triệu 500"), Err(NumberError::NotANumber), "no suggestion that loses the tỷ");
    assert_eq!(parse_figure("hơn 1tr2"), ambiguous("1,2 triệu"));
    for typed in ["12.5", "1tr2", "1 tỷ 200", "4 ngàn 5", "4k250", "1,234,567"] {
        let Err(NumberError::Ambiguous { suggest }) = parse_figure(typed) else { unreachable!("{typed}") };
        assert!(parse_figure(&suggest).is_ok(), "{suggest}");
    }
}

#[test]
fn other_things_are_no_numbers() {
    assert_eq!(parse_decimal(" "), Err(NumberError::Empty));
    for typed in [
        "abc",
        "1.2.3",
        "5,",
        ",5",
        "1 2",
        "--5",
        "5-",
        "10²",
        "1e5",
        "4 nghìn",
        "1.000,5,5",
        "½",
        "2½",
        "5 6 7",
        "5 %",
    ] {
        assert_eq!(parse_decimal(typed), Err(NumberError::NotANumber), "{typed}");
    }
    assert_eq!(parse_decimal(&"9".repeat(30)), Err(NumberError::TooLarge));
    assert_eq!(parse_decimal(&format!("0,{}1", "0".repeat(40))), Err(NumberError::TooLarge));
    assert_eq!(parse_decimal(&"9".repeat(5_000)), Err(NumberError::TooLarge));
}

#[test]
fn whole_numbers() {
    assert_eq!(parse_integer("65"), Ok(65));
    assert_eq!(parse_integer("4 nghìn"), Ok(4_000));
    assert_eq!(parse_integer("1,5 nghin"), Ok(1_500));
    assert_eq!(parse_integer("2,0"), Ok(2));
    assert_eq!(parse_integer("2,5"), Err(NumberError::NotWhole));
    assert_eq!(parse_integer("9.223.372.036.854.775.808"), Err(NumberError::TooLarge));
    assert_eq!(parse_integer("65 hộ"), Err(NumberError::NotANumber));
    assert_eq!(parse_integer("65trđ"), Err(NumberError::NotANumber));
}

#[test]
fn money_as_offices_write_it() {
    for (typed, dong) in [
        ("310tr", 310_000_000),
        ("310 triệu", 310_000_000),
        ("310 trieu dong", 310_000_000),
        ("310 tr.đ", 310_000_000),
        ("310trđ", 310_000_000),
        ("1,2 tỷ", 1_200_000_000),
        ("1,2 tỉ", 1_200_000_000),
        ("1 tỷ 200 triệu", 1_200_000_000),
        ("1 tỷ 200 triệu 500 nghìn đồng", 1_200_500_000),
        ("1tỷ200tr", 1_200_000_000),
        ("86.000.000", 86_000_000),
        ("86000000đ", 86_000_000),
        ("86 000 000 ₫", 86_000_000),
        ("4 nghìn", 4_000),
        ("4 ngàn", 4_000),
        ("500k", 500_000),
        ("2,5 tr", 2_500_000),
        ("2 triệu rưỡi", 2_500_000),
        ("5 vạn", 50_000),
        ("3 trăm triệu", 300_000_000),
        ("2 nghìn tỷ VNĐ", 2_000_000_000_000),
        ("-500k", -500_000),
    ] {
        assert_eq!(parse_money(typed), Ok(dong), "{typed}");
    }
}

#[test]
fn money_that_is_refused() {
    assert_eq!(parse_money("0,5"), Err(NumberError::NotWhole));
    assert_eq!(parse_money("1,2345 nghìn"), Err(NumberError::NotWhole));
    assert_eq!(parse_money("99.999.999.999 tỷ"), Err(NumberError::TooLarge));
    assert_eq!(parse_money("9 tỷ tỷ tỷ tỷ tỷ"), Err(NumberError::TooLarge));
    assert_eq!(parse_money("200 triệu 1 tỷ"), Err(NumberError::NotANumber));
    assert_eq!(parse_money("1 tỷ 2 tỷ"), Err(NumberError::NotANumber));
    assert_eq!(parse_money("triệu"), Err(NumberError::NotANumber));
    assert_eq!(parse_money("5 m2"), Err(NumberError::UnknownUnit { unit: "m2".into() }));
    assert_eq!(parse_money("5 xu"), Err(NumberError::UnknownUnit { unit: "xu".into() }));
}

fn figure(amount: &str, qualifier: Qualifier, unit: Option<&str>) -> Figure {
    Figure { amount: dec(amount), qualifier, unit: unit.map(str::to_owned), words: None }
}

#[test]
fn figures_of_the_articles() {
    use Qualifier::{About, Exact, MoreThan, Over, Under};
    for (typed, amount, qualifier, unit) in [
        ("trên 3.000 m²", "3000", Over, Some("m2")),
        ("hơn 4.000 m²", "4000", MoreThan, Some("m2")),
        ("hon 4.000 m2", "4000", MoreThan, Some("m2")),
        ("tren 3000", "3000", Over, None),
        ("gần 30 mét vuông", "30", Under, Some("m2")),
        ("khoảng 4 nghìn", "4000", About, None),
        ("khoảng trên 30 hộ", "30", About, Some("hộ")),
        ("xấp xỉ 70%", "70", About, Some("%")),
        ("~500 kg", "500", About, Some("kg")),
        (">900m", "900", Over, Some("m")),
        ("< 900 m", "900", Under, Some("m")),
        ("chừng 2 tạ", "2", About, Some("tạ")),
        ("độ 5 ha", "5", About, Some("ha")),
        ("đúng 65 cây", "65", Exact, Some("cây")),
        ("2km", "2", Exact, Some("km")),
        ("310 triệu", "310000000", Exact, None),
        ("310 triệu đồng", "310000000", Exact, Some("đồng")),
        ("310trđ", "310000000", Exact, Some("đồng")),
        ("1,2 tỷ", "1200000000", Exact, None),
        ("310 chậu hoa", "310", Exact, Some("chậu")),
        ("65", "65", Exact, None),
    ] {
        assert_eq!(parse_figure(typed), Ok(figure(amount, qualifier, unit)), "{typed}");
        let apart: String = typed.nfd().collect();
        assert_eq!(parse_figure(&apart), Ok(figure(amount, qualifier, unit)), "{typed} decomposed");
        assert_eq!(parse_figure(&typed.to_uppercase()), Ok(figure(amount, qualifier, unit)), "{typed} in capitals");
    }
}

#[test]
fn figures_without_a_number_keep_their_words() {
    for typed in ["hàng chục", "nhiều", "vài trăm", "không rõ", "hàng nghìn m²", "Hàng chục mô hình", "hơn chục hộ"]
    {
        let read = parse_figure(typed).unwrap();
        assert_eq!(
            (read.qualifier, read.amount, read.words.as_deref()),
            (Qualifier::Unknown, Decimal::ZERO, Some(typed))
        );
        assert_eq!(read.show(), typed);
    }
    assert_eq!(parse_figure("vái"), Err(NumberError::NotANumber), "not vài");
    assert_eq!(parse_figure("hàng rào"), Err(NumberError::NotANumber));
    assert_eq!(parse_figure("trăm"), Err(NumberError::NotANumber));
    assert_eq!(parse_figure("khá"), Err(NumberError::NotANumber));
    assert_eq!(parse_figure("hơn"), Err(NumberError::NotANumber));
    assert_eq!(parse_figure("vài 5"), Err(NumberError::NotANumber));
}

#[test]
fn a_unit_of_the_ward_is_known_where_it_belongs() {
    let unknown = Err(NumberError::UnknownUnit { unit: "gian hàng".into() });
    assert_eq!(parse_figure("12 gian hàng"), unknown);
    assert_eq!(parse_figure_in("12 gian hang", "gian hàng"), Ok(figure("12", Qualifier::Exact, Some("gian hàng"))));
    assert_eq!(parse_figure_in("12", "gian hàng"), Ok(figure("12", Qualifier::Exact, None)));
}

#[test]
fn marks_tell_words_apart() {
    let unknown = |unit: &str| Err(NumberError::UnknownUnit { unit: unit.into() });
    assert_eq!(parse_figure("3 trạm"), unknown("trạm"), "no hundreds");
    assert_eq!(parse_figure("5 ván"), unknown("ván"), "no ten thousands");
    assert_eq!(parse_figure("5 hố"), unknown("hố"), "no households");
    assert_eq!(parse_figure("5 cống"), unknown("cống"), "no working days");
    assert_eq!(parse_figure("5 cong"), Ok(figure("5", Qualifier::Exact, Some("công"))));
    assert_eq!(parse_figure("3 trăm"), Ok(figure("300", Qualifier::Exact, None)));
    assert_eq!(parse_figure("5trđ m2"), unknown("m2"));
    assert_eq!(parse_figure("5 -"), Err(NumberError::NotANumber));
    assert_eq!(parse_figure("15 tin, bài"), Ok(figure("15", Qualifier::Exact, Some("tin, bài"))));
    assert_eq!(parse_figure("15 tin/bài"), Ok(figure("15", Qualifier::Exact, Some("tin, bài"))));
}

#[test]
fn figures_are_printed_back_word_for_word() {
    for typed in ["trên 3.000 m²", "hơn 4.000 m²", "gần 30 m²", "khoảng 2,5 km", "65 cây", "70%", "310.000.000 đồng"]
    {
        assert_eq!(parse_figure(typed).unwrap().show(), typed);
    }
}

proptest! {
    #[test]
    fn nothing_typed_panics(s in any::<String>(), t in "[-+~><0-9., a-zđộỷ%]{0,30}") {
        for typed in [&s, &t] {
            let _ = (parse_decimal(typed), parse_integer(typed), parse_money(typed), parse_figure(typed));
        }
    }

    #[test]
    fn marks_do_not_matter(
        qualifier in prop::sample::select(vec!["", "hơn ", "trên ", "gần ", "khoảng "]),
        n in 0_u32..1_000_000,
        scale in prop::sample::select(vec!["", " nghìn", " triệu", " tỷ"]),
        unit in prop::sample::select(vec!["", " đồng", " hộ", " cây", " tấn"]),
    ) {
        let typed = format!("{qualifier}{n}{scale}{unit}");
        let with_marks = parse_figure(&typed);
        prop_assert!(with_marks.is_ok());
        prop_assert_eq!(&parse_figure(&fold(&typed)), &with_marks);
        let shown = with_marks.clone().unwrap().show();
        prop_assert_eq!(parse_figure(&shown), with_marks);
    }
}
