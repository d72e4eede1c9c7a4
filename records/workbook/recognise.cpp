#include "records/workbook/recognise.hpp"

#include <algorithm>
#include <array>
#include <fmt/format.h>

#include "records/cells/encoding.hpp"
#include "records/workbook/xlsx_parts.hpp"
#include "records/workbook/zip_entry.hpp"

namespace spanne::records {
namespace {

constexpr std::string_view save_as_xlsx = "open it in a spreadsheet program and save it as .xlsx";
constexpr std::string_view copy_table = "copy the table into a spreadsheet and save it as .xlsx";

/// How a file begins, in lower case, without blanks and a byte-order mark at the front.
std::string beginning(const ByteSource& bytes) {
  std::string text(4096, '\0');
  text.resize(bytes.read(0, text.data(), text.size()).value_or(0));
  if (text.starts_with("\xef\xbb\xbf")) text.erase(0, 3);
  text.erase(0, std::min(text.find_first_not_of(" \t\r\n"), text.size()));
  for (char& letter : text)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return text;
}

/// Whether a name stands in the directory of a compound file ("OLE2", the container of older Office files). Only its
/// first sectors are looked at, where programs put the streams that tell.
bool names_stream(const std::string& directory, std::string_view name) {
  std::string wide;
  for (const char letter : name) wide += {letter, '\0'};
  return directory.find(wide) != std::string::npos;
}

AccountsError refused_compound_file(const ByteSource& bytes) {
  char header[52] = {};
  std::string directory(8 * 4096, '\0');
  if (bytes.read(0, header, sizeof header).value_or(0) == sizeof header) {
    const std::size_t sector = std::size_t{1} << std::min<unsigned>(little_16(header + 30), 12);
    const std::size_t count = sector * (std::size_t{little_32(header + 48)} + 1);
    directory.resize(bytes.read(count, directory.data(), 8 * sector).value_or(0));
  }
  if (names_stream(directory, "EncryptedPackage"))
    return {"it is protected with a password", "open it, save it without a password, and read that"};
  if (names_stream(directory, "WordDocument"))
    return {"it is a Word document, not a workbook", std::string(copy_table)};
  if (names_stream(directory, "PowerPoint")) return {"it is a presentation, not a workbook", std::string(copy_table)};
  return {"it is a workbook of the older kind (.xls)", std::string(save_as_xlsx)};
}

struct ForeignBeginning {
  std::string_view bytes, name, help;
};
constexpr std::array foreign_beginnings{
    ForeignBeginning{"%pdf-", "a PDF file", "export the table as .xlsx or CSV from where it comes from"},
    ForeignBeginning{"{\\rtf", "a text document", copy_table},
    ForeignBeginning{"<!doctype html", "a web page, whatever its name", save_as_xlsx},
    ForeignBeginning{"<html", "a web page, whatever its name", save_as_xlsx},
    ForeignBeginning{"<table", "a web page, whatever its name", save_as_xlsx},
    ForeignBeginning{"<?xml", "an XML file", save_as_xlsx},
    ForeignBeginning{"\x1f\x8b", "a compressed file (gzip)", "unpack it first"},
    ForeignBeginning{"7z\xbc\xaf", "a compressed file (7-Zip)", "unpack it first"},
    ForeignBeginning{"rar!\x1a", "a compressed file (RAR)", "unpack it first"}};

bool ends_with_word(std::string_view name, std::string_view ending) {
  if (name.size() < ending.size()) return false;
  return part_key(name.substr(name.size() - ending.size())) == ending;
}

/// An OpenDocument file says what it is in a part of its own.
std::variant<WorkbookFormat, AccountsError> of_open_document(const ZipArchive& archive, const ZipEntry& entry) {
  auto type = read_part(archive, entry);
  if (auto* error = std::get_if<AccountsError>(&type)) return std::move(*error);
  const std::string_view name = trimmed(std::get<std::string>(type));
  if (name.starts_with("application/vnd.oasis.opendocument.spreadsheet")) return WorkbookFormat::open_document;
  if (name.starts_with("application/vnd.oasis.opendocument.text"))
    return AccountsError{"it is a text document (.odt), not a workbook", std::string(copy_table)};
  return AccountsError{"it is a document, but not a workbook", std::string(save_as_xlsx)};
}

/// An archive without the parts of a workbook.
AccountsError refused_archive(const ZipArchive& archive) {
  const auto& entries = archive.entries();
  const bool iwork = std::any_of(entries.begin(), entries.end(), [](const ZipEntry& entry) {
    return entry.name.ends_with(".iwa") || entry.name == "index.zip" || entry.name.ends_with("/index.zip");
  });
  if (iwork) return {"it is a file of Numbers, Pages or Keynote", "export it as Excel (.xlsx) from there"};
  const auto inside = std::find_if(entries.begin(), entries.end(), [](const ZipEntry& entry) {
    return entry.name.ends_with(".csv") || entry.name.ends_with(".xlsx") || entry.name.ends_with(".ods");
  });
  if (inside != entries.end())
    return {"it is a zip archive with files in it, not a workbook", "unpack it and read a file that was in it"};
  return {"it is a zip archive, but not a workbook", std::string(save_as_xlsx)};
}

}  // namespace

std::variant<DataFormat, AccountsError> recognise_data(const ByteSource& bytes) {
  const std::string begin = beginning(bytes);
  if (begin.starts_with("pk\x03\x04") || begin.starts_with("pk\x05\x06")) return DataFormat::workbook;
  if (begin.starts_with("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")) return refused_compound_file(bytes);
  for (const auto& foreign : foreign_beginnings)
    if (begin.starts_with(foreign.bytes))
      return AccountsError{fmt::format("it is {}", foreign.name), std::string(foreign.help)};
  return DataFormat::text;
}

std::optional<std::string> misnamed(DataFormat format, std::string_view name) {
  constexpr std::array<std::string_view, 5> of_workbooks{".xlsx", ".xlsm", ".ods", ".xls", ".xlsb"};
  constexpr std::array<std::string_view, 3> of_texts{".csv", ".tsv", ".txt"};
  const auto find = [&](const auto& endings) {
    return *std::find_if(endings.begin(), endings.end() - 1, [&](auto ending) { return ends_with_word(name, ending); });
  };
  const std::string_view workbook = find(of_workbooks), text = find(of_texts);
  if (format == DataFormat::text && ends_with_word(name, workbook))
    return fmt::format("it is called {}, but is a text file, and is read as one", workbook);
  if (format == DataFormat::workbook && ends_with_word(name, text))
    return fmt::format("it is called {}, but is a workbook, and is read as one", text);
  return std::nullopt;
}

std::variant<WorkbookFormat, AccountsError> recognise_workbook(const ZipArchive& archive) {
  if (const ZipEntry* type = archive.find("mimetype")) return of_open_document(archive, *type);
  auto main = find_main_part(archive);
  if (auto* error = std::get_if<AccountsError>(&main)) return std::move(*error);
  const auto& part = std::get<std::optional<std::string>>(main);
  if (!part && archive.find("content.xml") != nullptr) return WorkbookFormat::open_document;
  if (!part) return refused_archive(archive);
  if (part->ends_with(".bin"))
    return AccountsError{"it is a workbook of the binary kind (.xlsb)", std::string(save_as_xlsx)};
  if (part->starts_with("word/"))
    return AccountsError{"it is a Word document (.docx), not a workbook", std::string(copy_table)};
  if (part->starts_with("ppt/"))
    return AccountsError{"it is a presentation (.pptx), not a workbook", std::string(copy_table)};
  return WorkbookFormat::office_open_xml;
}

}  // namespace spanne::records
