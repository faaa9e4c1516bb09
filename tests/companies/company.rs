//! A company as a list of positions, and the ways to write it.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use orglint::finding::Severity;

/// How a chart is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Yaml,
    Json,
    Csv,
    /// YAML, each department a file.
    Files,
}

#[derive(Clone, Debug)]
pub(crate) struct Post {
    /// Which position it is, however the chart is written.
    pub(crate) key: usize,
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) department: String,
    /// The place of the manager.
    pub(crate) manager: Option<usize>,
}

#[derive(Clone, Debug)]
pub(crate) struct Company {
    pub(crate) name: String,
    industry: String,
    employees: u32,
    pub(crate) language: String,
    /// Does the chart say anything of the company?
    pub(crate) stated: bool,
    pub(crate) posts: Vec<Post>,
}

/// What somebody without a title of their own is called.
const MEMBERS: [(&str, &str); 7] = [
    ("en", "Team Member"),
    ("de", "Mitarbeiter"),
    ("fr", "Collaborateur"),
    ("es", "Colaborador"),
    ("nl", "Medewerker"),
    ("it", "Collaboratore"),
    ("pt", "Colaborador"),
];

impl Company {
    /// The companies of a list; its first lines say how it is written.
    pub(crate) fn read(text: &str) -> Vec<Self> {
        let blocks = text.split("\n== ").skip(1);
        blocks.map(Self::read_one).collect()
    }

    fn read_one(block: &str) -> Self {
        let (head, lines) = block.split_once('\n').unwrap();
        let [name, industry, employees, language] = head.split('|').map(str::trim).collect::<Vec<_>>()[..]
        else {
            panic!("{head}");
        };
        let mut posts: Vec<Post> = Vec::new();
        let mut line_of_managers: Vec<usize> = Vec::new();
        for line in lines.lines().filter(|line| !line.trim().is_empty()) {
            let depth = (line.len() - line.trim_start().len()) / 2;
            let (title, department) = match line.trim().split_once('[') {
                Some((title, department)) => (title.trim(), Some(department.trim_end_matches(']'))),
                None => (line.trim(), None),
            };
            line_of_managers.truncate(depth);
            let manager = line_of_managers.last().copied();
            let inherited = manager.map(|at| posts[at].department.clone());
            line_of_managers.push(posts.len());
            posts.push(Post {
                key: posts.len(),
                id: format!("p{}", posts.len() + 1),
                title: title.to_owned(),
                department: department.map(str::to_owned).or(inherited).unwrap_or_default(),
                manager,
            });
        }
        Self {
            name: name.to_owned(),
            industry: industry.to_owned(),
            employees: employees.parse().unwrap(),
            language: language.to_owned(),
            stated: true,
            posts,
        }
    }

    /// The company with this many members more below every position that has none or one.
    pub(crate) fn with_members(mut self, count: usize) -> Self {
        let reports = |at: usize| self.posts.iter().filter(|post| post.manager == Some(at)).count();
        let small: Vec<usize> = (0..self.posts.len()).filter(|at| reports(*at) < 2).collect();
        let member = self.member();
        for at in small {
            for _ in 0..count {
                self.posts.push(Post {
                    key: self.posts.len(),
                    id: format!("p{}", self.posts.len() + 1),
                    title: member.to_owned(),
                    department: self.posts[at].department.clone(),
                    manager: Some(at),
                });
            }
        }
        self
    }

    /// The key of each id.
    pub(crate) fn keys(&self) -> BTreeMap<String, usize> {
        self.posts.iter().map(|post| (post.id.clone(), post.key)).collect()
    }

    /// The company with its positions in another order.
    pub(crate) fn in_order(&self, order: &[usize]) -> Self {
        let place = |at: usize| order.iter().position(|one| *one == at);
        let posts = order.iter().map(|at| {
            let post = self.posts[*at].clone();
            Post { manager: post.manager.and_then(place), ..post }
        });
        Self { posts: posts.collect(), ..self.clone() }
    }

