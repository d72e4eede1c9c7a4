// One writing for each text: a letter with an accent is one character, whichever way it was typed.
#pragma once

#include <string>
#include <string_view>

namespace spanne::grammar {

/// Unicode's normal form C of `text`; what is not UTF-8 stays as it is.
std::string normal_form(std::string_view text);

/// False where `text` is certainly in its normal form: ASCII and the letters of Western and Central Europe in one
/// character each. Looks at every byte once.
bool may_need_normal_form(std::string_view text);

}  // namespace spanne::grammar
