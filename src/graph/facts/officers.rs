//! Officers whom a regime asks for.

use super::column::Value;
use super::sides::Sides;
use super::{CompanyField, Facts};
use crate::chart::Field;
use crate::graph::catalogue::{FactId, Organisation};
use crate::vocabulary::Seat;

/// An officer, and what on a chart says that there is one.
struct Officer {
    regime: &'static str,
    called: &'static str,
    seats: &'static [Seat],
    /// Areas whose people may be the officer without the title.
    functions: &'static [&'static str],
}

const OFFICERS: &[Officer] = &[
    Officer {
        regime: "gdpr",
        called: "a data protection officer",
        seats: &[Seat::Dpo],
        functions: &["privacy"],
    },
    Officer { regime: "hipaa", called: "a privacy official", seats: &[Seat::Dpo], functions: &["privacy"] },
    Officer {
        regime: "hipaa",
        called: "a security official",
        seats: &[Seat::Ciso, Seat::CsoSecurity],
        functions: SECURITY,
    },
    Officer {
        regime: "nydfs",
        called: "a chief information security officer",
        seats: &[Seat::Ciso],
        functions: SECURITY,
    },
    Officer {
        regime: "uk-aml",
        called: "a nominated officer for money laundering reports",
        seats: &[Seat::Mlro],
        functions: &["aml"],
    },
    Officer {
        regime: "listed",
        called: "internal audit",
        seats: &[Seat::Cae],
        functions: &["internal-audit"],
    },
];

const SECURITY: &[&str] = &["information-security", "it-security-operations"];

/// Those of the stated regimes for whom the chart has nobody.
pub(super) fn missing<'c>(facts: &Facts<'c>, sides: &Sides<'c>) -> Value<'c> {
    let chart = facts.chart;
    let Some(regimes) = chart.company(CompanyField::Regimes) else { return Value::NotStated };
    let applies = |officer: &&Officer| {
        chart.texts_at(regimes).any(|regime| regime.text == officer.regime)
            && match officer.regime {
                "gdpr" => chart.company_flag(CompanyField::DpoRequired) == Some(true),
                // Whoever works alone reports to the authority directly.
                "uk-aml" => facts.value(FactId::Organisation(Organisation::Headcount)) != Value::Number(1.0),
                _ => true,
            }
    };
    let also = || chart.positions().flat_map(|of| chart.texts(of, Field::AlsoHolds));
    let may_be_there = |officer: &&Officer| {
        officer.seats.iter().any(|seat| {
            facts.has_seat(seat.word()) != Some(false) || also().any(|text| text.text == seat.word())
        }) || sides.all.iter().any(|all| all.iter().any(|one| officer.functions.contains(&one.get().id)))
    };
    let missing = OFFICERS.iter().filter(applies).filter(|officer| !may_be_there(officer));
    let missing: Vec<&str> = missing.map(|officer| officer.called).collect();
    if missing.is_empty() { Value::NotStated } else { Value::Texts(missing) }
}
