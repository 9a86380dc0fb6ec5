//! Sets of flags.

/// A set type with a constant for each flag and the operators of sets.
#[allow(unused_macros)]
macro_rules! flag_set {
    (
        $(#[$attribute:meta])*
        pub struct $name:ident: $repr:ident {
            $($(#[$flag_attribute:meta])* $flag:ident = $bit:literal,)*
        }
    ) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
        #[must_use]
        pub struct $name($repr);

        #[allow(missing_docs, reason = "the WIT may say nothing of a flag")]
        impl $name {
            $($(#[$flag_attribute])* pub const $flag: Self = Self(1 << $bit);)*

            /// No flag.
            pub const fn empty() -> Self {
                Self(0)
            }

            /// Every flag.
            pub const fn all() -> Self {
                Self(0 $(| 1 << $bit)*)
            }

            /// The first flag is the lowest bit.
            #[must_use]
            pub const fn bits(self) -> $repr {
                self.0
            }

            /// The flags of these bits; bits without a flag are left out.
            pub const fn from_bits_truncate(bits: $repr) -> Self {
                Self(bits & Self::all().0)
            }

            /// Whether no flag is set.
            #[must_use]
            pub const fn is_empty(self) -> bool {
                self.0 == 0
            }

            /// Whether all flags of `other` are set.
            #[must_use]
            pub const fn contains(self, other: Self) -> bool {
                self.0 & other.0 == other.0
            }

            /// Whether a flag of `other` is set.
            #[must_use]
            pub const fn intersects(self, other: Self) -> bool {
                self.0 & other.0 != 0
            }
        }

        impl ::core::ops::BitOr for $name {
            type Output = Self;
            fn bitor(self, other: Self) -> Self {
                Self(self.0 | other.0)
            }
        }

        impl ::core::ops::BitOrAssign for $name {
            fn bitor_assign(&mut self, other: Self) {
                self.0 |= other.0;
            }
        }

        impl ::core::ops::BitAnd for $name {
            type Output = Self;
            fn bitand(self, other: Self) -> Self {
                Self(self.0 & other.0)
            }
        }

        impl ::core::ops::Sub for $name {
            type Output = Self;
            fn sub(self, other: Self) -> Self {
                Self(self.0 & !other.0)
            }
        }

        impl $crate::abi::Lower for $name {
            type Core = i32;
            fn lower(self) -> i32 {
                $crate::abi::core(self.0)
            }
        }

        impl $crate::abi::Lift for $name {
            type Core = i32;
            fn lift(core: i32) -> Self {
                Self::from_bits_truncate($crate::abi::lift(core))
            }
        }
    };
}
#[allow(unused_imports)]
pub(crate) use flag_set;
