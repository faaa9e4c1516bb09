//! The small words of the vocabulary: sides, bases, states, grades, qualifiers. Depends on nothing,
//! so that the build step can share it.

macro_rules! kinds {
    ($(#[$doc:meta])* $name:ident { $($(#[$each:meta])* $kind:ident = $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum $name {
            $($(#[$each])* $kind,)*
        }

        impl $name {
            /// All of them, in order.
            pub const ALL: &'static [$name] = &[$($name::$kind,)*];
            /// Their words, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word that people write.
            #[must_use]
            pub const fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }

            /// The one of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<$name> {
                let at = Self::WORDS.iter().position(|known| *known == word)?;
                Self::ALL.get(at).copied()
            }
        }
    };
}

kinds! {
    /// The side a function belongs to.
    Domain {
        /// Keeps the company running: with the CIO.
        Operations = "operations",
        /// Improves what customers buy: with the CTO.
        Product = "product",
        /// Both sides need it.
        Shared = "shared",
        /// No matter of the two chiefs.
        Neither = "neither",
        /// Decided by what it serves.
        Depends = "depends",
        /// Both sides' work in one place. No function is: only what several together are.
        Mixed = "mixed",
    }
}

impl Domain {
    /// Those that a function may be stated to have.
    pub const STATED: [Self; 5] =
        [Self::Operations, Self::Product, Self::Shared, Self::Neither, Self::Depends];
}

kinds! {
    /// What the side of a function rests on.
    Basis {
        /// The article names the function and its chief.
        ArticleSays = "article-says",
        /// The article names it as something a chief knows.
        ArticleSkill = "article-skill",
        /// It follows from the article's closing question.
        ArticleImplies = "article-implies",
        /// Our reading of common practice.
        Inferred = "inferred",
    }
}

kinds! {
    /// Who is in a seat.
    SeatState {
        /// Held for good.
        Full = "full",
        /// Held for the time being: acting or interim.
        Temporary = "temporary",
        /// Held by someone about to leave it.
        Leaving = "leaving",
        /// Held for a part of the time.
        Partial = "partial",
        /// Nobody is in it: vacant or planned.
        Open = "open",
        /// One holder for both chiefs' seats.
        Combined = "combined",
        /// The title leaves in doubt whether it is this seat.
        Unresolved = "unresolved",
    }
}

kinds! {
    /// How high a title stands.
    Grade {
        /// Runs errands for others or learns.
        Assistant = "assistant",
        /// Does the work.
        Specialist = "specialist",
        /// Leads a few.
        Lead = "lead",
        /// Manages a team.
        Manager = "manager",
        /// Heads a function.
        Head = "head",
        /// A C title.
        Chief = "chief",
    }
}

kinds! {
    /// A word around a title that changes what it means.
    Qualifier {
        /// Acting, interim.
        Temporary = "temporary",
        /// On paper only.
        Planned = "planned",
        /// Empty.
        Vacant = "vacant",
        /// About to leave.
        Leaving = "leaving",
        /// No longer.
        Former = "former",
        /// Deputy and the like.
        Below = "below",
        /// Works for the seat.
        Beside = "beside",
        /// A seller's engineer in front of customers.
        Outward = "outward",
        /// Gives advice.
        Advisory = "advisory",
        /// A part of the time.
        Partial = "partial",
        /// One seat, several holders.
        Sharing = "sharing",
        /// Founder.
        Founder = "founder",
        /// The widest seat of its kind.
        Wide = "wide",
        /// For a part of the company.
        Part = "part",
    }
}

/// A set of qualifiers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Qualifiers(u16);

impl Qualifiers {
    /// Adds one.
    pub fn insert(&mut self, qualifier: Qualifier) {
        self.0 |= 1 << qualifier as u8;
    }

    /// Adds all of another set.
    pub fn extend(&mut self, other: Qualifiers) {
        self.0 |= other.0;
    }

    /// Is it in the set?
    #[must_use]
    pub const fn contains(self, qualifier: Qualifier) -> bool {
        self.0 & (1 << qualifier as u8) != 0
    }

    /// Is the set empty?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Those in the set, in the order of [`Qualifier::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Qualifier> {
        Qualifier::ALL.iter().copied().filter(move |one| self.contains(*one))
    }
}

const _: () = assert!(Qualifier::ALL.len() <= 16, "Qualifiers holds at most 16");
