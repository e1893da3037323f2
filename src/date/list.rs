//! A growing list that needs the heap only when it grows long.

/// Up to `N` elements inline, more on the heap.
pub(super) struct List<T, const N: usize> {
    inline: [T; N],
    count: usize,
    /// Holds all elements once there are more than fit inline.
    spilled: Vec<T>,
}

impl<T: Copy, const N: usize> List<T, N> {
    /// An empty list; `blank` fills the unused places.
    pub(super) fn new(blank: T) -> List<T, N> {
        List { inline: [blank; N], count: 0, spilled: Vec::new() }
    }

    pub(super) fn push(&mut self, element: T) {
        match self.inline.get_mut(self.count) {
            Some(place) if self.spilled.is_empty() => {
                *place = element;
                self.count += 1;
            }
            _ => {
                if self.spilled.is_empty() {
                    self.spilled.extend_from_slice(&self.inline);
                }
                self.spilled.push(element);
            }
        }
    }

    pub(super) fn as_slice(&self) -> &[T] {
        if self.spilled.is_empty() { self.inline.get(..self.count).unwrap_or(&[]) } else { &self.spilled }
    }

    pub(super) fn last_mut(&mut self) -> Option<&mut T> {
        if self.spilled.is_empty() { self.inline.get_mut(self.count.checked_sub(1)?) } else { self.spilled.last_mut() }
    }
}

#[cfg(test)]
mod tests {
    use super::List;

    #[test]
    fn grows_past_its_inline_places() {
        let mut list = List::<u8, 2>::new(0);
        assert_eq!(list.last_mut(), None);
        for (element, expected) in [(1, vec![1]), (2, vec![1, 2]), (3, vec![1, 2, 3]), (4, vec![1, 2, 3, 4])] {
            list.push(element);
            assert_eq!(list.as_slice(), expected);
            assert_eq!(list.last_mut(), Some(&mut element.clone()));
        }
    }
}
