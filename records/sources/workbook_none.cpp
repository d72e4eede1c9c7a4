// In builds without zlib and expat: workbooks are recognised, and refused.
#include "records/sources/workbook_rows.hpp"

namespace spanne::records {

std::variant<std::unique_ptr<RowSource>, AccountsError> open_workbook_rows(std::unique_ptr<ByteSource>,
                                                                           const std::string&, const HeadJudge&,
                                                                           SourceNotes) {
  return AccountsError{"it is a workbook, and reading workbooks is not in this build", "save it as \"CSV UTF-8\""};
}

std::variant<bool, AccountsError> is_workbook(const ByteSource& bytes) {
  std::string beginning(8, '\0');
  beginning.resize(bytes.read(0, beginning.data(), beginning.size()).value_or(0));
  return beginning.starts_with("PK\x03\x04") || beginning == "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
}

}  // namespace spanne::records
