//! What a title can mean: the list of seats. Depends on nothing, so that the build step and the
//! loader of rules can share it.

macro_rules! seats {
    ($($(#[$doc:meta])* $seat:ident = $word:literal,)*) => {
        /// What a title means.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[repr(u8)]
        pub enum Seat {
            $($(#[$doc])* $seat,)*
        }

        impl Seat {
            /// Every seat, in a fixed order.
            pub const ALL: &'static [Seat] = &[$(Seat::$seat,)*];
            /// The words of all seats, in the same order.
            pub const WORDS: &'static [&'static str] = &[$($word,)*];

            /// The word that rules and charts use.
            #[must_use]
            pub const fn word(self) -> &'static str {
                Self::WORDS[self as usize]
            }
        }
    };
}

seats! {
    /// Chief information officer.
    Cio = "cio",
    /// Chief technology officer, also written technical.
    Cto = "cto",
    /// Both of them in one seat.
    Both = "both",
    /// Leads internal IT without the C title.
    ItLead = "it-lead",
    /// Leads engineering without the C title.
    EngineeringLead = "engineering-lead",
    /// Chief executive officer.
    Ceo = "ceo",
    /// Chief operating officer.
    Coo = "coo",
    /// Chief financial officer.
    Cfo = "cfo",
    /// Chief information security officer.
    Ciso = "ciso",
    /// Chief security officer.
    CsoSecurity = "cso-security",
    /// Chief data officer.
    CdoData = "cdo-data",
    /// Chief digital officer.
    CdoDigital = "cdo-digital",
    /// Chief AI officer.
    Caio = "caio",
    /// Chief product officer.
    CpoProduct = "cpo-product",
    /// Chief people officer.
    CpoPeople = "cpo-people",
    /// Chief marketing officer.
    CmoMarketing = "cmo-marketing",
    /// Chief commercial officer.
    CcoCommercial = "cco-commercial",
    /// Chief strategy officer.
    CsoStrategy = "cso-strategy",
    /// Chief risk officer.
    CroRisk = "cro-risk",
    /// Chief revenue officer.
    CroRevenue = "cro-revenue",
    /// Chief compliance officer.
    CcoCompliance = "cco-compliance",
    /// Chief legal officer, general counsel.
    Clo = "clo",
    /// Head of internal audit.
    Cae = "cae",
    /// Data protection officer.
    Dpo = "dpo",
    /// Money laundering reporting officer.
    Mlro = "mlro",
    /// Chief architect.
    ChiefArchitect = "chief-architect",
    /// The board, or a member of it.
    Board = "board",
}

impl Seat {
    /// The seat of a word as rules and charts write it.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Seat> {
        let at = Self::WORDS.iter().position(|known| *known == word)?;
        Self::ALL.get(at).copied()
    }

    /// Is it CIO, CTO or both at once?
    #[must_use]
    pub const fn is_chief(self) -> bool {
        matches!(self, Seat::Cio | Seat::Cto | Seat::Both)
    }

    /// The chief whose work this seat does without the C title.
    #[must_use]
    pub const fn equivalent_of(self) -> Option<Seat> {
        match self {
            Seat::ItLead => Some(Seat::Cio),
            Seat::EngineeringLead => Some(Seat::Cto),
            _ => None,
        }
    }
}

/// A set of seats.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SeatSet(u32);

impl SeatSet {
    /// Adds a seat.
    pub fn insert(&mut self, seat: Seat) {
        self.0 |= 1 << seat as u8;
    }

    /// Takes a seat out.
    pub fn remove(&mut self, seat: Seat) {
        self.0 &= !(1 << seat as u8);
    }

    /// Is the seat in it?
    #[must_use]
    pub const fn contains(self, seat: Seat) -> bool {
        self.0 & (1 << seat as u8) != 0
    }

    /// Is it empty?
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The seats in it, in the order of [`Seat::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Seat> {
        Seat::ALL.iter().copied().filter(move |seat| self.contains(*seat))
    }
}

const _: () = assert!(Seat::ALL.len() <= 32, "a SeatSet holds at most 32 seats");
