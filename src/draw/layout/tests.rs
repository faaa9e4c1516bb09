#![expect(clippy::cast_possible_wrap, reason = "small numbers of tests")]

use proptest::prelude::*;

use super::*;

/// A4 landscape without its margins, in pixels.
const A4: Room = Room { width: 1047, height: 718, frame: (0, 0) };

/// A tree in which each box's manager is one of those before it, or nobody.
fn forests() -> impl Strategy<Value = Forest> {
    let bushy = prop::collection::vec((any::<u16>(), 60..170_i64, 20..80_i64), 1..60);
    (bushy, 0..4_usize).prop_map(|(boxes, kind)| {
        let parent = |at: usize, pick: u16| match (at, kind) {
            (0, _) => None,
            // Chains, bushes, anything, and several tops.
            (_, 0) => Some(at - 1 - usize::from(pick) % at.min(2)),
            (_, 1) => Some(usize::from(pick) % at.min(3)),
            (_, 2) => Some(usize::from(pick) % at),
            _ => (!pick.is_multiple_of(5)).then(|| usize::from(pick) % at),
        };
        let parents: Vec<Option<usize>> =
            boxes.iter().enumerate().map(|(at, one)| parent(at, one.0)).collect();
        Forest { parents, sizes: boxes.iter().map(|one| (one.1, one.2)).collect() }
    })
}

fn overlap(forest: &Forest, placed: &Placed, one: usize, other: usize) -> bool {
    let [(x, y), (other_x, other_y)] = [placed.at[one], placed.at[other]];
    let [(width, height), (other_width, other_height)] = [forest.sizes[one], forest.sizes[other]];
    x < other_x + other_width && other_x < x + width && y < other_y + other_height && other_y < y + height
}

/// Everything that is to hold wherever the boxes go.
fn is_sound(forest: &Forest, placed: &Placed) {
    let count = forest.sizes.len();
    let mut last: Vec<Option<usize>> = vec![None; count];
    for at in 0..count {
        let ((x, y), (width, height)) = (placed.at[at], forest.sizes[at]);
        assert!(
            x >= 0 && y >= 0 && x + width <= placed.width && y + height <= placed.height,
            "{at} is outside"
        );
        assert!((0..at).all(|other| !overlap(forest, placed, at, other)), "{at} overlaps");
        let Some(parent) = forest.parents[at] else { continue };
        assert!(placed.at[parent].1 + forest.sizes[parent].1 < y, "{parent} is above {at}");
        if matches!(placed.ways[parent], Way::Columns(..)) {
            assert!(placed.at[parent].0 < x, "{parent} is left of {at}");
        }
        if let Some(before) = last[parent].replace(at) {
            let is_row = matches!(placed.ways[parent], Way::Row(_));
            let (before_x, before_y) = placed.at[before];
            assert!(if is_row { before_x < x && before_y == y } else { before_y < y || before_x < x });
        }
        // A line ends at both boxes, and is in the picture.
        let line = placed.line(forest, parent, at);
        assert!(line.iter().all(|(x, y)| *x >= 0 && *y >= 0 && *x <= placed.width && *y <= placed.height));
        assert!(line.windows(2).all(|pair| pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn boxes_stand_apart_in_order_and_inside(forest in forests(), width in 100..3000_i64, height in 100..3000_i64) {
        let room = Room { width, height, frame: (48, 80) };
        let placed = place(&forest, room);
        is_sound(&forest, &placed);
        prop_assert_eq!(&placed, &place(&forest, room));
        // More room never makes it smaller.
        let larger = Room { width: width + width / 3, height: height + height / 7, ..room };
        prop_assert!(place(&forest, larger).scale(larger) >= placed.scale(room));
    }
}

/// Sixteen times the usual number of cases, since trees are many and small; as many as are asked for.
fn cases(usual: u32) -> u32 {
    std::env::var("PROPTEST_CASES")
        .ok()
        .and_then(|cases| cases.parse().ok())
        .map_or(usual, |cases: u32| cases * 16)
}

#[test]
fn ten_thousand_trees_stand_apart() {
    // Every tree of a simple generator, which needs no more than a number.
    for seed in 0..10_000_u64 {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let mut next = |most: u64| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            usize::try_from(state % most).unwrap_or(0)
        };
        let count = 1 + next(40);
        let near = 1 + next(12);
        let parent = |at: usize, pick: usize| {
            (at > 0 && !pick.is_multiple_of(13)).then(|| at - 1 - pick % at.min(near))
        };
        let parents = (0..count).map(|at| parent(at, next(1000))).collect();
        let sizes = (0..count).map(|_| (60 + next(110) as i64, 20 + next(60) as i64)).collect();
        let forest = Forest { parents, sizes };
        is_sound(&forest, &place(&forest, A4));
    }
}

#[test]
fn a_tree_takes_the_room_of_a_page_and_no_line_of_boxes() {
    // Seven areas of six, each with one below: a tidy tree would be 42 boxes wide.
    let parents = (0..50).map(|at| match at {
        0 => None,
        1..8 => Some(0),
        _ => Some(1 + (at - 8) / 6),
    });
    let forest = Forest { parents: parents.collect(), sizes: vec![(150, 60); 50] };
    let placed = place(&forest, A4);
    is_sound(&forest, &placed);
    assert!(12.0 * placed.scale(A4) > 8.0, "{}", placed.scale(A4));
}

#[test]
fn nothing_is_placed_of_nothing_and_a_long_line_has_an_end() {
    let none = place(&Forest::default(), A4);
    assert_eq!((none.at.len(), none.width, none.height), (0, 0, 0));
    let count = 100_000;
    let line = Forest {
        parents: (0..count).map(|at: usize| at.checked_sub(1)).collect(),
        sizes: vec![(100, 40); count],
    };
    assert_eq!(place(&line, A4).at.len(), count);
    let star = Forest {
        parents: (0..count).map(|at| (at > 0).then_some(0)).collect(),
        sizes: vec![(100, 40); count],
    };
    let placed = place(&star, A4);
    assert!(placed.width < 4 * placed.height && placed.height < 4 * placed.width, "{placed:?}");
}
