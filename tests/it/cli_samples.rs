//! The samples made from articles, applied by the real program to a register that was just set up.
#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a test ends where something is missing")]

use crate::program::{Program, repository};

fn apply_sample(program: &Program, name: &str) {
    let path = repository(&format!("data/samples/{name}.jsonl"));
    let lines = std::fs::read_to_string(&path).unwrap().lines().count();
    let run = program.run(&["apply", path.to_str().unwrap()]).done();
    assert_eq!(run.answers().len(), lines);
    assert!(run.answers().iter().all(|answer| answer["seq"].is_u64()));
}

#[test]
fn moc_nam_is_as_its_article_counts_it() {
    let program = Program::set_up();
    apply_sample(&program, "moc-nam-2022");
    assert_eq!(program.records("model").len(), 15);
    assert_eq!(program.records("organisation").len(), 7);
    assert_eq!(program.records("model_year").len(), 15);
    let of_type =
        |code: &str| program.records("model_year").iter().filter(|record| record["set"]["reg_type"] == code).count();
    assert_eq!((of_type("MOI"), of_type("DUY_TRI"), of_type("NHAN_RONG")), (10, 3, 2));
    let progress = program.run(&["export", "progress", "--year", "2022"]).done().out;
    for figure in ["trên 3.000 m²", "hơn 4.000 m²", "2 công trình", "65 cây"] {
        assert!(progress.contains(figure), "{figure}: {progress}");
    }
    let people = program.run(&["export", "person"]).done().out;
    assert!(people.contains("Lương Văn Hùng") && people.contains("Chủ tịch HĐND"), "{people}");
    let wards = program.run(&["export", "ward"]).done().out;
    assert!(wards.contains("xã,Mộc Nam,không rõ"), "what the article does not say is not known: {wards}");
}

#[test]
fn truong_son_keeps_the_words_of_its_article() {
    let program = Program::set_up();
    apply_sample(&program, "truong-son-2023");
    assert_eq!(program.records("model").len(), 7);
    let progress = program.run(&["export", "progress"]).done().out;
    for figure in ["310 chậu", "2.000 m", "310.000.000 đồng", "hàng chục"] {
        assert!(progress.contains(figure), "{figure}: {progress}");
    }
    let recognised = program.run(&["export", "model_year", "--year", "2023", "--keys"]).done().out;
    assert_eq!(recognised.lines().filter(|line| line.contains(",N8,")).count(), 7);
}

#[test]
fn both_samples_and_the_doctor_agree() {
    let program = Program::set_up();
    apply_sample(&program, "moc-nam-2022");
    apply_sample(&program, "truong-son-2023");
    let run = program.run(&["doctor", "--verify"]).done();
    assert!(run.out.contains("Mọi bản ghi khớp với nhật ký."), "{}", run.out);
}
