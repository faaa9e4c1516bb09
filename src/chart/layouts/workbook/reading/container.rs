//! The container of old workbooks (MS-CFB): a file of sectors, with a table of which follows which. The reader of
//! workbooks follows a circle of them for ever, so that it is given one that is made here.

/// What the table says in place of a next sector.
const FREE: u32 = 0xffff_ffff;
const END: u32 = 0xffff_fffe;
const TABLE: u32 = 0xffff_fffd;
/// From here on no number is one of a sector.
const NO_SECTOR: u32 = 0xffff_fffa;

const SIGNATURE: [u8; 8] = *b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
/// Streams shorter than this lie in sectors of 64 bytes, in a stream of their own.
const SHORT: usize = 4096;
const SMALL: usize = 64;

/// A directory's entry.
const ENTRY: usize = 128;

fn word(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}

fn longs(bytes: &[u8]) -> impl Iterator<Item = u32> {
    bytes.chunks_exact(4).filter_map(|four| Some(u32::from_le_bytes(four.try_into().ok()?)))
}

/// Sectors one behind the other, and which follows which.
struct Sectors<'b> {
    bytes: &'b [u8],
    /// What is before the first one.
    before: usize,
    size: usize,
    next: Vec<u32>,
}

impl Sectors<'_> {
    fn get(&self, number: u32) -> Option<&[u8]> {
        let start = usize::try_from(number).ok()?.checked_mul(self.size)?.checked_add(self.before)?;
        let end = self.bytes.len().min(start.checked_add(self.size)?);
        self.bytes.get(start..end)
    }

    /// What begins at a sector, no more than so many bytes; none where the sectors go round in a circle.
    fn chain(&self, start: u32, most: usize) -> Option<Vec<u8>> {
        let mut out = Vec::new();
        let mut number = start;
        while number != END {
            out.extend_from_slice(self.get(number)?);
            if out.len() >= most {
                out.truncate(most);
                break;
            }
            if out.len() > self.bytes.len() {
                return None;
            }
            number = *self.next.get(usize::try_from(number).ok()?)?;
        }
        Some(out)
    }
}

/// The stream of the workbook.
pub(super) fn stream(bytes: &[u8]) -> Option<Vec<u8>> {
    let size = match word(bytes, 30)? {
        9 => 512,
        12 => 4096,
        _ => return None,
    };
    let mut sectors = Sectors { bytes, before: size, size, next: Vec::new() };
    let mut tables: Vec<u32> = longs(bytes.get(76..512)?).collect();
    let (mut number, mut met) = (long(bytes, 68)?, 0);
    while number < NO_SECTOR {
        met += 1;
        if met > bytes.len() / size {
            return None;
        }
        tables.extend(longs(sectors.get(number)?));
        number = tables.pop()?;
    }
    for table in tables.into_iter().filter(|table| *table < NO_SECTOR) {
        let part: Vec<u32> = longs(sectors.get(table)?).collect();
        sectors.next.extend(part);
        if sectors.next.len() > bytes.len() {
            return None;
        }
    }
    let folder = sectors.chain(long(bytes, 48)?, bytes.len())?;
    let entries = || folder.chunks_exact(ENTRY);
    let called = |wanted: &str| entries().find(|entry| is_called(entry, wanted));
    let entry = called("Workbook").or_else(|| called("Book"))?;
    let (start, length) = (long(entry, 116)?, usize::try_from(long(entry, 120)?).ok()?);
    if length >= SHORT {
        return sectors.chain(start, length);
    }
    let root = entries().next()?;
    let small = sectors.chain(long(root, 116)?, usize::try_from(long(root, 120)?).ok()?)?;
    let tables = usize::try_from(long(bytes, 64)?).ok()?.checked_mul(size)?;
    let next = longs(&sectors.chain(long(bytes, 60)?, tables)?).collect();
    Sectors { bytes: &small, before: 0, size: SMALL, next }.chain(start, length)
}

fn is_called(entry: &[u8], wanted: &str) -> bool {
    let name = entry[..64].chunks_exact(2).map(|two| u16::from_le_bytes([two[0], two[1]]));
    let name: Vec<u16> = name.take_while(|unit| *unit != 0).collect();
    String::from_utf16_lossy(&name).eq_ignore_ascii_case(wanted)
}

/// A container with this stream alone.
pub(super) fn of_stream(mut stream: Vec<u8>) -> Option<Vec<u8>> {
    const SIZE: usize = 4096;
    stream.resize(stream.len().max(SHORT), 0);
    let length = stream.len();
    let parts = length.div_ceil(SIZE);
    let tables = (parts + 1).div_ceil(SIZE / 4 - 1);
    // As many as the first sector has room for: half a gigabyte of a workbook.
    if tables > 109 {
        return None;
    }
    let number = |at: usize| u32::try_from(at).ok();
    let mut out = vec![0; SIZE];
    let mut put = |at: usize, value: &[u8]| out[at..at + value.len()].copy_from_slice(value);
    put(0, &SIGNATURE);
    for (at, value) in [(24, 0x3e_u16), (26, 4), (28, 0xfffe), (30, 12), (32, 6)] {
        put(at, &value.to_le_bytes());
    }
    for (at, value) in [(44, number(tables)?), (48, number(tables)?), (56, 4096), (60, END), (68, END)] {
        put(at, &value.to_le_bytes());
    }
    for at in 0..109 {
        let table = if at < tables { number(at)? } else { FREE };
        put(76 + 4 * at, &table.to_le_bytes());
    }
    let mut next = vec![TABLE; tables];
    next.push(END);
    for at in 1..parts {
        next.push(number(tables + 1 + at)?);
    }
    next.push(END);
    next.resize(tables * SIZE / 4, FREE);
    out.extend(next.into_iter().flat_map(u32::to_le_bytes));
    for (name, start, length) in [("Root Entry", 0, 0), ("Workbook", number(tables + 1)?, length)] {
        let mut entry = [0; ENTRY];
        for (at, unit) in name.encode_utf16().enumerate() {
            entry[2 * at..2 * at + 2].copy_from_slice(&unit.to_le_bytes());
        }
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..128].copy_from_slice(&(length as u64).to_le_bytes());
        out.extend_from_slice(&entry);
    }
    out.resize((tables + 2) * SIZE, 0);
    out.append(&mut stream);
    out.resize(out.len().next_multiple_of(SIZE), 0);
    Some(out)
}
