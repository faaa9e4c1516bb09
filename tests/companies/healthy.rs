//! Healthy companies of any size, as large ones are: areas with managers, leads and members, people who stand in, open
//! positions, dotted lines with a purpose. What there is to say of one is planted, so that it is known to be true.

use std::collections::BTreeSet;
use std::fmt::Write as _;

/// One position.
struct Post {
    id: String,
    title: String,
    manager: Option<usize>,
    level: usize,
    more: String,
}

/// A company with what there is to say of it.
pub(crate) struct Healthy {
    posts: Vec<Post>,
    employees: usize,
    /// Positions to which just one other reports.
    pub(crate) with_one_report: BTreeSet<String>,
    /// Positions to which more than fifteen report.
    pub(crate) with_many_reports: BTreeSet<String>,
}

/// An area: the title of its head, of a manager, of a lead and of a member in it, what more its head says, and its
/// share of a hundred people.
struct Area(&'static str, &'static str, &'static str, &'static str, &'static str, usize);

const SMALL: &[Area] = &[
    Area("Head of Sales", "Sales Manager", "Sales Team Lead", "Account Executive", "", 40),
    Area("Head of Finance", "Finance Manager", "Accounting Lead", "Accountant", "", 20),
    Area("Head of Operations", "Operations Manager", "Shift Lead", "Fitter", "", 40),
];

const LARGE: &[Area] = &[
    Area("Chief Operating Officer", "Plant Manager", "Shift Lead", "Fitter", "", 30),
    Area("Chief Financial Officer", "Finance Manager", "Accounting Lead", "Accountant", "", 8),
    Area("Chief People Officer", "People Manager", "Recruiting Lead", "Recruiter", "", 6),
    Area("Chief Marketing Officer", "Marketing Manager", "Campaign Lead", "Marketing Specialist", "", 8),
    Area("Chief Revenue Officer", "Sales Manager", "Sales Team Lead", "Account Executive", "", 18),
    Area("General Counsel", "Legal Manager", "Contracts Lead", "Counsel", "", 3),
    Area(
        "Chief Information Officer",
        "IT Manager",
        "Service Desk Lead",
        "IT Support Specialist",
        ", mandate: { facing: internal, line: bottom, owns: [internal-it, service-delivery], text: keeps the systems running that the company works with }",
        10,
    ),
    Area(
        "Chief Technology Officer",
        "Engineering Manager",
        "Engineering Lead",
        "Software Engineer",
        ", mandate: { facing: customers, line: top, owns: [product-development], text: builds the technology that customers buy }",
        17,
    ),
];

impl Healthy {
    pub(crate) fn of(people: usize) -> Self {
        let mut company = Self {
            posts: Vec::new(),
            employees: people,
            with_one_report: BTreeSet::new(),
            with_many_reports: BTreeSet::new(),
        };
        let top = company.add("Chief Executive Officer".to_owned(), None, 9, String::new());
        let areas = if people < 100 { SMALL } else { LARGE };
        for Area(head, manager, lead, member, more, share) in areas {
            let count = (people - 1) * share / 100;
            let head = company.add((*head).to_owned(), Some(top), 8, (*more).to_owned());
            company.fill(head, count.saturating_sub(1), &[manager, lead, member], 7);
        }
        company.unusual();
        company
    }

    fn add(&mut self, title: String, manager: Option<usize>, level: usize, more: String) -> usize {
        let at = self.posts.len();
        self.posts.push(Post { id: format!("p{at}"), title, manager, level, more });
        at
    }

    /// Puts so many below one: members, or managers and leads with six to eight below each.
    fn fill(&mut self, above: usize, count: usize, titles: &[&str], level: usize) {
        let [title, rest @ ..] = titles else { return };
        let member = titles.last().copied().unwrap_or_default();
        if count <= 8 || rest.is_empty() {
            for _ in 0..count {
                self.add(member.to_owned(), Some(above), 3, String::new());
            }
            return;
        }
        // Of a large area there is one more level of managers.
        let (title, rest) = if count > 8 * 8 * 8 { (*title, titles) } else { (*title, rest) };
        let groups = if rest.len() == 1 { count.div_ceil(8) } else { count.div_ceil(60).clamp(2, 8) };
        for group in 0..groups {
            let of_group = count / groups + usize::from(group < count % groups);
            let head = self.add(title.to_owned(), Some(above), level, String::new());
            self.fill(head, of_group.saturating_sub(1), rest, level - 1);
        }
    }

    /// What every company has: open positions that somebody covers, people who stand in for a while, contractors,
    /// dotted lines, and a manager here and there with one report or with many.
    fn unusual(&mut self) {
        let last: Vec<usize> = {
            let managers: BTreeSet<usize> = self.posts.iter().filter_map(|post| post.manager).collect();
            (0..self.posts.len()).filter(|at| !managers.contains(at)).collect()
        };
        for (number, at) in last.iter().enumerate() {
            let post = &mut self.posts[*at];
            match number % 40 {
                7 => post.more.push_str(", status: vacant"),
                13 => post.more.push_str(", employment: contractor"),
                21 => post.more.push_str(", dotted_to: [{ to: p1, for: safety }]"),
                29 => post.more.push_str(", status: acting, since: 2025-11-01"),
                _ => {}
            }
        }
        if self.employees < 100 {
            return;
        }
        // Every hundredth leads one of the others, as somebody who is trained does.
        for pair in last.chunks_exact(2).step_by(100) {
            let [one, other] = pair else { continue };
            if self.posts[*one].more.is_empty() && self.posts[*one].manager == self.posts[*other].manager {
                self.posts[*other].manager = Some(*one);
                self.with_one_report.insert(self.posts[*one].id.clone());
            }
        }
        // One sales office is one team of many; so is one shift, of which nothing is to be said.
        for title in ["Account Executive", "Fitter"] {
            let first = last.iter().find(|at| self.posts[**at].title == title);
            let Some(above) = first.and_then(|at| self.posts[*at].manager) else { continue };
            let below = self.posts.iter().filter(|post| post.manager == Some(above)).count();
            for _ in below..18 {
                self.add(title.to_owned(), Some(above), 3, String::new());
            }
            if title != "Fitter" {
                self.with_many_reports.insert(self.posts[above].id.clone());
            }
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.posts.len()
    }

    /// As a chart, with the holders' names.
    pub(crate) fn chart(&self) -> String {
        let mut out = format!(
            "as_of: 2026-01-15\ncompany: {{ employees: {}, primary_goal: efficiency }}\npositions:\n",
            self.employees
        );
        for (at, post) in self.posts.iter().enumerate() {
            let Post { id, title, level, more, .. } = post;
            let line =
                post.manager.map_or_else(String::new, |at| format!(", reports_to: {}", self.posts[at].id));
            let name = if more.contains("vacant") { String::new() } else { format!(", name: {}", name(at)) };
            let _ = writeln!(out, "  - {{ id: {id}, title: {title}, level: {level}{line}{name}{more} }}");
        }
        out
    }
}

/// A name that nobody else has.
fn name(at: usize) -> String {
    const FIRST: [&str; 12] =
        ["Ada", "Bo", "Imani", "Kim", "Lars", "Mara", "Noor", "Peer", "Sade", "Tomás", "Wen", "Yara"];
    const LAST: [&str; 9] = ["Frost", "Haddad", "Herrera", "Holm", "Li", "Lund", "Okafor", "Oke", "Ruiz"];
    // Whoever has the same two names has a middle one.
    let middle: String = match at / 108 {
        0 => String::new(),
        round => format!(
            "{} ",
            char::from(b'A' + u8::try_from(round % 26).unwrap_or(0)).to_string().repeat(round / 26 + 1)
        ),
    };
    format!("{} {middle}{}", FIRST[at % 12], LAST[at / 12 % 9])
}
