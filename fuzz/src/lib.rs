//! What the targets have in common.

#[path = "../../tests/hostile/made/mod.rs"]
pub mod made;
#[path = "../../tests/hostile/promises/mod.rs"]
pub mod promises;

/// One thread for everything: what a file makes the program do is then the same every time.
pub fn on_one_thread() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).use_current_thread();
    pool.build_global().expect("nothing made one before");
}
