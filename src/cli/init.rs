//! `danvan init`: the set-up of a ward without a screen.

use super::args::{Init, WardKind};
use super::out::{End, Out, Outcome, Stop};
use super::place::{Place, commit_time, this_year};
use crate::register::setup::{Ward, setup};
use crate::register::{Lang, Records, Reject, Request, Words};
use crate::say;
use crate::text::fold::tidy;

/// Sets the ward up in an empty register.
pub(super) fn run(place: &Place, asked: &Init, out: &mut Out) -> Outcome {
    if place.store.read().seq() > 0 {
        return Err(Stop::Usage(say!(
            "Ở đây đã có sổ, không lập lại. Mở bằng \"danvan\", hoặc chọn thư mục khác bằng --data.",
            "There is a register here already. Open it with \"danvan\", or choose another folder with --data."
        )));
    }
    let ward = Ward {
        kind: match asked.kind {
            WardKind::Phuong => "PHUONG",
            WardKind::Xa => "XA",
            WardKind::DacKhu => "DAC_KHU",
        },
        name: tidy(&asked.name),
        province: tidy(&asked.province),
        year: asked.year.and_then(|year| i32::try_from(year).ok()).unwrap_or_else(this_year),
    };
    let requests = setup(&ward, &mut || place.ids.next());
    commit_all(place, &requests)?;
    out.say(&say!(
        "Đã lập sổ cho {name}, năm {year}. Mở bằng \"danvan\".",
        "The register of {name} is set up for {year}. Open it with \"danvan\".",
        name = ward.name,
        year = ward.year
    ))?;
    Ok(End::Done)
}

/// Most requests that are made durable together.
const GROUP: usize = 256;

/// Commits requests in order; the first that is refused ends it.
pub(super) fn commit_all(place: &Place, requests: &[Request]) -> Result<(), Stop> {
    for group in requests.chunks(GROUP) {
        for outcome in place.store.commit(group, &place.actor, commit_time()) {
            match outcome {
                Ok(_) | Err(Reject::Nothing) => {}
                Err(Reject::Storage(words)) => return Err(Stop::Store(words)),
                Err(reject) => {
                    return Err(Stop::Refused(Words { vi: reject.show(Lang::Vi), en: reject.show(Lang::En) }));
                }
            }
        }
    }
    Ok(())
}