    /// A position and those above it, the top last.
    pub(crate) fn line(&self, at: usize) -> std::vec::IntoIter<usize> {
        let line: Vec<usize> = std::iter::successors(Some(at), |at| self.posts[*at].manager).collect();
        line.into_iter()
    }

    /// What somebody without a title of their own is called.
    pub(crate) fn member(&self) -> &'static str {
        MEMBERS.iter().find(|(code, _)| *code == self.language).unwrap().1
    }

    /// Does it invest or insure? There a bare CIO may be somebody else.
    pub(crate) fn is_about_money(&self) -> bool {
        ["pension fund", "insurance", "Versicherung"].contains(&self.industry.as_str())
    }

    /// Findings with titles, to be read.
    pub(crate) fn named(&self, findings: &BTreeSet<(String, Severity, String)>) -> String {
        let named = findings.iter().map(|(rule, severity, place)| {
            let post = self.posts.iter().find(|post| post.key.to_string() == *place);
            format!("{severity} {rule} {}", post.map_or(place.as_str(), |post| &post.title))
        });
        named.collect::<Vec<_>>().join("; ")
    }

    /// What is found only before a change, and only after it.
    pub(crate) fn difference(
        &self,
        before: &BTreeSet<(String, Severity, String)>,
        after: &BTreeSet<(String, Severity, String)>,
    ) -> String {
        let gone = before.difference(after).cloned().collect();
        let new = after.difference(before).cloned().collect();
        format!("{}: - {} + {}", self.name, self.named(&gone), self.named(&new))
    }

    fn about(&self) -> String {
        if !self.stated {
            return String::new();
        }
        format!(
            "company: {{ name: {:?}, industry: {:?}, employees: {} }}\n",
            self.name, self.industry, self.employees
        )
    }

    fn rows<'c>(&'c self, posts: impl Iterator<Item = &'c Post>) -> String {
        let mut text = "positions:\n".to_owned();
        for post in posts {
            write!(
                text,
                "  - {{ id: {}, title: {:?}, department: {:?}",
                post.id, post.title, post.department
            )
            .unwrap();
            if let Some(manager) = post.manager {
                write!(text, ", reports_to: {}", self.posts[manager].id).unwrap();
            }
            text.push_str(" }\n");
        }
        text
    }

    /// The chart's files.
    pub(crate) fn files(&self, form: Form) -> Vec<(String, String)> {
        let one = |path: &str, text: String| vec![(path.to_owned(), text)];
        match form {
            Form::Yaml => one("org.yaml", self.about() + &self.rows(self.posts.iter())),
            Form::Json => one("org.json", self.json()),
            Form::Csv => one("org.csv", self.csv()),
            Form::Files => {
                let departments: BTreeSet<&str> =
                    self.posts.iter().map(|post| post.department.as_str()).collect();
                let files = departments.iter().enumerate().map(|(number, department)| {
                    let posts = self.posts.iter().filter(|post| post.department == *department);
                    let about = if number == 0 { self.about() } else { String::new() };
                    (format!("org/{number}.yaml"), about + &self.rows(posts))
                });
                files.collect()
            }
        }
    }

    fn json(&self) -> String {
        let positions: Vec<serde_json::Value> = self
            .posts
            .iter()
            .map(|post| {
                let mut row = serde_json::json!({
                    "id": post.id, "title": post.title, "department": post.department
                });
                if let Some(manager) = post.manager {
                    row["reports_to"] = self.posts[manager].id.clone().into();
                }
                row
            })
            .collect();
        serde_json::json!({
            "company": { "name": self.name, "industry": self.industry, "employees": self.employees },
            "positions": positions,
        })
        .to_string()
    }

    fn csv(&self) -> String {
        let mut text = "id,title,department,reports_to\n".to_owned();
        for post in &self.posts {
            let manager = post.manager.map_or("", |manager| &self.posts[manager].id);
            writeln!(text, "{},\"{}\",\"{}\",{manager}", post.id, post.title, post.department).unwrap();
        }
        text
    }
}
