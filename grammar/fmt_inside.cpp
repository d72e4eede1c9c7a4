// The fmt library, compiled into the program: loading it, and the C++ library it asks for, would take as long as a
// small guideline does.
#include <fmt/format-inl.h>

// What its headers declare as made elsewhere.
template char fmt::detail::decimal_point_impl<char>(fmt::detail::locale_ref);
template fmt::detail::thousands_sep_result<char> fmt::detail::thousands_sep_impl<char>(fmt::detail::locale_ref);
