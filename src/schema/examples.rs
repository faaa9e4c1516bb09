//! An example of the value of each key of a chart. A key that is added does not compile without one.

use crate::chart::fields::{CompanyField, Field, Part, TopField};

/// A key that has an example.
pub(super) trait Example {
    /// The value as it stands behind the key, on one line.
    fn example(self) -> &'static str;
}

impl Example for Field {
    fn example(self) -> &'static str {
        match self {
            Self::Title => "Director of Service Delivery",
            Self::Name => "Ada Lovelace",
            Self::Holder => "p-017",
            Self::Role => "it-lead",
            Self::Id | Self::Function => "service-delivery",
            Self::Department => "Service Delivery",
            Self::Unit => "Service Desk",
            Self::Serves => "operations",
            Self::Status => "acting",
            Self::Since | Self::CoversBothSince => "2025-09-01",
            Self::Until => "2026-06-30",
            Self::Fte => "0.8",
            Self::Employment => "contractor",
            Self::Scope => "region",
            Self::Level => "4",
            Self::ReportsTo | Self::Complements => "cio",
            Self::DottedTo => "[{ to: cto, for: release planning }]",
            Self::Mandate => "{ facing: internal, line: bottom, owns: [service-delivery] }",
            Self::Profile => "{ needs: [product], covers: [operations], qualities: [calm] }",
            Self::Goals => "[{ text: a shorter queue at the service desk, line: bottom }]",
            Self::AlsoHolds => "[head-of-quality]",
            Self::CoLead => "delivery-north",
            Self::Cover => "the head of the service desk",
            Self::Critical | Self::New => "true",
            Self::Created => "2026-01-01",
            Self::Extra => "{ cost_centre: 4711 }",
            Self::Reports => "[{ id: desk, title: Head of the Service Desk }]",
        }
    }
}

impl Example for CompanyField {
    fn example(self) -> &'static str {
        match self {
            Self::Name => "Acme Robotics",
            Self::Employees => "240",
            Self::Complete | Self::TechnologyCore => "true",
            Self::PartOf => "Acme Group",
            Self::Stage => "growth",
            Self::Funding => "well-backed",
            Self::TechnologyStrategy => "in-place",
            Self::PrimaryGoal => "efficiency",
            Self::Industry => "software",
            Self::Outsourced => "[internal-it]",
            Self::Regimes => "[gdpr]",
        }
    }
}

impl Example for TopField {
    fn example(self) -> &'static str {
        match self {
            Self::AsOf => "2026-01-15",
            Self::Company => "{ name: Acme Robotics, employees: 240 }",
            Self::Positions | Self::People => "[{ id: ceo, title: Chief Executive Officer }]",
            Self::Org => "{ title: CEO, reports: [{ title: CTO }] }",
            Self::Exceptions => "[{ rule: several-roots, at: company, reason: two founders }]",
            Self::Roots => "[ceo]",
            Self::ExternalManagers => "[group-cio]",
        }
    }
}

impl Example for Part {
    fn example(self) -> &'static str {
        match self {
            Self::Facing => "internal",
            Self::Line => "bottom",
            Self::Owns => "[service-delivery]",
            Self::Text => "keeps the systems running that the company works with",
            Self::Needs => "[product]",
            Self::Covers => "[operations]",
            Self::Qualities => "[calm]",
            Self::To => "cto",
            Self::For => "release planning",
            Self::Rule => "several-roots",
            Self::At => "service-delivery",
            Self::Reason => "until the two units are one",
            Self::Until => "2026-06-30",
        }
    }
}
